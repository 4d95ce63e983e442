"""Lambdas as tasks."""
import multiprocessing

from multiprocessing_testing import print_line, start_method


def print_results(pool, what, function):
    try:
        print_line('{}: {}'.format(what, pool.map(function, [1, 2])))
    except Exception as e:
        print_line('{}: refused{}'.format(what, ', which names increment' if 'increment' in str(e) else ''))


if __name__ == '__main__':
    start_method()
    increment = int('1')
    with multiprocessing.Pool(1) as pool:
        print_results(pool, 'captures nothing', lambda i: i + 1)
        print_results(pool, 'captures a variable', (lambda increment: lambda i: i + increment)(increment))
