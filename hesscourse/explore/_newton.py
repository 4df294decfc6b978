"""Newton's method in the plane: the path, and the model at each of its steps."""

import numpy as np
import traitlets as t

from .. import figures, gallery, stopping
from ..methods import newton as newtons_method
from ..methods._iterate import checked_rule
from . import _runs
from ._explorer import MOST_STEPS, Explorer, check_variables
from ._hessians import facts_of_hessian, facts_of_pace, kind_of_end
from ._scene import panel
from ._tasks import Task
from .stage import Stage, script

FLOOR = 1e-14
TASKS = (
    Task("Find a start from which it ends at a saddle.", ("kind = SADDLE",)),
    Task("Find one from which it ends where the Hessian is singular.", ("kind = SINGULAR",)),
    Task("Reach a minimum in fewer than 5 steps.", ("kind = MINIMUM", "steps < 5")),
)
MAP_SIZE, SLOPES_SIZE = (4.9, 4.4), (4.4, 4.4)


class NewtonStage(Stage):
    _esm = script("newton.js")

    step = t.Int().tag(sync=True)


class Newton(Explorer):
    """Beside what every explorer has: `step`, whose model is shown.

    Attributes
    ----------
    step : int
        Settable, from 0 to the number of steps. Where a run from another start is shorter, its
        last iterate is shown.
    """

    kind = "newton"
    stage_class = NewtonStage
    has_rate = False
    more_state = ("step",)

    @property
    def step(self):
        return self.facts["shown"]

    @step.setter
    def step(self, step):
        most = self._run().steps
        if not (isinstance(step, (int, np.integer)) and 0 <= step <= most):
            raise ValueError(f"step must be a whole number from 0 to {most}; got {step!r}")
        self.stage.step = int(step)

    def _run(self):
        return newtons_method(self.objective, self.start, stop=self.stop, max_steps=MOST_STEPS)

    def _facts(self, run):
        size = float(np.max(np.ptp(self.window, axis=1)))
        facts = _runs.facts_of_run(run, self.minima, self.window)
        end = facts_of_hessian(self.objective.hessian(run.final))
        pace = facts_of_pace(run.points, size)
        settled = facts["outcome"] == "CONVERGED"
        kind = kind_of_end(end, pace["ratio"]) if settled else None
        facts |= {"least": end["least"], "most": end["most"], "kind": kind, **pace}
        return facts | self._facts_of_step(run, min(self.stage.step, run.steps))

    def _facts_of_step(self, run, k):
        here = run.points[k]
        target = run.points[k + 1] if k < run.steps else None
        leaves = target is not None
        return {
            "shown": k,
            "next": k + 1,
            "at": here.tolist(),
            "shape": facts_of_hessian(self.objective.hessian(here))["shape"],
            "target": target.tolist() if leaves else None,
            "climb": float(run.gradients[k] @ (target - here)) if leaves else None,
        }

    def _computed(self, run):
        hessians = np.reshape(self.objective.hessian(run.points), (-1, 4))
        return super()._computed(run) | {"hessians": _runs.finite(hessians)}

    def _panels(self):
        map_ax = figures.subplots(size=MAP_SIZE)
        figures.contours(self.objective, self.window, ax=map_ax)
        map_ax.set_title("dashed: the model; arrow: the step", loc="left", fontsize=10)
        slopes_ax = figures.subplots(size=SLOPES_SIZE)
        label_slopes(slopes_ax, self.objective, self.window, FLOOR)
        return {"map": panel(map_ax), "slopes": panel(slopes_ax, counts_steps=True)}

    def _still(self, run):
        axes = figures.subplots(1, 2, size=(7.8, 3.8))
        figures.contours(self.objective, self.window, ax=axes[0])
        k = min(self.stage.step, run.steps)
        if k < run.steps:
            figures.model(self.objective, run.points[k], self.window, ax=axes[0])
        figures.path(run, self.window, ax=axes[0])
        figures.convergence(run, of="gradient", ax=axes[1])
        return axes[0].figure


def label_slopes(ax, f, window, floor):
    """The empty axes on which the norm of the gradient is drawn, step by step."""
    grid = np.stack(np.meshgrid(*(np.linspace(*side, 41) for side in window)), axis=-1)
    norms = np.linalg.norm(f.gradient(grid), axis=-1)
    norms = norms[np.isfinite(norms)]
    steepest = float(np.max(norms)) if norms.size else 1.0
    ax.set(yscale="log", xlim=(0, 5), ylim=(floor, 10 * max(steepest, 1)))
    ax.set(xlabel="step $k$", ylabel="norm of the gradient")
    ax.grid(True, axis="y", color="#dddddd", linewidth=0.6)


def newton(
    f=gallery.report_surface,
    start=None,
    *,
    window=None,
    stop=stopping.step_below(1e-4),
    tasks=TASKS,
):
    """Explore Newton's method in the plane: a start to drag, and the model at each step.

    The path over the contours, the contours of the quadratic model at the step that you choose,
    the step from there to where the model is level, and the norm of the gradient at each step
    on a logarithmic axis. A sentence says where it ended, and of which kind that point is.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    start : array_like of shape (2,), optional
        By default (3.2, 3.2), as in the report, or a place in the window of another f.
    window : ((float, float), (float, float)), optional
        What part of the plane is shown; by default `f.window`.
    stop : Rule
        One of `hesscourse.stopping`; by default the report's rule for this method.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    Newton

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = newton()
    >>> explorer.trajectory.steps
    5
    >>> explorer.start = (1, 1)
    >>> explorer.facts["kind"]
    'SINGULAR'
    """
    check_variables(f, 2)
    if f is gallery.report_surface and start is None:
        start = (3.2, 3.2)
    return Newton(f, start, None, window=window, stop=checked_rule(stop), tasks=tasks)
