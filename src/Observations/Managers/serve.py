"""A server that runs beside a program of the other runtime, until the program or its own parent ends."""
import multiprocessing
import os
import threading
import time
from multiprocessing.managers import SyncManager

import managed_objects
import registered_class
from multiprocessing_testing import Gate
from server_of_run import END, FILE, READY


class ServerOfRun(SyncManager):
    pass


ServerOfRun.register('A', managed_objects.A)
ServerOfRun.register('Counter', registered_class.Counter)


if __name__ == '__main__':
    parent = os.getppid()
    address, key = FILE + '.socket', os.urandom(16)
    multiprocessing.current_process().authkey = key
    server = ServerOfRun(address, key).get_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()

    with open(FILE, 'w') as file:
        file.write('{}\n{}'.format(address, key.hex()))
    Gate.open(READY)
    while not Gate.is_open(END) and os.getppid() == parent:
        time.sleep(0.01)
