using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Values of Python that have no .NET equivalent, in a .NET server.</summary>
[CPython, Linux("Clients connect to a Unix socket.")]
public static class PythonValueSpecs
{
    [Fact]
    public static void A_class_or_a_function_is_a_value_like_any_other()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                import array, datetime, decimal, functools, types, uuid
                classes = [
                    list, dict, set, frozenset, tuple, int, str, bytes, bytearray, complex, slice, type(None), object,
                    datetime.datetime, datetime.date, datetime.time, datetime.timedelta, datetime.timezone,
                    decimal.Decimal, uuid.UUID, array.array, enum.IntEnum, collections.OrderedDict, len, ..., sorted,
                    list[int], dict[str, list[int]], decimal.Decimal.from_float, collections.defaultdict(list, a=[1]),
                    collections.defaultdict(decimal.Decimal), (list, ((1, 2),)), {'when': datetime.datetime},
                ]
                m = connect()
                q, l, d, n = m.Queue(), m.list(classes), m.dict(list(enumerate(classes))), m.Namespace()
                v = m.Value('i', 0)
                def by_queue(it): q.put(it); return q.get()
                def by_namespace(it): n.it = it; return n.it
                def by_value(it): v.value = it; return v.value
                print(l[:] == classes, list(d.values()) == classes, l.index(uuid.UUID), list in l, d.items()[2])
                print([i for i in classes if not by_queue(i) == by_namespace(i) == by_value(i) == i])
                p = by_queue(functools.partial(list, (1, 2)))
                print(p(), p.func, m.dict({list: 1, decimal.Decimal: 2})[list])
                """
            )
            .Should()
            .Equal("True True 19 True (2, <class 'set'>)", "[]", "[1, 2] <class 'list'> 1");
    }

    [Fact]
    public static void What_cannot_be_sent_stays_where_it_was()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                from multiprocessing import connection
                # As a pickle, since Python cannot write what is nested so deeply.
                def send(proxy, method, key=b''):
                    c = connection.Client(proxy._token.address, authkey=sys.argv[2].encode())
                    c.send((None, 'accept_connection', ('x',), {}))
                    c.recv()
                    text = lambda it: b'\x8c' + bytes([len(it)]) + it
                    c.send_bytes(b'\x80\x04(' + text(proxy._token.id.encode()) + text(method) + b'(' + key
                        + b']' * 20_000 + b'a' * 19_999 + b't}t.')
                    return c.recv()
                m = connect()
                q, l, d = m.Queue(), m.list([1]), m.dict(ok=1)
                print(send(q, b'put'), send(l, b'append'), send(d, b'__setitem__', b'\x8c\x03bad'))
                q.put('next')
                for call in q.get, l.pop, lambda: d.pop('bad'), d.popitem, d.copy: print(failure(call).split(':')[0])
                print(q.qsize(), len(l), len(d), d['ok'], d.keys(), l[0], 'bad' in d)
                print('nested more than 5,000 levels deep' in failure(lambda: d['bad']))
                del d['bad']
                print(d.copy())
                """
            )
            .Should()
            .Equal(
                "('#RETURN', None) ('#RETURN', None) ('#RETURN', None)",
                "RemoteError",
                "RemoteError",
                "RemoteError",
                "RemoteError",
                "RemoteError",
                "2 2 2 1 ['ok', 'bad'] 1 True",
                "True",
                "{'ok': 1}"
            );
    }

    [Fact]
    public static void The_fold_of_a_time_and_the_sign_of_a_zero_are_kept()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                import datetime, decimal
                late = datetime.datetime(2020, 10, 25, 2, 30, fold=1)
                l = connect().list([late, datetime.time(2, 30, fold=1), decimal.Decimal('-0.00')])
                print(l[0].fold, l[1].fold, l[2], late.replace(fold=0) in l, 0 in l)
                """
            )
            .Should()
            .Equal("1 1 -0.00 True True");
    }

    [Fact]
    public static void Iterating_a_collection_or_an_iterator_gives_its_items()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                import itertools, time
                P = collections.namedtuple('P', 'x y')
                class Items(list): pass
                class Text(str): pass
                m = connect()
                def made(of): l = m.list(); l.extend(of()); return l[:]
                advanced = itertools.chain([1, 2], [3]); next(advanced)
                for of in [
                    lambda: collections.UserList([1, 2]), lambda: collections.Counter('aab'), lambda: zip('ab', [1, 2]),
                    lambda: collections.ChainMap({'a': 1}, {'b': 2, 'a': 3}), lambda: collections.UserString('ab'),
                    lambda: collections.UserDict(a=1), lambda: enumerate('ab', 3), lambda: reversed([1, 2]),
                    lambda: itertools.chain('ab', [1]), lambda: itertools.islice('abcdef', 1, 5, 2), lambda: advanced,
                    lambda: itertools.repeat(1, 3), lambda: itertools.islice(itertools.count(5), 2), lambda: P(1, 2),
                    lambda: Items('ab'), lambda: Text('ab'), lambda: time.gmtime(0), lambda: collections.deque('ab', 1),
                    lambda: iter({1: 2}.keys()), lambda: zip(), lambda: collections.OrderedDict(), lambda: range(2),
                    lambda: zip(zip('ab', 'cd'), reversed('xy')), lambda: reversed(range(3)),
                ]:
                    wanted = list(of()) if of() is not advanced else [2, 3]
                    if not made(of) == m.list(of())[:] == m.set(of()).copy() == wanted:
                        if made(of) != wanted or m.list(of())[:] != wanted: print(wanted, made(of))
                for of in zip('ab', [1, 2]), enumerate('a'), collections.UserDict(a=1), \
                    collections.Counter('aab'), \
                    collections.ChainMap({'a': 1}, {'a': 2, 'b': 3}), collections.OrderedDict(a=1):
                    d = m.dict(of); e = m.dict(); e.update(d.copy()); print(d, e.copy() == d.copy())
                """
            )
            .Should()
            .Equal(
                "{'a': 1, 'b': 2} True",
                "{0: 'a'} True",
                "{'a': 1} True",
                "{'a': 2, 'b': 1} True",
                "{'a': 1, 'b': 3} True",
                "{'a': 1} True"
            );
    }

    [Fact]
    public static void Iterating_what_only_Python_can_iterate_is_refused()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                """
                import itertools
                class Own: pass
                class Colour(str, enum.Enum): RED = 'red'
                l = connect().list()
                for of in map(len, ['a']), filter(None, [1]), Own(), Colour.RED, 5, itertools.count():
                    print(failure(lambda: l.extend(of)), len(l))
                """
            )
            .Should()
            .Equal(
                "TypeError: 'map' object would run a Python function in a .NET server: send a list of it 0",
                "TypeError: 'filter' object would run a Python function in a .NET server: send a list of it 0",
                "TypeError: 'Own' object is not iterable in this server, which does not have its class 0",
                "TypeError: 'Colour' object is not iterable in this server, which does not have its class 0",
                "TypeError: 'int' object is not iterable 0",
                "MemoryError:  0"
            );
    }
}
