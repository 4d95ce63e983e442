"""Tasks finish in reverse order: each waits for the one after it."""
import multiprocessing

from multiprocessing_testing import Gate, print_line, start_method

last = 4


def f(i):
    if i < last:
        Gate.wait('f({}) is done'.format(i + 1))
    print_line('in f({}): done'.format(i))
    Gate.open('f({}) is done'.format(i))
    return i * i


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(last) as pool:
        print_line('before')
        print_line('{}'.format(pool.map(f, range(1, last + 1), chunksize=1)))
