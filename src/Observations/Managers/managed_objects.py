"""The post's third program: workers use a list and an object that live in the process of a manager."""
import multiprocessing
import sys
from multiprocessing.managers import BaseManager, SyncManager

from multiprocessing_testing import Gate, Rendezvous, identity, print_line, start_method
from server_of_run import open_manager


class A:
    def __init__(self, n):
        self.data = list(range(n))

    def get_data(self, index):
        return self.data[index]


class MyManager(BaseManager):
    pass


MyManager.register('A', A)

indices = [3, 6, 0, 2, 5]
values = [110, 104, 196, 154, 158]


def f(data, i):
    meet('f')
    print_line('in f(data, {}): id(data) = {}'.format(i, identity(data)))
    return data[i]


def g(data, x):
    meet('g')
    data.append(x)
    print_line('in g(data, {}): id(data) = {}, data = {}'.format(x, identity(data), data))


def h(a, i):
    meet('h')
    print_line('in h(a, {}): id(a) = {}'.format(i, identity(a)))
    return a.get_data(i)


def meet(phase):
    if Gate.is_open('each task has a worker of its own'):
        Rendezvous.meet(phase, len(indices))


if __name__ == '__main__':
    start_method()
    workers = int(sys.argv[2])
    if workers == len(indices):
        Gate.open('each task has a worker of its own')

    with open_manager(SyncManager) as manager, open_manager(MyManager) as my_manager, \
            multiprocessing.Pool(workers) as pool:
        data = manager.list(range(10))
        print_line('id(data) = {}, data = {}'.format(identity(data), data))

        print_line('***workers read from a list***')
        print_line('{}'.format(pool.starmap(f, [(data, i) for i in indices], chunksize=1)))

        print_line('***workers append to a list***')
        print_line('before: id(data) = {}, data = {}'.format(identity(data), data))
        pool.starmap(g, [(data, x) for x in values], chunksize=1)
        print_line('after: id(data) = {}, data = {}'.format(identity(data), data))

        a = my_manager.A(10)
        print_line('id(a) = {}'.format(identity(a)))

        print_line('***workers call an object***')
        print_line('{}'.format(pool.starmap(h, [(a, i) for i in indices], chunksize=1)))
