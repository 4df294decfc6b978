"""Gradient descent in one variable, to see and to touch."""

import numpy as np

from .. import figures, gallery, stopping
from ..methods import gradient_descent
from ..methods._iterate import checked_rule
from . import _curves, _runs
from ._explorer import MOST_STEPS, Explorer, check_variables
from ._scene import panel
from ._tasks import Task, ends, within
from .stage import Stage, script

FLOOR = 1e-12
SWING = Task(
    "Let it jump from side to side, and still settle within 0.001 of a minimum.",
    ("turns >= 3", "error < 0.001"),
)
TASKS = (within(0.001, steps=5), SWING, ends("DIVERGED"))


class Descent1DStage(Stage):
    _esm = script("descent_1d.js")


class Descent1D(Explorer):
    kind = "descent_1d"
    stage_class = Descent1DStage

    def _run(self):
        return gradient_descent(
            self.objective, self.start, self.learning_rate, stop=self.stop, max_steps=MOST_STEPS
        )

    def _computed(self, run):
        return _curves.for_browser(run)

    def _facts(self, run):
        facts = _runs.facts_of_run(run, self.minima, self.window)
        minimum = facts["minimum"]
        facts |= _runs.facts_of_rate(self.learning_rate, minimum, self.minima)
        multiplier = 1 - self.learning_rate * facts["curvature"] if minimum else None
        lower = _curves.deeper(self.minima, minimum)
        return facts | _curves.facts_of_curve(run) | {"multiplier": multiplier, "deeper": lower}

    def _panels(self):
        if self.minima:
            label, highest = "distance to the minimum", np.ptp(self.window)
        else:
            slopes = np.abs(self.objective.gradient(np.linspace(*self.window[0], 101)))
            label, highest = "size of the slope", np.max(slopes, initial=1, where=slopes < np.inf)
        return {
            "curve": panel(_curves.curve(self.objective, self.window)),
            "left": _curves.steps_panel(label, FLOOR, 10 * highest),
        }

    def _still(self, run):
        axes = figures.subplots(1, 2, size=(8.6, 4.1))
        figures.path(run, self.window[0], ax=figures.curve(self.objective, self.window, ax=axes[0]))
        axes[0].set_ylim(_curves.heights_of(self.objective, self.window))
        minimum = self._facts(run)["minimum"]
        if minimum:
            figures.convergence(run, of="error", to=minimum[0], ax=axes[1])
        else:
            figures.convergence(run, of="gradient", ax=axes[1])
        return axes[0].figure


def descent_1d(
    f=gallery.parabola,
    start=None,
    learning_rate=None,
    *,
    window=None,
    stop=stopping.gradient_below(1e-6),
    tasks=TASKS,
):
    """Explore gradient descent in one variable: a learning rate to slide, a start to drag.

    The iterates on the curve, with the tangent at the start; the distance to the minimum at
    each step on a logarithmic axis; and a sentence that says what happened and why.

    Parameters
    ----------
    f : Objective
        Of one variable; by default the parabola of the gallery.
    start : float, optional
        By default -1 on the parabola, or what suits another f.
    learning_rate : float, optional
        By default 0.1 on the parabola, or what suits another f.
    window : (float, float), optional
        What part of the axis is shown; by default `f.window`.
    stop : Rule
        One of `hesscourse.stopping`.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    Descent1D

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = descent_1d()
    >>> explorer.learning_rate = 0.5
    >>> print(explorer.sentence)
    Settled in 1 step at the minimum 1. The learning rate 0.5 is 1/f'' = 0.5: one step is enough.
    """
    check_variables(f, 1)
    if f is gallery.parabola:
        start = -1 if start is None else start
        learning_rate = 0.1 if learning_rate is None else learning_rate
    return Descent1D(f, start, learning_rate, window=window, stop=checked_rule(stop), tasks=tasks)
