"""A proxy: what it is, what comes back through it, and what is left of it when its server has ended."""
import multiprocessing
import re
from multiprocessing.managers import SyncManager

from multiprocessing_testing import identity, print_line, start_method
from server_of_run import end, fails, open_manager


def referent(proxy):
    """Which object of the server it is, written as an identity."""
    return '#{}'.format(int(proxy._token.id, 16))


def tell(data):
    print_line('in tell(data): id(data) = {}, referent = {}'.format(identity(data), referent(data)))
    return data


def compare(first, second):
    print_line('in compare(data, data): one proxy: {}, one referent: {}'.format(
        first is second, referent(first) == referent(second)))


def read(data, i):
    return data[i]


def print_outcome(what, call):
    try:
        print_line('{}: {}'.format(what, call()))
    except IndexError as e:
        print_line('{}: IndexError: {}; its cause names read: {}'.format(what, e, 'in read' in str(e.__cause__)))


if __name__ == '__main__':
    start_method()
    with open_manager(SyncManager) as manager:
        with multiprocessing.Pool(1) as pool:
            data = manager.list([0, 1, 2])
            print_line('***a proxy stands for one object, in every process***')
            print_line('text: {}'.format(data))
            print_line('id(data) = {}, referent = {}'.format(identity(data), referent(data)))
            another = pool.apply(tell, (data,))
            print_line('id(another) = {}, referent = {}'.format(identity(another), referent(another)))
            pool.apply(compare, (data, data))
            pool.apply(compare, (data, another))

            print_line('***an index beyond the end***')
            print_outcome('asked by main', lambda: data[3])
            print_outcome('asked by a worker', lambda: pool.apply(read, (data, 3)))

        print_line('***what is read is a copy, unless it is a proxy***')
        lists = manager.list([[1, 2]])
        lists[0].append(3)
        print_line('a list in a list: {}'.format(lists[0]))
        proxies = manager.list([data])
        proxies[0].append(3)
        print_line('a proxy in a list: {}'.format(proxies[0]))
        copy = data[:]
        copy.append(4)
        print_line('data = {}, a slice of it = {}'.format(data, copy))
        print_line('a proxy equals a list of its items: {}'.format(data == data[:]))

        print_line('***the server ends***')
        end(manager, lambda: len(data))
        print_line('a call fails: {}'.format(fails(lambda: len(data))))
        print_line('text: {}'.format(re.sub('0x[0-9a-f]+', '0x...', str(data))))
