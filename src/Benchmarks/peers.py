"""One peer's side of the comparison of pools: peers.py PEER prints {figure: value} as JSON.

The figures are those of Peers.cs. Where the peer is not installed, it prints {"skipped": reason}.
"""
import json
import statistics
import sys
import time

from cpython import Order, same, seconds

SMALL, MANY, CHUNK, CALLS = 5_000, 200_000, 25_000, 500
NUMBERS = range(MANY)
ORDERS = [Order(number, 'order %d' % number) for number in NUMBERS]


def figures(run, call):
    """run(items, chunk) runs `same` over items; call() runs it once."""
    run(range(SMALL), 1)
    run(ORDERS, CHUNK)
    return {
        'int, chunks of 1': SMALL / seconds(lambda: run(range(SMALL), 1)),
        'int, chunks of 25,000': MANY / seconds(lambda: run(NUMBERS, CHUNK)),
        'record, chunks of 25,000': MANY / seconds(lambda: run(ORDERS, CHUNK)),
        'one call': 1e6 * statistics.median(seconds(call) for _ in range(CALLS)),
    }


def of_pool(pool):
    with pool:
        return figures(lambda items, chunk: pool.map(same, items, chunksize=chunk), lambda: pool.apply(same, (1,)))


def multiprocessing_pool():
    import multiprocessing
    return of_pool(multiprocessing.Pool(2))


def process_pool_executor():
    from concurrent.futures import ProcessPoolExecutor
    with ProcessPoolExecutor(2) as executor:
        return figures(
            lambda items, chunk: list(executor.map(same, items, chunksize=chunk)),
            lambda: executor.submit(same, 1).result(),
        )


def joblib_loky():
    from joblib import Parallel, delayed

    def run(items, chunk):
        parallel = {1: by_one, CHUNK: by_many}[chunk]
        return parallel(delayed(same)(item) for item in items)

    with Parallel(2, batch_size=1) as by_one, Parallel(2, batch_size=CHUNK, pre_dispatch='all') as by_many:
        return figures(run, lambda: by_one([delayed(same)(1)]))


def billiard_pool():
    import billiard
    return of_pool(billiard.Pool(2))


if __name__ == '__main__':
    peers = {
        'multiprocessing.Pool': multiprocessing_pool,
        'ProcessPoolExecutor': process_pool_executor,
        'joblib (loky)': joblib_loky,
        'billiard.Pool': billiard_pool,
    }
    try:
        result = peers[sys.argv[1]]()
    except ImportError as error:
        result = {'skipped': str(error)}
    print(json.dumps(result))
