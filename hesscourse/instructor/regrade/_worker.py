"""The student's side: runs cells, says what a name holds, calls a function. Runs in the sandbox.

It reads one JSON message a line and answers with one. While a function of the student's runs, it
may *ask* for the value of a function of ours, such as a derivative that the function was given.
"""

import os
import signal
import sys
from contextlib import contextmanager
from types import SimpleNamespace

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from ... import check
from ...check._attempt import Endless, attempt
from ._plain import dumps, loads, pack, unpack


class OutOfTime(BaseException):
    """Not an Exception, so that a student's `except Exception` does not catch it."""


class Silent:
    """In place of the sheet and its tasks, which know the answers."""

    def __init__(self, given=None):
        self.given = given

    def __getattr__(self, name):
        return Silent()

    def __call__(self, *arguments, **named):
        return None


class Worker:
    def __init__(self, requests, answers):
        self.requests = requests
        self.answers = answers
        self.functions = []
        self.shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))

    def serve(self):
        while request := self.receive():
            self.send(getattr(self, f"do_{request.pop('do')}")(**request))

    def receive(self):
        line = self.requests.readline()
        return loads(line) if line else None

    def send(self, message):
        self.answers.write(dumps(message))
        self.answers.flush()

    def do_open(self, given):
        sheet = Silent(SimpleNamespace(**unpack(given)))
        check.sheet = lambda *name_and_variant, **named: sheet
        return {}

    def do_cell(self, source, seconds):
        with at_most(seconds):
            done = self.shell.run_cell(source, store_history=False)
        error = done.error_before_exec or done.error_in_exec
        return {"error": type(error).__name__ if error else None}

    def do_value(self, name, seconds):
        if name not in self.shell.user_ns:
            return {"missing": True}
        try:
            with at_most(seconds):
                return {"value": pack(self.shell.user_ns[name], self.remember)}
        except BaseException as error:
            return _sad(error)

    def do_call(self, number, case, seconds):
        given = [unpack(value, self.ours) for value in case]
        try:
            with at_most(seconds):
                tried = attempt(self.functions[number], given)
                if tried.error:
                    return _sad(tried.error)
                value = pack(tried.value, self.remember)
        except BaseException as error:
            return _sad(error)
        return {"value": value, "changed": tried.changed, "printed": tried.printed}

    def remember(self, function):
        self.functions.append(function)
        return len(self.functions) - 1

    def ours(self, number, words):
        """A function that lives on the other side."""
        return Asking(self, number, words)


class Asking:
    def __init__(self, worker, number, words):
        self._worker, self._number, self._words = worker, number, words

    def __repr__(self):
        return self._words

    def __call__(self, *arguments):
        packed = [pack(argument) for argument in arguments]
        self._worker.send({"ask": self._number, "arguments": packed})
        told = self._worker.receive()
        if told.get("endless"):
            raise Endless
        if "error" in told:
            raise getattr(__import__("builtins"), told["error"])(told["words"])
        return unpack(told["value"])


def _sad(error):
    return {"error": type(error).__name__, "words": str(error)[:200]}


@contextmanager
def at_most(seconds):
    def late(*signal_and_frame):
        raise OutOfTime

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main():
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What the student's program prints, and asks for, goes nowhere.
    for number, way in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        os.dup2(os.open(os.devnull, way), number)
    Worker(requests, answers).serve()


if __name__ == "__main__":
    sys.exit(main())
