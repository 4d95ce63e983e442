"""Runs the manager tests of CPython's own test suite against another server in place of CPython's.

cpython_test_suite.py ADDRESS KEY [CLASS...]: the address and the key of the process that starts servers, and the
classes of tests to run; all by default. Only what a manager's process runs is patched: it has that process start a
server, and lives as long as the server does. The tests, the managers and the proxies are CPython's.
"""
import sys
import types
import unittest
from multiprocessing import managers
from multiprocessing.connection import Client

from test import _test_multiprocessing

CONTROL = sys.argv[1].replace('@', '\0'), sys.argv[2].encode()

NOT_APPLICABLE = {
    'test_action': "a .NET server cannot run a barrier's action, a Python function",
}


def run_server(cls, registry, address, authkey, serializer, writer, initializer=None, initargs=()):
    with Client(CONTROL[0], authkey=CONTROL[1]) as control:
        control.send(('serve', address, bytes(authkey)))
        kind, answer = control.recv()
        if kind == 'failed':
            raise OSError(answer)
        writer.send(answer)
        writer.close()
        control.recv()


class Report(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.lines = []

    def report(self, test, outcome, reason=''):
        self.lines.append((test.id().replace('adapted.', ''), outcome, reason))

    def addSuccess(self, test):
        self.report(test, 'passed')

    def addSkip(self, test, reason):
        self.report(test, 'not applicable', reason)

    def addFailure(self, test, error):
        self.report(test, 'failed', self._exc_info_to_string(error, test))

    addError = addFailure


def main():
    managers.BaseManager._run_server = classmethod(run_server)
    adapted = sys.modules['adapted'] = types.ModuleType('adapted')
    _test_multiprocessing.install_tests_in_module_dict(vars(adapted), 'fork')
    report = Report()
    suite = unittest.TestSuite()
    for name, case in sorted(vars(adapted).items()):
        if not name.startswith('WithManager') or name == 'WithManagerTestPool':
            continue
        if sys.argv[3:] and name not in sys.argv[3:]:
            continue
        for test in unittest.defaultTestLoader.loadTestsFromTestCase(case):
            if test._testMethodName in NOT_APPLICABLE:
                report.addSkip(test, NOT_APPLICABLE[test._testMethodName])
            else:
                suite.addTest(test)
    suite.run(report)
    with Client(CONTROL[0], authkey=CONTROL[1]) as control:
        control.send(('report', report.lines))
        control.recv()


main()
