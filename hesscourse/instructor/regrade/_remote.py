"""Our side of a student's program: what it answers is read, measured and never trusted."""

import builtins
import os
import selectors
import subprocess
import time
from contextlib import suppress

import numpy as np

from ...check._attempt import Endless
from ..sandbox import Sandboxed
from ._plain import Unreadable, dumps, loads, pack, unpack

SECONDS = 20  # for a cell or a call, as in nbgrader_config.py
GRACE = 5  # for a program that must be stopped from outside
STARTING = 60
LONGEST_LINE = 4 * 2**20
BETWEEN_LOOKS = 0.2
MOST_QUESTIONS = 20_000


class Died(Exception):
    """The student's program has ended, or had to be ended. The text says why."""


class StudentsError(Exception):
    """An error of a kind that Python itself does not have."""


class Remote:
    """A student's program in its sandbox.

    Parameters
    ----------
    folder : Path
        Where the submission is; the program gets a copy.
    given : dict
        The functions and numbers of the variant.
    """

    def __init__(self, folder, given):
        self.sandbox = Sandboxed(
            ["-m", "hesscourse.instructor.regrade._worker"],
            folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._read = b""
        self._looked = 0.0
        self._ours = []
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self.sandbox.process.stdout, selectors.EVENT_READ)
        self._tell({"do": "open", "given": pack(given)}, STARTING)

    def run(self, source):
        """Run a cell. An error in it is the student's business."""
        self._tell({"do": "cell", "source": source, "seconds": SECONDS})

    def value(self, name):
        """What a name holds; a function becomes one that asks the student's program.

        Raises
        ------
        NameError
        """
        told = self._tell({"do": "value", "name": name, "seconds": SECONDS})
        if told.get("missing"):
            raise NameError(f"name '{name}' is not defined")
        _raise_what_came(told)
        return unpack(told["value"], self._theirs)

    def _theirs(self, number, words):
        def students_function(*case):
            self._ours = []
            packed = [pack(value, self._remember) for value in case]
            told = self._tell({"do": "call", "number": number, "case": packed, "seconds": SECONDS})
            _raise_what_came(told)
            if told.get("printed") is True:
                print("printed something")
            if told.get("changed") is True:
                _change(case)
            return unpack(told["value"], self._theirs)

        return students_function

    def _remember(self, function):
        self._ours.append(function)
        return len(self._ours) - 1

    def _tell(self, message, seconds=SECONDS + GRACE):
        """Send a request; answer questions until the answer comes."""
        until = time.monotonic() + seconds
        questions = 0
        self._send(message)
        while True:
            told = self._receive(until)
            if not isinstance(told, dict):
                raise Unreadable("no message")
            if "ask" not in told:
                return told
            questions += 1
            self._send({"endless": True} if questions > MOST_QUESTIONS else self._answer(told))

    def _answer(self, told):
        try:
            function = self._ours[told["ask"]]
            arguments = [unpack(argument) for argument in told["arguments"]]
        except (IndexError, KeyError, TypeError) as error:
            raise Unreadable(f"no question: {error}") from None
        try:
            return {"value": pack(function(*arguments))}
        except Exception as error:
            known = hasattr(builtins, type(error).__name__)
            name = type(error).__name__ if known else "ValueError"
            return {"error": name, "words": str(error)}

    def _send(self, message):
        try:
            self.sandbox.process.stdin.write(dumps(message))
            self.sandbox.process.stdin.flush()
        except BrokenPipeError:
            raise self._died() from None

    def _receive(self, until):
        while b"\n" not in self._read:
            if self._waiting.select(timeout=BETWEEN_LOOKS):
                data = os.read(self.sandbox.process.stdout.fileno(), 2**16)
                if not data:
                    raise self._died()
                self._read += data
            if len(self._read) > LONGEST_LINE:
                self.sandbox.end("it answered with more than can be read")
            if time.monotonic() > until:
                self.sandbox.end(f"it did not answer within {SECONDS} seconds")
            if time.monotonic() > self._looked + BETWEEN_LOOKS:
                self._looked = time.monotonic()
                if not self.sandbox.look():
                    raise self._died()
        line, _, self._read = self._read.partition(b"\n")
        return loads(line)

    def _died(self):
        self.sandbox.process.wait(GRACE)
        code = self.sandbox.process.returncode
        return Died(self.sandbox.ended_because or f"it ended by itself, with exit code {code}")

    def close(self):
        self._waiting.close()
        self.sandbox.__exit__()
        self.sandbox.process.stdout.close()
        with suppress(BrokenPipeError):
            self.sandbox.process.stdin.close()


def _raise_what_came(told):
    """The same error here, so that the check can name it."""
    if "error" in told:
        name, words = str(told["error"]), str(told.get("words", ""))
        if name in ("Endless", "OutOfTime"):
            raise Endless
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            try:
                raise kind(words)
            except TypeError:  # a kind that needs more than words
                pass
        raise StudentsError(f"{name}: {words}")
    if "value" not in told:
        raise Unreadable("an answer without a value")


def _change(case):
    """The function changed its input over there: so that the check here sees it, too."""
    for value in case:
        if isinstance(value, np.ndarray):
            value += 1
        elif isinstance(value, list):
            value.append(None)
