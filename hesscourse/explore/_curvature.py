"""Curvature at a point of the plane: what the Hessian says there."""

import math

import numpy as np

from .. import figures, gallery
from ..figures._contours import spread
from ..objective import taylor
from . import _runs
from ._explorer import Explorer, check_variables
from ._hessians import facts_of_hessian
from ._scene import panel
from ._tasks import Task
from .stage import Stage, script

NEAR = 0.002  # of the window: so near, as the model sees it, is a stationary point
ROUNDING = 1e-12  # of the largest eigenvalue, times the window: so small is a zero gradient
ROUND = 1e-9  # eigenvalues closer than this share of the larger are one
TASKS = (
    Task("Find a minimum.", ("level != NO", "shape = POSITIVE_DEFINITE")),
    Task("Find a saddle.", ("level != NO", "shape = INDEFINITE")),
    Task(
        "Find a point with zero gradient where the Hessian cannot tell.",
        ("level = ZERO", "unsure = YES"),
    ),
)
UNSURE = {"POSITIVE_SEMIDEFINITE", "NEGATIVE_SEMIDEFINITE", "ZERO"}
MAP_SIZE, WAVE_SIZE = (4.9, 4.6), (4.4, 4.6)


class CurvatureStage(Stage):
    _esm = script("curvature.js")


class Curvature(Explorer):
    kind = "curvature"
    stage_class = CurvatureStage
    has_rate = False
    handle_name = "point"

    def _facts(self, _):
        size = float(np.max(np.ptp(self.window, axis=1)))
        look = self._look()
        facts = facts_of_hessian(look["hessian"])
        gradient = look["gradient"]
        slope = math.hypot(*gradient) if np.all(np.isfinite(gradient)) else None
        return {
            "at": list(self.start),
            "value": float(look["value"]),
            "gradient": None if slope is None else gradient.tolist(),
            "slope": slope,
            **facts,
            **_directions(look["hessian"], facts),
            "level": _level(look, slope, facts, size),
            "unsure": "YES" if facts["shape"] in UNSURE else "NO",
        }

    def _look(self):
        f, at = self.objective, self.start
        look = {"value": f(at), "gradient": f.gradient(at), "hessian": f.hessian(at)}
        defined = all(np.all(np.isfinite(numbers)) for numbers in look.values())
        return look if defined else {name: look[name] * np.nan for name in look}

    def _computed(self, _):
        flat = {name: np.ravel(numbers) for name, numbers in self._look().items()}
        finite = {name: _runs.finite(numbers) for name, numbers in flat.items()}
        return finite | {"at": list(self.start), "value": finite["value"][0]}

    def _panels(self):
        map_ax = figures.subplots(size=MAP_SIZE)
        figures.contours(self.objective, self.window, ax=map_ax)
        map_ax.set_aspect("equal")  # or a right angle would not look like one
        map_ax.set_title("dashed: Taylor's quadratic", loc="left", fontsize=10)
        heights = list(map(float, heights_of(map_ax)))
        wave_ax = figures.subplots(size=WAVE_SIZE)
        wave_ax.set(xlim=(0, 180), ylim=(-1, 1), xticks=range(0, 181, 45))
        wave_ax.set_yticks([0], ["-1000"])  # room for what the browser writes there
        wave_ax.tick_params(axis="y", length=0, labelcolor="white")
        wave_ax.set(xlabel="direction of u, in degrees")
        wave_ax.set_title("curvature u'Hu along u", loc="left", fontsize=10)
        return {
            "map": panel(map_ax) | {"heights": heights},
            "wave": panel(wave_ax) | {"freeY": True},
        }

    def _still(self, _):
        f, at = self.objective, self.start
        axes = figures.subplots(1, 2, size=(8.6, 4.1))
        figures.contours(f, self.window, ax=axes[0])
        heights = heights_of(axes[0])
        if self.facts["shape"] is not None:
            dashed = {"fill": False, "colors": "#D55E00", "linestyles": "--"}
            figures.contours(taylor(f, at), self.window, levels=heights, ax=axes[0], **dashed)
            figures.curvature_ellipse(f, at, ax=axes[0])
            figures.directional_curvature(f, at, ax=axes[1])
        return axes[0].figure


def heights_of(ax):
    """The heights of the contours in a map; where they crowd, some of them."""
    return spread(ax.collections[-1].levels, 0.06)


def _directions(hessian, facts):
    """The angles of the eigenvectors, from 0 up to 180 degrees; None where all are the same."""
    least, most = facts["least"], facts["most"]
    if least is None or most - least <= ROUND * max(abs(least), abs(most)):
        return {"least_angle": None, "most_angle": None}
    (a, b), (_, d) = hessian.tolist()
    most_angle = math.degrees(math.atan2(2 * b, a - d) / 2) % 180
    return {"least_angle": (most_angle + 90) % 180, "most_angle": most_angle}


def _level(look, slope, facts, size):
    """ZERO, NEAR or NO: whether the gradient is zero here, or a hair's breadth away.

    What is near is judged by the model: by the step to where it is level.
    """
    if facts["shape"] is None:
        return None
    if slope <= ROUNDING * size * max(abs(facts["least"]), abs(facts["most"])):
        return "ZERO"
    if facts["shape"] in UNSURE:
        return "NO"
    step = np.linalg.solve(look["hessian"], look["gradient"])
    return "NEAR" if math.hypot(*step) <= NEAR * size else "NO"


def curvature(f=gallery.report_surface, start=None, *, window=None, tasks=TASKS):
    """Explore the Hessian at a point that you drag.

    Over the contours of f those of Taylor's quadratic at the point, the eigenvectors of the
    Hessian with their eigenvalues, and its ellipse where it is definite. Beside them the
    curvature u'Hu against the direction of u. A sentence says what the eigenvalues mean there,
    and what they cannot say.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    start : array_like of shape (2,), optional
        Where the point is at first: by default (5, 3), or a place in the window of another f.
    window : ((float, float), (float, float)), optional
        What part of the plane is shown; by default `f.window`.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    Curvature

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = curvature()
    >>> explorer.facts["shape"], explorer.facts["gradient"]
    ('POSITIVE_DEFINITE', [4.5, -2.5])
    >>> explorer.start = (6, 6)
    >>> explorer.sentence
    'The gradient is zero at (6, 6), and H is indefinite: its eigenvalues -14.4 and 14.4 have \
both signs. So this is a saddle: f bends up in one direction and down in another.'
    """
    check_variables(f, 2)
    if f is gallery.report_surface and start is None:
        start = (5, 3)
    return Curvature(f, start, None, window=window, stop=None, tasks=tasks)
