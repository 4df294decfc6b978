"""Gradient descent against Newton's method, from one start."""

from collections import namedtuple

import numpy as np

from .. import figures, gallery, stopping
from ..methods import gradient_descent
from ..methods import newton as newtons_method
from ..methods._iterate import checked_rule
from . import _runs
from ._explorer import MOST_STEPS, Explorer, check_variables
from ._hessians import facts_of_hessian, facts_of_pace, kind_of_end
from ._newton import label_slopes
from ._scene import panel
from ._tasks import Task
from .stage import Stage, script

FLOOR = 1e-14
SAME = 0.01  # of the window: ends nearer to each other are one
STYLES = (
    ("gradient descent", {"color": "#D55E00", "marker": "o", "linestyle": "-"}),
    ("Newton's method", {"color": "#0072B2", "marker": "s", "linestyle": "--"}),
)
TASKS = (
    Task(
        "Let both reach the same minimum, gradient descent in fewer steps and at less cost.",
        ("same = YES", "descent_steps < newton_steps", "descent_cost < newton_cost"),
    ),
    Task(
        "Let both reach the same minimum, Newton's method at less than half the cost.",
        ("same = YES", "newton_twice < descent_cost"),
    ),
    Task(
        "Find a start and a learning rate with which only Newton's method reaches a minimum.",
        ("newton_kind = MINIMUM", "descent_kind != MINIMUM"),
    ),
)
MAP_SIZE, SLOPES_SIZE, COST_SIZE = (3.7, 3.6), (3.2, 3.6), (2.8, 3.6)

Race = namedtuple("Race", "descent newton")
Race.__doc__ = "The two runs, each a Trajectory."


class RaceStage(Stage):
    _esm = script("race.js")


class RaceExplorer(Explorer):
    """Its `trajectory` is a `Race`: the Trajectories ``.descent`` and ``.newton``."""

    kind = "race"
    stage_class = RaceStage

    def _run(self):
        how = {"stop": self.stop, "max_steps": MOST_STEPS}
        return Race(
            gradient_descent(self.objective, self.start, self.learning_rate, **how),
            newtons_method(self.objective, self.start, **how),
        )

    def _usual_rate(self):
        """At most half of what a minimum bears: a rate that is much smaller is no rival."""
        return 50 * self.rates[0]

    def _facts(self, race):
        size = float(np.max(np.ptp(self.window, axis=1)))
        ends = [np.asarray(run.final) for run in race]
        hessians = [facts_of_hessian(self.objective.hessian(end)) for end in ends]
        paces = [None, facts_of_pace(race.newton.points, size)["ratio"]]
        own = {}
        for name, run, hessian, pace in zip(race._fields, race, hessians, paces, strict=True):
            own |= _facts_of_runner(name, run, hessian, pace)
        facts = _runs.facts_of_run(race.descent, self.minima, self.window)
        facts |= own
        facts["newton_twice"] = 2 * facts["newton_cost"]
        kinds = (facts["descent_kind"], facts["newton_kind"])
        near = np.linalg.norm(ends[0] - ends[1]) < SAME * size
        facts["same"] = "YES" if kinds == ("MINIMUM", "MINIMUM") and near else "NO"
        return facts | _runs.facts_of_rate(self.learning_rate, facts["minimum"], self.minima)

    def _computed(self, race):
        return {name: self._computed_run(run) for name, run in race._asdict().items()}

    def _computed_run(self, run):
        hessian = np.reshape(self.objective.hessian(run.final), 4)
        return _runs.for_browser(run) | {"hessian": _runs.finite(hessian)}

    def _panels(self):
        map_ax = figures.subplots(size=MAP_SIZE)
        figures.contours(self.objective, self.window, ax=map_ax)
        slopes_ax = figures.subplots(size=SLOPES_SIZE)
        label_slopes(slopes_ax, self.objective, self.window, FLOOR)
        for name, style in STYLES:
            slopes_ax.plot([], [], **style, markersize=5, markeredgecolor="black", label=name)
        slopes_ax.legend(loc="upper right", frameon=True, fontsize=9)
        cost_ax = figures.subplots(size=COST_SIZE)
        cost_ax.set(xlim=(-0.6, 1.6), ylim=(0, 1), yticks=[])
        cost_ax.set_xticks([0, 1], ["descent", "Newton"])
        cost_ax.set_title("cost, in gradients", fontsize=11)
        cost_ax.spines["left"].set_visible(False)
        return {
            "map": panel(map_ax),
            "slopes": panel(slopes_ax, counts_steps=True),
            "cost": panel(cost_ax),
        }

    def _still(self, race):
        axes = figures.subplots(1, 2, size=(9.3, 4.4))
        names = [name for name, _ in STYLES]
        figures.contours(self.objective, self.window, ax=axes[0])
        figures.path(list(race), self.window, labels=names, ax=axes[0])
        figures.convergence(list(race), of="gradient", labels=names, ax=axes[1])
        for ax in axes:
            for line in ax.lines:
                line.set(**dict(STYLES).get(line.get_label(), {}))
            ax.legend(frameon=True)
        return axes[0].figure


def _facts_of_runner(name, run, hessian, ratio):
    """What one of the two did, and what it cost: a Hessian counts as n gradients."""
    counts, outcome = run.evaluations, run.outcome.name
    kind = (kind_of_end(hessian, ratio) or "UNKNOWN") if outcome == "CONVERGED" else outcome
    return {
        f"{name}_steps": run.steps,
        f"{name}_end": run.final.tolist(),
        f"{name}_kind": kind,
        f"{name}_gradients": counts.gradient,
        f"{name}_hessians": counts.hessian,
        f"{name}_cost": counts.gradient + run.objective.n * counts.hessian,
    }


def race(
    f=gallery.report_surface,
    start=None,
    learning_rate=None,
    *,
    window=None,
    stop=stopping.gradient_below(1e-6),
    tasks=TASKS,
):
    """Explore gradient descent against Newton's method, from one start and with one rule.

    Both paths over the contours, the norm of the gradient at each of their steps, and what each
    of them cost: one gradient counts as 1, one Hessian as n gradients, since it is n columns of
    derivatives. What it takes to solve for Newton's step is not counted.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    start : array_like of shape (2,), optional
        By default (1, 1), as in the report, or a place in the window of another f.
    learning_rate : float, optional
        Of gradient descent. By default 0.05, as in the report, or what suits another f.
    window : ((float, float), (float, float)), optional
        What part of the plane is shown; by default `f.window`.
    stop : Rule
        One of `hesscourse.stopping`, for both.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    RaceExplorer

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = race(start=(3.2, 3.2), learning_rate=15/64)
    >>> descent, newton = explorer.trajectory
    >>> descent.evaluations.gradient, newton.evaluations.gradient, newton.evaluations.hessian
    (5, 6, 5)
    """
    check_variables(f, 2)
    if f is gallery.report_surface:
        start = (1, 1) if start is None else start
        learning_rate = 0.05 if learning_rate is None else learning_rate
    return RaceExplorer(
        f, start, learning_rate, window=window, stop=checked_rule(stop), tasks=tasks
    )
