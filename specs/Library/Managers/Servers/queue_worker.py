# A worker as tutorials of multiprocessing.managers have it: two queues of a server, by name.
import queue
from multiprocessing.managers import BaseManager


class QueueManager(BaseManager):
    pass


QueueManager.register('get_task_queue')
QueueManager.register('get_result_queue')

manager = QueueManager(address=('127.0.0.1', 5000), authkey=b'abc')
manager.connect()
tasks = manager.get_task_queue()
results = manager.get_result_queue()
print('%d tasks' % tasks.qsize())
for i in range(5):
    try:
        n = tasks.get(timeout=0.1)
        print('run %d * %d' % (n, n))
        results.put('%d * %d = %d' % (n, n, n * n))
    except queue.Empty:
        print('no task is left')
