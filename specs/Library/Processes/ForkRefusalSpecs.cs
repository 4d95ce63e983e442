using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Platform;
using Multiprocessing.Processes.Forking;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// The contract under which .NET forks: when a fork is refused, why, and when it is not.
/// </summary>
[Start(StartMethod.Fork)]
public static class ForkRefusalSpecs
{
    public class A_process_that_cannot_fork
    {
        [Fact]
        public void Names_every_variable_limit_and_thread_that_is_wrong()
        {
            var fork = () => ChildProcess.Start(static () => { }, By(StartMethod.Fork));

            var reasons = fork.Should()
                .Throw<UnsafeForkException>("a test host was not started fork-ready")
                .Which.Reasons;
            reasons
                .Should()
                .Contain(reason => reason.StartsWith("DOTNET_TieredCompilation must be 0", StringComparison.Ordinal))
                .And.Contain(reason => reason.Contains("RLIMIT_STACK", StringComparison.Ordinal))
                .And.Contain(reason => reason.Contains(".NET TP", StringComparison.Ordinal));
        }

        [Fact]
        public void Names_a_thread_that_runs() =>
            RunForkReady(static () =>
                {
                    new Thread(static () => Thread.Sleep(Timeout.Infinite))
                    {
                        Name = "watcher",
                        IsBackground = true,
                    }.Start();
                    return Refusal();
                })
                .Should()
                .MatchRegex(@"^Thread \d+ \(watcher\) runs: end it before the fork\.$");

        [Fact]
        public void Names_a_socket() =>
            RunForkReady(static () =>
                {
                    using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
                    listener.Start();
                    return Refusal();
                })
                .Should()
                .Contain("a System.Net.Sockets.Socket was used");

        [Fact]
        public void Names_the_thread_pool_even_after_its_work() =>
            RunForkReady(static () =>
                {
                    Task.Run(static () => { }).Wait();
                    return Refusal();
                })
                .Should()
                .Contain("thread pool");

        [Fact]
        public void Names_a_timer() =>
            RunForkReady(static () =>
                {
                    using var timer = new Timer(static _ => { }, null, Timeout.Infinite, Timeout.Infinite);
                    timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
                    return Refusal();
                })
                .Should()
                .Contain("a timer");

        [Fact]
        public void Names_a_handler_of_signals() =>
            RunForkReady(static () =>
                {
                    using var registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static _ => { });
                    return Refusal();
                })
                .Should()
                .Contain("signals are handled");

        [Fact]
        public void Names_a_thread_that_a_finalizer_starts_while_the_fork_waits_for_it() =>
            RunForkReady(static () =>
                {
                    Slow.MakeOne();
                    ThreadStarter.MakeOne();
                    GC.Collect();
                    return Refusal();
                })
                .Should()
                .Contain("(late) runs", "the threads are listed again after the wait");

        [Fact]
        public void Is_one_whose_finalizer_does_not_end() =>
            RunForkReady(static () =>
                {
                    Stuck.MakeOne();
                    GC.Collect();
                    return Refusal();
                })
                .Should()
                .Contain("finalizer does not end");

        [Theory]
        [InlineData("System.Environment.s_processId")]
        [InlineData("System.Random+ThreadSafeRandom.t_random")]
        public void Names_a_field_of_the_runtime_that_is_missing(string field) =>
            RunForkReady(RefusalWithout, field)
                .Should()
                .Contain($"no field {field}", "a child would take its parent's value for its own");
    }

    public class A_process_that_can_fork
    {
        [Fact]
        public void Is_one_whose_thread_was_just_joined() =>
            RunForkReady(static () =>
                {
                    var thread = new Thread(static () => { });
                    thread.Start();
                    thread.Join();
                    return Refusal();
                })
                .Should()
                .BeEmpty("an ended thread holds nothing");

        [Fact]
        public void Is_one_that_writes_to_its_console() =>
            RunForkReady(static () =>
                {
                    Console.Out.Write("");
                    Console.Error.Write("");
                    _ = (Console.OutputEncoding, Console.IsOutputRedirected, Console.IsInputRedirected);
                    return Refusal();
                })
                .Should()
                .BeEmpty("its console starts no thread");

        [Fact]
        public void Is_one_that_was_idle_for_long() =>
            RunForkReady(static () =>
                {
                    // After two seconds without work the finalizer thread waits at another place.
                    Thread.Sleep(2_200);
                    return Refusal();
                })
                .Should()
                .BeEmpty();

        [Fact]
        public void Is_one_that_was_stopped_and_continued() =>
            RunForkReady(static () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    Thread.Sleep(3_000);
                    using var stopper = ChildProcess.Start(StopAndContinue, Environment.ProcessId);
                    stopper.Join();
                    return Refusal();
                })
                .Should()
                .BeEmpty("the wait of its finalizer thread only goes on under another name");

        [Fact]
        public void Learns_how_its_children_ended_even_if_a_shell_made_it_ignore_SIGCHLD() =>
            RunForkReady(static () =>
                {
                    const nint ignore = 1;
                    _ = Libc.Signal(Libc.SigChld, ignore);
                    using var child = ChildProcess.Start(static () => Libc.Exit(7));
                    child.Join();
                    return child.ExitCode;
                })
                .Should()
                .Be(7);

        [Fact]
        public void Gives_its_own_children_its_own_environment() =>
            RunForkReady(static () =>
                    ChildProcess
                        .Start(static () => Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") ?? "not set")
                        .Result
                )
                .Should()
                .Be("not set", "what made it fork-ready is not passed on");
    }

    private static string Refusal()
    {
        try
        {
            using var child = ChildProcess.Start(static () => { }, By(StartMethod.Fork));
            child.Join();
            return "";
        }
        catch (UnsafeForkException refused)
        {
            return string.Join(' ', refused.Reasons);
        }
    }

    private static string RefusalWithout(string missing)
    {
        var find = RuntimeFields.Find;
        RuntimeFields.Find = (type, field) => $"{type}.{field}" == missing ? null : find(type, field);
        return Refusal();
    }

    private static void StopAndContinue(int process)
    {
        const int stop = 19,
            resume = 18;
        _ = Libc.Kill(process, stop);
        Thread.Sleep(300);
        _ = Libc.Kill(process, resume);
    }

    private sealed class Slow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void MakeOne() => _ = new Slow();

        ~Slow() => Thread.Sleep(600);
    }

    // It is finalized after all that is not critical.
    private sealed class ThreadStarter : CriticalFinalizerObject
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void MakeOne() => _ = new ThreadStarter();

        ~ThreadStarter() =>
            new Thread(static () => Thread.Sleep(Timeout.Infinite)) { Name = "late", IsBackground = true }.Start();
    }

    private sealed class Stuck
    {
        public static void MakeOne() => _ = new Stuck();

        ~Stuck() => Thread.Sleep(Timeout.Infinite);
    }
}
