"""A pool whose workers prepare themselves, and a pool whose workers fail to."""
import multiprocessing

from multiprocessing_testing import print_line, start_method

prepared = 0


def prepare(value):
    global prepared
    prepared = value
    print_line('in prepare({}): runs'.format(value))


def fail():
    raise ValueError('no licence')


def f(i):
    print_line('in f({}): prepared = {}'.format(i, prepared))


if __name__ == '__main__':
    start_method()

    print_line('***workers prepare themselves***')
    with multiprocessing.Pool(1, prepare, (7,), maxtasksperchild=2) as pool:
        pool.map(f, [1, 2, 3], 1)

    print_line('***workers fail to***')
    with multiprocessing.Pool(1, fail, maxtasksperchild=2) as pool:
        try:
            pool.map_async(f, [4]).get(timeout=0.5)
        except multiprocessing.TimeoutError:
            print_line('the call: no answer')
