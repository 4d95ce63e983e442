"""Main takes results one by one; tasks wait for each other, and until main has taken some."""
import multiprocessing

from multiprocessing_testing import Gate, print_line, start_method

items = 100
read = 0


def f(i):
    if i == 1:
        Gate.wait('f(3) runs')
    if i == 3:
        Gate.open('f(3) runs')
        Gate.wait('f(2) is taken')
    print_line('in f({}): done'.format(i))
    return i


def g(i):
    if i == 1:
        Gate.wait('g(2) is taken')
    print_line('in g({}): done'.format(i))
    return i


def h(i):
    if i == 1:
        Gate.wait('four items are read')
    return i


def source():
    global read
    while read < items:
        read += 1
        if read == 4:
            Gate.open('four items are read')
        yield read
    Gate.open('the source has ended')


def print_each(results, function):
    for result in results:
        print_line('result: {}'.format(result))
        Gate.open('{}({}) is taken'.format(function, result))


if __name__ == '__main__':
    start_method()
    print_line('***in the order of the arguments***')
    with multiprocessing.Pool(2) as pool:
        print_each(pool.imap(f, [1, 2, 3]), 'f')

    print_line('***as tasks finish***')
    with multiprocessing.Pool(2) as pool:
        print_each(pool.imap_unordered(g, [1, 2]), 'g')

        print_line('***one result is taken***')
        next(pool.imap(h, source()))
        # The pool reads the source on a thread of its own, whatever main does.
        Gate.wait('the source has ended')
        print_line('{} of {} items are read'.format(read, items))
