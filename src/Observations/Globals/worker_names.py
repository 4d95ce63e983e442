"""Workers of two pools print their names and try to start children."""
import multiprocessing

from multiprocessing_testing import print_line, start_method


def tell():
    print_line('in tell: my name is {}'.format(multiprocessing.current_process().name))
    try:
        child = multiprocessing.Process(target=be)
        child.start()
        child.join()
    except AssertionError as e:
        print_line('in tell: {}'.format(e))


def be():
    print_line('a child of a worker')


if __name__ == '__main__':
    start_method()
    for _ in range(2):
        with multiprocessing.Pool(1) as pool:
            pool.apply(tell)
