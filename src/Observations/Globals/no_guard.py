"""A program that starts a process without a guard."""
import multiprocessing
import sys

from multiprocessing_testing import print_line


def f(i):
    print_line('in f({}): runs'.format(i))


try:
    if sys.argv[1] == 'forkserver':
        multiprocessing.set_forkserver_preload([])
    process = multiprocessing.get_context(sys.argv[1]).Process(target=f, args=(1,))
    process.start()
    process.join()
    print_line('exit code {}'.format(process.exitcode))
except RuntimeError as e:
    print_line('global: RuntimeError: {}'.format(' '.join(str(e).split('.')[0].split())))
    raise
