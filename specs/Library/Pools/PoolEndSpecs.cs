using System.Runtime.InteropServices;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// How a pool is closed or terminated under each start method, and what becomes of its workers and calls.
/// </summary>
public static class PoolEndSpecs
{
    private static PosixSignalRegistration? handler;

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_closed_pool_accepts_no_more_work() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                            {
                                pool.Close();
                                pool.Join();
                                return Failure(() => pool.Apply(static () => 1));
                            }
                        )
                )
                .Should()
                .StartWith("InvalidOperationException")
                .And.Contain("closed");

        [Fact]
        [Linux("it looks in /proc.")]
        public void A_disposed_pool_accepts_no_more_work_and_leaves_no_worker() =>
            Run(
                    start,
                    static start =>
                    {
                        var pool = new ProcessPool(2, start);
                        var workers = pool.WorkerIds;
                        pool.Dispose();
                        return (
                            Failure(() => pool.Apply(static () => 1)),
                            workers.Count(id => Directory.Exists($"/proc/{id}"))
                        );
                    }
                )
                .Should()
                .Match<(string Failure, int Left)>(seen =>
                    seen.Failure.StartsWith(nameof(ObjectDisposedException)) && seen.Left == 0
                );

        [Fact]
        public void Disposing_a_pool_kills_a_worker_that_ignores_termination() =>
            Run(
                    start,
                    static start =>
                    {
                        var pool = new ProcessPool(1, start);
                        pool.Apply(IgnoreTermination);
                        pool.Dispose();
                        return pool.WorkerIds.Count;
                    }
                )
                .Should()
                .Be(0);
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public async Task A_closed_pool_ends_although_the_result_of_a_cancelled_call_is_not_received()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            using var soon = new CancellationTokenSource(100);
            var wait = () =>
                pool.Apply(
                    static () =>
                    {
                        Thread.Sleep(2_000);
                        return new byte[5_000_000];
                    },
                    soon.Token
                );
            wait.Should().Throw<OperationCanceledException>();

            pool.Close();

            await Task.Run(pool.Join).WaitAsync(Limits.Wait);
        }

        [Fact]
        public void A_thread_that_is_in_an_enumeration_cannot_wait_for_the_workers()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            var join = () => pool.Join();

            using (var results = pool.MapLazily(Negate, [1, 2, 3]).GetEnumerator())
            {
                results.MoveNext();
                pool.Close();
                join.Should()
                    .Throw<InvalidOperationException>()
                    .WithMessage("*results of PoolEndSpecs.Negate*dispose*");
            }

            join.Should().NotThrow();
        }

        [Fact]
        public async Task A_closed_pool_can_be_joined_while_several_calls_are_running()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            var marks = Directory.CreateTempSubdirectory("calls-");
            var calls = Enumerable
                .Range(1, 2)
                .Select(n => Task.Run(() => pool.Apply(SignAndSleep, (marks.FullName, 100 * n))))
                .ToArray();
            SpinWait.SpinUntil(() => marks.GetFiles().Length == 2, Limits.Wait).Should().BeTrue();

            pool.Close();
            await Task.Run(pool.Join).WaitAsync(Limits.Wait);

            (await Task.WhenAll(calls)).Should().Equal(100, 200);
            marks.Delete(recursive: true);
        }

        [Fact]
        public async Task A_pool_can_be_disposed_of_while_it_is_joined_and_a_cancelled_task_runs()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            using var cancellation = new CancellationTokenSource();
            var marks = Directory.CreateTempSubdirectory("calls-");
            var call = pool.ApplyAsync(SignAndSleep, (marks.FullName, Timeout.Infinite), cancellation.Token);
            SpinWait.SpinUntil(() => marks.GetFiles().Length == 1, Limits.Wait).Should().BeTrue();
            await cancellation.CancelAsync();
            await Record.ExceptionAsync(() => call);

            pool.Close();
            var join = Task.Run(pool.Join);
            SpinWait.SpinUntil(() => join.Status == TaskStatus.Running, Limits.Wait);
            await Task.Run(pool.Dispose).WaitAsync(Limits.Wait);

            await join.WaitAsync(Limits.Wait);
            marks.Delete(recursive: true);
        }

        [Fact]
        public void Disposing_a_pool_ends_the_calls_that_wait()
        {
            var pool = new ProcessPool(1, StartMethod.Spawn);
            var wait = Task.Run(() => pool.Map(static (int _) => Thread.Sleep(Timeout.Infinite), [1]));
            SpinWait.SpinUntil(() => wait.Status == TaskStatus.Running, Limits.Wait);

            pool.Dispose();

            wait.Invoking(call => call.Wait(Limits.Wait)).Should().Throw<ObjectDisposedException>();
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    private static int SignAndSleep((string Directory, int Milliseconds) how)
    {
        File.Create(Path.Combine(how.Directory, $"{how.Milliseconds}")).Dispose();
        Thread.Sleep(how.Milliseconds);
        return how.Milliseconds;
    }

    private static int Negate(int number) => -number;

    private static bool IgnoreTermination() =>
        (handler = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true))
            is not null;
}
