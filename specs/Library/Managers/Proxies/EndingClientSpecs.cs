using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Library.Processes;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Proxies;

/// <summary>
/// What a process leaves at CPython's server, which does not notice the end of its clients: nothing, if it ends by
/// itself.
/// </summary>
[CPython, Linux("CPython's server listens on a Unix socket without a file.")]
public sealed class EndingClientSpecs : IDisposable
{
    private static readonly TimeSpan Limit = Limits.Wait;
    private static readonly byte[] Key = [.. "a key"u8];
    private static readonly List<ListProxy<int>> Kept = [];

    private readonly CPythonServer server;
    private readonly Manager manager;

    public EndingClientSpecs() => (server, manager) = CPythonServer.Start();

    public void Dispose()
    {
        manager.Dispose();
        server.Dispose();
    }

    [Fact]
    public void A_child_that_returns_gives_back_its_objects() => LeftBy(MakeThree).Should().Be(0);

    [Fact]
    public void A_child_that_disposed_of_its_manager_gives_back_its_objects() =>
        LeftBy(static address =>
            {
                using var own = Manager.Connect(address, Key);
                Kept.AddRange(own.List([1]), own.List([2]));
            })
            .Should()
            .Be(0);

    [Fact]
    public void A_process_that_exits_gives_back_its_objects() =>
        LeftBy(static address =>
            {
                MakeThree(address);
                Environment.Exit(0);
            })
            .Should()
            .Be(0);

    [Fact]
    public void A_killed_process_gives_back_nothing() =>
        LeftBy(static address =>
            {
                MakeThree(address);
                _ = Libc.Kill(Libc.GetProcessId(), Libc.SigKill);
            })
            .Should()
            .Be(3, "this is what the others give back");

    [Fact]
    public void A_forked_child_gives_back_only_what_it_holds()
    {
        using var main = ChildProcess.Start(
            ForkAfterMaking,
            manager.Address,
            new ChildProcessOptions { ForkReady = true }
        );

        main.Result.Should().Be("3 of its parent and [1, 9]");
        manager.ObjectCount.Should().Be(0);
    }

    [Fact]
    public void A_dead_server_does_not_keep_a_process_from_ending()
    {
        using var child = ChildProcess.Start(MakeAndSignal, (manager.Address, server.Id, Libc.SigKill));

        child.Join(Limit).Should().BeTrue();

        child.ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_server_that_does_not_answer_does_not_keep_a_process_from_ending()
    {
        const int stop = 19;
        using var child = ChildProcess.Start(MakeAndSignal, (manager.Address, server.Id, stop));

        child.Join(Limit).Should().BeTrue();

        child.ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_proxy_that_a_child_returns_is_not_given_back()
    {
        using var child = ChildProcess.Start(
            static address => Manager.Connect(address, Key).List([1]),
            manager.Address
        );

        child.Join();

        child.Result.Should().Equal(1);
        manager.ObjectCount.Should().Be(1);
    }

    private int LeftBy(Action<string> client)
    {
        using var child = ChildProcess.Start(client, manager.Address);
        child.Join();
        return manager.ObjectCount;
    }

    private static void MakeThree(string address)
    {
        var own = Manager.Connect(address, Key);
        Kept.AddRange(own.List([1]), own.List([2]), own.List([3]));
    }

    private static string ForkAfterMaking(string address)
    {
        MakeThree(address);
        using var child = ChildProcess.Start(UseAndMake, address, MainProcess.By(StartMethod.Fork));
        child.Join();
        return $"{Manager.Connect(address, Key).ObjectCount} of its parent and {Kept[0]}";
    }

    private static void UseAndMake(string address)
    {
        Kept[0].Add(9);
        MakeThree(address);
    }

    private static void MakeAndSignal((string Address, int Server, int Signal) how)
    {
        MakeThree(how.Address);
        _ = Libc.Kill(how.Server, how.Signal);
    }
}
