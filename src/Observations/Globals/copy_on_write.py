"""A forked child reads main's data, then writes to a tenth of it, and prints how much private memory that took."""
import multiprocessing

from multiprocessing_testing import print_line, start_method

data = []


def private_memory():
    """Bytes of memory that no other process shares."""
    with open('/proc/self/smaps_rollup') as file:
        return 1024 * sum(int(line.split()[1]) for line in file if line.startswith('Private_'))


def touch():
    print_line('in touch: address = {}'.format(hex(id(data))))
    before = private_memory()
    max(data)
    after_read = private_memory()
    for i in range(len(data) // 10):
        data[i] = -1
    after_write = private_memory()
    print_line('in touch: read = {}, write = {}'.format(after_read - before, after_write - after_read))


if __name__ == '__main__':
    start_method()
    data = list(range(2000000))
    print_line('address = {}'.format(hex(id(data))))
    child = multiprocessing.Process(target=touch)
    child.start()
    child.join()
    print_line('first = {}'.format(data[0]))
