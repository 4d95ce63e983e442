"""An object of a class that a manager registers: where it is created, where it runs, and what can be called."""
import multiprocessing
import os
from multiprocessing.managers import BaseManager, RemoteError

from multiprocessing_testing import print_line, start_method
from server_of_run import open_manager


class Counter:
    made = 0

    def __init__(self, start):
        Counter.made += 1
        self.count = start

    def __repr__(self):
        return 'Counter({})'.format(self.count)

    def increment(self):
        self.count += 1
        return self.count

    def process_id(self):
        return os.getpid()

    def _reset(self):
        self.count = 0


class MyManager(BaseManager):
    pass


MyManager.register('Counter', Counter)


def increment(counter, its_process):
    print_line('in increment(counter): {}, in the same process as for main: {}, in the worker itself: {}'.format(
        counter.increment(), counter.process_id() == its_process, counter.process_id() == os.getpid()))


def print_outcome(what, call):
    try:
        print_line('{}: {}'.format(what, call()))
    except (AttributeError, RemoteError):
        print_line('{}: refused'.format(what))


if __name__ == '__main__':
    start_method()
    with open_manager(MyManager) as manager, multiprocessing.Pool(1) as pool:
        counter = manager.Counter(10)
        print_line('text: {}'.format(counter))
        print_line('objects made in main: {}'.format(Counter.made))

        print_line('***each process calls the one object***')
        print_line('{}, in main itself: {}'.format(counter.increment(), counter.process_id() == os.getpid()))
        pool.apply(increment, (counter, counter.process_id()))
        print_line('{}'.format(counter.increment()))

        print_line('***only what is exposed can be called***')
        another = manager.Counter(20)
        print_outcome('a method', another.increment)
        print_outcome('a field', lambda: another.count)
        print_outcome('a method that is not exposed', lambda: another._callmethod('_reset'))
        print_line('text: {}'.format(another))
