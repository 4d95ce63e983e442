"""Two managers and a worker: which of their processes run the module."""
import multiprocessing
from multiprocessing.managers import BaseManager, SyncManager

from multiprocessing_testing import print_line, start_method


class A:
    pass


class MyManager(BaseManager):
    pass


print_line('global: the module runs')
MyManager.register('A', A)


def f(i):
    print_line('in f({}): done'.format(i))


if __name__ == '__main__':
    start_method()
    with SyncManager(), MyManager() as manager:
        manager.A()
        with multiprocessing.Pool(1) as pool:
            pool.map(f, [1])
