"""Call a student's function safely: a copy of the input, an end to endless loops, no noise."""

import copy
import io
import sys
import time
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass

import numpy as np

from ._compare import fault, shown

MOST_LINES = 200_000
MOST_SECONDS = 20


class Endless(BaseException):
    """Not an Exception, so that a student's `except Exception` does not catch it."""


@dataclass
class Attempt:
    """What one call did.

    Attributes
    ----------
    value : object
        What came back; None if an error did.
    error : BaseException or None
    changed : bool
        The call changed what it was given.
    printed : bool
    """

    value: object = None
    error: BaseException | None = None
    changed: bool = False
    printed: bool = False

    @property
    def endless(self):
        return isinstance(self.error, Endless)


def attempt(function, case):
    """Call `function(*case)` on a copy of the case.

    Examples
    --------
    >>> attempt(lambda x: 2 * x, (3.0,)).value
    6.0
    >>> attempt(lambda x: 1 / x, (0,)).error
    ZeroDivisionError('division by zero')
    """
    given = tuple(map(_fresh, case))
    out = io.StringIO()
    result = Attempt()
    with _quiet(out), _at_most(MOST_LINES, function):
        try:
            result.value = function(*given)
        except (Exception, SystemExit, Endless) as error:
            result.error = error.with_traceback(None)
    result.printed = bool(out.getvalue())
    result.changed = any(
        isinstance(before, np.ndarray | list) and fault(after, before, 0, 0)
        for before, after in zip(case, given, strict=True)
    )
    return result


def same(one, other, rel_tol, abs_tol):
    """Did two calls do the same: equal values, or the same kind of error?"""
    if one.error or other.error:
        return type(one.error) is type(other.error)
    return not fault(one.value, other.value, rel_tol, abs_tol)


def case_in_words(names, case):
    return ", ".join(f"{name} = {shown(value)}" for name, value in zip(names, case, strict=True))


def _fresh(value):
    """A copy of what a function can change; an objective or a function is handed over as it is."""
    return copy.deepcopy(value) if isinstance(value, np.ndarray | list | dict) else value


@contextmanager
def _quiet(out):
    """What the function prints is kept; warnings of NumPy are the student's business, not ours."""
    with (
        redirect_stdout(out),
        redirect_stderr(out),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _at_most(lines, function):
    """Raise Endless after so many lines of the student's Python, or after many seconds.

    Lines come first: the verdict is the same on a busy machine. A trace works in every thread,
    on Windows and in a browser, where signals and timers do not.
    """
    left, late = lines, time.monotonic() + MOST_SECONDS
    own = getattr(function, "__globals__", None)

    def count(frame, event, argument):
        nonlocal left
        if own is not None and frame.f_globals is not own:
            return None  # the insides of a library
        left -= event == "line"
        if left < 0 or (left % 1000 == 0 and time.monotonic() > late):
            raise Endless
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        yield
    finally:
        sys.settrace(before)
