"""Tasks fail in a pool of one worker, which stays usable."""
import multiprocessing

from multiprocessing_testing import print_line, start_method

data = [0, 1, 2]


class Refusal(Exception):
    def __init__(self, message, code):
        super().__init__(message, code)
        self.code = code


def read(i):
    print_line('in read({}): {}'.format(i, data[i] if i < len(data) else 'beyond the end'))
    return data[i]


def refuse(i):
    print_line('in refuse({}): {}'.format(i, 'refuses' if i == 1 else 'agrees'))
    if i == 1:
        raise Refusal('{} is refused'.format(i), i)


if __name__ == '__main__':
    start_method()
    with multiprocessing.Pool(1) as pool:
        print_line('***an index beyond the end***')
        try:
            pool.map(read, [3])
        except IndexError as e:
            print_line('***IndexError: {}***'.format(e))
            print_line('its cause names read: {}'.format('in read' in str(e.__cause__)))

        print_line('***an exception of the program, in chunks of three***')
        try:
            pool.map(refuse, [0, 1, 2, 3, 4, 5], chunksize=3)
        except Refusal as e:
            print_line('***Refusal: {}, code {}***'.format(e.args[0], e.code))

        print_line('***the pool goes on***')
        print_line('{}'.format(pool.map(read, [0, 1, 2])))
