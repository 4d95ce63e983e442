using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// A child process under each start method: what comes back from it, how it ends, and what it leaves.
/// </summary>
public static class ChildProcessSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // Windows has no signals: .NET ends a process there with the code -1.
    private static readonly int Killed = OperatingSystem.IsWindows() ? -1 : -9,
        Terminated = OperatingSystem.IsWindows() ? -1 : -15;

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        [Fact]
        public void A_result_comes_back() =>
            Run(start, static start => ChildProcess.Start(static (int x, int y) => x * y, 6, 7, By(start)).Result)
                .Should()
                .Be(42);

        [Fact]
        public void A_large_result_comes_back_whole() =>
            Run(start, static start => ChildProcess.Start(static () => new byte[10_000_000], By(start)).Result.Length)
                .Should()
                .Be(10_000_000);

        [Fact]
        public void An_exception_comes_back_as_its_own_type_with_its_stack_in_the_child()
        {
            var (type, message, innermost) = Run(start, static start => Thrown(ChildProcess.Start(Fail, By(start))));

            (type, message).Should().Be((nameof(SettlementException), "no such account"));
            innermost.Should().Contain(nameof(Fail), "the stack is the child's");
        }

        [Fact]
        public void The_exit_code_is_zero_after_a_result_and_one_after_an_exception() =>
            Run(start, static start => new[] { ExitCode(static () => { }, start), ExitCode(Fail, start) })
                .Should()
                .Equal(0, 1);

        [Fact]
        public void A_killed_child_has_minus_the_signal_as_its_exit_code() =>
            Run(
                    start,
                    static start =>
                        new[] { EndedBy(child => child.Kill(), start), EndedBy(child => child.Terminate(), start) }
                )
                .Should()
                .Equal(Killed, Terminated);

        [Fact]
        public void A_child_that_was_killed_has_no_result() =>
            Run(
                    start,
                    static start =>
                    {
                        var child = ChildProcess.Start(
                            static () =>
                            {
                                Process.GetCurrentProcess().Kill();
                                return 1;
                            },
                            By(start)
                        );
                        try
                        {
                            return child.Result.ToString(System.Globalization.CultureInfo.InvariantCulture);
                        }
                        catch (WorkerLostException lost)
                        {
                            return $"{lost.ExitCode}";
                        }
                    }
                )
                .Should()
                .Be($"{Killed}");

        [Fact]
        public void A_join_with_a_limit_gives_up_and_the_child_goes_on() =>
            Run(
                    start,
                    static start =>
                    {
                        using var child = ChildProcess.Start(Sleep, By(start));
                        return (child.Join(TimeSpan.FromMilliseconds(50)), child.IsAlive);
                    }
                )
                .Should()
                .Be((false, true));

        [Fact]
        public void Disposing_a_child_ends_it() =>
            Run(
                    start,
                    static start =>
                    {
                        var child = ChildProcess.Start(Sleep, By(start));
                        child.Dispose();
                        return (Directory.Exists($"/proc/{child.Id}"), child.ExitCode);
                    }
                )
                .Should()
                .Be((false, Killed));

        [Fact]
        public void A_child_that_closes_its_own_writer_ends_as_any_other() =>
            Run(start, static start => ExitCode(CloseWriter, start)).Should().Be(0);

        [Fact]
        public void Children_are_named_in_the_order_of_their_starts() =>
            Run(
                    start,
                    static start =>
                        Enumerable
                            .Range(0, 3)
                            .Select(_ => ChildProcess.Start(static () => CurrentProcess.Name, By(start)).Result)
                            .ToArray()
                )
                .Should()
                .Equal("process-1", "process-2", "process-3");

        [Fact]
        public void A_child_starts_children_of_its_own() =>
            Run(
                    start,
                    static start =>
                        ChildProcess
                            .Start(
                                static start => ChildProcess.Start(static () => CurrentProcess.Name, By(start)).Result,
                                start,
                                By(start)
                            )
                            .Result
                )
                .Should()
                .Be("process-1:process-1");

        [Fact]
        public void A_captured_variable_is_refused_by_its_name() =>
            Run(
                    start,
                    static start =>
                    {
                        var account = 7;
                        try
                        {
                            return ChildProcess.Start(() => account, By(start)).Name;
                        }
                        catch (CapturedVariablesException refused)
                        {
                            return string.Join(' ', refused.Variables);
                        }
                    }
                )
                .Should()
                .Be("account");

        [Fact]
        [Linux("it kills by signals and reads /proc.")]
        public void A_child_dies_with_its_parent_even_when_that_is_killed()
        {
            using var main = ChildProcess.Start(
                StartAndWait,
                start,
                new() { ForkReady = start == StartMethod.Fork, RedirectOutput = true }
            );
            using var output = new StreamReader(main.StandardOutput);
            var child = int.Parse(output.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
            main.Kill();

            SpinWait.SpinUntil(() => !Runs(child), Limit).Should().BeTrue("the child has nobody to work for");
        }

        [Fact]
        [Linux("it counts in /proc.")]
        public void Children_leave_no_descriptor_and_no_zombie() =>
            Run(
                    start,
                    static start =>
                    {
                        StartAndJoin(start);
                        var before = OpenDescriptors();
                        for (var i = 0; i < 10; i++)
                            StartAndJoin(start);
                        return (OpenDescriptors() - before, RunningChildren());
                    }
                )
                .Should()
                .Be((0, 0));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        public void A_killed_child_leaves_no_file()
        {
            var directory = Directory.CreateTempSubdirectory();
            using (
                var child = ChildProcess.Start(
                    Sleep,
                    new()
                    {
                        Environment = new Dictionary<string, string?> { ["TMPDIR"] = directory.FullName },
                        RedirectOutput = true,
                    }
                )
            )
            {
                child.Join(TimeSpan.FromMilliseconds(500));
            }

            directory
                .EnumerateFileSystemInfos()
                .Should()
                .BeEmpty("its runtime opens no socket that only its own end would remove");
            directory.Delete(recursive: true);
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    private static void Fail() => throw new SettlementException("no such account");

    private static void CloseWriter()
    {
        using var writer = new StreamWriter(Stream.Null);
        Console.SetOut(writer);
    }

    private static void Sleep() => Thread.Sleep(Timeout.Infinite);

    // What makes a child die with its parent must outlive a collection.
    private static void CollectAndWait()
    {
        GC.Collect();
        Thread.Sleep(50);
        Console.WriteLine(Environment.ProcessId);
        Sleep();
    }

    private static void StartAndJoin(StartMethod start)
    {
        using var child = ChildProcess.Start(static () => { }, By(start));
        child.Join();
    }

    private static void StartAndWait(StartMethod start)
    {
        using var child = ChildProcess.Start(CollectAndWait, By(start));
        Sleep();
    }

    private static (string Type, string Message, string Innermost) Thrown(ChildProcess child)
    {
        try
        {
            child.Join();
            return default;
        }
        catch (SettlementException exception)
        {
            return (
                exception.GetType().Name,
                exception.Message,
                exception.GetBaseException() is RemoteException remote ? remote.Message : ""
            );
        }
    }

    private static int? ExitCode(Action function, StartMethod start)
    {
        using var child = ChildProcess.Start(function, By(start));
        try
        {
            child.Join();
        }
        catch (SettlementException) { }
        return child.ExitCode;
    }

    private static int? EndedBy(Action<ChildProcess> end, StartMethod start)
    {
        using var child = ChildProcess.Start(Sleep, By(start));
        end(child);
        child.Join();
        return child.ExitCode;
    }

    private static bool Runs(int pid) =>
        File.Exists($"/proc/{pid}/stat")
        && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private sealed class SettlementException(string message) : Exception(message);
}
