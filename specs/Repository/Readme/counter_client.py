from multiprocessing.managers import BaseManager


class Counters(BaseManager):
    pass


Counters.register('Counter')
counters = Counters('/run/counters.socket', b'the key')
counters.connect()
counter = counters.Counter(10)
print(counter.increment())
