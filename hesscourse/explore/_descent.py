"""Gradient descent in the plane, to see and to touch."""

import numpy as np

from .. import figures, gallery, stopping
from ..methods import gradient_descent
from ..methods._iterate import checked_rule
from . import _runs
from ._explorer import MOST_STEPS, Explorer, check_variables
from ._scene import panel
from ._tasks import ends, within
from .stage import Stage, script

FLOOR = 1e-14
TASKS = (within(0.001, steps=10), ends("DIVERGED"))
MAP_SIZE, HEIGHTS_SIZE = (4.9, 4.4), (4.4, 4.4)


class DescentStage(Stage):
    _esm = script("descent.js")


class Descent(Explorer):
    kind = "descent"
    stage_class = DescentStage

    def _run(self):
        return gradient_descent(
            self.objective, self.start, self.learning_rate, stop=self.stop, max_steps=MOST_STEPS
        )

    def _facts(self, run):
        facts = _runs.facts_of_run(run, self.minima, self.window)
        return facts | _runs.facts_of_rate(self.learning_rate, facts["minimum"], self.minima)

    def _panels(self):
        f = self.objective
        map_ax = figures.subplots(size=MAP_SIZE)
        figures.contours(f, self.window, ax=map_ax)
        heights_ax = figures.subplots(size=HEIGHTS_SIZE)
        label_heights(heights_ax, f, self.window, self.minima)
        return {
            "map": panel(map_ax),
            "heights": panel(heights_ax, counts_steps=True),
        }

    def _still(self, run):
        axes = figures.subplots(1, 2, size=(8.6, 4.1))
        figures.path(run, self.window, ax=figures.contours(self.objective, self.window, ax=axes[0]))
        minimum = self._facts(run)["minimum"]
        if minimum:
            figures.convergence(run, of="value", to=minimum, ax=axes[1])
        else:
            figures.convergence(run, of="gradient", ax=axes[1])
        return axes[0].figure


def label_heights(ax, f, window, minima):
    """The empty axes on which f - f* is drawn, step by step, on a logarithmic scale."""
    grid = np.stack(np.meshgrid(*(np.linspace(*side, 41) for side in window)), axis=-1)
    values = f(grid)
    values = values[np.isfinite(values)]
    lowest = min((minimum.value for minimum in minima), default=np.min(values))
    ax.set(yscale="log", xlim=(0, 5), ylim=(FLOOR, 10 * max(np.max(values) - lowest, 1)))
    ax.set(xlabel="step $k$", ylabel="f minus its value at the minimum")
    ax.grid(True, axis="y", color="#dddddd", linewidth=0.6)


def descent(
    f=gallery.report_surface,
    start=None,
    learning_rate=None,
    *,
    window=None,
    stop=stopping.iterates_agree(rel_tol=1e-4, abs_tol=1e-8),
    tasks=TASKS,
):
    """Explore gradient descent: a learning rate to slide, and a start to drag.

    The path over the contours, f at each step on a logarithmic axis, and a sentence that says
    what happened and why.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    start : array_like of shape (2,), optional
    learning_rate : float, optional
        By default 0.01 from (1, 1), as in the report, or what suits another f.
    window : ((float, float), (float, float)), optional
        What part of the plane is shown; by default `f.window`.
    stop : Rule
        One of `hesscourse.stopping`.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    Descent

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = descent()
    >>> explorer.trajectory.steps
    249
    >>> explorer.learning_rate = 0.05
    >>> explorer.trajectory.steps
    56
    """
    check_variables(f, 2)
    if f is gallery.report_surface:
        start = (1, 1) if start is None else start
        learning_rate = 0.01 if learning_rate is None else learning_rate
    return Descent(f, start, learning_rate, window=window, stop=checked_rule(stop), tasks=tasks)
