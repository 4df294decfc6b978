"""The graph of a function of two variables, in space, to be turned by hand."""

import numpy as np
import traitlets as t
from matplotlib import colormaps, ticker
from matplotlib.colors import to_hex

from .. import figures, gallery
from ..figures._canvas import finite_heights
from ..stationary import Kind
from ._explorer import Explorer, check_variables
from ._facts import fill, number, place, templates
from ._tasks import Task
from .stage import Stage, script

CELLS = 40  # along each side of the mesh
FEW = 0.02  # what is far beyond all but this share of the heights is cut off
VIEW = (-60.0, 36.0)  # from here one looks into a bowl
AZIMUTHS, ELEVATIONS = (-180.0, 180.0), (0.0, 90.0)
COLOURS = [to_hex(colour) for colour in colormaps["viridis"](np.linspace(0, 1, 64))]
PANEL = {"image": "", "width": 620, "height": 550, "left": 0, "right": 1, "top": 0, "bottom": 1}
PANEL |= {"x": [0, 1], "y": [0, 1], "logX": False, "logY": False, "countsSteps": False}
MARKS = {
    Kind.MINIMUM: ("minima", "circle", "o"),
    Kind.MAXIMUM: ("maxima", "triangle", "^"),
    Kind.SADDLE: ("saddles", "square", "s"),
    Kind.INCONCLUSIVE: ("unclear", "star", "*"),
}
TASKS = (
    Task("Look straight down, as on a map.", ("elevation > 85",)),
    Task("Go down to the level, and look from the side.", ("elevation < 5",)),
)


class SurfaceStage(Stage):
    _esm = script("surface.js")

    azimuth = t.Float().tag(sync=True)
    elevation = t.Float().tag(sync=True)


class Surface(Explorer):
    """A surface that is turned by hand.

    Attributes
    ----------
    azimuth : float
        From where you look: degrees round the vertical axis, from -180 to 180. Settable.
    elevation : float
        From 0, the level, to 90, straight from above. Settable.
    """

    kind = "surface"
    stage_class = SurfaceStage
    has_rate = has_start = False
    more_state = ("azimuth", "elevation")
    can_be_typed = False

    @property
    def azimuth(self):
        return self.stage.azimuth

    @azimuth.setter
    def azimuth(self, degrees):
        self.stage.azimuth = checked_angle("azimuth", degrees, AZIMUTHS)

    @property
    def elevation(self):
        return self.stage.elevation

    @elevation.setter
    def elevation(self, degrees):
        self.stage.elevation = checked_angle("elevation", degrees, ELEVATIONS)

    @property
    def trajectory(self):
        raise AttributeError("a surface is looked at: there is no start, and no method runs")

    start = learning_rate = trajectory

    def _run(self):
        return None

    def _compute(self):
        """There is nothing to run."""

    def _facts(self, run):
        return {**self._seen, "azimuth": self.azimuth, "elevation": self.elevation}

    def _more(self):
        f, window = self.objective, self.window
        known = known_points(f, window, self.minima)
        mesh = heights_over(f, window, [float(f(point)) for point, _ in known])
        self._known, self._mesh = known, mesh
        self._seen = facts_of(known, mesh)
        return {
            "seen": self._seen,
            "heights": mesh["shares"],
            "colours": COLOURS,
            "marks": [
                {"at": on_box(point, window), "height": mesh["share"](f(point)), "name": str(kind)}
                | {"marker": MARKS[kind][1]}
                for point, kind in known
            ],
            "axes": [
                {"name": name, "ticks": ticks_of(*side)}
                for name, side in zip(
                    [*f.variables, "f"], [*self.range, (mesh["low"], mesh["high"])], strict=True
                )
            ],
        }

    def _panels(self):
        return {"space": PANEL}

    def _place(self, view, learning_rate):
        self.azimuth, self.elevation = view
        self._defaults = {"azimuth": self.azimuth, "elevation": self.elevation}
        self.stage.scene = {**self.stage.scene, "defaults": self._defaults}

    def _still(self, run):
        f, heights = self.objective, (self._mesh["low"], self._mesh["high"])
        view = (self.elevation, self.azimuth)
        ax = figures.surface(f, self.window, view=view, heights=heights)
        for kind in dict.fromkeys(kind for _, kind in self._known):
            points = np.array([point for point, other in self._known if other is kind])
            look = {"marker": MARKS[kind][2], "color": "#D55E00", "markeredgecolor": "black"}
            look |= {"linestyle": "none", "markersize": 8, "zorder": 9, "label": str(kind)}
            ax.plot(*points.T, f(points), **look)
        if self._known:
            ax.legend(loc="upper left")
        ax.figure.describe(self.sentence)
        return ax.figure

    def _title(self):
        return f"the surface of {self.objective.name or self.formula or 'f'}"


def checked_angle(name, degrees, bounds):
    low, high = bounds
    if not (isinstance(degrees, (int, float, np.number)) and low <= degrees <= high):
        raise ValueError(f"{name} must be from {low:g} to {high:g} degrees; got {degrees!r}")
    return float(degrees)


def known_points(f, window, minima):
    """The stationary points in a window with their kinds: those known of f, or the minima."""
    points = f.known_points or [(minimum.point, Kind.MINIMUM) for minimum in minima]
    inside = [
        (tuple(map(float, point)), kind)
        for point, kind in points
        if np.all((window[:, 0] <= point) & (point <= window[:, 1]))
    ]
    return sorted(inside, key=lambda found: list(Kind).index(found[1]))


def heights_over(f, window, known_heights):
    """The heights of the mesh as shares of the box, which leaves out what is far beyond."""
    axes = [np.linspace(*side, CELLS + 1) for side in window]
    values = f(np.stack(np.meshgrid(*axes), axis=-1))
    finite = finite_heights(values)
    few, most = np.quantile(finite, [FEW, 1 - FEW])
    reach = 3 * (most - few)
    lowest, highest = (bound([*finite, *known_heights]) for bound in (min, max))
    low = max(lowest, min([few - reach, *known_heights]))
    high = min(highest, max([most + reach, *known_heights]))
    if not low < high:
        low, high = low - 1, high + 1  # a level plane, in the middle of its box

    def share(height):
        """From 0 at the floor to 1 at the ceiling; -1 or 2 far outside; None if undefined."""
        return (
            None
            if np.isnan(height)
            else round(float(np.clip((height - low) / (high - low), -1, 2)), 5)
        )

    return {
        "low": float(low),
        "high": float(high),
        "lowest": float(max(low, lowest)),
        "highest": float(min(high, highest)),
        "share": share,
        "shares": [[share(height) for height in row] for row in values],
        "below": bool(np.any(values < low)),
        "above": bool(np.any(values > high)),
        "undefined": bool(np.any(np.isnan(values))),
    }


def facts_of(known, mesh):
    parts = templates()["surface"]["parts"]
    bounds = {"lowest": mesh["lowest"], "highest": mesh["highest"]}
    missing = [fill(parts[name], bounds) for name in ("below", "above", "undefined") if mesh[name]]
    kinds = [kind for _, kind in known]
    return {
        **bounds,
        "missing": "".join(missing),
        "stationary": in_words(known),
        **{plural: kinds.count(kind) for kind, (plural, *_) in MARKS.items()},
    }


def in_words(known):
    """Stationary points by kind: 'minimum (4, 4); saddle (6, 6)'."""
    places = {}
    for point, kind in known:
        places.setdefault(kind, []).append(place(point))
    return "; ".join(f"{name_of(kind, found)} {', '.join(found)}" for kind, found in places.items())


def name_of(kind, found):
    return MARKS[kind][0] if len(found) > 1 and kind is not Kind.INCONCLUSIVE else str(kind)


def on_box(point, window):
    """Where a point of the window is on the floor of the box, from -1 to 1 each way."""
    return [
        float(2 * (c - low) / (high - low) - 1)
        for c, (low, high) in zip(point, window, strict=True)
    ]


def ticks_of(low, high):
    """Where an axis has its ticks, from -1 to 1, and what they say."""
    values = ticker.MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [
        {"at": float(2 * (value - low) / (high - low) - 1), "text": number(value)}
        for value in values
        if low <= value <= high
    ]


def surface(f=gallery.report_surface, *, window=None, azimuth=None, elevation=None, tasks=TASKS):
    """Explore the surface of a function of two variables: turn it by hand.

    Drag it, or walk round it with the arrow keys. The stationary points that are known are
    marked, and a sentence says where they are. What is far above or below everything else is
    cut off, and the sentence says that too.

    Parameters
    ----------
    f : Objective
        Of two variables; by default the report's surface.
    window : ((float, float), (float, float)), optional
        Over what part of the plane; by default `f.window`.
    azimuth, elevation : float, optional
        From where you look first, in degrees: by default -60 round the vertical axis, and 36
        above the level.
    tasks : sequence of Task
        What to try; each is ticked off when it is met.

    Returns
    -------
    Surface

    Raises
    ------
    ValueError
        If f has another number of variables, no window, or no value anywhere in it; if an
        angle is not from -180 to 180, or from 0 to 90.

    Examples
    --------
    >>> import hesscourse as hc
    >>> explorer = surface(hc.gallery.saddle)
    >>> explorer.facts["stationary"]
    'saddle (0, 0)'
    >>> explorer.elevation = 90
    >>> explorer.done
    [True, False]
    """
    check_variables(f, 2)
    view = [
        usual if given is None else given
        for given, usual in zip((azimuth, elevation), VIEW, strict=True)
    ]
    return Surface(f, view, None, window=window, stop=None, tasks=tasks)
