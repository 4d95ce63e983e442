"""Answers pickles with pickles.

A request is (expression, value, protocol); the answer is the value of the expression, in which `value` is the value.
Each is preceded by its length in four bytes, big-endian. A failing expression is answered with
the text of its exception.
"""
import array, collections, datetime, decimal, enum, fractions, uuid
import multiprocessing.managers, pickle, pickletools, struct, sys


class Sample:
    """A class that is unknown to .NET."""

    def __init__(self, **state):
        self.__dict__.update(state)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__


class Colour(enum.Enum):
    RED = 1


def answer(request):
    expression, value, protocol = pickle.loads(request)
    try:
        return pickle.dumps(eval(expression, globals(), {'value': value}), protocol)
    except Exception as error:
        return pickle.dumps('%s: %s' % (type(error).__name__, error), 4)


requests, answers = sys.stdin.buffer, sys.stdout.buffer
while True:
    header = requests.read(4)
    if len(header) < 4:
        break
    reply = answer(requests.read(struct.unpack('>i', header)[0]))
    answers.write(struct.pack('>i', len(reply)) + reply)
    answers.flush()
