using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.LoggedProgram;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// The log of <c>MULTIPROCESSING_LOG</c> under each start method: what it says of processes, and that it harms none.
/// </summary>
public static class EventLogSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void The_start_and_the_end_of_a_child_are_logged_by_both_sides() =>
            Log(start, StartOne)
                .Should()
                .ContainInOrder("[process-1] started", "[process-1] ends with exit code 0")
                .And.ContainInOrder($"[main] {Verb} process-1", "[main] process-1 ended with exit code 0");

        [Fact]
        public void The_signal_that_killed_a_child_is_logged() =>
            Log(start, KillOne).Should().Contain(line => line.StartsWith("[main] process-1 was killed by signal 9"));

        [Fact]
        public void Lines_of_many_processes_stay_whole() =>
            Log(start, WriteInSix)
                .Count(line => line.EndsWith(new string('x', 1_000), StringComparison.Ordinal))
                .Should()
                .Be(6 * 100);

        [Fact]
        public void A_line_has_4096_bytes_at_most() =>
            StandardError(start, WriteLong, "stderr")
                .Split('\n')
                .Select(System.Text.Encoding.UTF8.GetByteCount)
                .Max()
                .Should()
                .BeInRange(4_092, 4_095, "its newline is one more, and no character is cut in two");

        [Fact]
        public void A_program_logs_to_standard_error() =>
            StandardError(start, StartOne, "stderr").Should().Contain(" process-1] started\n");

        [Fact]
        public void A_log_that_cannot_be_written_is_reported_once_and_breaks_nothing() =>
            StandardError(start, StartOne, "/no/such/directory/events.log")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Should()
                .ContainSingle()
                .Which.Should()
                .StartWith("MULTIPROCESSING_LOG=/no/such/directory/events.log cannot be written");

        [Fact]
        public void Without_the_variable_nothing_is_logged() =>
            StandardError(start, StartOne, target: null).Should().BeEmpty();

        private string Verb => start == StartMethod.Fork ? "forked" : "spawned";
    }

    [Linux("it ends children by signals and writes to one descriptor.")]
    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_refused_fork_is_logged_with_its_reasons() =>
            Log(StartMethod.Spawn, ForkUnprepared)
                .Should()
                .Contain(line =>
                    line.StartsWith(
                        "[main] could not fork process-1: This process cannot fork safely",
                        StringComparison.Ordinal
                    )
                );
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    private static int StartOne(StartMethod start)
    {
        using var child = ChildProcess.Start(static () => { }, By(start));
        child.Join();
        return 0;
    }

    private static int KillOne(StartMethod start)
    {
        using var child = ChildProcess.Start(static () => Thread.Sleep(Timeout.Infinite), By(start));
        child.Kill();
        child.Join();
        return 0;
    }

    private static int WriteInSix(StartMethod start)
    {
        var children = Enumerable.Range(0, 6).Select(_ => ChildProcess.Start(WriteMany, By(start))).ToList();
        children.ForEach(child => child.Join());
        children.ForEach(child => child.Dispose());
        return 0;
    }

    private static void WriteMany()
    {
        for (var i = 0; i < 100; i++)
            EventLog.Write(new string('x', 1_000));
    }

    private static int WriteLong(StartMethod start)
    {
        EventLog.Write(new string('é', 10_000));
        return 0;
    }

    private static int ForkUnprepared(StartMethod start)
    {
        try
        {
            ChildProcess.Start(static () => { }, By(StartMethod.Fork)).Join();
        }
        catch (UnsafeForkException)
        {
            return 1;
        }

        return 0;
    }
}
