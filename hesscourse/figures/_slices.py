"""Two cuts through a surface: one variable moves, the other stands still."""

import numpy as np

from ._canvas import (
    BLACK,
    BLUE,
    VERMILLION,
    describe,
    math_label,
    number,
    place,
    subplots,
    window_of,
)


def slices(f, point, window=None, *, length=1.0, title=None, alt=None):
    """f along each variable through a point, with the tangent whose slope is the partial.

    Parameters
    ----------
    f : Objective
        Of two variables.
    point : array_like of shape (2,)
    window : optional
    length : float
        How far the tangents reach to either side.
    title, alt : str, optional

    Returns
    -------
    ndarray of Axes
        The slice along the first variable, then along the second.
    """
    point = f.as_start(point)
    window = window_of(f, window, 2)
    axes = subplots(1, 2, size=(9.2, 3.8), alt=alt, sharey=True)
    gradient = f.gradient(point)
    for i, ax in enumerate(axes):
        _slice(ax, f, point, i, window[i], gradient[i], length)
    axes[0].set_ylabel(f"$f({', '.join(f.variables)})$")
    if title:
        axes[0].figure.suptitle(title, x=0.01, ha="left")
    # Shown by its figure: an array of Axes as a cell's last line would be printed too.
    return axes.view(_Silent)


def _slice(ax, f, point, i, bounds, slope, length):
    moving, fixed = f.variables[i], f.variables[1 - i]
    t = np.linspace(*bounds, 301)
    line = np.repeat(point[None, :], len(t), axis=0)
    line[:, i] = t
    ax.plot(t, f(line), color=BLUE, linewidth=2)
    ends = point[i] + np.array([-length, length])
    ax.plot(ends, f(point) + slope * (ends - point[i]), color=VERMILLION, linestyle="--")
    ax.plot(point[i], f(point), "o", color=VERMILLION, markeredgecolor=BLACK)
    shown = number(round(float(slope), 3))
    ax.set_title(
        f"{moving} moves, {fixed} = {number(point[1 - i])}: slope {shown}", loc="left", fontsize=11
    )
    ax.set_xlabel(math_label(moving))
    describe(ax, f"Through {place(point)} along {moving} the slope is {shown}.")


class _Silent(np.ndarray):
    def _ipython_display_(self):
        pass
