"""One pool's block is left while a task runs; another pool is closed and joined."""
import multiprocessing

from multiprocessing_testing import Gate, print_line, start_method


def work(i):
    if i < 0:
        Gate.wait('work({}) runs'.format(-i))
        return i

    print_line('in work({}): begins'.format(i))
    Gate.open('work({}) runs'.format(i))
    Gate.wait('work({}) may end'.format(i))
    print_line('in work({}): ends'.format(i))
    return i


def print_next(results, timeout):
    try:
        print_line('the pending result: {}'.format(results.next(timeout)))
    except multiprocessing.TimeoutError:
        print_line('the pending result: no answer')


if __name__ == '__main__':
    start_method()
    print_line('***the block is left***')
    with multiprocessing.Pool(2) as pool:
        results = pool.imap(work, [-1, 1])
        next(results)
    print_next(results, timeout=1)

    print_line('***closed and joined***')
    with multiprocessing.Pool(2) as pool:
        results = pool.imap(work, [-2, 2])
        next(results)
        pool.close()
        Gate.open('work(2) may end')
        # This result arrives, however busy the machine is.
        print_next(results, timeout=20)
        pool.join()
