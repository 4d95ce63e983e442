using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>A child that is killed: how its parent learns how far it had come.</summary>
public static class LostChildSpecs
{
    // From the start of the process to the time when its function runs, on a machine that is not busy.
    private static readonly int[] Delays = [0, 1, 2, 5, 10, 20, 30, 40];

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void Joining_a_child_that_was_killed_while_it_started_throws_nothing() =>
            Run(
                    start,
                    static start =>
                        string.Join(
                            ' ',
                            Delays
                                .SelectMany(delay => new[] { EndedBy(9, delay, start), EndedBy(2, delay, start) })
                                .Distinct()
                        )
                )
                .Should()
                .Be("-9 -2");

        [Fact]
        public void A_child_that_was_killed_while_it_worked_gave_no_result() =>
            Run(
                    start,
                    static start =>
                    {
                        using var child = ChildProcess.Start(KillItself, By(start));
                        return Failure(child);
                    }
                )
                .Should()
                .EndWith(" was killed by signal 9 before it gave its result.");
    }

    [Start(StartMethod.Spawn)]
    [Linux("it kills by signals.")]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_child_whose_runtime_does_not_start_ended_while_it_was_starting()
        {
            using var child = ChildProcess.Start(
                KillItself,
                new()
                {
                    EnvironmentVariables = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "0x10" },
                    RedirectOutput = true,
                }
            );

            Failure(child).Should().EndWith(" while it was starting.");
        }

        [Fact]
        public void A_child_whose_module_kills_it_ended_while_it_ran_its_module()
        {
            using var child = ChildProcess.Start(KillingModule.Answer);

            Failure(child).Should().EndWith(" was killed by signal 9 while it ran its module.");
        }
    }

    [Start(StartMethod.Fork)]
    [Linux("it kills by signals.")]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Start(StartMethod.ForkServer)]
    [Linux("it kills by signals.")]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    private static string EndedBy(int signal, int delay, StartMethod start)
    {
        using var child = ChildProcess.Start(static () => Thread.Sleep(Timeout.Infinite), By(start));
        Thread.Sleep(delay);
        _ = Libc.Kill(child.Id, signal);
        child.Join();
        return $"{child.ExitCode}";
    }

    private static string Failure(ChildProcess<int> child)
    {
        child.Join();
        return child.Invoking(lost => lost.Result).Should().Throw<WorkerLostException>().Which.Message;
    }

    private static int KillItself()
    {
        Process.GetCurrentProcess().Kill();
        return 0;
    }
}

/// <summary>A module that kills the child that runs it.</summary>
internal static class KillingModule
{
    private static readonly int Number = LiveOrDie();

    public static int Answer() => Number;

    private static int LiveOrDie()
    {
        if (CurrentProcess.Name != "main")
            Process.GetCurrentProcess().Kill();
        return 42;
    }
}
