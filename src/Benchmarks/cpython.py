"""CPython's side of the benchmarks: cpython.py SECTION prints {figure: value} as JSON. The names are those of Section.cs."""
import dataclasses
import json
import multiprocessing
import os
import pickle
import statistics
import sys
import time


def nothing():
    pass


def same(value):
    return value


def drop(value):
    pass


@dataclasses.dataclass
class Order:
    number: int
    name: str


def seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def median(action, times):
    return statistics.median(seconds(action) for _ in range(times))


def starts():
    def start_and_join(context):
        process = context.Process(target=nothing)
        process.start()
        process.join()

    figures = {}
    for method, times in (('fork', 60), ('spawn', 15)):
        if method in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context(method)
            figures['start + join by %s' % method] = 1e3 * median(lambda: start_and_join(context), times)
    return figures


def pool():
    tasks, many_tasks, applies, buffers = 20_000, 200_000, 2_000, 300
    numbers = range(many_tasks)
    orders = [Order(number, 'order %d' % number) for number in numbers]
    buffer = os.urandom(1 << 20)
    with multiprocessing.Pool(2) as workers:
        for _ in range(3):
            workers.map(same, range(tasks), chunksize=1)
            workers.map(same, orders)
            workers.map(drop, [buffer] * 20, chunksize=1)
        return {
            'Map of int, chunk 1': tasks / seconds(lambda: workers.map(same, range(tasks), chunksize=1)),
            'Apply': 1e6 * median(lambda: workers.apply(same, (1,)), applies),
            'Map of int, default chunk': many_tasks / seconds(lambda: workers.map(same, numbers)),
            'Map of records, default chunk': many_tasks / seconds(lambda: workers.map(same, orders)),
            'Map of 1 MiB byte[]': buffers * 1.048576 / seconds(lambda: workers.map(drop, [buffer] * buffers, chunksize=1)),
        }


def pickling():
    data = os.urandom(100_000_000)
    numbers = list(range(1_000_000))
    pickled = pickle.dumps(numbers, protocol=4)
    return {
        'pickle 100 MB of bytes': 1e3 * median(lambda: pickle.dumps(data, protocol=4), 5),
        'pickle a list of a million int': 1e3 * median(lambda: pickle.dumps(numbers, protocol=4), 5),
        'unpickle a list of a million int': 1e3 * median(lambda: pickle.loads(pickled), 5),
    }


if __name__ == '__main__':
    print(json.dumps({'starts': starts, 'pool': pool, 'pickling': pickling}[sys.argv[1]]()))
