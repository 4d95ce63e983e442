"""Writes the fixtures: the same values, pickled by some versions of CPython in each of their protocols.

Run it once with each version, from this folder: python3.7 make.py, python3.13 make.py.
CPythonSpecs.Fixtures.cs has the values that .NET reads from them.
"""
import array
import collections
import datetime
import decimal
import fractions
import pickle
import sys
import uuid

shared = [1]
cycle = []
cycle.append(cycle)

VALUES = {
    'integers': [0, 255, 256, 65535, 65536, -1, 2**31 - 1, -2**31, 2**31, 2**63 - 1, -2**63, 2**63, -2**2100],
    'floats': [0.0, -1.5, 1e300, float('inf')],
    'constants': [None, True, False],
    'texts': ['', 'né', '\U0001f40d', '\ud800', 'x' * 300],
    'bytes': [b'', b'\x00\xff', b'x' * 300, bytearray(b'ab')],
    'tuples': [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    'dict': {'a': 1, 2: [3], (1, 'x'): None},
    'sets': [{1, 2}, frozenset({1, 2}), set(), frozenset()],
    'others': [1 + 2j, slice(1, None, 2)],
    'arrays': [array.array('b', [-1]), array.array('i', [1, -2]), array.array('q', [2**40]), array.array('d', [1.5]),
               array.array('B', [7])],
    'times': [datetime.datetime(2019, 4, 8, 0, 13, 33, 5), datetime.date(2019, 4, 8), datetime.time(1, 2, 3, 4),
              datetime.timedelta(-1, 5, 6),
              datetime.datetime(2019, 4, 8, tzinfo=datetime.timezone.utc),
              datetime.datetime(2019, 4, 8, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))],
    'numbers': [decimal.Decimal('1.50'), uuid.UUID('00112233-4455-6677-8899-aabbccddeeff')],
    'aliases': [shared, shared],
    'cycle': cycle,
    'inert': [fractions.Fraction(1, 3), collections.OrderedDict(a=1), collections.deque([1, 2]), collections.Counter,
              KeyError('k'), range(3), decimal.Decimal('1E+500')],
    'long list': list(range(3000)),
}

if __name__ == '__main__':
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        with open('cpython-%d.%d-protocol-%d.pickle' % (*sys.version_info[:2], protocol), 'wb') as file:
            pickle.dump(VALUES, file, protocol)
