using System.Diagnostics;
using System.Runtime.InteropServices;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// A pool of workers under each start method: what its calls promise, and what becomes of them when something goes
/// wrong.
/// </summary>
public static class ProcessPoolSpecs
{
    private static PosixSignalRegistration? handler;

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void Results_come_in_the_order_of_the_items() =>
            Run(
                    start,
                    static start =>
                        InPool(start, static pool => pool.Map(static (int x) => x * x, Enumerable.Range(0, 100)))
                )
                .Should()
                .Equal(Enumerable.Range(0, 100).Select(x => x * x));

        [Fact]
        public void Pairs_are_two_arguments() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                                pool.StarMap(
                                    static (string text, int count) => text.Length * count,
                                    [("a", 1), ("bb", 2)]
                                )
                        )
                )
                .Should()
                .Equal(1, 4);

        [Fact]
        public void One_call_is_one_task() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool => (pool.Apply(static () => 1), pool.Apply(static (int x) => x + 1, 1))
                        )
                )
                .Should()
                .Be((1, 2));

        [Fact]
        public void No_items_are_no_results() =>
            Run(start, static start => InPool(start, static pool => pool.Map(static (int x) => x, [])))
                .Should()
                .BeEmpty();

        [Fact]
        public void A_failure_comes_back_as_its_own_type_with_its_stack_in_the_worker() =>
            Run(start, static start => InPool(start, static pool => Failure(() => pool.Map(Divide, [1, 0]))))
                .Should()
                .StartWith(nameof(DivideByZeroException))
                .And.Contain(nameof(Divide));

        [Fact]
        public void The_failure_of_the_first_item_counts_whichever_comes_first() =>
            Run(
                    start,
                    static start =>
                        InPool(start, static pool => Failure(() => pool.Map(FailAfter, [300, 0], chunkSize: 1)))
                )
                .Should()
                .Contain("after 300 ms");

        [Fact]
        public void A_worker_that_dies_fails_its_task_at_once_and_the_pool_goes_on() =>
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
        public void An_argument_that_cannot_cross_fails_the_call_and_no_worker() =>
            Run(
                    start,
                    static start =>
                        InPool(
                            start,
                            static pool =>
                            {
                                var before = pool.WorkerIds;
                                return (
                                    Failure(() =>
                                        pool.Map(static (object x) => x is null, [new object(), Thread.CurrentThread])
                                    ),
                                    pool.WorkerIds.SequenceEqual(before)
                                );
                            }
                        )
                )
                .Should()
                .Match<(string Failure, bool SameWorkers)>(seen =>
                    seen.Failure.StartsWith(nameof(PicklingException)) && seen.SameWorkers
                );

        [Fact]
        public void A_result_that_cannot_cross_fails_the_call() =>
            Run(
                    start,
                    static start =>
                        InPool(start, static pool => Failure(() => pool.Apply(static () => Thread.CurrentThread)))
                )
                .Should()
                .StartWith(nameof(PicklingException));

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
        public void A_worker_ends_after_its_tasks_and_another_takes_its_place() =>
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

        [Fact]
        public void A_closed_pool_takes_no_more_work() =>
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
        public void An_ended_pool_takes_no_more_work_and_leaves_no_worker() =>
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
        public void A_worker_that_was_told_to_end_ends_even_if_it_will_not() =>
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
        public void Calls_from_several_threads_share_the_workers()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);

            var sums = Enumerable
                .Range(0, 8)
                .AsParallel()
                .WithDegreeOfParallelism(8)
                .Select(n => pool.Map(static (int x) => x, Enumerable.Repeat(n, 200), 1).Sum())
                .Order();

            sums.Should().Equal(Enumerable.Range(0, 8).Select(n => 200 * n));
        }

        [Fact]
        public void A_cancelled_call_ends_and_the_pool_goes_on()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            using var soon = new CancellationTokenSource(200);

            var wait = () => pool.Map(static (int _) => Thread.Sleep(Timeout.Infinite), [1], cancellation: soon.Token);

            wait.Should().Throw<OperationCanceledException>();
            pool.Apply(static () => 1).Should().Be(1, "the other worker is idle");
        }

        [Fact]
        public async Task A_closed_pool_ends_although_nobody_takes_the_result_of_a_cancelled_call()
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

            await Task.Run(pool.Join).WaitAsync(TimeSpan.FromSeconds(10));
        }

        [Fact]
        public async Task A_closed_pool_is_waited_for_while_several_calls_go_on()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            var gate = Directory.CreateTempSubdirectory("calls-");
            var calls = Enumerable
                .Range(1, 2)
                .Select(n => Task.Run(() => pool.Apply(SignAndSleep, (gate.FullName, 100 * n))))
                .ToArray();
            SpinWait.SpinUntil(() => gate.GetFiles().Length == 2, TimeSpan.FromSeconds(10)).Should().BeTrue();

            pool.Close();
            await Task.Run(pool.Join).WaitAsync(TimeSpan.FromSeconds(10));

            (await Task.WhenAll(calls)).Should().Equal(100, 200);
            gate.Delete(recursive: true);
        }

        [Fact]
        public async Task An_argument_that_fails_on_its_way_fails_its_own_call_only()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            var gate = Directory.CreateTempSubdirectory("calls-");
            var other = Task.Run(() => pool.Apply(SignAndSleep, (gate.FullName, 500)));
            SpinWait.SpinUntil(() => gate.GetFiles().Length == 1, TimeSpan.FromSeconds(10)).Should().BeTrue();

            var call = () =>
                Task.Run(() => pool.Apply(static (Dictionary<int, int> x) => x.Count, new(new Awkward())))
                    .WaitAsync(TimeSpan.FromSeconds(10));

            await call.Should().ThrowAsync<NotSupportedException>();
            (await other.WaitAsync(TimeSpan.FromSeconds(10))).Should().Be(500);
            gate.Delete(recursive: true);
        }

        [Fact]
        public void Ending_a_pool_ends_the_calls_that_wait()
        {
            var pool = new ProcessPool(1, StartMethod.Spawn);
            var wait = Task.Run(() => pool.Map(static (int _) => Thread.Sleep(Timeout.Infinite), [1]));
            SpinWait.SpinUntil(() => wait.Status == TaskStatus.Running, TimeSpan.FromSeconds(10));

            pool.Dispose();

            wait.Invoking(call => call.Wait(TimeSpan.FromSeconds(10))).Should().Throw<ObjectDisposedException>();
        }

        [Fact]
        public void A_module_that_fails_is_a_failure_of_each_call_and_not_tried_again()
        {
            using var main = ChildProcess.Start(BrokenModule.UsePool);

            main.Result.Should().StartWith("EndOfStreamException").And.Contain("no such module");
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork)
    {
        [Fact]
        public void A_pool_leaves_its_process_able_to_fork() =>
            RunForkReady(static () =>
                    InPool(
                        StartMethod.Fork,
                        static pool =>
                        {
                            pool.Map(static (int x) => x, Enumerable.Range(0, 1_000), 1);
                            return CurrentProcess.ForkBlockers.Count;
                        }
                    )
                )
                .Should()
                .Be(0, "it started no thread");
    }

    [Theory]
    [InlineData(0, 2, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 1, 2)]
    [InlineData(100, 2, 13)]
    public static void The_default_chunk_is_as_CPython_computes_it(int items, int workers, int expected) =>
        ProcessPool.DefaultChunkSize(items, workers).Should().Be(expected);

    private static T InPool<T>(StartMethod start, Func<ProcessPool, T> use)
    {
        using var pool = new ProcessPool(2, start);
        return use(pool);
    }

    private static string Failure(Action call)
    {
        try
        {
            call();
            return "";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message} {exception.GetBaseException().Message}";
        }
    }

    private static int Divide(int by) => 1 / by;

    private static void FailAfter(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        throw new InvalidOperationException($"after {milliseconds} ms");
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

        var passed = SpinWait.SpinUntil(() => Directory.Exists(gate), TimeSpan.FromSeconds(10));
        if (passed)
            Directory.Delete(gate);
        return passed;
    }

    private static int SignAndSleep((string Directory, int Milliseconds) how)
    {
        File.Create(Path.Combine(how.Directory, $"{how.Milliseconds}")).Dispose();
        Thread.Sleep(how.Milliseconds);
        return how.Milliseconds;
    }

    private static bool IgnoreTermination() =>
        (handler = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true))
            is not null;

    private sealed class Awkward : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => x == y;

        public int GetHashCode(int obj) => obj;

        public override bool Equals(object? obj) => throw new NotSupportedException("Pickling asks for this.");

        public override int GetHashCode() => 0;
    }
}
