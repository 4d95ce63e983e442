"""Makes the same calls of a Python object and of its shared counterpart, and reports where the two differ.

compare_with_builtins.py ADDRESS KEY SEED COUNT SECONDS prints the first call whose result, exception or exception's
text differs, and nothing where none does. It makes COUNT calls of each kind of object, or as many as it can in SECONDS.
"""
import array
import random
import sys
import time
from multiprocessing import managers

VALUES = [
    None, True, 0, 1, -1, 7, 2**40, -2**70, 1.0, -0.5, 1e16, 1e-5, float('inf'),
    '', 'a', "it's", 'b\n\x00é', '\U0001f40d', '\u200b', b'', b'a\xff"\'',
    (), (1,), (1, 'a'), [1, [2]], {'k': None, None: 'k'}, frozenset([3]), slice(1, None, 2), range(3), 3 + 4j,
    bytearray(b'x'), array.array('d', [1.5]), array.array('B', b'xy'), array.array('i'), array.array('b', [1, -2]),
    array.array('H', [1]),
]
INDICES = [0, 1, -1, 3, -4, 99, -99, 2**70, None, 'a', 1.5, True]
BOUNDS = [None, 0, 1, 2, -1, -2, 5, 99, -99, 2**80]
STEPS = [None, None, 1, 2, -1, -2, 0]
SORTED = [
    [3, 1, 2], [2.5, True, 1], ['b', 'a', 'é', '\U0001f40d', '\ufb01'], [(1, 'b'), (1, 'a'), (0,)], [1, 'a'],
    [[2], [1, 5]], [b'b', b'a'], [None, 1],
]
KEYS = [1, 1.0, True, 'a', 'b', None, (1, 'a'), b'a', 2**70, frozenset([3]), [1], {}, (1, [2])]
UPDATES = [{'a': 1}, {None: 3, 'b': None}, [('b', 2)], [(1, 2, 3)], [5], 5]


def value(r):
    return r.choice(VALUES)


def values(r):
    return [value(r) for _ in range(r.randrange(4))]


def key(r):
    return r.choice(KEYS)


def index(r):
    return r.choice(INDICES) if r.random() < 0.5 else slice(r.choice(BOUNDS), r.choice(BOUNDS), r.choice(STEPS))


def nothing(r):
    return ()


LIST = {
    '__add__': lambda r: (r.choice([values(r), (1,), 'a']),),
    '__contains__': lambda r: (value(r),),
    '__delitem__': lambda r: (index(r),),
    '__getitem__': lambda r: (index(r),),
    '__len__': nothing,
    '__mul__': lambda r: (r.randrange(-1, 3),),
    '__setitem__': lambda r: (index(r), r.choice([value(r), values(r)])),
    'append': lambda r: (value(r),),
    'count': lambda r: (value(r),),
    'extend': lambda r: (r.choice([values(r), 'ab', range(2), {1: 2}, array.array('b', [-1]), 5]),),
    'index': lambda r: (value(r),),
    'insert': lambda r: (r.randrange(-9, 9), value(r)),
    'pop': lambda r: r.choice([(), (r.choice(INDICES),)]),
    'remove': lambda r: (value(r),),
    'reverse': nothing,
    'sort': nothing,
}
DICT = {
    '__contains__': lambda r: (key(r),),
    '__delitem__': lambda r: (key(r),),
    '__getitem__': lambda r: (key(r),),
    '__len__': nothing,
    '__setitem__': lambda r: (key(r), value(r)),
    'clear': nothing,
    'copy': nothing,
    'get': lambda r: r.choice([(key(r),), (key(r), value(r))]),
    'items': nothing,
    'keys': nothing,
    'pop': lambda r: r.choice([(key(r),), (key(r), value(r))]),
    'popitem': nothing,
    'setdefault': lambda r: (key(r), value(r)),
    'update': lambda r: (r.choice(UPDATES),),
    'values': nothing,
}
ARRAY = {
    '__getitem__': lambda r: (index(r),),
    '__len__': nothing,
    '__setitem__': lambda r: r.choice([
        (r.choice(INDICES), r.choice([1, -1, 2**40, 1.5, 'a', True])),
        (slice(0, 2), array.array('i', [5, 6])),
    ]),
}
VIEWS = type({}.keys()), type({}.values()), type({}.items())
# Their texts name Python's own functions, or differ between versions of CPython.
UNTEXTED = TypeError, OverflowError


def outcome(call):
    try:
        result = call()
    except Exception as e:
        return type(e).__name__, '' if isinstance(e, UNTEXTED) else str(e)
    if isinstance(result, VIEWS):
        result = list(result)
    return 'returned', repr(result), repr(type(result))


def compare(r, kind, make, share, methods):
    own, shared = make(r), None
    end = time.monotonic() + float(sys.argv[5]) / 3
    for step in range(int(sys.argv[4])):
        if time.monotonic() > end:
            break
        if step % 30 == 0:
            own = make(r)
            shared = share(own)
        name = r.choice(sorted(methods))
        if name == 'sort':
            own[:] = shared[:] = r.choice(SORTED)
        arguments = methods[name](r)
        before = repr(own)
        mine = outcome(lambda: getattr(own, name)(*arguments))
        theirs = outcome(lambda: shared._callmethod(name, arguments))
        if mine != theirs:
            return '%s %s.%s%r:\n  Python  %r\n  shared  %r' % (kind, before, name, arguments, mine, theirs)
        if name == 'sort' and mine[0] != 'returned':
            own[:] = shared[:] = []
        if repr(own) != str(shared):
            return '%s %s.%s%r leaves:\n  Python  %r\n  shared  %s' % (kind, before, name, arguments, own, shared)
    return None


def share_array(manager):
    return lambda own: manager.Array('i', own.tolist())


def main():
    manager = managers.SyncManager(sys.argv[1].replace('@', '\0'), sys.argv[2].encode())
    manager.connect()
    r = random.Random(int(sys.argv[3]))
    difference = (
        compare(r, 'list', values, manager.list, LIST)
        or compare(r, 'dict', lambda r: {'a': 1, None: 2}, manager.dict, DICT)
        or compare(r, 'array', lambda r: array.array('i', [1, 2, 3]), share_array(manager), ARRAY)
    )
    print(difference or '', end='')


main()
