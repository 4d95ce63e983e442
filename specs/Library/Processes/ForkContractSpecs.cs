using System.Net.Sockets;
using System.Runtime.InteropServices;
using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>
/// The contract under which .NET forks: when a fork is refused and why, and what a forked child may do.
/// </summary>
[Start(StartMethod.Fork)]
public static class ForkContractSpecs
{
    public class A_process_that_may_not_fork
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
                .Contain(reason =>
                    reason.StartsWith("DOTNET_EnableWriteXorExecute must be 0", StringComparison.Ordinal)
                )
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
        public void Is_one_whose_finalizer_does_not_end() =>
            RunForkReady(static () =>
                {
                    Stuck.MakeOne();
                    GC.Collect();
                    return Refusal();
                })
                .Should()
                .Contain("finalizer does not end");
    }

    public class A_process_that_may_fork
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
        public void Learns_how_its_children_ended_even_where_a_shell_had_it_ignore_them() =>
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
                .Be("not set", "what made it fork-ready is not handed on");
    }

    public class A_forked_child
    {
        [Fact]
        public void Has_a_process_id_and_random_numbers_of_its_own() =>
            RunForkReady(static () =>
                {
                    _ = Random.Shared.Next();
                    using var first = ChildProcess.Start(
                        static () => (Environment.ProcessId, Random.Shared.NextInt64()),
                        By(StartMethod.Fork)
                    );
                    using var second = ChildProcess.Start(
                        static () => (Environment.ProcessId, Random.Shared.NextInt64()),
                        By(StartMethod.Fork)
                    );
                    return (first.Result.ProcessId == first.Id, first.Result.Item2 == second.Result.Item2);
                })
                .Should()
                .Be((true, false));

        [Fact]
        public void Alone_gets_a_signal_that_is_sent_to_it() =>
            RunForkReady(static () =>
                {
                    using var child = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    child.Terminate();
                    child.Join();
                    return child.ExitCode;
                })
                .Should()
                .Be(-15, "and the parent lives to say so");

        [Fact]
        public void Keeps_its_exceptions_to_itself() =>
            RunForkReady(static () =>
                {
                    var parent = Environment.ProcessId;
                    try
                    {
                        using var child = ChildProcess.Start(
                            static () => throw new InvalidOperationException("in the child"),
                            By(StartMethod.Fork)
                        );
                        child.Join();
                    }
                    catch (InvalidOperationException)
                    {
                        return Environment.ProcessId == parent;
                    }

                    return false;
                })
                .Should()
                .BeTrue("what the child threw went on in the child, and came here by its connection");

        [Fact]
        public void Does_not_hold_its_siblings_connections() =>
            RunForkReady(static () =>
                {
                    using var first = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    using var second = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    first.Kill();
                    return first.Join(TimeSpan.FromSeconds(10));
                })
                .Should()
                .BeTrue("the first one's end of file comes while the second runs");

        [Fact]
        public void Crashes_alone() =>
            RunForkReady(static () =>
                {
                    using var child = ChildProcess.Start(static () => Environment.FailFast(null), By(StartMethod.Fork));
                    child.Join();
                    return child.ExitCode;
                })
                .Should()
                .Be(-6);

        [Fact]
        public void Cannot_wait_for_what_its_parent_started() =>
            RunForkReady(static () =>
                {
                    Family.Elder = ChildProcess.Start(Sleep, By(StartMethod.Fork));
                    using var child = ChildProcess.Start(static () => Family.Elder!.Join(), By(StartMethod.Fork));
                    try
                    {
                        child.Join();
                    }
                    catch (InvalidOperationException refused)
                    {
                        return refused.Message;
                    }
                    finally
                    {
                        Family.Elder.Dispose();
                    }
                    return "";
                })
                .Should()
                .Contain("only that one can wait for it");

        [Fact]
        public void Cannot_use_or_end_its_parents_pool() =>
            RunForkReady(static () =>
                {
                    using var pool = Family.Pool = new ProcessPool(1, StartMethod.Fork);
                    using var child = ChildProcess.Start(EndAndUse, By(StartMethod.Fork));
                    return (child.Result, pool.Apply(static () => 1));
                })
                .Should()
                .Match<(string Refusal, int Result)>(seen =>
                    seen.Refusal.Contains("only that one can use it") && seen.Result == 1
                );
    }

    private static string EndAndUse()
    {
        Family.Pool!.Dispose();
        try
        {
            return $"{Family.Pool.Apply(static () => 1)}";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private static void Sleep() => Thread.Sleep(Timeout.Infinite);

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

    private static class Family
    {
        public static ChildProcess? Elder { get; set; }

        public static ProcessPool? Pool { get; set; }
    }

    private sealed class Stuck
    {
        public static void MakeOne() => _ = new Stuck();

        ~Stuck() => Thread.Sleep(Timeout.Infinite);
    }
}
