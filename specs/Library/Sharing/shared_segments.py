import base64
import json
import pickle
import sys
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import ShareableList, SharedMemory


def untracked(segment):
    """What track=False does since CPython 3.13: this process does not unlink what it did not create."""
    try:
        resource_tracker.unregister('/' + segment.name, 'shared_memory')
    except Exception:
        pass
    return segment


memory, array, items, tracked, made, made_list, pickled = sys.argv[1:]
seen = {}

opened = untracked(SharedMemory(memory))
seen['size'] = opened.size
seen['bytes'] = list(opened.buf[:3])
opened.buf[4_999] = 9

opened_array = untracked(SharedMemory(array))
numbers = opened_array.buf[64:].cast('i')
seen['numbers'] = list(numbers[:3])
seen['length'] = opened_array.buf[32:40].cast('q')[0]
numbers[1] = 50
try:
    import numpy
    view = numpy.ndarray((3,), dtype=numpy.int32, buffer=opened_array.buf, offset=64)
    seen['numpy'] = view.tolist()
    view[2] = 60
    del view
except ImportError:
    numbers[2] = 60
del numbers

opened_list = ShareableList(name=items)
untracked(opened_list.shm)
seen['items'] = repr(list(opened_list))
opened_list[0] = 'text'
opened_list[2] = None

SharedMemory(tracked)

created = untracked(SharedMemory(made, create=True, size=100))
created.buf[99] = 7
created_list = ShareableList([1, -2.5, True, None, 'abc', b'xyz'], name=made_list)
untracked(created_list.shm)

again = untracked(pickle.loads(base64.b64decode(pickled)))
seen['unpickled'] = again.name
seen['pickle'] = base64.b64encode(pickle.dumps(opened, 4)).decode()

print(json.dumps(seen))
