"""Two workers hold 20 MB each that main sent them, at the same time, and print how much private memory that took."""
import multiprocessing

from multiprocessing_testing import Rendezvous, print_line, start_method

workers = 2
before = 0


def private_memory():
    """Bytes of memory that no other process shares."""
    with open('/proc/self/smaps_rollup') as file:
        return 1024 * sum(int(line.split()[1]) for line in file if line.startswith('Private_'))


def rest(i):
    global before
    Rendezvous.meet('rest', workers)
    before = private_memory()


def hold(data, i):
    Rendezvous.meet('hold', workers)
    print_line('in hold(data, {}): length = {}, memory = {}'.format(i, len(data), private_memory() - before))


if __name__ == '__main__':
    start_method()
    data = bytes(20000000)
    with multiprocessing.Pool(workers) as pool:
        pool.map(rest, [1, 2], chunksize=1)
        pool.starmap(hold, [(data, 1), (data, 2)], chunksize=1)
