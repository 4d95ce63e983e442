"""A pool that is created without a size."""
import multiprocessing
import os

from multiprocessing_testing import print_line, start_method

if __name__ == '__main__':
    start_method()
    processors = getattr(os, 'process_cpu_count', os.cpu_count)()
    pool = multiprocessing.Pool()
    print_line('workers: {}, processors: {}'.format(len(pool._pool), processors))
    pool.close()
    pool.join()
