using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Clients that die without a goodbye take nothing with them.</summary>
[CPython, Linux("The system says which process connects.")]
public static class DyingClientSpecs
{
    [Fact]
    public static void What_a_killed_process_held_is_released()
    {
        using var client = new ServerWithPythonClients();
        var doomed = client.Begin(
            "m = connect()\nkept = [m.list() for _ in range(10)]\nprint(len(kept), flush=True)\ntime.sleep(60)"
        );
        doomed.StandardOutput.ReadLine().Should().Be("10");
        client.Server.ObjectCount.Should().Be(10);

        doomed.Kill();

        ServerWithPythonClients.Await(() => client.Server.ObjectCount == 0);
    }

    [Fact]
    public static void What_another_process_holds_too_is_kept()
    {
        using var client = new ServerWithPythonClients(server => server.Register("shared", Shared()));
        Holder(client);
        var doomed = Holder(client);
        client.Server.ObjectCount.Should().Be(3, "one is shared, and each has a list of its own");

        doomed.Kill();

        ServerWithPythonClients.Await(() => client.Server.ObjectCount == 2);
    }

    [Fact]
    public static void A_reentrant_lock_of_a_killed_process_is_free_again()
    {
        using var client = new ServerWithPythonClients(server => server.Register("lock", Lock()));
        var doomed = client.Begin(
            "l = connect('lock').lock()\nl._callmethod('acquire')\nprint('held', flush=True)\ntime.sleep(60)"
        );
        doomed.StandardOutput.ReadLine().Should().Be("held");

        doomed.Kill();

        client.Run("print(connect('lock').lock()._callmethod('acquire', (True, 10)))").Should().Equal("True");
    }

    [Fact]
    public static void An_item_is_not_lost_to_a_process_that_died_waiting_for_it()
    {
        using var client = new ServerWithPythonClients(server => server.Register("queue", Queue()));
        var doomed = client.Begin("q = connect('queue').queue()\nprint('waits', flush=True)\nq.get()");
        doomed.StandardOutput.ReadLine().Should().Be("waits");
        Thread.Sleep(300);

        doomed.Kill();
        doomed.WaitForExit();

        client.Run("q = connect('queue').queue()\nq.put('item')\nprint(q.get(timeout=10))").Should().Equal("item");
    }

    [Fact]
    public static void A_party_that_dies_breaks_the_barrier()
    {
        const string Connected =
            "from multiprocessing.managers import BarrierProxy\nM.register('barrier', proxytype=BarrierProxy)\nb = connect().barrier()\n";
        using var client = new ServerWithPythonClients(server => server.Register("barrier", Barrier()));
        var doomed = client.Begin(Connected + "b.wait()");
        client.Run(Connected + "while b.n_waiting == 0: time.sleep(0.01)");

        doomed.Kill();

        client
            .Run(Connected + "while not b.broken: time.sleep(0.01)\nprint(failure(b.wait))")
            .Should()
            .Equal("BrokenBarrierError: ");
    }

    [Fact]
    public static void Disposing_ends_calls_that_wait()
    {
        using var client = new ServerWithPythonClients();
        var waiting = client.Begin(
            "q = connect().Queue()\nq.empty()\nprint('waits', flush=True)\nprint(failure(q.get).split(':')[0])"
        );
        waiting.StandardOutput.ReadLine().Should().Be("waits");
        Thread.Sleep(300);

        client.Server.Dispose();

        waiting
            .StandardOutput.ReadLine()
            .Should()
            .BeOneOf(["EOFError", "ConnectionResetError", "BrokenPipeError"], "it waited, or was about to");
    }

    private static System.Diagnostics.Process Holder(ServerWithPythonClients client)
    {
        var process = client.Begin(
            "m = connect('shared')\nkept = m.shared(), m.list()\nprint('held', flush=True)\ntime.sleep(60)"
        );
        process.StandardOutput.ReadLine().Should().Be("held");
        return process;
    }

    private static Func<object> Always(object shared) => () => shared;

    private static Func<object> Shared() => Always(new RegisteredClassSpecs.Counter(0));

    private static Func<object> Lock() => Always(new Multiprocessing.Managers.Server.Objects.SharedReentrantLock());

    private static Func<object> Queue() => Always(new Multiprocessing.Managers.Server.Objects.SharedQueue(capacity: 0));

    private static Func<object> Barrier() =>
        Always(new Multiprocessing.Managers.Server.Objects.SharedBarrier(2, action: null, timeout: null));
}
