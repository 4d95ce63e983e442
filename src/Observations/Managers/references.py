"""How many processes hold an object of a server, as the server counts them."""
import multiprocessing
import re
from multiprocessing.managers import SyncManager

from multiprocessing_testing import Rendezvous, print_line, start_method

workers = 2


def rest(i):
    Rendezvous.meet('rest', workers)


def print_references(manager, when):
    print_line('references {}: {}'.format(when, ', '.join(re.findall('refcount=([0-9]+)', manager._debug_info()))))


if __name__ == '__main__':
    start_method()
    with SyncManager() as manager:
        data = manager.list()
        print_references(manager, 'of main')
        pool = multiprocessing.Pool(workers)
        pool.map(rest, range(workers), chunksize=1)
        print_references(manager, 'beside two workers')
        pool.close()
        pool.join()
        print_references(manager, 'afterwards')
        del data
        print_line('objects: {}'.format(manager._number_of_objects()))
