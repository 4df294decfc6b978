"""The iterates of a run, over the graph or the contours of its function."""

import numpy as np

from ._canvas import BLACK, SERIES, describe, named, place, prepare, window_of
from ._contours import contours
from ._curve import curve


def path(runs, window=None, *, labels=None, title=None, alt=None, ax=None):
    """The iterates of one or more runs, joined in order.

    Parameters
    ----------
    runs : Trajectory or sequence of Trajectory
        Of one objective, of one or two variables.
    window : optional
        As for `curve` or `contours`. Iterates outside it are cut off.
    labels : sequence of str, optional
        A name for each run, for the legend.
    title, alt : str, optional
    ax : Axes, optional
        One that already shows the graph or the contours.
    """
    runs = named(runs, labels)
    f = runs[0][0].objective
    background = contours if f.n == 2 else curve
    bounds = window_of(f, window, f.n if f.n < 3 else 2)
    if ax is None:
        ax = background(f, bounds, title=title, alt=alt)
    elif title or alt:
        prepare(ax, title, alt)
    for (run, name), style in zip(runs, SERIES[1:] * 9, strict=False):
        _draw(ax, run, name, style, bounds)
    if labels:
        ax.legend(loc="best", frameon=True)
    return ax


def _draw(ax, run, name, style, bounds):
    inside = _until_far_outside(run.points.reshape(-1, run.objective.n), bounds)
    x = run.points[:inside]
    columns = x.T if run.objective.n == 2 else (x, run.values[:inside])
    # A point for each of hundreds of steps would hide the line.
    every = max(1, len(x) // 30)
    ax.plot(
        *columns,
        **style,
        markevery=every,
        markersize=5,
        markeredgecolor=BLACK,
        markeredgewidth=0.5,
        linewidth=1.4,
        label=name,
        zorder=5,
    )
    start = [column[0] for column in columns]
    ax.plot(*start, "o", markersize=10, markerfacecolor="none", markeredgecolor=BLACK, zorder=6)
    left, right = bounds[0]
    ax.set_xlim(left, right)
    if run.objective.n == 1:
        _frame_heights(ax, run.objective, left, right)
    which = f"{name}: " if name else ""
    describe(
        ax,
        f"{which}{run.steps} steps from {place(run.points[0])} (ringed) to "
        f"{place(run.points[-1])}, {run.outcome.name.lower().replace('_', ' ')}.",
    )


def _until_far_outside(points, bounds):
    """How many iterates to draw: up to the first that is more than a window's width away."""
    low, high = bounds[:, 0], bounds[:, 1]
    far = np.any((points < low - (high - low)) | (points > high + (high - low)), axis=-1)
    return int(np.argmax(far)) + 1 if np.any(far) else len(points)


def _frame_heights(ax, f, left, right):
    heights = f(np.linspace(left, right, 401))
    heights = heights[np.isfinite(heights)]
    margin = 0.08 * (np.ptp(heights) or 1)
    ax.set_ylim(np.min(heights) - margin, np.max(heights) + margin)
