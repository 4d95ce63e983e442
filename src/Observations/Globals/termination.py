"""A pool is terminated while its worker runs its module."""
import multiprocessing
import time

from multiprocessing_testing import Gate, print_line, process_name, start_method

print_line('global: begins')
if process_name() != 'main':
    Gate.open('the module runs')
    time.sleep(10)
print_line('global: ends')

if __name__ == '__main__':
    start_method()
    pool = multiprocessing.Pool(1)
    Gate.wait('the module runs')
    pool.terminate()
    pool.join()
    print_line('after')
