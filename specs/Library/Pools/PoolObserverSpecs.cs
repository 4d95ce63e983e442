using System.Collections.Concurrent;
using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;

namespace SharedStateSpecs.Library.Pools;

/// <summary>What the observer of a pool is told, and the pool's numbers.</summary>
[Start(StartMethod.Spawn)]
public sealed class PoolObserverSpecs(PoolObserverSpecs.Observed fixture) : IClassFixture<PoolObserverSpecs.Observed>
{
    private const string Context = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly ProcessPool pool = fixture.Pool;
    private readonly Recorder recorder = fixture.Recorder;

    [Fact]
    public async Task Each_form_of_call_is_begun_and_ended_once()
    {
        pool.Map(Triple, [1, 2, 3]);
        await pool.ApplyAsync(Triple, 4);
        _ = pool.MapLazily(Triple, [1, 2]).ToList();
        await foreach (var _ in pool.MapStream(Triple, [1])) { }

        recorder
            .EndedCalls(nameof(Triple))
            .Select(call => call.Progress)
            .Should()
            .Equal(new(3, 0, 3), new(1, 0, 1), new(2, 0, 2), new(1, 0, 1));
        recorder.EndedCalls(nameof(Triple)).Should().AllSatisfy(call => call.Duration.Should().BePositive());
    }

    [Fact]
    public void A_call_that_fails_is_ended_with_what_it_throws()
    {
        var failure = Thrown(() => pool.Map(Throw, [1]));

        recorder.EndedCalls(nameof(Throw)).Should().ContainSingle().Which.Exception.Should().BeSameAs(failure);
    }

    [Fact]
    public void Workers_that_die_or_are_killed_are_told_apart()
    {
        var before = pool.Statistics;

        _ = Thrown(() => pool.Apply(Die, 1));
        _ = Thrown(() => pool.Apply(Hang, 1, new PoolCallOptions { TaskTimeout = TimeSpan.FromMilliseconds(100) }));
        pool.Map(Double, Enumerable.Range(0, 100), chunkSize: 1);

        recorder.Ended.Select(worker => worker.End).Should().Contain([WorkerEnd.Lost, WorkerEnd.TimedOut]);
        recorder.Started.Should().Contain(worker => worker.IsReplacement).And.Contain(worker => !worker.IsReplacement);
        var after = pool.Statistics;
        (after.LostWorkers - before.LostWorkers, after.KilledWorkers - before.KilledWorkers).Should().Be((1, 1));
    }

    [Fact]
    public void A_task_has_the_context_that_the_observer_gave_its_call()
    {
        recorder.Context = Context;
        var parents = pool.Map(static (int _) => Activity.Current?.ParentId, [1, 2], chunkSize: 1);
        recorder.Context = null;
        var without = pool.Map(static (int _) => Activity.Current?.ParentId, [1, 2], chunkSize: 1);

        parents.Should().Equal(Context, Context);
        without.Should().Equal(null, null);
    }

    [Fact]
    public void What_an_observer_throws_reaches_no_call()
    {
        recorder.Failure = new InvalidOperationException();
        try
        {
            pool.Map(Double, [7]).Should().Equal(14);
        }
        finally
        {
            recorder.Failure = null;
        }
    }

    [Fact]
    public void A_pool_that_breaks_says_so_once()
    {
        var broken = new Recorder();
        using var failing = new ProcessPool(
            new ProcessPoolOptions
            {
                Workers = 1,
                StartMethod = StartMethod.Spawn,
                Initializer = PoolInitializer.Of(static () => throw new InvalidDataException("no data")),
                Observer = broken,
            }
        );

        var failures = Enumerable.Range(1, 2).Select(x => Thrown(() => failing.Apply(Double, x))).ToList();

        broken.Broken.Should().ContainSingle().Which.Should().BeOfType<WorkerInitializationException>();
        failures.Should().AllSatisfy(failure => failure.Should().BeOfType<WorkerInitializationException>());
    }

    [Fact]
    public async Task An_observer_that_throws_when_a_call_starts_fails_the_call_alone()
    {
        using var cancelling = new CancellationTokenSource();
        recorder.FailureOfStart = new InvalidOperationException("no trace");
        var call = () => pool.ApplyAsync(Double, 7, cancelling.Token);
        await call.Should().ThrowAsync<InvalidOperationException>().WithMessage("no trace");
        recorder.FailureOfStart = null;

        (await pool.ApplyAsync(Double, 7)).Should().Be(14);
    }

    [Fact]
    public void The_statistics_of_an_idle_pool_show_no_task()
    {
        pool.Map(Double, Enumerable.Range(0, 100), chunkSize: 1);

        pool.Statistics.Should().Match<ProcessPoolStatistics>(now => now.QueuedTasks == 0 && now.BusyWorkers == 0);
        pool.Statistics.StartedWorkers.Should().BeGreaterThanOrEqualTo(2);
    }

    private static int Double(int x) => 2 * x;

    private static int Triple(int x) => 3 * x;

    private static int Throw(int x) => throw new InvalidDataException($"{x}");

    private static int Die(int x)
    {
        Process.GetCurrentProcess().Kill();
        return x;
    }

    private static int Hang(int x)
    {
        Thread.Sleep(Timeout.Infinite);
        return x;
    }

    public sealed class Observed : IDisposable
    {
        public Observed() =>
            Pool = new(
                new ProcessPoolOptions
                {
                    Workers = 2,
                    StartMethod = StartMethod.Spawn,
                    Observer = Recorder,
                }
            );

        internal Recorder Recorder { get; } = new();

        public ProcessPool Pool { get; }

        public void Dispose() => Pool.Dispose();
    }

    internal sealed class Recorder : ProcessPoolObserver
    {
        private readonly ConcurrentQueue<ProcessPoolCall> calls = [];

        public ConcurrentQueue<ProcessPoolWorker> Started { get; } = [];

        public ConcurrentQueue<ProcessPoolWorker> Ended { get; } = [];

        public string? Context { get; set; }

        public ConcurrentQueue<Exception> Broken { get; } = [];

        public Exception? Failure { get; set; }

        public Exception? FailureOfStart { get; set; }

        public IEnumerable<ProcessPoolCall> EndedCalls(string function) =>
            calls.Where(call => call.Function == $"{nameof(PoolObserverSpecs)}.{function}" && call.State is null);

        public override string? OnCallStarted(ProcessPoolCall started) =>
            FailureOfStart is { } failure ? throw failure : Context;

        public override void OnCallEnded(ProcessPoolCall ended)
        {
            if (Failure is not null)
            {
                ended.State = Failure;
                throw Failure;
            }

            calls.Enqueue(ended);
        }

        public override void OnWorkerStarted(ProcessPoolWorker worker) => Started.Enqueue(worker);

        public override void OnWorkerEnded(ProcessPoolWorker worker) => Ended.Enqueue(worker);

        public override void OnBroken(Exception failure) => Broken.Enqueue(failure);
    }
}
