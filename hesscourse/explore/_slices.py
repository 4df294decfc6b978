"""Partial derivatives: two cuts through a surface, and the gradient, at a point to drag."""

import math

import numpy as np

from .. import figures, gallery
from ..figures._canvas import math_label
from . import _runs
from ._explorer import Explorer, check_variables
from ._scene import panel
from ._tasks import Task
from .stage import Stage, script

MAP_SIZE, CUT_SIZE = (3.8, 3.7), (2.85, 3.7)
GRID = 41
PIECES = 120  # of a cut, as in slices.js
LONGEST = 3  # a picture longer than that many times its height would be a strip
TASKS = (
    Task("Find a point where the ground is level both ways.", ("share < 0.01",)),
    Task(
        "Find a point where it is level one way, but not the other.",
        ("tilt < 0.01", "share > 0.1"),
    ),
)


class SlicesStage(Stage):
    _esm = script("slices.js")


class Slices(Explorer):
    kind = "slices"
    stage_class = SlicesStage
    has_rate = False
    handle_name = "point"

    @property
    def trajectory(self):
        raise AttributeError("this explorer runs no method, so it has no trajectory: see .facts")

    def _scene(self):
        self.typical = typical_slope(self.objective, self.window)
        return super()._scene()

    def _more(self):
        return {"typical": self.typical}

    def _facts(self, _):
        f, point = self.objective, list(self.start)
        value, gradient = f(point), f.gradient(point).tolist()
        defined = all(map(math.isfinite, (value, *gradient)))
        minimum = _runs.nearest(self.minima, point)
        size = float(np.max(np.ptp(self.window, axis=1)))
        norm = math.hypot(*gradient)
        down = (math.degrees(math.atan2(-gradient[1], -gradient[0])) + 360) % 360
        return {
            "state": "defined" if defined else "undefined",
            "point": point,
            "first": f.variables[0],
            "second": f.variables[1],
            "value": value,
            "gradient": gradient,
            "slope_x": gradient[0],
            "slope_y": gradient[1],
            "norm": norm,
            "share": norm / self.typical if self.typical else 0.0,
            "tilt": min(map(abs, gradient)) / norm if norm else None,
            "down": down if norm else None,
            "closeness": math.dist(minimum.point, point) / size if minimum else None,
        }

    def _computed(self, _):
        f, point = self.objective, np.array(self.start)
        cuts = []
        for i, side in enumerate(self.window):
            line = np.repeat(point[None, :], PIECES + 1, axis=0)
            line[:, i] = np.linspace(*side, PIECES + 1)
            cuts.append(_runs.finite(f(line)))
        here = {"value": _runs.finite(f(point)), "gradient": _runs.finite(f.gradient(point))}
        return {**here, "cuts": cuts}

    def _panels(self):
        f = self.objective
        map_ax = figures.subplots(size=MAP_SIZE)
        figures.contours(f, self.window, ax=map_ax)
        if max(ratio := np.divide(*np.ptp(self.window, axis=1)), 1 / ratio) <= LONGEST:
            map_ax.set_aspect("equal")  # or a right angle would not look like one
        return {"map": panel(map_ax), "cut_x": self._cut(0), "cut_y": self._cut(1)}

    def _cut(self, i):
        ax = figures.subplots(size=CUT_SIZE)
        ax.set_title(f"only {self.objective.variables[i]} moves", loc="left")
        ax.set(xlabel=math_label(self.objective.variables[i]), xlim=self.window[i])
        ax.set_ylim(heights_of(self.objective, self.window))
        return panel(ax)

    def _still(self, _):
        axes = figures.slices(self.objective, self.start, self.window)
        return axes[0].figure


def typical_slope(f, window):
    """The norm of the gradient that half of a window exceeds: what small is judged against."""
    norms = np.linalg.norm(f.gradient(_grid(window)), axis=-1)
    norms = norms[np.isfinite(norms)]
    return float(np.median(norms)) if norms.size else 0.0


def heights_of(f, window):
    """From where to where the cuts reach, but for the few highest and lowest places."""
    heights = f(_grid(window))
    low, high = np.quantile(heights[np.isfinite(heights)], [0.005, 0.995])
    margin = 0.06 * (high - low) or 1.0
    return float(low - margin), float(high + margin)


def _grid(window):
    return np.stack(np.meshgrid(*(np.linspace(*side, GRID) for side in window)), axis=-1)


def slices(f=gallery.report_surface, start=None, *, window=None, tasks=TASKS):
    """Explore partial derivatives: two cuts through a surface, at a point to drag.

    The point on the contours, with the gradient and the steepest way down as arrows; the cuts
    along each variable, with the tangents whose slopes are the partial derivatives; and a
    sentence that says what they come to. No method is run, so there is no `trajectory`.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    start : array_like of shape (2,), optional
        The point at first: (5, 3) on the report's surface, or what suits another f.
    window : ((float, float), (float, float)), optional
        What part of the plane is shown; by default `f.window`.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    Slices

    Raises
    ------
    ValueError
        If f has another number of variables, or no window, or is defined nowhere in it, or too
        large there to be drawn; if another argument makes no sense.

    Examples
    --------
    >>> explorer = slices()
    >>> explorer.facts["gradient"]
    [4.5, -2.5]
    >>> explorer.start = (4, 4)
    >>> explorer.done
    [True, False]
    """
    check_variables(f, 2)
    if f is gallery.report_surface and start is None:
        start = (5, 3)
    return Slices(f, start, None, window=window, stop=None, tasks=tasks)
