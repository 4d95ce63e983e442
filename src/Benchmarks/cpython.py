"""CPython's side of the benchmarks: cpython.py SECTION prints {figure: value} as JSON.

The names are those of Section.cs.
"""
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
    for method, times in (('fork', 60), ('spawn', 15), ('forkserver', 60)):
        if method in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context(method)
            if method == 'forkserver':
                start_and_join(context)
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
            'ApplyAsync': 1e6 * median(lambda: workers.apply_async(same, (1,)).get(), applies),
            'MapUnordered of int, chunk 1':
                tasks / seconds(lambda: sum(1 for _ in workers.imap_unordered(same, range(tasks)))),
            'MapStream of int, chunk 1': tasks / seconds(lambda: sum(1 for _ in workers.imap(same, range(tasks)))),
            'MapLazily of int, chunk 1': tasks / seconds(lambda: sum(1 for _ in workers.imap(same, range(tasks)))),
            'Map of int, default chunk': many_tasks / seconds(lambda: workers.map(same, numbers)),
            'Map of records, default chunk': many_tasks / seconds(lambda: workers.map(same, orders)),
            'Map of 1 MiB byte[]':
                buffers * 1.048576 / seconds(lambda: workers.map(drop, [buffer] * buffers, chunksize=1)),
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


def item(numbers, index):
    return numbers[index]


def microseconds_of_calls(numbers, calls=4_000):
    for _ in range(calls // 4):
        numbers[3]
    return 1e6 * median(lambda: numbers[3], calls)


def call_often(numbers, calls, barrier):
    numbers[3]
    barrier.wait()
    for _ in range(calls):
        numbers[3]
    barrier.wait()


def calls_of_clients(numbers, clients, calls):
    barrier = multiprocessing.Barrier(clients + 1)
    processes = [multiprocessing.Process(target=call_often, args=(numbers, calls, barrier)) for _ in range(clients)]
    for process in processes:
        process.start()
    barrier.wait()
    took = seconds(barrier.wait)
    for process in processes:
        process.join()
    return clients * calls / took


def hold(numbers, barrier):
    numbers[3]
    barrier.wait()
    barrier.wait()


def megabytes_with_clients(manager, numbers, clients):
    barrier = multiprocessing.Barrier(clients + 1)
    processes = [multiprocessing.Process(target=hold, args=(numbers, barrier)) for _ in range(clients)]
    for process in processes:
        process.start()
    barrier.wait()
    with open('/proc/%d/status' % manager._process.pid) as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith('VmRSS'))
    barrier.wait()
    for process in processes:
        process.join()
    return kilobytes / 1e3


def managers():
    with multiprocessing.Manager() as manager:
        numbers = manager.list(range(10))
        figures = {
            'proxy call': microseconds_of_calls(numbers),
            'call by a client of CPython': microseconds_of_calls(numbers),
        }
        figures['calls of 4 clients at once'] = calls_of_clients(numbers, 4, 5_000)
        figures['create + drop'] = 1e6 * median(manager.list, 200)
        with multiprocessing.Pool(2) as workers:
            tasks = [(numbers, i % 10) for i in range(600)]
            workers.starmap(item, tasks[:50], chunksize=1)
            figures['StarMap with a proxy'] = len(tasks) / seconds(lambda: workers.starmap(item, tasks, chunksize=1))
        if os.path.exists('/proc'):
            figures['server with 64 clients'] = megabytes_with_clients(manager, numbers, 64)
    if hasattr(os, 'sched_setaffinity'):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        with multiprocessing.Manager() as manager:
            figures['proxy call on one processor'] = microseconds_of_calls(manager.list(range(10)))
    return figures


def put_all(queue, count):
    for i in range(count):
        queue.put(i)


def items_per_second(queue, items=100_000):
    producer = multiprocessing.Process(target=put_all, args=(queue, 2 * items))
    producer.start()
    for _ in range(items):
        queue.get()
    took = seconds(lambda: [queue.get() for _ in range(items)])
    producer.join()
    return items / took


def echo(end):
    try:
        while True:
            end.send(end.recv())
    except EOFError:
        pass


def microseconds_of_exchange(messages=10_000):
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context('spawn').Process(target=echo, args=(theirs,))
    child.start()
    theirs.close()

    def exchange():
        ours.send(1)
        ours.recv()

    for _ in range(messages):
        exchange()
    took = 1e6 * median(exchange, messages)
    ours.close()
    child.join()
    return took


def sharing():
    lock = multiprocessing.Lock()
    pairs = 500_000

    def acquire_and_release():
        for _ in range(pairs):
            lock.acquire()
            lock.release()

    return {
        'acquire + release': 1e9 / pairs * seconds(acquire_and_release),
        'Queue of int': items_per_second(multiprocessing.Queue(1000)),
        'SimpleQueue of int': items_per_second(multiprocessing.SimpleQueue()),
        'Pipe, there and back': microseconds_of_exchange(),
    }


def client(address, key):
    from multiprocessing.managers import SyncManager
    multiprocessing.current_process().authkey = bytes.fromhex(key)
    manager = SyncManager(address.replace('@', '\0'), bytes.fromhex(key))
    manager.connect()
    return {'call by a client of CPython': microseconds_of_calls(manager.list(range(10)))}


if __name__ == '__main__':
    sections = {'starts': starts, 'pool': pool, 'pickling': pickling, 'managers': managers, 'sharing': sharing,
                'client': client}
    print(json.dumps(sections[sys.argv[1]](*sys.argv[2:])))
