"""A list is written to after it was passed to a call, and after it was given by a source."""
import multiprocessing

from multiprocessing_testing import Gate, print_line, start_method

written = 'main has written'


def wait(gate):
    Gate.wait(gate)


def length(text):
    return len(text)


def show(data):
    print_line('in show(data): data = {}'.format(data))
    return len(data)


def source():
    data = [1]
    yield data
    data.append(2)
    yield data


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(1) as pool:
        print_line('***main writes after the call***')
        data = [1]
        waits = pool.apply_async(wait, (written,))
        fills_the_pipe = pool.apply_async(length, ('x' * 1000000,))
        shows = pool.apply_async(show, (data,))
        data.append(2)
        Gate.open(written)
        for call in waits, fills_the_pipe, shows:
            call.get()

        print_line('***the source writes after it gave the list***')
        print_line('{}'.format(list(pool.imap(show, source()))))
