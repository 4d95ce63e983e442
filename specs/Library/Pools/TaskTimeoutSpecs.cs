using System.Diagnostics;
using System.Globalization;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Pools;

/// <summary>A task has a time limit: one that runs longer is ended with its worker, and fails alone.</summary>
public static class TaskTimeoutSpecs
{
    private static readonly TimeSpan NeverReached = TimeSpan.FromHours(1),
        SoonReached = TimeSpan.FromMilliseconds(100);

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_task_that_runs_longer_fails_and_the_pool_continues() =>
            Run(start, static start => InPool(start, HangAndContinue))
                .Should()
                .Match<(string Failure, int Result, bool IsReplaced)>(seen =>
                    seen.Failure.StartsWith(
                        "TimeoutException: TaskTimeoutSpecs.Sleep for item 0 ran longer than 0.1 s;"
                    )
                    && seen.Result == 3
                    && seen.IsReplaced
                );

        [Fact]
        public void The_other_items_are_answered() =>
            Run(start, static start => InPool(start, OneHangs)).Should().Be("0 1 TimeoutException 3 4 5");

        [Fact]
        public void Leaving_an_enumeration_ends_its_tasks_if_the_call_says_so() =>
            Run(start, static start => InPool(start, static pool => InDirectory(directory => Leave(pool, directory))))
                .Should()
                .BeTrue("the process that ran the second task has ended before it was done");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_worker_that_was_stopped_is_ended_too()
        {
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            var stop = () => pool.Apply(Stop, new PoolCallOptions { TaskTimeout = SoonReached });

            if (!OperatingSystem.IsWindows())
                stop.Should().Throw<TimeoutException>();
            pool.Apply(static () => 1).Should().Be(1);
        }

        [Fact]
        public void The_limit_of_a_call_replaces_that_of_the_pool()
        {
            using var limited = new ProcessPool(new() { Workers = 1, TaskTimeout = SoonReached });
            using var patient = new ProcessPool(new() { Workers = 1, TaskTimeout = NeverReached });
            var without = new PoolCallOptions { TaskTimeout = Timeout.InfiniteTimeSpan };

            limited.Apply(Sleep, 300, without).Should().Be(300);
            Thrown(() => limited.Apply(Sleep, Forever)).Should().BeOfType<TimeoutException>();
            Thrown(() => patient.Apply(Sleep, Forever, new PoolCallOptions { TaskTimeout = SoonReached }))
                .Should()
                .BeOfType<TimeoutException>();
        }

        [Fact]
        public void With_a_limit_each_item_is_a_task()
        {
            using var pool = new ProcessPool(new() { Workers = 1, TaskTimeout = NeverReached });

            pool.Map(static (int _) => Interlocked.Increment(ref runs), Enumerable.Range(0, 50))
                .Should()
                .Equal(Enumerable.Range(1, 50));
            pool.DescribeState().Should().NotContain("runs chunk");
        }

        [Fact]
        public async Task An_asynchronous_call_fails_without_a_thread_that_waits()
        {
            using var pool = new ProcessPool(new() { Workers = 1, TaskTimeout = SoonReached });

            var hangs = async () => await pool.ApplyAsync(Sleep, Forever);

            (await hangs.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain("Sleep for item 0");
        }

        [Fact]
        public async Task Cancelling_a_call_ends_its_task_if_the_call_says_so()
        {
            using var directory = new TemporaryDirectory();
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            using var cancellation = new CancellationTokenSource();
            var options = new PoolCallOptions { CancellationEndsTasks = true };

            var call = pool.ApplyAsync(MarkAndSleep, (directory.Path, 0, Forever), options, cancellation.Token);
            var process = ProcessThatRuns(directory.Path, 0);
            await cancellation.CancelAsync();

            (await Record.ExceptionAsync(() => call)).Should().BeAssignableTo<OperationCanceledException>();
            HasEnded(process).Should().BeTrue();
            pool.Apply(static () => 1).Should().Be(1, "another worker has its place");
        }

        [Fact]
        public async Task Cancelling_a_call_leaves_its_task_by_default()
        {
            using var directory = new TemporaryDirectory();
            using var pool = new ProcessPool(1, StartMethod.Spawn);
            using var cancellation = new CancellationTokenSource();

            var gate = Path.Combine(directory.Path, "gate");
            var call = pool.ApplyAsync(MarkAndWait, (directory.Path, gate), cancellation.Token);
            var process = ProcessThatRuns(directory.Path, 0);
            await cancellation.CancelAsync();

            (await Record.ExceptionAsync(() => call)).Should().BeAssignableTo<OperationCanceledException>();
            await File.WriteAllTextAsync(gate, "");
            pool.Apply(static () => Environment.ProcessId).Should().Be(process, "the task has finished");
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    /// <summary>Tasks that end at their limit, beside tasks without one.</summary>
    [Soak]
    [Start(StartMethod.Spawn)]
    public class AtTheLimit
    {
        [Fact]
        public async Task No_task_of_another_call_is_lost_with_a_worker()
        {
            using var pool = new ProcessPool(2, StartMethod.Spawn);
            var ended = 0;

            foreach (var _ in SoakAttribute.Tries(5))
            {
                var limit = new PoolCallOptions { TaskTimeout = TimeSpan.FromMilliseconds(20) };
                var limited = pool.MapUnordered(Sleep, [20, 20, 20, 20], limit).Outcomes();
                var others = pool.MapAsync(static (int x) => x, Enumerable.Range(0, 2_000), chunkSize: 1);
                await foreach (var outcome in limited)
                {
                    outcome.Exception.Should().Match(failure => failure == null || failure is TimeoutException);
                    if (!outcome.IsSuccess)
                        ended++;
                }

                (await others).Should().Equal(Enumerable.Range(0, 2_000));
            }

            ended.Should().BePositive("a task that sleeps for its whole limit needs longer");
        }
    }

    private static readonly int Forever = (int)TimeSpan.FromMinutes(10).TotalMilliseconds;

    private static int runs;

    private static (string Failure, int Result, bool IsReplaced) HangAndContinue(ProcessPool pool)
    {
        var before = pool.WorkerIds;
        var failure = Failure(() => pool.Apply(Sleep, Forever, new PoolCallOptions { TaskTimeout = SoonReached }));
        return (failure, pool.Apply(static (int x) => x, 3), before.Except(pool.WorkerIds).Count() == 1);
    }

    // The items that do not hang need almost nothing of it: it is for a machine that is busy with other things.
    private static string OneHangs(ProcessPool pool)
    {
        var options = new PoolCallOptions { TaskTimeout = Limits.Seconds(3) };
        var outcomes = pool.MapLazily(HangAtTwo, Enumerable.Range(0, 6), options).Outcomes();
        return string.Join(" ", outcomes.Select(outcome => outcome.Exception?.GetType().Name ?? $"{outcome.Value}"));
    }

    private static bool Leave(ProcessPool pool, string directory)
    {
        var items = new[] { (directory, 0, 0), (directory, 1, Forever) };
        var options = new PoolCallOptions { CancellationEndsTasks = true };
        var process = 0;
        foreach (var _ in pool.MapLazily(MarkAndSleep, items, options))
        {
            process = ProcessThatRuns(directory, 1);
            break;
        }

        return HasEnded(process);
    }

    private static int Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    private static int HangAtTwo(int item)
    {
        if (item == 2)
            Thread.Sleep(Forever);
        return item;
    }

    private static int MarkAndSleep((string Directory, int Index, int Milliseconds) item)
    {
        var mark = Path.Combine(item.Directory, $"{item.Index}");
        File.WriteAllText(mark + ".new", $"{Environment.ProcessId}");
        File.Move(mark + ".new", mark);
        return Sleep(item.Milliseconds);
    }

    private static bool MarkAndWait((string Directory, string Gate) item)
    {
        MarkAndSleep((item.Directory, 0, 0));
        return SpinWait.SpinUntil(() => File.Exists(item.Gate), Limits.Wait);
    }

    private static int Stop()
    {
        _ = Libc.Kill(Environment.ProcessId, 19); // SIGSTOP
        return 0;
    }

    private static int ProcessThatRuns(string directory, int index)
    {
        var mark = Path.Combine(directory, $"{index}");
        SpinWait.SpinUntil(() => File.Exists(mark), Limits.Wait).Should().BeTrue("the task runs");
        return int.Parse(File.ReadAllText(mark), CultureInfo.InvariantCulture);
    }

    private static bool HasEnded(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return running.WaitForExit(Limits.Wait);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
