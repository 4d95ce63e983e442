using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// The workers of a pool under each start method: which task they take, how they are lost, and how they are replaced.
/// </summary>
public static class PoolWorkerSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_worker_that_dies_fails_its_task_at_once_and_the_pool_continues() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                (
                                    Failure(() =>
                                        pool.Apply(static () =>
                                        {
                                            Process.GetCurrentProcess().Kill();
                                            return 0;
                                        })
                                    ),
                                    pool.Map(static (int x) => x, [1, 2, 3, 4], 1).Length
                                )
                        )
                )
                .Should()
                .Match<(string Failure, int Results)>(seen =>
                    seen.Failure.StartsWith(nameof(WorkerLostException)) && seen.Results == 4
                );

        [Fact]
        public void The_other_tasks_of_a_call_run_although_a_worker_dies() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool => Failure(() => pool.Map(DieAtThree, Enumerable.Range(0, 10), chunkSize: 1))
                        )
                )
                .Should()
                .Contain("worker-");

        [Fact]
        public void No_task_waits_behind_a_running_one_while_a_worker_is_idle() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                            {
                                var gate = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                                return pool.StarMap(
                                        OpenOrWait,
                                        Enumerable.Range(0, 11).Select(index => (gate, index)),
                                        chunkSize: 1
                                    )
                                    .All(passed => passed);
                            }
                        )
                )
                .Should()
                .BeTrue("the last task lets the first one go");

        [Fact]
        public void A_worker_ends_after_its_tasks_and_another_replaces_it() =>
            Run(
                    start,
                    static start =>
                    {
                        using var pool = new ProcessPool(
                            new ProcessPoolOptions
                            {
                                Workers = 2,
                                StartMethod = start,
                                MaxTasksPerWorker = 1,
                            }
                        );
                        return pool.Map(static (int _) => Environment.ProcessId, Enumerable.Range(0, 6), chunkSize: 1)
                            .Distinct()
                            .Count();
                    }
                )
                .Should()
                .Be(6);
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_module_that_throws_fails_each_call_and_is_not_run_again()
        {
            using var main = ChildProcess.Start(BrokenModule.UsePool);

            main.Result.Should().StartWith("EndOfStreamException").And.Contain("no such module");
        }

        [Fact]
        public void A_pool_whose_starting_workers_are_killed_fails_that_call_and_serves_the_next()
        {
            using var main = ChildProcess.Start(DyingModule.UsePool);

            main.Result.Failure.Should().StartWith("WorkerLostException: 3 workers in a row ended");
            main.Result.Result.Should().Be(42);
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork)
    {
        [Fact]
        public void A_refused_fork_fails_that_call_and_the_pool_serves_the_next() =>
            RunForkReady(static () =>
                {
                    using var pool = new ProcessPool(1, StartMethod.Fork);
                    Failure(() => pool.Map(DieAtThree, [3]));
                    using var end = new ManualResetEventSlim();
                    var thread = new Thread(() => end.Wait());
                    thread.Start();
                    var failure = Failure(() => pool.Apply(static () => 0));
                    end.Set();
                    thread.Join();
                    return (failure, pool.Apply(static () => 42));
                })
                .Should()
                .Match<(string Failure, int Result)>(seen =>
                    seen.Failure.StartsWith(nameof(UnsafeForkException)) && seen.Result == 42
                );
    }

    private static void DieAtThree(int x)
    {
        if (x == 3)
            Process.GetCurrentProcess().Kill();
    }

    private static bool OpenOrWait(string gate, int index)
    {
        if (index == 10)
            Directory.CreateDirectory(gate);
        if (index != 0)
            return true;

        var passed = SpinWait.SpinUntil(() => Directory.Exists(gate), Limits.Wait);
        if (passed)
            Directory.Delete(gate);
        return passed;
    }
}
