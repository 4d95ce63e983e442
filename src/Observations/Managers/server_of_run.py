"""Where the shared objects of a program live: in its own server, or in one of the other runtime that runs beside it."""
import multiprocessing
import os
import time
from contextlib import contextmanager

from multiprocessing_testing import Gate

FILE = os.path.join(os.environ['MULTIPROCESSING_TESTING_RUN'], 'server')
READY, END = 'the server is ready', 'the server ends'


@contextmanager
def open_manager(kind):
    """A manager that is started, or connected to the server beside the program."""
    if not stands_beside():
        with kind() as manager:
            yield manager
        return
    with open(FILE) as file:
        address, key = file.read().split('\n')
    multiprocessing.current_process().authkey = bytes.fromhex(key)
    manager = kind(address)
    manager.connect()
    yield manager


def end(manager, call):
    """Ends the server: afterwards the call fails."""
    if not stands_beside():
        manager.shutdown()
        return
    Gate.open(END)
    while not fails(call):
        time.sleep(0.001)


def fails(call):
    """Whether a call of a proxy fails because its server is gone."""
    try:
        call()
    except (OSError, EOFError):
        return True
    return False


def stands_beside():
    return Gate.is_open(READY)
