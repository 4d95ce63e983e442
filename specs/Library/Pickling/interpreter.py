"""Answers pickles with pickles: a request is (expression, value, protocol), the answer the value of the expression, in which `value` stands for the value.

Each is led by its length, four bytes, big-endian. An expression that fails is answered with the text of its exception.
"""
import array, collections, datetime, decimal, enum, fractions, multiprocessing.managers, pickle, pickletools, struct, sys, uuid


class Sample:
    """A class that .NET does not know."""

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
