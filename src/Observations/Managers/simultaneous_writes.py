"""Two workers write to one list at the same time; gates fix the order in which they read, write and print."""
import multiprocessing
from multiprocessing.managers import SyncManager

from multiprocessing_testing import Gate, Rendezvous, print_line, start_method
from server_of_run import open_manager


def write(data, i):
    increment(data, i)
    append_and_print_early(data, i)
    append_and_print_late(data, i)


def increment(data, i):
    if i == 2:
        Gate.wait('1 has read')
    number = data[0]
    print_line('in write(data, {}): reads {}'.format(i, number))
    Gate.open('{} has read'.format(i))

    Gate.wait('2 has read' if i == 1 else '1 has written')
    data[0] = number + 1
    print_line('in write(data, {}): writes {}'.format(i, number + 1))
    Gate.open('{} has written'.format(i))


def append_and_print_early(data, i):
    Gate.wait('2 has written' if i == 1 else '1 has read early')
    data.append(100 + i)
    text = str(data)
    Gate.open('{} has read early'.format(i))

    if i == 1:
        Gate.wait('2 has printed early')
    print_line('in write(data, {}): data = {}'.format(i, text))
    Gate.open('{} has printed early'.format(i))


def append_and_print_late(data, i):
    Gate.wait('2 has appended late' if i == 1 else '1 has printed early')
    data.append(200 + i)
    Gate.open('{} has appended late'.format(i))

    Gate.wait('2 has printed late' if i == 1 else '1 has appended late')
    print_line('in write(data, {}): data = {}'.format(i, data))
    Gate.open('{} has printed late'.format(i))


def increment_under_lock(data, lock):
    Rendezvous.meet('under a lock', 2)
    with lock:
        data[0] += 1


if __name__ == '__main__':
    start_method()
    with open_manager(SyncManager) as manager, multiprocessing.Pool(2) as pool:
        data = manager.list([0])
        pool.starmap(write, [(data, 1), (data, 2)], chunksize=1)
        print_line('data = {}'.format(data))

        data = manager.list([0])
        lock = manager.Lock()
        pool.starmap(increment_under_lock, [(data, lock), (data, lock)], chunksize=1)
        print_line('under a lock: data = {}'.format(data))
