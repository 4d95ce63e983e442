"""The post's first program: workers use the global variables of their module."""
import multiprocessing
import sys

from multiprocessing_testing import Gate, Rendezvous, identity, print_line, start_method


class A:
    def __init__(self, n):
        self.data = list(range(n))

    def get_data(self, index):
        return self.data[index]


data = []
print_line('global: id(data) = {}'.format(identity(data)))
a = A(0)
print_line('global: id(a) = {}'.format(identity(a)))

indices = [3, 6, 0, 2, 5]
values = [110, 104, 196, 154, 158]


def f(i):
    meet('f')
    print_line('in f({}): id(data) = {}'.format(i, identity(data)))
    return data[i]


def g(x):
    meet('g')
    data.append(x)
    print_line('in g({}): id(data) = {}, data = {}'.format(x, identity(data), data))


def h(i):
    meet('h')
    print_line('in h({}): id(a) = {}'.format(i, identity(a)))
    return a.get_data(i)


def meet(phase):
    if Gate.is_open('each task has a worker of its own'):
        Rendezvous.meet(phase, len(indices))


def map_in_pool(workers, function, items):
    pool = multiprocessing.Pool(workers)
    try:
        return pool.map(function, items, chunksize=1)
    finally:
        pool.close()
        pool.join()


def print_results(workers, function):
    try:
        print_line('{}'.format(map_in_pool(workers, function, indices)))
    except IndexError as e:
        print_line('***IndexError: {}***'.format(e))


if __name__ == '__main__':
    start_method()
    workers = int(sys.argv[2])
    if workers == len(indices):
        Gate.open('each task has a worker of its own')

    data = list(range(10))
    print_line('id(data) = {}, data = {}'.format(identity(data), data))

    print_line('***workers read from a list***')
    print_results(workers, f)

    print_line('***workers append to a list***')
    print_line('before: id(data) = {}, data = {}'.format(identity(data), data))
    map_in_pool(workers, g, values)
    print_line('after: id(data) = {}, data = {}'.format(identity(data), data))

    a = A(10)
    print_line('id(a) = {}'.format(identity(a)))

    print_line('***workers call an object***')
    print_results(workers, h)
