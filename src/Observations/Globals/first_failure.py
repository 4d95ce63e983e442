"""Two tasks fail; the one with the lower index fails later: it waits until the other worker runs its next task."""
import multiprocessing

from multiprocessing_testing import Gate, print_line, start_method


def fail(i):
    if i == 2:
        print_line('in fail(2): opens')
        Gate.open('fail(2) runs')
        return

    if i == 0:
        Gate.wait('fail(2) runs')
    print_line('in fail({}): fails'.format(i))
    raise ValueError('fail({})'.format(i))


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(2) as pool:
        try:
            pool.map(fail, [0, 1, 2], chunksize=1)
        except ValueError as e:
            print_line('***ValueError: {}***'.format(e))
