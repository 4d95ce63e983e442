"""A pool that is given no start method, and a pool that is given one: where their workers come from."""
import multiprocessing
import os
import sys

from multiprocessing_testing import print_line

ran_in = os.getpid()
print_line('global: runs')


def tell(main):
    ran_here = ran_in == os.getpid()
    print_line('in tell: the module ran here: {}, main started me: {}'.format(ran_here, os.getppid() == main))


if __name__ == '__main__':
    print_line('default: {}'.format(multiprocessing.get_start_method()))

    print_line('***a pool that is given no start method***')
    with multiprocessing.Pool(1) as pool:
        pool.map(tell, [os.getpid()])

    print_line('***a pool that is given a start method***')
    with multiprocessing.get_context(sys.argv[1]).Pool(1) as pool:
        pool.map(tell, [os.getpid()])
