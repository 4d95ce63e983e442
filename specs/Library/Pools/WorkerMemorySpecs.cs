using Multiprocessing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>A worker that uses too much memory is replaced after the task that made it so.</summary>
public static class WorkerMemorySpecs
{
    private const int Megabyte = 1 << 20,
        Limit = 110 * Megabyte;

    private static readonly SharedRun<Seen> Program = new(See);
    private static readonly List<byte[]> Kept = [];

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        private Seen Seen => Program.Under(start);

        [Fact]
        public void A_worker_is_replaced_after_the_task_that_took_it_over_the_limit() =>
            Seen.ByMailbox.Should().Be("2 1", "each task keeps 60 MB of 110");

        [Fact]
        public void So_is_one_that_is_given_its_tasks_over_its_connection() => Seen.ByConnection.Should().Be("2 1");

        [Fact]
        public void Garbage_does_not_count() => Seen.Garbage.Should().Be("2");

        [Fact]
        public void Without_a_limit_none_is_replaced() => Seen.Unlimited.Should().Be("3");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Theory]
        [InlineData(0)]
        [InlineData(-1)]
        [InlineData(long.MinValue)]
        public void A_limit_that_cannot_be_is_refused(long bytes) =>
            Thrown(() => new ProcessPool(new() { MaxMemoryPerWorker = bytes }).Dispose())
                .Should()
                .BeOfType<ArgumentOutOfRangeException>()
                .Which.ParamName.Should()
                .Be(nameof(ProcessPoolOptions.MaxMemoryPerWorker));
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork)
    {
        [Fact]
        public void Memory_that_a_worker_shares_with_its_parent_does_not_count() =>
            RunForkReady(static () =>
                {
                    Keep(120);
                    return Groups(StartMethod.Fork, [0, 0, 0], Limit);
                })
                .Should()
                .Be("3");
    }

    public sealed record Seen(string ByMailbox, string ByConnection, string Garbage, string Unlimited);

    private static Seen See(StartMethod start) =>
        new(
            Groups(start, [60, 60, 60], Limit),
            Groups(start, [60, 60, 60], Limit, maxTasks: 1000),
            Groups(start, [-120, -120], Limit),
            Groups(start, [60, 60, 60], null)
        );

    // How many tasks each worker ran, one worker after the other.
    private static string Groups(StartMethod start, int[] tasks, long? limit, int? maxTasks = null)
    {
        using var pool = new ProcessPool(
            new()
            {
                Workers = 1,
                StartMethod = start,
                MaxMemoryPerWorker = limit,
                MaxTasksPerWorker = maxTasks,
            }
        );
        var workers = pool.Map(Keep, tasks, chunkSize: 1);
        return string.Join(' ', workers.Distinct().Select(id => workers.Count(other => other == id)));
    }

    // Negative megabytes are dropped again.
    private static int Keep(int megabytes)
    {
        var bytes = new byte[Math.Abs(megabytes) * Megabyte];
        Array.Fill(bytes, (byte)1);
        if (megabytes > 0)
            Kept.Add(bytes);
        return Environment.ProcessId;
    }
}
