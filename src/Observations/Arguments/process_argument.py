"""A process without a pool gets a list."""
import multiprocessing

from multiprocessing_testing import identity, print_line, start_method


def g(data):
    data.append(110)
    print_line('in g(data): id(data) = {}, data = {}'.format(identity(data), data))


if __name__ == '__main__':
    start_method()
    data = list(range(10))
    print_line('before: id(data) = {}, data = {}'.format(identity(data), data))
    process = multiprocessing.Process(target=g, args=(data,))
    process.start()
    process.join()
    print_line('after: id(data) = {}, data = {}'.format(identity(data), data))
