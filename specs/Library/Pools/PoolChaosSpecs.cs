using System.Globalization;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>
/// Workers are killed at random moments, their starts included, while a pool runs calls of several forms.
/// </summary>
/// <remarks>Another process kills them: one that can fork has no thread for it.</remarks>
public static class PoolChaosSpecs
{
    private const string Begun = "begun",
        Done = "done",
        Stopped = "stopped";

    [Soak]
    public abstract class UnderAnyStartMethod(StartMethod start, int meanPause)
    {
        [Fact]
        public async Task Each_item_is_answered_once_and_the_pool_survives()
        {
            using var directory = new TemporaryDirectory();
            using var main = ChildProcess.Start(
                CallUntilEnd,
                (start, directory.Path, SoakAttribute.Limit),
                new() { Name = "main", ForkReady = start == StartMethod.Fork }
            );

            var kills = await Task.Run(() => KillChildren(main, directory.Path, meanPause));

            main.Join(Limits.Minutes(1)).Should().BeTrue("no call hangs");
            main.Result.Should().Equal([], "{0} workers were killed", kills);
            kills.Should().BePositive();
            if (SoakAttribute.Limit > TimeSpan.FromSeconds(10))
                Console.WriteLine($"{kills} kills");
        }
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn, meanPause: 100);

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork, meanPause: 20);

    // Runs calls until the time is up; returns what was wrong.
    private static string[] CallUntilEnd((StartMethod Start, string Directory, TimeSpan Time) task)
    {
        using var pool = new ProcessPool(3, task.Start);
        pool.Map(Echo, Items(100), chunkSize: 1);
        var descriptors = OpenDescriptors();
        File.WriteAllText(Path.Combine(task.Directory, Begun), "");
        var wrong = new List<string>();

        for (var end = Deadline.After(task.Time); !end.HasPassed; )
        {
            var count = Random.Shared.Next(1, 200);
            var options = new PoolCallOptions { RetryLost = Random.Shared.Next(0, 3), ReadAhead = 50 };
            try
            {
                if (Random.Shared.Next(2) == 0)
                    CheckOutcomes(pool.MapLazilyUnordered(Echo, Items(count), options).Outcomes(), count, wrong);
                else
                    CheckResults(pool.Map(Echo, Items(count), options), count, wrong);
            }
            catch (WorkerLostException)
            {
                // A call may fail for this reason, and for no other.
            }
        }

        File.WriteAllText(Path.Combine(task.Directory, Done), "");
        SpinWait.SpinUntil(() => File.Exists(Path.Combine(task.Directory, Stopped)), Limits.Wait);
        CheckResults(pool.Map(Echo, Items(100), new PoolCallOptions { ChunkSize = 1, RetryLost = 9 }), 100, wrong);
        if (OpenDescriptors() > descriptors)
            wrong.Add($"{descriptors} descriptors became {OpenDescriptors()}");
        return [.. wrong];
    }

    private static void CheckResults((int Index, int Length)[] results, int count, List<string> wrong)
    {
        if (!results.SequenceEqual(Items(count).Select(item => (item.Index, item.Bytes.Length))))
            wrong.Add($"the results of {count} items are not theirs");
    }

    private static void CheckOutcomes(
        IEnumerable<ProcessTaskResult<(int Index, int Length)>> outcomes,
        int count,
        List<string> wrong
    )
    {
        var answered = new int[count];
        foreach (var outcome in outcomes)
        {
            answered[outcome.Index]++;
            if (outcome.IsSuccess ? outcome.Value.Index != outcome.Index : outcome.Exception is not WorkerLostException)
                wrong.Add($"item {outcome}");
        }

        for (var index = 0; index < count; index++)
        {
            if (answered[index] != 1)
                wrong.Add($"item {index} of {count} was answered {answered[index]} times");
        }
    }

    // Every seventh does not fit into a mailbox.
    private static IEnumerable<(int Index, byte[] Bytes)> Items(int count) =>
        Enumerable.Range(0, count).Select(index => (index, new byte[index % 7 == 3 ? 20_000 : index]));

    private static (int Index, int Length) Echo((int Index, byte[] Bytes) item) => (item.Index, item.Bytes.Length);

    private static int KillChildren(ChildProcess main, string directory, int meanPause)
    {
        var kills = 0;
        SpinWait.SpinUntil(() => File.Exists(Path.Combine(directory, Begun)), Limits.Wait);
        var children = $"/proc/{main.Id}/task/{main.Id}/children";
        while (main.IsAlive && !File.Exists(Path.Combine(directory, Done)))
        {
            Thread.Sleep((int)(-meanPause * Math.Log(1 - Random.Shared.NextDouble())));
            if (TryRead(children) is { Length: > 0 } text)
                kills += Kill(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)) ? 1 : 0;
        }

        File.WriteAllText(Path.Combine(directory, Stopped), "");
        return kills;
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (IOException)
        {
            return null; // the process has just ended
        }
    }

    private static bool Kill(string[] processes)
    {
        const int kill = 9,
            terminate = 15,
            stop = 19;
        var process = int.Parse(processes[Random.Shared.Next(processes.Length)], CultureInfo.InvariantCulture);
        switch (Random.Shared.Next(3))
        {
            case 0:
                return Libc.Kill(process, terminate) == 0;
            case 1:
                _ = Libc.Kill(process, stop);
                Thread.Sleep(Random.Shared.Next(5));
                break;
        }

        return Libc.Kill(process, kill) == 0;
    }
}
