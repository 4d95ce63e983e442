"""A worker gets a proxy of a server whose key it does not have."""
import multiprocessing
from multiprocessing.managers import SyncManager

from multiprocessing_testing import print_line, start_method


def length(data):
    return len(data)


def tell(data):
    print_line('in tell(data): {}'.format(length(data)))


def negate(i):
    return -i


def print_outcome(pool, what, function, value, limit=1):
    try:
        print_line('{}: {}'.format(what, pool.apply_async(function, (value,)).get(timeout=limit)))
    except multiprocessing.TimeoutError:
        print_line('{}: no answer'.format(what))


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(1) as pool, SyncManager(authkey=b'another key') as manager:
        data = manager.list([0, 1, 2])
        print_line('main has the key: {}'.format(length(data)))
        print_outcome(pool, 'a worker without the key', length, data)
        print_outcome(pool, 'the next task', negate, 1, limit=20)

        process = multiprocessing.Process(target=tell, args=(data,))
        process.start()
        process.join()
