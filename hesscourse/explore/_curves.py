"""What the explorers of one variable share: curves.js in the other language."""

import math

import numpy as np

from .. import figures
from ..figures._canvas import finite_heights
from ..methods._iterate import LONGEST_CYCLE
from . import _runs
from ._scene import panel

CURVE_SIZE, STEPS_SIZE = (5.0, 4.4), (4.3, 4.4)
SPIKE = 10  # a range so many times that of most heights comes of a pole, and is cut off


def curve(f, window):
    """The graph of f on axes of its own, as high as most of it."""
    ax = figures.subplots(size=CURVE_SIZE)
    figures.curve(f, window[0], ax=ax)
    ax.set(xlim=window[0], ylim=heights_of(f, window))
    return ax


def heights_of(f, window):
    """From where to where a picture of f must reach.

    Raises
    ------
    ValueError
        If f is undefined in the whole window, or too large to be drawn.
    """
    heights = finite_heights(f(np.linspace(*window[0], 401)))
    low, high = np.min(heights), np.max(heights)
    usual = np.quantile(heights, [0.05, 0.95])
    if high - low > SPIKE * np.ptp(usual) > 0:
        low, high = usual
    margin = 0.08 * (high - low) or 1.0
    return float(low - margin), float(high + margin)


def steps_panel(label, low, high):
    """Empty axes for what is left after each step, on a logarithmic scale."""
    ax = figures.subplots(size=STEPS_SIZE)
    ax.set(yscale="log", xlim=(0, 5), ylim=(low, high), xlabel="step $k$", ylabel=label)
    ax.grid(True, axis="y", color="#dddddd", linewidth=0.6)
    return panel(ax, counts_steps=True)


def for_browser(run):
    """What the browser cannot compute itself: the run, with f' and f'' at each iterate."""
    bends = _runs.finite(run.objective.hessian(run.points))
    return {**_runs.for_browser(run), "bends": bends}


def facts_of_curve(run):
    """How f bends at the start and the end, and how the steps of a run turn about."""
    f = run.objective
    with np.errstate(over="ignore"):
        steps = np.diff(run.points)
    signs = np.sign(steps[steps != 0])
    return {
        "height": float(run.values[0]),
        "slope0": float(run.gradients[0]),
        "bend0": f.hessian(run.points[0]),
        "bend": f.hessian(run.points[-1]),
        "turns": int(np.count_nonzero(signs[1:] != signs[:-1])),
        "period": _period(run.points) if run.outcome.name == "CYCLE" else None,
    }


def _period(points):
    """After how many steps an iterate came back."""
    longest = min(LONGEST_CYCLE, len(points) - 1)
    return min(range(2, longest + 1), key=lambda p: abs(points[-1] - points[-1 - p]))


def facts_of_steps(points, window):
    """How long the first step was, and the last three, and how fast they shrank.

    The order is that of convergence: 1 if each step wins as many digits, 2 if they double.
    """
    with np.errstate(over="ignore"):
        lengths = np.abs(np.diff(points)).tolist()
    earlier, before, last = [None, None, None, *lengths][-3:]
    shrinking = bool(earlier) and 0 < last < before < earlier
    return {
        "first": [float(points[1])] if lengths else None,
        "leap": lengths[0] / float(np.ptp(window[0])) if lengths else None,
        "earlier": earlier,
        "before": before,
        "last": last,
        "ratio": last / before if before else None,
        "order": math.log(last / before) / math.log(before / earlier) if shrinking else None,
    }


def deeper(minima, point):
    """Where the lowest minimum is, if it is lower than the one at this point."""
    here = next((m for m in minima if list(m.point) == point), None)
    if here is None:
        return None
    lowest = min(minima, key=lambda m: m.value)
    lower = lowest.value < here.value - 1e-9 * max(1.0, abs(here.value))
    return list(lowest.point) if lower else None
