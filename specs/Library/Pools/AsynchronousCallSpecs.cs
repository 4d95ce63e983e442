using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// The calls that return a task: <c>MapAsync</c>, <c>StarMapAsync</c> and <c>ApplyAsync</c>. CPython: <c>map_async</c>,
/// <c>starmap_async</c> and <c>apply_async</c>.
/// </summary>
public sealed class AsynchronousCallSpecs(AsynchronousCallSpecs.TwoWorkers fixture)
    : IClassFixture<AsynchronousCallSpecs.TwoWorkers>
{
    private readonly ProcessPool pool = fixture.Pool;

    [Fact]
    public async Task Results_come_in_the_order_of_the_items()
    {
        var squares = pool.MapAsync(static (int x) => x * x, Enumerable.Range(0, 1_000), chunkSize: 1);
        var products = pool.StarMapAsync(static (int x, int y) => x * y, [(2, 3), (4, 5)]);
        var one = pool.ApplyAsync(static () => 1);
        var two = pool.ApplyAsync(static (int x) => x + 1, 1);

        (await squares).Should().Equal(Enumerable.Range(0, 1_000).Select(x => x * x));
        (await products).Should().Equal(6, 20);
        (await one, await two).Should().Be((1, 2));
    }

    [Fact]
    public async Task A_function_without_a_result_has_a_task_too()
    {
        await pool.MapAsync(static (int _) => { }, [1, 2]);
        await pool.StarMapAsync(static (int _, int _) => { }, [(1, 2)]);
        (await pool.MapAsync(static (int x) => x, [])).Should().BeEmpty();
    }

    /// <summary>
    /// More chunks than the pool takes at once, so the last ones are handed out long after the call has returned.
    /// </summary>
    [Fact]
    public async Task A_change_of_an_argument_after_the_call_is_not_seen_by_the_function()
    {
        var items = Enumerable.Range(0, 2_000).Select(_ => new List<int> { 1 }).ToArray();

        var counts = pool.MapAsync(static (List<int> item) => item.Count, items, chunkSize: 1);
        foreach (var item in items)
            item.Add(2);

        (await counts).Should().AllBeEquivalentTo(1, "all were pickled before the call returned");
    }

    [Fact]
    public async Task Fifty_calls_at_once_hold_no_thread()
    {
        var before = ThreadPool.ThreadCount;

        var calls = Enumerable.Range(0, 50).Select(n => pool.ApplyAsync(SleepAndReturn, n)).ToArray();

        calls.Should().Contain(call => !call.IsCompleted, "nobody has waited for them");
        (await Task.WhenAll(calls)).Should().Equal(Enumerable.Range(0, 50));
        (ThreadPool.ThreadCount - before).Should().BeLessThan(25, "each of 50 waiting threads would be one more");
    }

    [Fact]
    public async Task Calls_that_wait_and_calls_that_do_not_share_the_workers()
    {
        var calls = Enumerable.Range(0, 20).Select(n => pool.ApplyAsync(SleepAndReturn, n)).ToArray();

        var sums = Enumerable
            .Range(0, 4)
            .AsParallel()
            .WithDegreeOfParallelism(4)
            .Select(n => pool.Map(static (int x) => x, Enumerable.Repeat(n, 100), 1).Sum())
            .Sum();

        sums.Should().Be(600);
        (await Task.WhenAll(calls)).Sum().Should().Be(190);
    }

    [Fact]
    public async Task A_failure_is_that_of_the_task()
    {
        var call = pool.MapAsync(static (int x) => 1 / x, [1, 0]);

        await pool.Invoking(_ => call).Should().ThrowAsync<DivideByZeroException>();
    }

    [Fact]
    public async Task An_argument_that_cannot_be_pickled_fails_its_task()
    {
        var call = pool.MapAsync(static (object x) => x is null, [new object(), Thread.CurrentThread]);

        await pool.Invoking(_ => call).Should().ThrowAsync<PicklingException>();
    }

    [Fact]
    public async Task A_worker_that_dies_fails_its_task_and_the_pool_continues()
    {
        var call = pool.ApplyAsync(static () => Exit(3));

        (await pool.Invoking(_ => call).Should().ThrowAsync<WorkerLostException>()).Which.ExitCode.Should().Be(3);
        (await pool.ApplyAsync(static () => 1)).Should().Be(1);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait_at_once_and_the_pool_continues()
    {
        using var own = new ProcessPool(2, StartMethod.Spawn);
        using var soon = new CancellationTokenSource();
        var endless = own.ApplyAsync(static () => SleepForever(), soon.Token);

        soon.Cancel();

        await own.Invoking(_ => endless.WaitAsync(Limits.Wait)).Should().ThrowAsync<OperationCanceledException>();
        endless.IsCanceled.Should().BeTrue();
        (await own.ApplyAsync(static () => 1)).Should().Be(1, "the other worker is idle");
        own.ApplyAsync(static () => 1, soon.Token).IsCanceled.Should().BeTrue("the token was cancelled before");
    }

    [Fact]
    public async Task Tasks_of_a_terminated_pool_fail()
    {
        var own = new ProcessPool(1, StartMethod.Spawn);
        var running = own.ApplyAsync(static () => SleepForever());
        var waiting = own.ApplyAsync(static () => 1);

        own.Dispose();

        foreach (var call in new[] { running, waiting })
        {
            await own.Invoking(_ => call.WaitAsync(Limits.Wait))
                .Should()
                .ThrowAsync<ObjectDisposedException>("in CPython they would wait for ever");
        }
    }

    [Fact]
    public async Task A_closed_pool_finishes_what_it_was_given()
    {
        using var own = new ProcessPool(1, StartMethod.Spawn);
        var calls = Enumerable.Range(0, 5).Select(n => own.ApplyAsync(SleepAndReturn, n)).ToArray();

        own.Close();
        own.Join();

        (await Task.WhenAll(calls).WaitAsync(Limits.Wait)).Should().Equal(0, 1, 2, 3, 4);
        Thrown(() => own.ApplyAsync(static () => 1)).Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Misuse_is_thrown_by_the_call_itself()
    {
        var captured = 1;

        Thrown(() => pool.ApplyAsync((Func<int>)null!)).Should().BeOfType<ArgumentNullException>();
        Thrown(() => pool.MapAsync(static (int x) => x, null!)).Should().BeOfType<ArgumentNullException>();
        Thrown(() => pool.MapAsync(static (int x) => x, [1], 0))
            .Should()
            .BeOfType<ArgumentOutOfRangeException>()
            .Which.ParamName.Should()
            .Be("chunkSize");
        Thrown(() => pool.ApplyAsync(() => captured)).Should().BeOfType<CapturedVariablesException>();
        Thrown(() => pool.ApplyAsync(static () => Task.FromResult(1))).Should().BeOfType<ArgumentException>();
    }

    private static int SleepAndReturn(int number)
    {
        Thread.Sleep(10);
        return number;
    }

    private static int SleepForever()
    {
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static int Exit(int code)
    {
        Environment.Exit(code);
        return code;
    }

    [Start(StartMethod.Fork)]
    public class UnderFork
    {
        [Fact]
        public void In_a_process_that_can_fork_they_are_refused_and_it_still_can() =>
            RunForkReady(static () =>
                    InPool(
                        StartMethod.Fork,
                        static pool =>
                            (
                                Failure(() => pool.ApplyAsync(static () => 1)),
                                Failure(() => pool.MapStream(static (int x) => x, [1])),
                                pool.Apply(static () => 1),
                                CurrentProcess.ForkBlockers.Count
                            )
                    )
                )
                .Should()
                .Match<(string Call, string Stream, int Result, int Blockers)>(seen =>
                    seen.Call.StartsWith(nameof(NotSupportedException))
                    && seen.Call.Contains("MapLazily")
                    && seen.Stream.StartsWith(nameof(NotSupportedException))
                    && seen.Result == 1
                    && seen.Blockers == 0
                );
    }

    /// <summary>A pool of two workers.</summary>
    public sealed class TwoWorkers : IDisposable
    {
        public ProcessPool Pool { get; } = new(2, StartMethod.Spawn);

        public void Dispose() => Pool.Dispose();
    }
}
