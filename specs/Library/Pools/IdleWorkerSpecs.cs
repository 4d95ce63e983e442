using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>A worker that has nothing to do ends, and loses nothing by that.</summary>
public static class IdleWorkerSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        [Linux("it reads /proc.")]
        public void Idle_workers_end_and_others_serve_the_next_call() =>
            Run(start, static start => (LeaveAndServe(start, maxTasks: null), LeaveAndServe(start, maxTasks: 1000)))
                .Should()
                .Be(("ended, others, 42", "ended, others, 42"));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public async Task Calls_that_nobody_waits_for_are_served_after_the_workers_have_left()
        {
            using var pool = Pool(StartMethod.Spawn, TimeSpan.FromMilliseconds(1));
            await pool.ApplyAsync(static () => 0);
            await Task.Delay(50);

            var result = await pool.MapAsync(static (int x) => x, [1, 2, 3], chunkSize: 1).WaitAsync(Limits.Wait);

            result.Should().Equal(1, 2, 3);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(-5)]
        public void A_time_that_cannot_be_is_refused(int seconds) =>
            Thrown(() => Pool(StartMethod.Spawn, TimeSpan.FromSeconds(seconds)).Dispose())
                .Should()
                .BeOfType<ArgumentOutOfRangeException>()
                .Which.ParamName.Should()
                .Be(nameof(ProcessPoolOptions.IdleTimeout));

        [Fact]
        public void The_longest_time_is_taken()
        {
            using var pool = Pool(StartMethod.Spawn, TimeSpan.MaxValue);

            pool.Apply(static () => 42).Should().Be(42);
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork)
    {
        [Fact, Soak]
        public void No_task_is_lost_while_workers_leave() =>
            RunForkReady(CallWhileWorkersLeave)
                .Should()
                .Match<(int Wrong, int Workers)>(seen => seen.Wrong == 0 && seen.Workers > 6, "some of the four left");
    }

    private static ProcessPool Pool(StartMethod start, TimeSpan idle, int? maxTasks = null) =>
        new(
            new()
            {
                Workers = 2,
                StartMethod = start,
                IdleTimeout = idle,
                MaxTasksPerWorker = maxTasks,
            }
        );

    private static string LeaveAndServe(StartMethod start, int? maxTasks)
    {
        using var pool = Pool(start, TimeSpan.FromMilliseconds(20), maxTasks);
        pool.Map(static (int x) => x, [1, 2, 3, 4], chunkSize: 1);
        var before = pool.WorkerIds;
        var ended = SpinWait.SpinUntil(() => before.All(HasEnded), Limits.Wait) ? "ended" : "running";
        var result = pool.Apply(static () => 42);
        var others = pool.WorkerIds.Intersect(before).Any() ? "the same" : "others";
        return $"{ended}, {others}, {result}";
    }

    // Calls come about when workers leave. Those of one pool are sent their tasks over a connection, those of the other
    // only large tasks and such with a time limit.
    private static (int Wrong, int Workers) CallWhileWorkersLeave()
    {
        using var first = Pool(StartMethod.Fork, TimeSpan.FromMilliseconds(1), maxTasks: 1000);
        using var second = Pool(StartMethod.Fork, TimeSpan.FromMilliseconds(1));
        var random = new Random(7);
        var wrong = 0;
        var workers = new HashSet<int>();
        foreach (var i in SoakAttribute.Tries(5_000))
        {
            var (pool, size) = (i % 2 == 0 ? first : second, i % 3 == 0 ? 5_000 : 1);
            var options = new PoolCallOptions { ChunkSize = 1, TaskTimeout = i % 5 == 1 ? Limits.Wait : null };
            var seen = pool.Map(Measure, Enumerable.Repeat(new byte[size], 3), options);
            workers.UnionWith(seen.Select(one => one.Worker));
            wrong += seen.Count(one => one.Length != size);
            var end = Stopwatch.GetTimestamp() + random.Next((int)(Stopwatch.Frequency / 400));
            while (Stopwatch.GetTimestamp() < end)
                Thread.Yield();
        }

        return (wrong, workers.Count);
    }

    private static (int Worker, int Length) Measure(byte[] bytes) => (Environment.ProcessId, bytes.Length);

    private static bool HasEnded(int pid) =>
        !File.Exists($"/proc/{pid}/stat")
        || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
}
