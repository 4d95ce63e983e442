"""What a copy is: one for one object, made without its constructor, freed after its task."""
import multiprocessing
import weakref

from multiprocessing_testing import print_line, start_method


class A:
    made = 0

    def __init__(self, n):
        A.made += 1
        self.n = n


copies = weakref.WeakSet()


def same(first, second):
    print_line('in same(a, a): one object: {}'.format(first is second))


def make(a):
    print_line('in make(a): n = {}, objects made by a constructor: {}'.format(a.n, A.made))
    return a


def hold(a, i):
    copies.add(a)
    print_line('in hold(a, {}): copies alive: {}'.format(i, len(copies)))


if __name__ == '__main__':
    start_method()
    a = A(10)
    print_line('objects made by a constructor: {}'.format(A.made))
    with multiprocessing.Pool(1) as pool:
        pool.starmap(same, [(a, a)])
        result = pool.map(make, [a])[0]
        print_line('a copy came back: {}, n = {}, objects made by a constructor: {}'.format(
            type(result) is A and result is not a, result.n, A.made))
        pool.starmap(hold, [(a, i) for i in range(1, 5)], chunksize=1)
