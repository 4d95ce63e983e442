using System.Diagnostics;
using Multiprocessing;
using Multiprocessing.Processes.ForkServing;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// How a child process ends under each start method: its exit code, what ends it, and what it leaves.
/// </summary>
public static class ChildEndSpecs
{
    private static readonly TimeSpan Limit = Limits.Wait;

    // Windows has no signals: .NET ends a process there with the code -1.
    private static readonly int Killed = OperatingSystem.IsWindows() ? -1 : -9,
        Terminated = OperatingSystem.IsWindows() ? -1 : -15;

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
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
        public void A_killed_child_has_no_result() =>
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
        public void A_join_with_a_limit_gives_up_while_the_child_continues() =>
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
        [Linux("it looks in /proc.")]
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
        public void A_child_shows_whether_it_runs_and_how_it_ended() =>
            Run(
                    start,
                    static start =>
                    {
                        using var child = ChildProcess.Start(Sleep, By(start));
                        var running = $"{child}";
                        while (running.EndsWith("is starting", StringComparison.Ordinal))
                        {
                            Thread.Sleep(1);
                            running = $"{child}";
                        }

                        child.Kill();
                        child.Join();
                        return new[] { running, $"{child}" }
                            .Select(text => text.Replace($"{child.Id}", "N", StringComparison.Ordinal))
                            .ToArray();
                    }
                )
                .Should()
                .Equal("process-1 (process N) is running", $"process-1 (process N) was killed by signal {-Killed}");

        [Fact]
        public void A_child_that_closes_its_own_writer_ends_like_any_other() =>
            Run(start, static start => ExitCode(CloseWriter, start)).Should().Be(0);

        [Fact]
        [Linux("it kills by signals and reads /proc.")]
        public void A_child_dies_with_its_parent_even_when_that_is_killed()
        {
            using var main = ChildProcess.Start(
                StartAndWait,
                start,
                new()
                {
                    StartMethod = StartMethod.Spawn,
                    ForkReady = start == StartMethod.Fork,
                    RedirectOutput = true,
                }
            );
            using var output = new StreamReader(main.StandardOutput);
            var child = int.Parse(output.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
            main.Kill();

            SpinWait.SpinUntil(() => !IsRunning(child), Limit).Should().BeTrue("its parent is gone");
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
                        var server = ForkServer.Current is null ? 0 : 1;
                        return (OpenDescriptors() - before, RunningChildren() - server);
                    }
                )
                .Should()
                .Be((0, 0));
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Fact]
        [Linux("its temporary directory is TMPDIR.")]
        public void A_killed_child_leaves_no_file()
        {
            var directory = Directory.CreateTempSubdirectory();
            using (
                var child = ChildProcess.Start(
                    Sleep,
                    new()
                    {
                        EnvironmentVariables = new Dictionary<string, string?> { ["TMPDIR"] = directory.FullName },
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

    [Start(StartMethod.ForkServer)]
    public class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    private static void Fail() => throw new InvalidOperationException("no such account");

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

    private static int? ExitCode(Action function, StartMethod start)
    {
        using var child = ChildProcess.Start(function, By(start));
        try
        {
            child.Join();
        }
        catch (InvalidOperationException) { }
        return child.ExitCode;
    }

    private static int? EndedBy(Action<ChildProcess> end, StartMethod start)
    {
        using var child = ChildProcess.Start(Sleep, By(start));
        end(child);
        child.Join();
        return child.ExitCode;
    }
}
