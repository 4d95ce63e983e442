"""A worker is replaced after its quota of tasks; main's list changes meanwhile."""
import multiprocessing

from multiprocessing_testing import print_line, start_method

data = []


def g(x):
    data.append(x)
    print_line('in g({}): data = {}'.format(x, data))


def map_in_pool(tasks_per_worker, items, chunk_size):
    pool = multiprocessing.Pool(1, maxtasksperchild=tasks_per_worker)
    data.append(200)
    pool.map(g, items, chunk_size)
    pool.close()
    pool.join()


if __name__ == '__main__':
    start_method()
    data.append(100)

    print_line('***a task a worker***')
    map_in_pool(1, [1, 2, 3], 1)

    print_line('***two tasks a worker, chunks of two***')
    map_in_pool(2, [1, 2, 3, 4, 5, 6, 7, 8], 2)

    print_line('data = {}'.format(data))
