using System.Diagnostics;
using System.Runtime.CompilerServices;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Pools.PoolPrograms;

namespace SharedStateSpecs.Library.Pools;

/// <summary>What each worker runs once, before its first task.</summary>
public static class InitializerSpecs
{
    private static readonly SharedRun<Seen> Program = new(static start => InDirectory(at => See(start, at)));
    private static readonly List<string> Prepared = [];

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        private Seen Seen => Program.Under(start);

        [Fact]
        public void Each_worker_runs_it_once_before_its_first_task() =>
            Seen.Shared.Should().HaveCount(8).And.AllBe("1 2 a True", "there are more tasks than workers");

        [Fact]
        public void Each_replacement_runs_it_with_the_arguments_of_the_start() =>
            Seen.Replaced.Should().Equal(Enumerable.Repeat("1 2 a True", 3), "a later change is not seen");

        [Fact]
        public void A_pool_whose_initializer_throws_fails_each_call_with_its_exception()
        {
            Seen.Thrown.Should()
                .MatchRegex(
                    @"^WorkerInitializationException: The initializer InitializerSpecs\.Fail threw in worker-\d+ "
                        + @"\(process \d+\), so the pool is broken: no licence InvalidOperationException: no licence"
                );
            Seen.Thrown.Should().Contain($"at {typeof(InitializerSpecs).FullName}.Fail", "the stack is the worker's");
            Seen.ThrownAgain.Should().Be(Seen.Thrown);
        }

        [Fact]
        public void No_worker_is_started_for_one_whose_initializer_threw() =>
            Seen.Tries.Should().BeInRange(1, 2, "there were two workers and two calls");

        [Fact]
        public void A_pool_whose_initializer_ends_its_worker_fails_with_the_exit_code() =>
            Seen
                .Ended.Should()
                .StartWith("WorkerInitializationException: The initializer InitializerSpecs.Exit ended its worker")
                .And.Contain("ended with exit code 3 while it ran its initializer");

        [Fact]
        public void A_pool_whose_initializers_are_killed_fails_that_call_and_serves_the_next() =>
            Seen
                .Killed.Should()
                .MatchRegex("^WorkerLostException: 2 workers in a row .* while it ran its initializer.*, then 42$");
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_function_that_no_worker_can_run_is_refused_when_it_is_named()
        {
            var captured = 7;
            Action later = async () => await Task.Yield();

            Refused<ArgumentNullException>(() => PoolInitializer.Of(null!));
            Refused<ArgumentNullException>(() => PoolInitializer.Of((Action<int>)null!, 1));
            Refused<ArgumentNullException>(() => PoolInitializer.Of((Action<int, int, int>)null!, 1, 2, 3));
            Refused<CapturedVariablesException>(() => PoolInitializer.Of(() => captured++));
            Refused<ArgumentException>(() => PoolInitializer.Of(later)).Message.Should().Contain(" is asynchronous");
        }

        [Fact]
        public void An_argument_that_cannot_be_sent_is_refused_before_a_worker_is_started() =>
            Refused<PicklingException>(() =>
                new ProcessPool(new() { Initializer = PoolInitializer.Of(_ => { }, Stream.Null) }).Dispose()
            )
                .Message.Should()
                .Contain("Stream");

        [Fact]
        public void A_shared_list_in_its_arguments_is_used_by_the_tasks()
        {
            using var manager = Manager.Start();
            using var list = manager.List<int>();
            using var pool = new ProcessPool(new() { Workers = 1, Initializer = PoolInitializer.Of(Share, list) });

            pool.Map(static (int number) => shared!.Add(number), [1, 2, 3], chunkSize: 1);

            list.ToArray().Should().Equal(1, 2, 3);
        }

        [Fact]
        public void A_large_argument_arrives_whole()
        {
            using var pool = new ProcessPool(
                new() { Workers = 2, Initializer = PoolInitializer.Of(Keep, new byte[5_000_000]) }
            );

            pool.Map(static (int _) => kept, [1, 2, 3], chunkSize: 1).Should().AllBeEquivalentTo(5_000_000);
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    public sealed record Seen(
        string[] Shared,
        string[] Replaced,
        string Thrown,
        string ThrownAgain,
        int Tries,
        string Ended,
        string Killed
    );

    private static int kept;
    private static ListProxy<int>? shared;

    private static Seen See(StartMethod start, string directory)
    {
        int[] numbers = [1, 2];
        var prepare = PoolInitializer.Of(Prepare, numbers, "a", true);
        using var shared = Pool(start, 2, prepare);
        using var replaced = Pool(start, 1, prepare, maxTasks: 1);
        numbers[0] = 9;
        using var failing = Pool(start, 2, PoolInitializer.Of(Fail, directory));
        var thrown = Text(() => failing.Apply(static () => 0));
        var thrownAgain = Text(() => failing.Apply(static () => 0));
        using var ending = Pool(start, 2, PoolInitializer.Of(Exit, 3));
        return new(
            shared.Map(Report, Enumerable.Range(0, 8), chunkSize: 1),
            replaced.Map(Report, Enumerable.Range(0, 3), chunkSize: 1),
            thrown,
            thrownAgain,
            Directory.GetFiles(directory).Length,
            Text(() => ending.Apply(static () => 0)),
            Kill(start, directory)
        );
    }

    private static ProcessPool Pool(
        StartMethod start,
        int workers,
        PoolInitializer initializer,
        int? maxTasks = null
    ) =>
        new(
            new ProcessPoolOptions
            {
                Workers = workers,
                StartMethod = start,
                Initializer = initializer,
                MaxTasksPerWorker = maxTasks,
            }
        );

    private static string Kill(StartMethod start, string directory)
    {
        using var pool = Pool(start, 1, PoolInitializer.Of(KillWhileThereAreFiles, directory));
        var killed = Text(() => pool.Apply(static () => 0));
        Array.ForEach(Directory.GetFiles(directory), File.Delete);
        return $"{killed.ReplaceLineEndings(" ")}, then {pool.Apply(static () => 42)}";
    }

    // The exception, the one inside it, and the innermost.
    private static string Text(Action call) =>
        PoolPrograms.Thrown(call) is { } exception
            ? $"{exception.GetType().Name}: {exception.Message} {exception.InnerException?.GetType().Name}: "
                + $"{exception.InnerException?.Message} {exception.GetBaseException().Message}"
            : "nothing";

    private static T Refused<T>(Action refused, [CallerArgumentExpression(nameof(refused))] string what = "")
        where T : Exception => refused.Should().Throw<T>(what).Which;

    private static void Prepare(int[] numbers, string text, bool flag) =>
        Prepared.Add($"{string.Join(' ', numbers)} {text} {flag}");

    private static string Report(int task) => string.Join(", ", Prepared);

    private static void Share(ListProxy<int> list) => shared = list;

    private static void Keep(byte[] bytes) => kept = bytes.Length;

    private static void Fail(string directory)
    {
        File.WriteAllText(Path.Combine(directory, $"{Environment.ProcessId}"), "");
        throw new InvalidOperationException("no licence");
    }

    private static void Exit(int exitCode) => Libc.Exit(exitCode);

    private static void KillWhileThereAreFiles(string directory)
    {
        if (Directory.GetFiles(directory).Length > 0)
            Process.GetCurrentProcess().Kill();
    }
}
