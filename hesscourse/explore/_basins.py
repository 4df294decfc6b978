"""Where every start ends up, and the path from one of them."""

import math

import numpy as np

from .. import figures, gallery
from ..basin_map import FAILURES
from ..basin_map import basins as map_of
from ..methods import gradient_descent, newton
from ..methods._record import above_zero
from ..stationary import Kind, classify
from ..trajectory import Outcome
from . import _runs
from ._explorer import Explorer, check_variables, slider_step
from ._scene import panel
from ._tasks import Task, ends
from .stage import Stage, script

MAX_STEPS = {"newton": 60, "gradient_descent": 2_000}
SIZE, SIZE_IF_SLOW = 300, 100
REPORT_STARTS = {"newton": (3.2, 3.2), "gradient_descent": (1, 1)}
FROM_AFAR = Task(
    "Reach a minimum from a start that is further away than 0.6 of the picture's width.",
    ("limit_kind = MINIMUM", "trip > 0.6"),
)
PAST_A_NEARER = Task(
    "Reach a minimum although another of the marked points is nearer to your start.",
    ("limit_kind = MINIMUM", "rival_distance < distance"),
)
BORDER = Task(
    "Find a start with a neighbour, one press of an arrow key away, that ends elsewhere.",
    ("elsewhere > 0",),
)
SADDLE = Task("Find a start that leads to a saddle.", ("limit_kind = SADDLE",))
TASKS = {
    "newton": (PAST_A_NEARER, SADDLE, BORDER),
    "gradient_descent": (FROM_AFAR, ends("DIVERGED"), BORDER),
}
MAP_SIZE, LEGEND_WIDTH, LEGEND_ROW = (4.9, 4.4), 2.9, 0.28


class BasinsStage(Stage):
    _esm = script("basins.js")


class Basins(Explorer):
    """The basin map of a method, and the path from the start that is dragged.

    Attributes
    ----------
    map : BasinMap
        What is painted.
    learning_rate : float or None
        Of gradient descent. Set it, and the map is computed anew.
    """

    kind = "basins"
    stage_class = BasinsStage
    has_rate = False

    def __init__(self, f, method, start, *, window, size, learning_rate, tasks):
        self.method, self._size, self._rate = method, size, learning_rate
        super().__init__(f, start, None, window=window, stop=None, tasks=tasks)

    @property
    def learning_rate(self):
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate):
        with self._all_or_nothing():
            self._rate = rate
            self._adopt(self.objective, self.window)
            self._moved()

    def _typed(self, change):
        self.stage.busy = "The map is being computed ..."
        try:
            super()._typed(change)
        finally:
            self.stage.busy = ""

    def _run(self):
        return self._run_from(self.start)

    def _run_from(self, start):
        rules = {"stop": self.stop, "max_steps": MAX_STEPS[self.method]}
        if self.method == "newton":
            return newton(self.objective, start, **rules)
        return gradient_descent(self.objective, start, self._rate, **rules)

    def _facts(self, run):
        facts = _runs.facts_of_run(run, self.minima, self.window)
        size = float(np.max(np.ptp(self.window, axis=1)))
        facts |= facts_of_arrival(facts, self._limits, self._failures, size)
        return facts | {"method": self.method, "elsewhere": self._elsewhere(run)}

    def _elsewhere(self, run):
        """How many of the starts one press of an arrow key away end elsewhere."""
        here = self._fate(run)
        starts = neighbours(run.points[0].tolist(), self.range)
        return sum(self._fate(self._run_from(start)) != here for start in starts)

    def _fate(self, run):
        if run.outcome is not Outcome.CONVERGED:
            return run.outcome
        limit = limit_at(run.final.tolist(), self._limits)
        return limit and self._limits.index(limit)

    def _computed(self, run):
        return super()._computed(run) | {"elsewhere": self._elsewhere(run)}

    def _scene(self):
        f = self.objective
        usual = SIZE if is_quick(f) else SIZE_IF_SLOW
        size = usual if self._size is None else self._size
        self.map = map_of(
            f,
            self.method,
            self.window,
            size,
            learning_rate=self._rate,
            max_steps=MAX_STEPS.get(self.method),
        )
        self.stop = self.map.stop
        self._limits = limits_of(self.map)
        self._failures = {o.name: percent(self.map, o) for o in FAILURES.values()}
        return super()._scene()

    def _more(self):
        return {
            "method": self.method,
            "rate": self._rate,
            "maxSteps": MAX_STEPS[self.method],
            "limits": self._limits,
            "failures": self._failures,
        }

    def _panels(self):
        map_ax = figures.subplots(size=MAP_SIZE)
        rows = 2.5 + min(len(self._limits), 10)
        legend_ax = figures.subplots(size=(LEGEND_WIDTH, LEGEND_ROW * rows))
        legend_ax.axis("off")
        figures.basins(self.map, ax=map_ax, legend=legend_ax)
        return {"map": panel(map_ax), "legend": panel(legend_ax)}

    def _still(self, run):
        ax = figures.basins(self.map)
        limits = {"xlim": ax.get_xlim(), "ylim": ax.get_ylim()}
        path = run.points.T
        ax.plot(*path, color="white", linewidth=4)
        ax.plot(*path, "o-", color="black", markerfacecolor="white", markersize=5, linewidth=1.6)
        ax.plot(*path[:, 0], "o", color="black", markerfacecolor="none", markersize=11)
        ax.set(**limits)
        ax.figure.describe(f"A path from the ringed start. {self.sentence}")
        return ax.figure

    def _title(self):
        return (
            f"where {self.method.replace('_', ' ')} ends on {self.objective.name or self.formula}"
        )


def limits_of(basin_map):
    """The limits of a map as both languages use them, the labels being their places in the list."""
    f = basin_map.objective
    found = []
    for label, point in enumerate(basin_map.limits):
        reach = basin_map.reach(label)
        places = np.vstack([point, basin_map.ends[basin_map.label == label]])
        nature = basin_map.natures[label]
        digits = 9 if nature == "isolated" else 1 - math.floor(math.log10(reach))
        found.append(
            {
                "point": [float(c) + 0.0 for c in np.round(point, digits)],
                "nature": nature,
                "kind": kind_of(f, point, nature).name,
                "percent": percent(basin_map, label),
                "places": thinned(places, reach).tolist(),
                "reach": reach,
            }
        )
    return found


def kind_of(f, point, nature):
    """What the Hessian says of a limit: nothing, but where its determinant shows it isolated."""
    try:
        return classify(f.hessian(point)) if nature == "isolated" else Kind.INCONCLUSIVE
    except ValueError:  # not symmetric
        return Kind.INCONCLUSIVE


def is_quick(f):
    """Whether the map can take all its steps as arrays, with no start looked at alone."""
    return f.formula is not None and f.is_polynomial


def percent(basin_map, what):
    return round(100 * basin_map.share(what), 1)


def thinned(points, apart):
    """Some of the points, so many that each of the others is within `apart` of one of them."""
    cells = np.floor(points / (apart / 2))
    _, first = np.unique(cells, axis=0, return_index=True)
    return points[np.sort(first)]


def limit_at(point, limits):
    """The limit that a point belongs to, as `BasinMap` has it; None if to none."""
    near = [
        (distance, limit)
        for limit in limits
        if (distance := min(math.dist(place, point) for place in limit["places"])) <= limit["reach"]
    ]
    return min(near, key=lambda found: found[0])[1] if near else None


def facts_of_arrival(facts, limits, failures, size):
    """Which limit a run reaches, what share of the map does the same, and who was nearer."""
    start, end = facts["start"], facts["end"]
    converged = facts["outcome"] == "CONVERGED"
    limit = limit_at(end, limits) if converged else None
    distance = math.dist(start, end)
    single = [other for other in limits if other["nature"] != "family"]
    rival = min(single, key=lambda other: math.dist(other["point"], start), default=None)
    if limit is None or rival is limit:
        rival = None
    return {
        "limit": limit and limit["point"],
        "nature": limit and limit["nature"],
        "limit_kind": limit and limit["kind"],
        "limit_name": limit and limit["kind"].lower(),
        "percent": limit["percent"] if limit else failures.get(facts["outcome"], 0.0),
        "distance": distance,
        "trip": distance / size,
        "rival": rival and rival["point"],
        "rival_distance": rival and math.dist(rival["point"], start),
    }


def neighbours(start, window):
    """The starts one press of an arrow key away, inside the window."""
    (x, y), steps = start, [slider_step(side) for side in window]
    beside = [(x - steps[0], y), (x + steps[0], y), (x, y - steps[1]), (x, y + steps[1])]
    return [
        point
        for point in beside
        if all(low <= c <= high for c, (low, high) in zip(point, window, strict=True))
    ]


def basins(
    f=gallery.report_surface,
    method=newton,
    start=None,
    *,
    window=None,
    size=None,
    learning_rate=None,
    tasks=None,
):
    """Explore where every start ends up: drag one over the map, and watch its path.

    The map is computed once, from a whole grid of starts. The path from the start that you
    drag is computed as you drag it, with the same method and the same stopping rule, and a
    sentence says where it ends and what share of the starts does the same.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    method : {hc.newton, hc.gradient_descent}
        The function, or its name.
    start : array_like of shape (2,), optional
    window : ((float, float), (float, float)), optional
        Where the starts are; by default `f.window`.
    size : int, optional
        How many starts along each side: by default 300, or 100 if f is no polynomial,
        which takes longer.
    learning_rate : float, optional
        For gradient descent, and for it only; by default 0.05. The map hangs on it, so there
        is no slider: set ``explorer.learning_rate``, and the map is computed anew.
    tasks : sequence of Task, optional
        What to try; each is ticked off when it is met.

    Returns
    -------
    Basins

    Raises
    ------
    ValueError
        If f has another number of variables or no window; if `hesscourse.basins` refuses the
        method, the size or the learning rate.

    Examples
    --------
    >>> explorer = basins(size=50)
    >>> explorer.facts["limit"], explorer.facts["steps"]
    ([4.0, 4.0], 6)
    >>> explorer.start = (6, 5.5)
    >>> explorer.facts["limit_name"]
    'saddle'
    """
    check_variables(f, 2)
    name = getattr(method, "__name__", method)
    if name == "gradient_descent":
        learning_rate = above_zero(
            0.05 if learning_rate is None else learning_rate, "learning_rate"
        )
    if start is None and f is gallery.report_surface:
        start = REPORT_STARTS.get(name)
    if tasks is None:
        tasks = TASKS.get(name, ())
    return Basins(
        f, name, start, window=window, size=size, learning_rate=learning_rate, tasks=tasks
    )
