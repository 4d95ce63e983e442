using System.Diagnostics;
using System.Security.Authentication;
using Multiprocessing;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>A manager starts a server in a process of its own, or connects to a running one.</summary>
public static class ManagerSpecs
{
    public abstract class UnderAnyStartMethod(StartMethod startMethod)
    {
        [Fact]
        public void Its_server_is_a_process_that_ends_with_it() =>
            MainProcess.Run(startMethod, StartAndEnd).Should().Be("manager-1 runs, then does not");

        [Fact]
        public void Its_proxies_fail_after_its_end() =>
            MainProcess
                .Run(startMethod, UseAfterEnd)
                .Should()
                .Be("ManagerLostException <ListProxy object, typeid 'list' at 0x…; '__str__()' failed>");

        [Fact]
        public void A_killed_server_is_reported() =>
            MainProcess.Run(startMethod, KillServer).Should().Be("ManagerLostException ManagerLostException");

        [Fact]
        public void A_proxy_whose_key_a_worker_lacks_fails_its_task() =>
            MainProcess.Run(startMethod, UseForeignKey).Should().Be("AuthenticationException, then 4");

        [Fact]
        public void A_child_gets_the_key_of_a_proxy_in_its_argument() =>
            MainProcess.Run(startMethod, GiveForeignKey).Should().Be(1);
    }

    [Start(StartMethod.Spawn)]
    public sealed class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn);

    [Start(StartMethod.Fork)]
    public sealed class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    [Start(StartMethod.ForkServer)]
    public sealed class UnderForkServer() : UnderAnyStartMethod(StartMethod.ForkServer);

    [Fact]
    public static void An_address_without_a_server_is_reported() =>
        FluentActions
            .Invoking(() => Manager.Connect("127.0.0.1:1", "a key"u8))
            .Should()
            .Throw<ManagerLostException>()
            .WithMessage("The manager at 127.0.0.1:1 has ended or cannot be reached*Cannot connect to 127.0.0.1:1*");

    [Fact]
    public static void A_wrong_key_is_reported()
    {
        var (server, manager) = DotNetServer.Start();
        using var started = server;

        FluentActions
            .Invoking(() => Manager.Connect(manager.Address, "another"u8))
            .Should()
            .Throw<AuthenticationException>();
    }

    [Fact]
    public static void An_empty_key_and_an_invalid_address_are_refused()
    {
        FluentActions.Invoking(() => Manager.Connect("127.0.0.1:1", [])).Should().Throw<ArgumentException>();
        FluentActions
            .Invoking(() => Manager.Start(new ManagerOptions { Address = "host:" }))
            .Should()
            .Throw<ArgumentException>();
        FluentActions
            .Invoking(() => Manager.Start(new ManagerOptions { AuthKey = ReadOnlyMemory<byte>.Empty }))
            .Should()
            .Throw<ArgumentException>();
    }

    [Fact]
    public static void Only_the_manager_that_started_the_server_registers_classes()
    {
        var (server, manager) = DotNetServer.Start();
        using var started = server;

        manager
            .Invoking(it => it.Register<InterfaceProxySpecs.ICounter, InterfaceProxySpecs.Counter>())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This manager did not start the server at *");
    }

    [Fact]
    public static void It_works_over_TCP()
    {
        var (server, manager) = DotNetServer.Start("127.0.0.1:0");
        using var started = server;
        using var lists = manager.List<ListProxy<int>>();

        lists.Add(manager.List([1]));
        lists[0].Add(2);

        lists[0].Should().Equal(1, 2);
    }

    private static string StartAndEnd(StartMethod startMethod)
    {
        int id;
        string text;
        using (var manager = Manager.Start(startMethod))
        {
            id = manager.ProcessId;
            text = Runs(id) ? "runs" : "does not run";
        }

        return $"manager-1 {text}, then {(Runs(id) ? "runs" : "does not")}";
    }

    private static bool Runs(int id) => Process.GetProcesses().Any(process => process.Id == id);

    private static string UseAfterEnd(StartMethod startMethod)
    {
        var manager = Manager.Start(startMethod);
        var list = manager.List([1]);
        manager.Dispose();
        return $"{Failure(() => list.Add(2))} {list.ToString().Replace(list.Id, "…", StringComparison.Ordinal)}";
    }

    private static string KillServer(StartMethod startMethod)
    {
        using var manager = Manager.Start(startMethod);
        var list = manager.List([1]);
        Process.GetProcessById(manager.ProcessId).Kill();
        return $"{Failure(() => list.Add(2))} {Failure(() => manager.List<int>())}";
    }

    private static string UseForeignKey(StartMethod startMethod)
    {
        using var manager = Manager.Start(
            new ManagerOptions { StartMethod = startMethod, AuthKey = new byte[] { 1, 2, 3 } }
        );
        using var pool = new ProcessPool(1, StartMethod.Spawn);
        var list = manager.List([1]);
        return $"{Failure(() => pool.Apply(CountOf, list))}, then {pool.Apply(Square, 2)}";
    }

    private static int GiveForeignKey(StartMethod startMethod)
    {
        using var manager = Manager.Start(
            new ManagerOptions { StartMethod = startMethod, AuthKey = new byte[] { 1, 2, 3 } }
        );
        using var child = ChildProcess.Start(
            CountOf,
            manager.List([1]),
            new ChildProcessOptions { StartMethod = startMethod }
        );
        return child.Result;
    }

    private static int CountOf(ListProxy<int> list) => list.Count;

    private static int Square(int number) => number * number;

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "none";
        }
        catch (Exception failure)
        {
            return failure.GetType().Name;
        }
    }
}
