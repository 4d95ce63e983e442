using System.Diagnostics;
using Multiprocessing.Managers.Server.Objects;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>A client that dies does not keep objects, locks or items.</summary>
[CPython, Linux("The system reports which process connects.")]
public static class DyingClientSpecs
{
    [Fact]
    public static void The_references_of_a_killed_process_are_released()
    {
        using var server = new ServerWithPythonClients();
        var doomed = server.Begin(
            """
            m = connect()
            kept = [m.list() for _ in range(10)]
            print('ready', flush=True)
            time.sleep(60)
            """
        );
        AwaitReady(doomed);
        server.ManagerServer.ObjectCount.Should().Be(10);

        doomed.Kill();

        ServerWithPythonClients.Await(() => server.ManagerServer.ObjectCount == 0);
    }

    [Fact]
    public static void An_object_that_another_process_uses_is_kept()
    {
        using var server = new ServerWithPythonClients(it => it.Register("shared", Shared()));
        StartClient(server);
        var doomed = StartClient(server);
        server.ManagerServer.ObjectCount.Should().Be(3, "one is shared, and each client has a list of its own");

        doomed.Kill();

        ServerWithPythonClients.Await(() => server.ManagerServer.ObjectCount == 2);
    }

    [Fact]
    public static void A_reentrant_lock_of_a_killed_process_is_released()
    {
        using var server = new ServerWithPythonClients(it => it.Register("lock", Lock()));
        var doomed = server.Begin(
            """
            l = connect('lock').lock()
            l._callmethod('acquire')
            print('ready', flush=True)
            time.sleep(60)
            """
        );
        AwaitReady(doomed);

        doomed.Kill();

        server.Run("print(connect('lock').lock()._callmethod('acquire', (True, 10)))").Should().Equal("True");
    }

    [Fact]
    public static void An_item_is_not_lost_to_a_process_that_died_waiting_for_it()
    {
        using var server = new ServerWithPythonClients(it => it.Register("queue", Queue()));
        var doomed = server.Begin(
            """
            q = connect('queue').queue()
            print('ready', flush=True)
            q.get()
            """
        );
        AwaitReady(doomed);
        Thread.Sleep(300);

        doomed.Kill();
        doomed.WaitForExit();

        server
            .Run(
                """
                q = connect('queue').queue()
                q.put('item')
                print(q.get(timeout=10))
                """
            )
            .Should()
            .Equal("item");
    }

    [Fact]
    public static void A_party_that_dies_breaks_the_barrier()
    {
        const string Connected = """
            from multiprocessing.managers import BarrierProxy
            M.register('barrier', proxytype=BarrierProxy)
            b = connect().barrier()

            """;
        using var server = new ServerWithPythonClients(it => it.Register("barrier", Barrier()));
        var doomed = server.Begin(Connected + "b.wait()");
        server.Run(Connected + "while b.n_waiting == 0: time.sleep(0.01)");

        doomed.Kill();

        server
            .Run(
                Connected
                    + """
                    while not b.broken: time.sleep(0.01)
                    print(failure(b.wait))
                    """
            )
            .Should()
            .Equal("BrokenBarrierError: ");
    }

    [Fact]
    public static void Disposing_ends_calls_that_wait()
    {
        using var server = new ServerWithPythonClients();
        var waiting = server.Begin(
            """
            q = connect().Queue()
            q.empty()
            print('ready', flush=True)
            print(failure(q.get).split(':')[0])
            """
        );
        AwaitReady(waiting);
        Thread.Sleep(300);

        server.ManagerServer.Dispose();

        waiting
            .StandardOutput.ReadLine()
            .Should()
            .BeOneOf(["EOFError", "ConnectionResetError", "BrokenPipeError"], "it waited, or was about to");
    }

    private static Process StartClient(ServerWithPythonClients server)
    {
        var client = server.Begin(
            """
            m = connect('shared')
            kept = m.shared(), m.list()
            print('ready', flush=True)
            time.sleep(60)
            """
        );
        AwaitReady(client);
        return client;
    }

    private static void AwaitReady(Process client) => client.StandardOutput.ReadLine().Should().Be("ready");

    private static Func<object> Always(object shared) => () => shared;

    private static Func<object> Shared() => Always(new RegisteredClassSpecs.Counter(0));

    private static Func<object> Lock() => Always(new ServedReentrantLock());

    private static Func<object> Queue() => Always(new ServedQueue(capacity: 0));

    private static Func<object> Barrier() => Always(new ServedBarrier(2, action: null, timeout: null));
}
