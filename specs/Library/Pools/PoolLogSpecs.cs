using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.LoggedProgram;

namespace SharedStateSpecs.Library.Pools;

/// <summary>What the log of <c>MULTIPROCESSING_LOG</c> says of a pool, under each start method.</summary>
public static class PoolLogSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void The_way_of_a_small_chunk_is_logged() =>
            Log(start, static start => InPoolOfOne(start, static pool => pool.Map(Negate, [1, 2, 3], chunkSize: 3)))
                .Should()
                .ContainInOrder(
                    "[main] added call 1 of PoolLogSpecs.Negate: 0 of 1 chunks done, 1 not handed out",
                    "[main] published chunk 0 of call 1 in mailbox 255",
                    "[worker-1] claimed mailbox 255",
                    "[main] worker 0 answered chunk 0 of call 1",
                    "[main] finished call 1 of PoolLogSpecs.Negate: 1 of 1 chunks done, 0 not handed out"
                );

        [Fact]
        public void The_way_of_a_large_chunk_is_logged() =>
            Log(start, static start => InPoolOfOne(start, static pool => pool.Apply(Length, new byte[10_000])))
                .Should()
                .ContainInOrder(
                    "[main] gave chunk 0 of call 1 to worker-1",
                    "[main] worker-1 answered chunk 0 of call 1"
                );

        [Fact]
        public void A_worker_that_sleeps_and_is_woken_is_logged() =>
            Log(
                    start,
                    static start =>
                        InPoolOfOne(
                            start,
                            static pool =>
                            {
                                pool.Apply(Negate, 1);
                                Thread.Sleep(200);
                                return pool.Apply(Negate, 2);
                            }
                        )
                )
                .Should()
                .ContainInOrder("[worker-1] sleeps", "[main] wakes worker-1", "[worker-1] was woken");

        [Fact]
        public void A_lost_worker_is_logged_with_the_state_of_the_pool_and_its_replacement() =>
            Log(
                    start,
                    static start =>
                        InPoolOfOne(start, static pool => (Failure(() => pool.Apply(Die, 1)), pool.Apply(Negate, 1)))
                )
                .Should()
                .ContainInOrder(
                    "[main] lost worker-1",
                    "[main] ProcessPool (" + start + "): 1 of 1 workers, 1 calls, Running",
                    "[main] worker-2 replaces a worker that has ended"
                );

        [Fact]
        public void A_long_wait_is_logged_with_what_the_workers_run() =>
            Log(start, WaitLong)
                .Should()
                .Contain(line => line.StartsWith("[main] nothing happened for 0.2 s"))
                .And.Contain(line => line.StartsWith("[main]   worker-1: runs chunk 0 of call 1 for at least"));
    }

    [Linux("small chunks are published in shared memory.")]
    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_cancelled_call_is_logged_with_the_state_of_the_pool() =>
            Log(StartMethod.Spawn, Cancel)
                .Should()
                .ContainInOrder(
                    "[main] abandoned call 1 of PoolLogSpecs.Sleep: 0 of 1 chunks done, 0 not handed out",
                    "[main] ProcessPool (Spawn): 1 of 1 workers, 0 calls, Running"
                );
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    private static T InPoolOfOne<T>(StartMethod start, Func<ProcessPool, T> use)
    {
        using var pool = new ProcessPool(1, start);
        return use(pool);
    }

    private static int WaitLong(StartMethod start)
    {
        ProcessPool.LongWait = TimeSpan.FromMilliseconds(200);
        return InPoolOfOne(start, static pool => pool.Apply(Sleep, 1_500));
    }

    private static int Cancel(StartMethod start)
    {
        using var soon = new CancellationTokenSource(1_000);
        return InPoolOfOne(start, pool => Failure(() => pool.Apply(Sleep, 10_000, soon.Token)).Length);
    }

    private static int Negate(int x) => -x;

    private static int Length(byte[] bytes) => bytes.Length;

    private static int Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    private static int Die(int x)
    {
        Process.GetCurrentProcess().Kill();
        return x;
    }
}
