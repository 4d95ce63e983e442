using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>A .NET server as CPython's own clients use it.</summary>
[CPython, Linux("Clients connect to a Unix socket.")]
public static class ServerSpecs
{
    [Fact]
    public static void A_client_uses_every_type()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                m = connect()
                l = m.list(range(3)); l.append('a'); l += [None]; print(l, l[1:3], len(l), list(l))
                d = m.dict({(1, 'a'): 1.5}, x=2); d.update(y=b'z'); print(d, d.get('n', 7), sorted(map(str, d.keys())))
                s = m.set([1, 2]); print(s._callmethod('union', ([3],)), s._callmethod('__contains__', (2,)))
                v = m.Value('i', 5); v.value += 1; print(v, v.value)
                a = m.Array('d', [1, 2]); a[0] = 5; print(a, a[1], a[:].typecode)
                n = m.Namespace(x=1); n.y = 2; print(n, failure(lambda: n.z))
                q = m.Queue(1); q.put(1); print(q.full(), failure(lambda: q.put(2, timeout=0.01)))
                print(q.get(), failure(q.get_nowait))
                e = m.Event(); print(e.wait(0.01), e.set(), e.wait())
                for lock in m.Lock(), m.RLock(), m.Semaphore(1), m.BoundedSemaphore(1), m.Condition():
                    with lock: print(end='.')
                print(m.Condition(m.Lock()).acquire(), m.Barrier(1).wait(), [i for i in m.dict(a=1)])
                """
            )
            .Should()
            .Equal(
                "[0, 1, 2, 'a', None] [1, 2] 5 [0, 1, 2, 'a', None]",
                "{(1, 'a'): 1.5, 'x': 2, 'y': b'z'} 7 [\"(1, 'a')\", 'x', 'y']",
                "{1, 2, 3} True",
                "Value('i', 6) 6",
                "array('d', [5.0, 2.0]) 2.0 d",
                "Namespace(x=1, y=2) AttributeError: 'Namespace' object has no attribute 'z'",
                "True Full: ",
                "1 Empty: ",
                "False None True",
                ".....True 0 ['a']"
            );
    }

    [Fact]
    public static void An_object_of_an_unknown_class_comes_back_unchanged()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                class Colour(enum.Enum): RED = 1
                class Own:
                    def __init__(self, x): self.x = x
                    def __eq__(self, other): return self.x == other.x
                items = [
                    Own([1]), Colour.RED, fractions.Fraction(1, 3), collections.OrderedDict(a=1),
                    collections.deque([1], 2), KeyError('k'), len, Own,
                ]
                l = connect().list(items)
                print(repr(l[:]) == repr(items) or l[:-3] == items[:-3], l[-2:] == items[-2:])
                print(l[5].args, l.index(Colour.RED))
                """
            )
            .Should()
            .Equal("True True", "('k',) 1");
    }

    [Fact]
    public static void A_call_that_would_run_Python_in_the_server_is_refused()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                m = connect()
                for refused in lambda: m.Pool(2), lambda: m.Barrier(2, print), lambda: m.list([2, 1]).sort(key=len):
                    print(failure(refused).split('NotImplementedError: ')[1].splitlines()[0])
                """
            )
            .Should()
            .Equal(
                "a .NET server has no Pool, which would run Python functions in it: "
                    + "use multiprocessing.Pool in the client",
                "a Barrier's action would run a Python function in a .NET server: "
                    + "run it in the party whose wait() returns 0",
                "sort(key=...) would run a Python function in a .NET server: sort a copy, and assign it to [:]"
            );
    }

    [Fact]
    public static void A_proxy_in_a_shared_object_is_that_object()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                m = connect()
                inner = m.list([1]); outer = m.dict(inner=inner); number = m._number_of_objects
                inner.append(2); print(outer['inner'][:], m.list(inner)[:])
                before = number(); del inner; print(before - number(), outer['inner'][:])
                outer['inner'].append(3); print(outer['inner'][:], number())
                """
            )
            .Should()
            .Equal("[1, 2] [1, 2]", "1 [1, 2]", "[1, 2, 3] 1");
    }

    [Fact]
    public static void Objects_without_references_are_released()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                m = connect()
                for i in range(20): m.list([i])
                l = m.list()
                print(m._number_of_objects(), m._debug_info().split()[1:])
                """
            )
            .Should()
            .Equal("1 ['refcount=1', '[]']");
        server.ManagerServer.ObjectCount.Should().Be(0);
    }

    [Fact]
    public static void A_client_shuts_the_server_down()
    {
        using var directory = new TemporaryDirectory();
        using var server = new ServerWithPythonClients(address: Path.Combine(directory.Path, "socket"));

        server.Run(
            """
            from multiprocessing.managers import dispatch
            m = connect()
            dispatch(m._Client(m._address, authkey=m._authkey), None, 'shutdown')
            """
        );

        server.ManagerServer.WaitForShutdown(Limits.Wait).Should().BeTrue();
        File.Exists(server.ManagerServer.Address).Should().BeFalse();
    }

    [Fact]
    public static void A_client_over_TCP_is_served_too()
    {
        using var server = new ServerWithPythonClients(address: "127.0.0.1:0");

        server
            .Run(
                """
                host, port = sys.argv[1].split(':')
                sys.argv[1] = host, int(port)
                l = connect().list([1]); l.append(l); print(l[0], len(l[1]))
                """
            )
            .Should()
            .Equal("1 2");
    }

    [Fact]
    public static void A_client_with_another_key_is_refused()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                sys.argv[2] = 'another'
                print(failure(connect).split(':')[0])
                """
            )
            .Should()
            .Equal("AuthenticationError");
        server.Run("print(connect().list([1]))").Should().Equal("[1]");
    }
}
