using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Managers.Servers;

/// <summary>Equality, hashes and order of a server's values are those of Python.</summary>
[CPython, Linux("Clients connect to a Unix socket.")]
public static class PythonEqualitySpecs
{
    private const string Values = """
        import datetime, decimal, pathlib
        from decimal import Decimal as D
        from fractions import Fraction as F
        class Text(str, enum.Enum): X = 'x'
        class Number(enum.IntEnum): ONE = 1
        class Str(str): pass
        class Int(int): pass
        class Float(float): pass
        class Bytes(bytes): pass
        class Tuple(tuple): pass
        class List(list): pass
        class Dict(dict): pass
        P = collections.namedtuple('P', 'x y')
        utc, east = datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=2))

        """;

    [Fact]
    public static void Equal_keys_are_one_key()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                Values
                    + """
                    groups = [
                        [1, 1.0, True, D(1), D('1.00'), F(1), 1+0j, Number.ONE, Int(1), Float(1)],
                        ['x', Text.X, Str('x')], [b'x', Bytes(b'x')], [(1, 2), P(1, 2), Tuple((1, 2)), (D(1), 2.0)],
                        [0.5, D('0.5'), F(1, 2), 0.5+0j], [D('0.1'), F(1, 10)], [10**30, D('1E+30'), F(10**30)],
                        [pathlib.PurePath('a/b'), pathlib.PurePath('a') / 'b', pathlib.PurePath('a//./b')],
                        [datetime.datetime(2020, 1, 1, 2, tzinfo=east), datetime.datetime(2020, 1, 1, tzinfo=utc)],
                        [frozenset([1]), frozenset([D(1)])], [float('inf'), D('Infinity')], [None], [0.1], ['X'],
                        [range(0), range(1, 1)], [range(0, 3, 2), range(0, 4, 2)],
                    ]
                    m = connect()
                    d, l = m.dict(), m.list([it[0] for it in groups])
                    for group in groups:
                        for it in group: d[it] = group[0]
                    print(len(d), len(d.copy()), len(m.set([it for group in groups for it in group]).copy()))
                    for group in groups:
                        for it in group:
                            found = d.get(it, '-'), l.count(it), l.index(it), it in d, [it] in m.list([[group[0]]])
                            if found != (group[0], 1, groups.index(group), True, True): print(it, found)
                    """
            )
            .Should()
            .Equal("16 16 16");
    }

    [Fact]
    public static void Different_keys_are_different_keys()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                Values
                    + """
                    class Other(enum.Enum): ONE = 1
                    different = [
                        0.1, D('0.1'), 1, '1', b'1', (1,), 1.5, 1+1j, Number.ONE.name, pathlib.PurePath('a'), 'a',
                        pathlib.PureWindowsPath('a'), D('1E+9999'), datetime.date(2020, 1, 1), range(1), range(2), list,
                        datetime.datetime(2020, 1, 1), datetime.datetime(2020, 1, 1, tzinfo=utc), None, Ellipsis, len,
                    ]
                    m = connect()
                    print(len(m.dict([(it, 0) for it in different])) == len(different), len(set(different)))
                    d, nan = m.dict(), float('nan')
                    d[nan] = 1
                    print(d.get(nan, '-'), Other.ONE in m.list([Number.ONE]))
                    """
            )
            .Should()
            .Equal("True 22", "- False");
    }

    [Fact]
    public static void Collections_are_compared_by_their_items()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                Values
                    + """
                    c = collections
                    pairs = [
                        ([1], List([1])), ({'a': 1}, c.OrderedDict(a=1)), ({'a': 1}, Dict(a=1)), ({1: 2}, {D(1): F(2)}),
                        ({'a': [1]}, c.defaultdict(list, a=[1])), ({'a': 2}, c.Counter('aa')),
                        ([1], c.UserList([1])),
                        (c.deque([1]), c.deque([1], maxlen=5)), ({1}, {D(1)}), ('ab', c.UserString('ab')),
                        ({}, Dict(a=1)),
                        (c.OrderedDict(a=1, b=2), c.OrderedDict(b=2, a=1)), (c.deque([1]), [1]), ([1], (1,)),
                        ([1], [2]),
                        (c.OrderedDict(a=1, b=2), dict(b=2, a=1)), (bytearray(b'a'), b'a'),
                        ({'a': 1}, c.UserDict(a=1)),
                    ]
                    m = connect()
                    for x, y in pairs:
                        if (x in m.list([y])) != (x == y) or (y in m.list([x])) != (x == y): print(x, y, x == y)
                    print(len(pairs))
                    """
            )
            .Should()
            .Equal("18");
    }

    [Fact]
    public static void What_is_unhashable_in_Python_is_not_a_key()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                Values
                    + """
                    import array, types
                    m = connect(); d, s = m.dict(), m.set()
                    for it in [
                        [], {}, set(), bytearray(), collections.deque(), collections.OrderedDict(),
                        collections.Counter(),
                        collections.defaultdict(list), List([1]), Dict(a=1), collections.UserList(),
                        collections.ChainMap(), types.SimpleNamespace(), ([],), P([], 1), slice(1),
                        array.array('i', [1]),
                    ]:
                        for call in lambda: d.__setitem__(it, 1), lambda: s._callmethod('add', (it,)), lambda: it in d:
                            if not failure(call).startswith('TypeError: unhashable type: '): print(it, failure(call))
                    print(len(d), failure(lambda: d.get([])), failure(lambda: d.get(collections.deque())))
                    """
            )
            .Should()
            .Equal("0 TypeError: unhashable type: 'list' TypeError: unhashable type: 'collections.deque'");
    }

    [Fact]
    public static void Sorting_orders_what_is_equal_across_types()
    {
        using var server = new ServerWithPythonClients();

        server
            .Run(
                Values
                    + """
                    m = connect()
                    for items in [
                        [P(2, 1), P(1, 2), (1, 1)], [F(1, 3), F(1, 2), D('0.1'), 0.25, 0, 10**30], [D(2), 1, 1.5],
                        [pathlib.PurePath('b'), pathlib.PurePath('a/b'), pathlib.PurePath('a!')], [Str('b'), 'a'],
                        [Number.ONE, 0, 2], [List([2]), [1]],
                    ]:
                        l = m.list(items); l.sort(); r = m.list(items); r.sort(reverse=True)
                        if l[:] != sorted(items) or r[:] != sorted(items, reverse=True): print(items, l, r)
                    class Own: pass
                    l = m.list([Own(), Own()])
                    print(failure(l.sort))
                    """
            )
            .Should()
            .Equal("TypeError: 'Own' and 'Own' cannot be ordered in a .NET server: sort a copy, and assign it to [:]");
    }
}
