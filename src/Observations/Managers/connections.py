"""How often a worker connects to the server of its proxies: the server prints a line for each connection."""
import multiprocessing
from multiprocessing.managers import Server, SyncManager

from multiprocessing_testing import print_line, start_method


class TellingServer(Server):
    def handle_request(self, connection):
        print_line('a connection')
        super().handle_request(connection)


class TellingManager(SyncManager):
    _Server = TellingServer


def append(data, x):
    data.append(x)


if __name__ == '__main__':
    start_method()
    with TellingManager() as manager:
        data = manager.list()
        print_line('***five tasks of one worker***')
        pool = multiprocessing.Pool(1)
        pool.starmap(append, [(data, x) for x in range(5)], chunksize=1)
        pool.close()
        pool.join()
        print_line('***done***')
