"""The loop that every method shares: advance, look, record, until there is a reason to stop."""

import math
import sys

import numpy as np

from ..stopping import Rule
from ..trajectory import Outcome
from ._vectors import length

RUNAWAY = 1e12
LONGEST_CYCLE = 8
SAME = 1e-12
SAME_BESIDE_STEP = 1e-6


class Halt(Exception):
    """Raised by a method that cannot go on from x: with the outcome, and the residual at x."""

    def __init__(self, outcome, residual=None):
        self.outcome = outcome
        self.residual = residual


def halting(function):
    """`function`, of a tuple of floats, that raises Halt where it is too large or undefined."""

    def halts(x):
        try:
            return function(x)
        except OverflowError:
            raise Halt(Outcome.DIVERGED) from None
        except (ValueError, ZeroDivisionError):
            raise Halt(Outcome.NOT_FINITE) from None

    return halts


class Run:
    """What the loop did.

    Attributes
    ----------
    points : list
        The iterates; with ``record=False`` only the start and the last few.
    residuals : list
        What must vanish, at each of them, as far as the method asked: the gradient, or f
        itself for a root. As long as `points`, or one shorter.
    dropped : int
        How many iterates were taken and not kept.
    unanswered : int
        1 if the method asked for a residual at the last iterate and it could not be used.
    outcome : Outcome
    """

    def __init__(self, start):
        self.points = [start]
        self.residuals = []
        self.dropped = 0
        self.unanswered = 0
        self.outcome = None

    @property
    def steps(self):
        return len(self.points) - 1 + self.dropped

    @property
    def looks(self):
        """How often the method asked for the residual."""
        return len(self.residuals) + self.dropped + self.unanswered


def iterate(start, advance, stop, max_steps, record=True, may_return=True):
    """Repeat ``x, residual = advance(x)`` from `start` until something ends it.

    Parameters
    ----------
    start : tuple of float, or ndarray
        Every point of the run is of the same sort.
    advance : callable
        ``x -> (next x, residual at x)``; the residual is what must vanish at a solution. It
        raises Halt where there is no next x.
    stop : Rule
    max_steps : int
    record : bool
    may_return : bool
        False for a method that only goes downhill: it cannot cycle.

    Returns
    -------
    Run
    """
    if not (isinstance(max_steps, (int, np.integer)) and max_steps >= 0):
        raise ValueError(f"max_steps must be a whole number, zero or more; got {max_steps!r}")
    checked_rule(stop)
    run = Run(start)
    try:
        with np.errstate(all="ignore"):
            run.outcome = _loop(run, advance, stop, max_steps, record, may_return)
    except Halt as halt:
        run.outcome = halt.outcome
        if halt.residual is None:
            run.unanswered = 1
        else:
            run.residuals.append(halt.residual)
    return run


def checked_rule(stop):
    """`stop`, if it is a Rule."""
    if not isinstance(stop, Rule):
        raise ValueError(f"stop must be a rule, such as stopping.step_below(1e-4); got {stop!r}")
    return stop


def settled(x, residual, stop):
    """Whether a step from x is pointless: nothing is left, or the rule fires without one."""
    return not any(residual) or (not stop.needs_step and stop.fires(x, x, residual))


def why_not_finite(numbers, in_floats=False):
    """The outcome where some of these numbers, computed by f, are not finite.

    Float formulas raise where they are undefined, so that nan from one comes of overflow.
    """
    undefined = not in_floats and np.any(np.isnan(numbers))
    return Outcome.NOT_FINITE if undefined else Outcome.DIVERGED


def _loop(run, advance, stop, max_steps, record, may_return):
    points, residuals = run.points, run.residuals
    fires = stop.fires
    x = points[0]
    in_floats = isinstance(x, tuple)
    distance = math.dist if in_floats else _array_distance
    origin = (0.0,) * len(x) if in_floats else 0.0
    size = distance(x, origin)
    bound = min(RUNAWAY * max(1.0, size), sys.float_info.max)
    kept = LONGEST_CYCLE + 1 if may_return else 2
    rising, turned = None, 0
    for k in range(max_steps):
        x_next, residual = advance(x)
        residuals.append(residual)
        if k == 0 and not np.any(residual):
            return Outcome.CONVERGED
        previous_size, size = size, distance(x_next, origin)
        if not size <= bound:
            return _escape(points, x_next, residual)
        if fires(x, x_next, residual):
            if stop.keeps_last_step:
                points.append(x_next)
            return Outcome.CONVERGED
        points.append(x_next)
        x = x_next
        # An iterate can come back only if its distance from the origin has turned round.
        if (size > previous_size) is not rising or size == previous_size:
            rising, turned = size > previous_size, k
        lately = may_return and k - turned < LONGEST_CYCLE
        if lately and _has_returned(points, distance, max(size, previous_size)):
            return Outcome.CYCLE
        if not record and len(points) > kept:
            del points[1], residuals[1]
            run.dropped += 1
    return Outcome.MAX_STEPS


def _escape(points, x_next, residual):
    if np.all(np.isfinite(x_next)):
        points.append(x_next)
        return Outcome.DIVERGED
    return why_not_finite(residual, isinstance(x_next, tuple))


def _has_returned(points, distance, size):
    newest = points[-1]
    step = distance(newest, points[-2])
    same = SAME * size
    if step <= same:
        return False  # it stands still
    # Iterates that settle from alternate sides come as near to one another, but not beside a step.
    same = min(same, SAME_BESIDE_STEP * step)
    return any(distance(newest, old) <= same for old in points[-LONGEST_CYCLE - 1 : -2])


def _array_distance(a, b):
    return length(a - b)
