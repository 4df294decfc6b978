"""How far to go along a direction: a line search for the strong Wolfe conditions."""

import math
from collections import namedtuple

import numpy as np

from ._iterate import Halt
from ._vectors import inner

SUFFICIENT_DECREASE = 1e-4
ROUNDING = 8 * np.finfo(float).eps
MOST_TRIALS = 40
EDGE = 0.1
ENOUGH_NARROWER = 2 / 3

Trial = namedtuple("Trial", "length value slope point gradient", defaults=(None, None, None))


def wolfe(value_at, gradient_at, here, direction, curvature=0.9):
    """Go along a direction until f has gone down enough and is much less steep.

    The strong Wolfe conditions on a step t, where phi(t) is f along the direction::

        phi(t) <= phi(0) + 1e-4 t phi'(0)        |phi'(t)| <= curvature |phi'(0)|

    The first holds up to the rounding of f, so that near a minimum the slopes decide. Steps
    grow until a good one must lie between two known ones; then cubics through those two close
    in on it. The gradient is never asked for where f is not low enough.

    Parameters
    ----------
    value_at, gradient_at : callable
        Of a point, an array. They raise Halt where f is too large or undefined, which counts as
        too far.
    here : Trial
        The point to start from, with its value and gradient.
    direction : ndarray
        The whole of it, length 1, is tried first.
    curvature : float
        Between 1e-4 and 1: the smaller, the nearer to the exact minimum along the direction.

    Returns
    -------
    Trial or None
        Where both hold; or the lowest point found, if only the first held anywhere, as where f
        goes down for ever. None if the first held nowhere, or the direction is not downhill.

    Examples
    --------
    >>> here = Trial(0.0, 4.0, point=np.array([2.0]), gradient=np.array([4.0]))
    >>> wolfe(lambda x: x @ x, lambda x: 2 * x, here, np.array([-1.0]), curvature=0.1).point
    array([0.])
    """
    here = here._replace(length=0.0, slope=float(inner(here.gradient, direction)))
    if not -math.inf < here.slope < 0:
        return None
    slack = ROUNDING * abs(here.value)
    low, high = here, None
    length, width = 1.0, math.inf
    for _ in range(MOST_TRIALS):
        trial = _value_along(direction, length, value_at, here)
        enough = here.value + SUFFICIENT_DECREASE * length * here.slope + slack
        if trial.value <= enough:
            trial = _slope_along(direction, trial, gradient_at)
            if abs(trial.slope) <= curvature * abs(here.slope):
                return trial
        if trial.value <= min(enough, low.value + slack):
            ahead = math.inf if high is None else high.length - low.length
            if trial.slope * ahead > 0:
                high = low
            previous, low = low, trial
        else:
            high = trial
        if high is None:
            length = _farther(previous, low)
            continue
        width, wider = abs(high.length - low.length), width
        length = _between(low, high, halve=width > ENOUGH_NARROWER * wider)
        if length in (low.length, high.length):
            break
    return low if low.value < here.value - slack else None


def _value_along(direction, length, value_at, here):
    point = direction * length
    point += here.point
    try:
        value = value_at(point)
    except Halt:
        value = math.inf
    return Trial(length, value, math.nan, point)


def _slope_along(direction, trial, gradient_at):
    try:
        gradient = gradient_at(trial.point)
    except Halt:
        return trial._replace(value=math.inf)
    return trial._replace(gradient=gradient, slope=float(inner(gradient, direction)))


def _farther(previous, low):
    """A longer step: to where the cubic through both is lowest, or twice as far if nowhere."""
    step = low.length - previous.length
    share = _lowest_of_cubic(previous, low)
    # Never much farther at once: there may be a ridge ahead, and the abyss behind it.
    return previous.length + (min(max(share, 1 + EDGE), 5) if share > 1 else 3) * step


def _between(low, high, halve):
    """A length between two: to where the cubic, or parabola, through them is lowest."""
    width = high.length - low.length
    if high.value == math.inf:
        share = EDGE
    elif halve:
        share = 0.5
    elif math.isnan(high.slope):
        start = low.slope * width
        share = -start / (2 * (high.value - low.value - start))
    else:
        share = _lowest_of_cubic(low, high)
    return low.length + min(max(share, EDGE), 1 - EDGE) * width


def _lowest_of_cubic(near, far):
    """Where the cubic with these values and slopes is lowest: 0 is near, 1 is far.

    0 if it has no minimum.
    """
    width = far.length - near.length
    start, end = near.slope * width, far.slope * width
    rise = far.value - near.value
    bend = 3 * rise - 2 * start - end
    inside = bend * bend - 3 * (start + end - 2 * rise) * start
    bottom = bend + math.sqrt(inside) if inside >= 0 else 0.0
    return -start / bottom if bottom > 0 else 0.0
