using System.Diagnostics;
using Multiprocessing;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>The process that a manager starts for its server: how it fails, and how it ends.</summary>
public static class ServerProcessSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod startMethod)
    {
        [Fact]
        public void A_server_that_cannot_listen_fails_the_start_and_leaves_no_process() =>
            MainProcess.Run(startMethod, StartWhereItCannotListen).Should().Be("IOException, 0 more children");

        [Fact]
        public void A_manager_can_be_disposed_of_twice() =>
            MainProcess.Run(startMethod, DisposeTwice).Should().Be("[1, 2]");

        [Fact]
        public void A_killed_server_registers_nothing_and_can_be_disposed_of() =>
            MainProcess
                .Run(startMethod, RegisterAfterKill)
                .Should()
                .Match("ManagerLostException: The manager at * has ended*manager-1 (process *");

        [Fact]
        public void A_disposed_manager_registers_nothing() =>
            MainProcess
                .Run(startMethod, RegisterAfterDispose)
                .Should()
                .Match("ManagerLostException: The manager at * has ended* manager-1 (process *) was stopped.");

        [Fact]
        public void A_server_that_does_not_respond_is_killed() =>
            MainProcess.Run(startMethod, DisposeOfStopped).Should().Be("ends within 20 seconds");

        [Fact]
        public void A_registration_that_waits_fails_when_the_manager_is_disposed_of() =>
            MainProcess.Run(startMethod, DisposeWhileRegistering).Should().StartWith("ManagerLostException: ");
    }

    [Start(StartMethod.Spawn), Linux("Children are listed in /proc, and stopped by a signal.")]
    public sealed class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : UnderAnyStartMethod(StartMethod.Fork)
    {
        [Fact]
        public void A_forked_child_that_disposes_of_a_manager_leaves_its_server_running() =>
            MainProcess.Run(StartMethod.Fork, DisposeInChild).Should().Be("[1, 2]");

        [Fact]
        public void A_forked_child_cannot_register_a_class() =>
            MainProcess
                .Run(StartMethod.Fork, RegisterInChild)
                .Should()
                .Match("InvalidOperationException: The manager at * was started by another process*");
    }

    private static Manager? inherited;

    private static string StartWhereItCannotListen(StartMethod startMethod)
    {
        var before = MainProcess.RunningChildren();
        var failure = Failure(() =>
            Manager.Start(new ManagerOptions { StartMethod = startMethod, Address = "/proc/no/such/directory" })
        );
        return $"{failure?.GetType().Name}, {MainProcess.RunningChildren() - before} more children";
    }

    private static string DisposeTwice(StartMethod startMethod)
    {
        using var directory = new TemporaryDirectory();
        var options = new ManagerOptions
        {
            StartMethod = startMethod,
            Address = Path.Combine(directory.Path, "socket"),
            AuthKey = new byte[] { 1, 2, 3 },
        };
        var first = Manager.Start(options);
        first.Dispose();
        using var second = Manager.Start(options);
        using var lists = second.List<ListProxy<int>>([second.List([1])]);

        first.Dispose();

        // This process knows the second server's key only if it still knows the server.
        lists[0].Add(2);
        return $"{lists[0]}";
    }

    private static string RegisterAfterKill(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        using (var server = Process.GetProcessById(manager.ProcessId))
            server.Kill();
        return Text(Failure(() => Register(manager)));
    }

    private static string RegisterAfterDispose(StartMethod startMethod)
    {
        var manager = Manager.Start(startMethod);
        manager.Dispose();
        return Text(Failure(() => Register(manager)));
    }

    private static string DisposeOfStopped(StartMethod startMethod)
    {
        var manager = Manager.Start(startMethod);
        Signal("STOP", manager.ProcessId);
        var clock = Stopwatch.StartNew();
        manager.Dispose();
        return clock.Elapsed < TimeSpan.FromSeconds(20) ? "ends within 20 seconds" : $"ends after {clock.Elapsed}";
    }

    private static string DisposeWhileRegistering(StartMethod startMethod)
    {
        var manager = Manager.Start(startMethod);
        Signal("STOP", manager.ProcessId);
        Exception? failure = null;
        var registering = new Thread(() => failure = Failure(() => Register(manager)));
        registering.Start();
        Thread.Sleep(TimeSpan.FromMilliseconds(300));

        manager.Dispose();

        return registering.Join(Limits.Wait) ? Text(failure) : "still waits";
    }

    private static string DisposeInChild(StartMethod startMethod)
    {
        using var manager = inherited = Manager.Start(startMethod);
        using var list = manager.List([1]);
        using (var child = ChildProcess.Start(static () => inherited!.Dispose(), MainProcess.By(startMethod)))
            child.Join();

        list.Add(2);
        return $"{list}";
    }

    private static string RegisterInChild(StartMethod startMethod)
    {
        using var manager = inherited = Manager.Start(startMethod);
        using var child = ChildProcess.Start(
            static () => Text(Failure(() => Register(inherited!))),
            MainProcess.By(startMethod)
        );
        return child.Result;
    }

    private static void Register(Manager manager) =>
        manager.Register<InterfaceProxySpecs.ICounter, InterfaceProxySpecs.Counter>();

    private static void Signal(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }

    private static Exception? Failure(Action act) => Record.Exception(act);

    private static string Text(Exception? failure) => $"{failure?.GetType().Name}: {failure?.Message}";
}
