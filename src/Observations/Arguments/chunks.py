"""One list is sent with every item, and the items of a chunk get one copy of it."""
import multiprocessing
from itertools import groupby

from multiprocessing_testing import identity, print_line, start_method


def g(data, x):
    data.append(x)
    print_line('in g(data, {}): id(data) = {}, data = {}'.format(x, identity(data), data))


def copy_of(data, x):
    return identity(data)


def print_chunks(data, workers, items):
    with multiprocessing.Pool(workers) as pool:
        copies = pool.starmap(copy_of, [(data, x) for x in range(items)])
    chunks = [len(list(chunk)) for _, chunk in groupby(copies)]
    print_line('workers: {}, items: {}, chunks: {}'.format(workers, items, chunks))


if __name__ == '__main__':
    start_method()
    data = list(range(10))

    print_line('***chunks of three***')
    with multiprocessing.Pool(1) as pool:
        pool.starmap(g, [(data, x) for x in range(100, 106)], chunksize=3)
    print_line('data = {}'.format(data))

    print_line('***chunks as the pool chooses them***')
    print_chunks(data, 1, 5)
    print_chunks(data, 2, 5)
    print_chunks(data, 2, 100)
    print_chunks(data, 1, 0)
