"""A pool of two workers that is given one task."""
import multiprocessing

from multiprocessing_testing import identity, print_line, start_method

data = []
print_line('global: id(data) = {}'.format(identity(data)))


def f(i):
    print_line('in f({}): id(data) = {}'.format(i, identity(data)))


if __name__ == '__main__':
    start_method()
    pool = multiprocessing.Pool(2)
    pool.map(f, [1])
    pool.close()
    pool.join()
    print_line('after')
