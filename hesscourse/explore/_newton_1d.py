"""Newton's method in one variable, to see and to touch: to a minimum, or to a root."""

import numpy as np

from .. import figures, gallery, stopping
from .._brief import listed
from ..methods import newton, newton_root
from ..methods._iterate import checked_rule
from . import _curves, _runs
from ._explorer import MOST_STEPS, Explorer, check_variables
from ._scene import panel
from ._tasks import Task, within
from .stage import Stage, script

FLOOR = 1e-16
FAR = Task("Make the first step longer than the whole picture is wide.", ("leap > 1",))
UPHILL = Task(
    "Find a start from which the method ends on a maximum.", ("outcome = CONVERGED", "bend < 0")
)
ROOT = Task("Find a root in fewer than 6 steps.", ("outcome = CONVERGED", "steps < 6"))


class Newton1DStage(Stage):
    _esm = script("newton_1d.js")


class NewtonRoot1DStage(Stage):
    _esm = script("newton_root_1d.js")


class Newton1D(Explorer):
    """To a minimum: at each iterate the parabola that fits best, and its vertex."""

    kind = "newton_1d"
    stage_class = Newton1DStage
    has_rate = False
    tasks_to_choose = (within(0.001, steps=5), UPHILL, FAR)

    def _run(self):
        return newton(self.objective, self.start, stop=self.stop, max_steps=MOST_STEPS)

    def _computed(self, run):
        return _curves.for_browser(run)

    def _facts(self, run):
        return {
            **_runs.facts_of_run(run, self.minima, self.window),
            **_curves.facts_of_curve(run),
            **_curves.facts_of_steps(run.points, self.window),
        }

    def _panels(self):
        slopes = self.objective.gradient(np.linspace(*self.window[0], 101))
        return {
            "curve": panel(_curves.curve(self.objective, self.window)),
            "left": _curves.steps_panel("size of the slope $f'$", FLOOR, 10 * _largest(slopes)),
        }

    def _still(self, run):
        axes = figures.subplots(1, 2, size=(8.6, 4.1))
        figures.parabola_steps(run, self.window, ax=axes[0])
        axes[0].set_ylim(_curves.heights_of(self.objective, self.window))
        figures.convergence(run, of="gradient", ax=axes[1])
        return axes[0].figure


class NewtonRoot1D(Newton1D):
    """To a root: at each iterate the tangent, and where it meets the axis."""

    kind = "newton_root_1d"
    stage_class = NewtonRoot1DStage
    tasks_to_choose = (ROOT, FAR)

    def _run(self):
        return newton_root(self.objective, self.start, stop=self.stop, max_steps=MOST_STEPS)

    def _facts(self, run):
        return {
            **_runs.facts_of_run(run, [], self.window),
            **_curves.facts_of_curve(run),
            **_curves.facts_of_steps(run.points, self.window),
        }

    def _panels(self):
        ax = _curves.curve(self.objective, self.window)
        low, high = ax.get_ylim()
        margin = 0.08 * (high - low)
        ax.set_ylim(min(low, -margin), max(high, margin))
        ax.axhline(0, color="black", linewidth=0.8)
        heights = self.objective(np.linspace(*self.window[0], 101))
        return {
            "curve": panel(ax),
            "left": _curves.steps_panel("size of the height $f$", FLOOR, 10 * _largest(heights)),
        }

    def _still(self, run):
        axes = figures.subplots(1, 2, size=(8.6, 4.1))
        figures.tangent_steps(run, self.window, ax=axes[0])
        axes[0].set(xlim=self.window[0], ylim=_curves.heights_of(self.objective, self.window))
        figures.convergence(run, of="height", ax=axes[1])
        return axes[0].figure


TO = {"minimum": Newton1D, "root": NewtonRoot1D}


def newton_1d(
    f=gallery.double_well,
    start=None,
    *,
    to="minimum",
    window=None,
    stop=stopping.gradient_below(1e-10),
    tasks=None,
):
    """Explore Newton's method in one variable: a start to drag, and no learning rate.

    To a minimum: at each of the first iterates the parabola that fits f best, and the jump to
    its vertex. To a root: the tangents, followed to the axis. Beside it what is left after each
    step on a logarithmic axis, and a sentence that says what happened and why.

    Parameters
    ----------
    f : Objective
        Of one variable; by default the double well.
    start : float, optional
        By default 2 in the double well, or what suits another f.
    to : {"minimum", "root"}
        What is looked for: f' = 0, or f = 0.
    window : (float, float), optional
        What part of the axis is shown; by default `f.window`.
    stop : Rule
        One of `hesscourse.stopping`; `gradient_below` looks at the size of f for a root.
    tasks : sequence of Task, optional
        What to try; each is ticked off when it is met.

    Returns
    -------
    Newton1D

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = newton_1d()
    >>> explorer.start = 0
    >>> round(explorer.trajectory.final, 4)
    -0.126
    >>> import hesscourse as hc
    >>> newton_1d(hc.gallery.cubic, 0.1, to="root").trajectory.outcome.name
    'CYCLE'
    """
    check_variables(f, 1)
    if to not in TO:
        raise ValueError(f"to must be one of {listed(TO)}; got {to!r}")
    if f is gallery.double_well and start is None:
        start = 2
    kind = TO[to]
    tasks = kind.tasks_to_choose if tasks is None else tasks
    return kind(f, start, None, window=window, stop=checked_rule(stop), tasks=tasks)


def _largest(numbers):
    sizes = np.abs(numbers)
    return np.max(sizes, initial=1, where=sizes < np.inf)
