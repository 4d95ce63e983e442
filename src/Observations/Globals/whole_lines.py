"""Four workers write long lines at the same time."""
import multiprocessing

from multiprocessing_testing import Rendezvous, print_line, start_method

workers = 4


def write(i):
    Rendezvous.meet('write', workers)
    for n in range(50):
        print_line('in write({}): {} {}'.format(i, n, str(i) * 4000))


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(workers) as pool:
        pool.map(write, range(1, workers + 1), chunksize=1)
