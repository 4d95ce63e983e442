"""An argument that cannot be unpickled, and a worker that dies."""
import multiprocessing
import os

from multiprocessing_testing import print_line, process_name, start_method


class Unreadable:
    def __reduce__(self):
        return read, ()


def read():
    raise ValueError('unreadable in {}'.format(process_name()))


def take(value):
    return value


def die(value):
    os._exit(1)


def print_outcome(pool, what, function, value, timeout=1):
    try:
        print_line('{}: {}'.format(what, pool.apply_async(function, (value,)).get(timeout)))
    except multiprocessing.TimeoutError:
        print_line('{}: no answer'.format(what))


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(1) as pool:
        print_outcome(pool, 'an argument that cannot be read', take, Unreadable())
        print_outcome(pool, 'a worker that dies', die, 1)
        # This call returns, however long a worker takes to start on a busy machine.
        print_outcome(pool, 'the next task', take, 1, timeout=20)
