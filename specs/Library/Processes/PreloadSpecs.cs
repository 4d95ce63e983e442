using Multiprocessing;
using Multiprocessing.Platform;
using Observations.Programs;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.ForkServerPrograms;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>What the fork server runs before it forks its first child.</summary>
[Start(StartMethod.ForkServer)]
public static class PreloadSpecs
{
    private const long Megabyte = 1_000_000;

    public sealed class A_preloaded_table(A_preloaded_table.OneRun run) : IClassFixture<A_preloaded_table.OneRun>
    {
        [Fact]
        public void Is_made_once_in_the_server() =>
            run.Seen.MadeIn.Should().OnlyContain(id => id == run.Seen.Servers[0], "each worker has the server's");

        [Fact]
        public void Is_read_by_each_worker_without_a_copy() =>
            run
                .Seen.PrivateBytes.Should()
                .HaveCount(2)
                .And.OnlyContain(bytes => bytes < 5 * Megabyte, "the table of 32 MB is shared");

        [Fact]
        public void Is_copied_by_a_worker_that_writes_to_it() =>
            run.Seen.PrivateBytesOfWriter.Should().BeGreaterThan(30 * Megabyte, "a copy would be seen");

        [Fact]
        public void Is_made_again_by_a_server_that_replaces_a_killed_one() =>
            run.Seen.MadeInNext.Should().Be(run.Seen.Servers[1]).And.NotBe(run.Seen.Servers[0]);

        [Fact]
        public void Cannot_be_asked_for_after_the_first_start() =>
            run
                .Seen.TooLate.Should()
                .StartWith("InvalidOperationException: ")
                .And.Contain("Call StartMethods.Preload before the first process");

        public sealed class OneRun
        {
            internal Table.Run Seen { get; } =
                MainProcess.Run(StartMethod.ForkServer, static _ => Table.PreloadAndRead());
        }
    }

    [Fact]
    public static void A_function_that_throws_fails_each_start_with_its_exception()
    {
        var (first, second) = Run(
            StartMethod.ForkServer,
            static _ => FailBy(static () => throw new FormatException("bad table"))
        );

        first
            .Should()
            .StartWith("ProcessStartException: The fork server (process ")
            .And.Contain("which StartMethods.Preload was given: bad table");
        second.Should().Contain("bad table");
    }

    [Fact]
    public static void A_function_that_ends_the_server_fails_each_start() =>
        Run(StartMethod.ForkServer, static _ => FailBy(static () => Environment.Exit(3)))
            .First.Should()
            .Match("ProcessStartException: The fork server (process *) ended with exit code 3 while it ran *Preload*");

    [Fact]
    public static void A_function_that_leaves_a_thread_fails_each_start() =>
        Run(StartMethod.ForkServer, static _ => FailBy(static () => new Thread(Sleep).Start()))
            .First.Should()
            .Contain("This process cannot fork safely: Thread ");

    [Fact]
    public static void A_function_that_another_process_cannot_run_is_refused()
    {
        var captured = 1;

        Refused<ArgumentNullException>(null!);
        Refused<ArgumentException>(static async () => await Task.Yield());
        Refused<CapturedVariablesException>(() => captured++);
    }

    private static void Refused<T>(Action function)
        where T : Exception => FluentActions.Invoking(() => StartMethods.Preload(function)).Should().Throw<T>();

    private static (string First, string Second) FailBy(Action function)
    {
        StartMethods.Preload(function);
        return (Failure(Start), Failure(Start));
    }

    private static void Start() => ChildProcess.Start(static () => { }, Served).Join();

    internal static class Table
    {
        private const int Length = 8 * 1024 * 1024;

        private static int[]? numbers;
        private static int madeIn;

        public static Run PreloadAndRead()
        {
            StartMethods.Preload(Make);
            StartMethods.Preload(Make); // once is enough
            using var pool = new ProcessPool(2, StartMethod.ForkServer);
            var seen = pool.Map(Read, [0, 0], chunkSize: 1);
            var first = ServerId;
            using var writer = ChildProcess.Start(Write, Served);
            var written = writer.Result;
            _ = Libc.Kill(first, Libc.SigKill);
            var next = ChildProcess.Start(static () => madeIn, Served).Result;
            return new(
                [.. seen.Select(one => one.MadeIn)],
                [.. seen.Select(one => one.PrivateBytes)],
                written,
                next,
                [first, ServerId],
                Failure(static () => StartMethods.Preload(Sleep))
            );
        }

        private static void Make()
        {
            madeIn = madeIn == 0 ? Environment.ProcessId : -1;
            numbers = new int[Length];
            for (var i = 0; i < Length; i++)
                numbers[i] = i;
        }

        private static (int MadeIn, long PrivateBytes) Read(int _)
        {
            // Both workers are asked.
            Thread.Sleep(50);
            return numbers!.Max() == Length - 1 ? (madeIn, PrivateMemory.Bytes()) : default;
        }

        private static long Write()
        {
            Array.Fill(numbers!, -1);
            return PrivateMemory.Bytes();
        }

        internal sealed record Run(
            int[] MadeIn,
            long[] PrivateBytes,
            long PrivateBytesOfWriter,
            int MadeInNext,
            int[] Servers,
            string TooLate
        );
    }
}
