"""The Python side of the .NET library Multiprocessing.Testing: what an observed program calls."""
import math
import multiprocessing
import os
import select
import sys
import time

LONGEST_LINE = getattr(select, 'PIPE_BUF', 4096)
MULTIPLIER = 'MULTIPROCESSING_TIMEOUT_MULTIPLIER'

_tokens = {}


def _multiplier(text):
    try:
        number = float(text or 1)
    except ValueError:
        number = 0
    if not 1 <= number < math.inf:
        raise ValueError("{} is '{}'. Set it to a number of at least 1, "
                         "such as 3 on a machine that is three times slower.".format(MULTIPLIER, text))
    return number


# How long a wait can take on this machine, in seconds.
LIMIT = 10 * _multiplier(os.environ.get(MULTIPLIER))


def start_method():
    """Selects the start method that was passed to the program, and returns its name.

    A fork server imports nothing beforehand. By default it imports the main module, which has worked only since CPython
    3.13.8 and 3.14.1, so that what a program prints would depend on the version.
    """
    method = sys.argv[1]
    multiprocessing.set_start_method(method)
    if method == 'forkserver':
        multiprocessing.set_forkserver_preload([])
    return method


def process_name():
    """The name that .NET would give this process: main, worker-1, manager-1, process-1, forkserver.

    A child's child is process-1:process-2.
    """
    process = multiprocessing.current_process()
    name = process.name
    kind, _, number = name.rpartition('-')
    if name == 'MainProcess':
        # A fork server that imports the main module has the name of main, and is marked so that it starts no process.
        return 'forkserver' if getattr(process, '_inheriting', False) else 'main'
    if kind.endswith('PoolWorker'):
        return 'worker-' + number
    if kind.endswith('Manager'):
        return 'manager-' + number
    if kind.endswith('Process'):
        return 'process-' + number.replace(':', ':process-')
    return name.lower()


def print_line(text):
    """Writes one line, by one write(2), to the standard output that all processes of a run share."""
    line = '{} | {}\n'.format(process_name(), text).encode('utf-8')
    if line.count(b'\n') > 1 or len(line) > LONGEST_LINE:
        raise ValueError('An observation is one line of at most {} bytes.'.format(LONGEST_LINE))
    os.write(1, line)


def print_task(task, text):
    """Writes one line that belongs to a task, such as g(110). A canonical transcript orders these by task."""
    if not task.strip() or ': ' in task:
        raise ValueError("The name of a task is not empty and has no ': ', but this one is '{}'.".format(task))
    print_line('in {}: {}'.format(task, text))


def identity(value):
    """Tells objects apart: a forked copy keeps its identity, a pickled copy has another.

    The object is kept alive, so that no other object takes its place.
    """
    _, token = _tokens.setdefault(id(value), (value, '#{}.{}'.format(os.getpid(), len(_tokens) + 1)))
    return token


class Gate:
    """A gate between processes of one run: it opens once and stays open."""

    @staticmethod
    def open(name):
        _create('gate ' + name)

    @staticmethod
    def is_open(name):
        return os.path.exists(_path('gate ' + name))

    @staticmethod
    def wait(name):
        _until(lambda: Gate.is_open(name), lambda: "No process opened the gate '{}'".format(name))


class Rendezvous:
    """A meeting of processes of one run, held once."""

    @staticmethod
    def meet(name, parties):
        place = 'meeting ' + name
        os.makedirs(_path(place), exist_ok=True)
        _create(os.path.join(place, os.urandom(8).hex()))
        _until(lambda: _come(place) >= parties,
               lambda: "{} of {} parties came to the meeting '{}'".format(_come(place), parties, name))


def _path(name):
    return os.path.join(os.environ['MULTIPROCESSING_TESTING_RUN'], name)


def _create(name):
    open(_path(name), 'w').close()


def _come(place):
    return len(os.listdir(_path(place)))


def _until(done, why):
    end = time.monotonic() + LIMIT
    while not done():
        if time.monotonic() > end:
            raise TimeoutError('{} within {:g} s.'.format(why(), LIMIT))
        time.sleep(0.001)
