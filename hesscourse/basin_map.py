"""Where does every start end up: one method from a whole grid of starts at once."""

from collections import deque, namedtuple

import numpy as np

from . import stopping
from .methods import gradient_descent, newton
from .methods._iterate import LONGEST_CYCLE, RUNAWAY, SAME, SAME_BESIDE_STEP
from .methods._newton import SINGULAR
from .methods._record import above_zero
from .objective import require_objective
from .trajectory import Outcome, fixed

# A label is the index of a limit, or one of these.
FAILURES = {
    -1: Outcome.MAX_STEPS,
    -2: Outcome.DIVERGED,
    -3: Outcome.CYCLE,
    -4: Outcome.SINGULAR_HESSIAN,
    -5: Outcome.NOT_FINITE,
}
LABEL = {outcome: label for label, outcome in FAILURES.items()} | {Outcome.CONVERGED: 0}
STILL_WALKING = LABEL[Outcome.MAX_STEPS]

# Starts that walk together. So many that NumPy's work on them outweighs the calls, so few that
# their arrays stay in the processor's cache; with functions in place of a formula, one by one.
CROWD, CROWD_OF_FUNCTIONS = 40_000, 1_000
LONG = 25  # crowds, from which on progress is shown

CLOSE = 1e-3  # of the window's longer side: ends joined by such hops are one limit
CHAIN = 0.05  # of it: the longest hop from one end to the next along a family
MOST_SHOWN = 20
SOLID = 1e-10  # reciprocal condition above which a Hessian is not singular but for rounding
DOUBTFUL = 1e-13  # reciprocal condition below which Cramer's rule is left for LAPACK

Arrival = namedtuple("Arrival", "start label steps outcome end")
Arrival.__doc__ = "What became of one start of a BasinMap."


def basins(
    f,
    method,
    window=None,
    size=400,
    *,
    learning_rate=None,
    tolerance=None,
    max_steps=None,
):
    """Run a method from `size` x `size` starts, and say which limit each of them reaches.

    Every start is given the answer that the method itself gives from there with the same rule:
    `stopping.step_below(tolerance)` for Newton's method, `stopping.gradient_below(tolerance)`
    for gradient descent. A million starts (from functions, 25,000) show their progress.

    Parameters
    ----------
    f : Objective
        Of two variables. One made from functions works too, but slowly.
    method : {hc.newton, hc.gradient_descent}
        The function, or its name.
    window : ((low, high), (low, high)), optional
        Where the starts are, edges included; by default `f.window`.
    size : int
        How many starts along each side.
    learning_rate : float
        For gradient descent, and for it only.
    tolerance : float, optional
        By default 1e-8 for Newton's method (a step) and 1e-6 for gradient descent (a gradient).
    max_steps : int, optional
        By default 60 for Newton's method and 2,000 for gradient descent.

    Returns
    -------
    BasinMap

    Raises
    ------
    ValueError
        If f has not two variables, there is no such method, or an argument makes no sense.

    Examples
    --------
    >>> import hesscourse as hc
    >>> hc.basins(hc.gallery.himmelblau, hc.gradient_descent, size=20, learning_rate=0.01)
    BasinMap: gradient_descent from 20 x 20 starts, x from -5 to 5, y from -5 to 5
    0  (-3.7793, -3.2832)   24.0 %  isolated
    1  (-2.8051, 3.1313)    25.5 %  isolated
    2  (3.0000, 2.0000)     26.2 %  isolated
    3  (3.5844, -1.8481)    24.2 %  isolated
    """
    require_objective(f)
    if f.n != 2:
        raise ValueError(f"a basin map is for two variables; f has {f.n}: {f.variables}")
    name = _checked_method(method)
    window = _checked_window(f.window if window is None else window)
    size = _checked_count(size, "size", 2)
    if name == "newton":
        rule, walk = _newton_walk(f, learning_rate, tolerance, max_steps)
    else:
        rule, walk = _descent_walk(f, learning_rate, tolerance, max_steps)
    axes = tuple(np.linspace(low, high, size) for low, high in window)
    with np.errstate(all="ignore"):
        ends, steps, label = _walk_all(f, walk, axes)
        limits, natures = _find_limits(f, ends, label, window, size)
    return BasinMap(
        f, name, rule, window, axes, limits, natures, label, steps, ends.reshape(size, size, 2)
    )


class BasinMap:
    """Which limit each start of a grid reaches, in how many steps, or how it failed.

    Attributes
    ----------
    objective : Objective
    method : str
    stop : Rule
    window : ((low, high), (low, high))
    size : int
    x, y : ndarray of shape (size,)
        The coordinates of the starts.
    limits : list of ndarray of shape (2,)
        The isolated limits first, then other points where many starts end, then whatever else
        there is, chained into families; each is shown by one of its ends. In each of the
        three, from left to right, then upwards.
    natures : list of str
        For each limit: "isolated" (the Hessian there is not singular), "point" (nothing shows
        that it is isolated) or "family" (a chain of ends, or a few that stand alone).
    label : int ndarray of shape (size, size)
        An index into `limits`, or a failure: -1 MAX_STEPS, -2 DIVERGED, -3 CYCLE,
        -4 SINGULAR_HESSIAN, -5 NOT_FINITE. Row i belongs to ``y[i]``, column j to ``x[j]``.
    steps : int ndarray of shape (size, size)
    ends : ndarray of shape (size, size, 2)
        The last iterate from each start.

    Examples
    --------
    >>> import hesscourse as hc
    >>> basin = hc.basins(hc.gallery.bowl, hc.newton, size=3)
    >>> basin.steps
    array([[2, 2, 2],
           [2, 0, 2],
           [2, 2, 2]])
    """

    def __init__(self, objective, method, stop, window, axes, limits, natures, label, steps, ends):
        self.objective = objective
        self.method = method
        self.stop = stop
        self.window = window
        self.x, self.y = axes
        self.size = len(self.x)
        self.limits = limits
        self.natures = natures
        self.label = label.reshape(self.size, self.size)
        self.steps = steps.reshape(self.size, self.size)
        self.ends = ends

    @property
    def outcome(self):
        """The Outcome from each start, an array of shape (size, size)."""
        # Every limit is clipped to index 0; a failure's label counts from the end.
        table = [Outcome.CONVERGED, *(FAILURES[label] for label in sorted(FAILURES))]
        return np.array(table, dtype=object)[np.minimum(self.label, 0)]

    def share(self, what):
        """The fraction of the starts that reach a limit, or that end in some way.

        Parameters
        ----------
        what : int, Outcome or array_like of shape (2,)
            A label, an outcome, or a point: then the limit there, 0.0 if no start ends there.

        Examples
        --------
        >>> import hesscourse as hc
        >>> hc.basins(hc.gallery.bowl, hc.newton, size=10).share((0, 0))
        1.0
        """
        return float(np.mean(self._matches(what)))

    def _matches(self, what):
        if isinstance(what, Outcome):
            return self.outcome == what
        if isinstance(what, (int, np.integer)):
            return self.label == self._checked_label(what)
        there = self._labels_near(self.objective.as_start(what, "a point"))
        return self.label == there[0] if there else np.zeros(self.label.shape, dtype=bool)

    def at(self, start):
        """What became of the grid's start nearest to `start`.

        Returns
        -------
        Arrival
            ``.start`` (the grid's), ``.label``, ``.steps``, ``.outcome``, ``.end``.

        Raises
        ------
        ValueError
            If `start` is not one point of the window.

        Examples
        --------
        >>> import hesscourse as hc
        >>> hc.basins(hc.gallery.bowl, hc.newton, size=10).at((3, 3)).outcome
        Outcome.CONVERGED
        """
        start = self.objective.as_start(start)
        (left, right), (bottom, top) = self.window
        if not (left <= start[0] <= right and bottom <= start[1] <= top):
            raise ValueError(f"{start.tolist()} is outside the window {self.window}")
        i, j = np.argmin(np.abs(self.y - start[1])), np.argmin(np.abs(self.x - start[0]))
        return Arrival(
            np.array([self.x[j], self.y[i]]),
            int(self.label[i, j]),
            int(self.steps[i, j]),
            self.outcome[i, j],
            self.ends[i, j],
        )

    def _checked_label(self, label):
        labels = [*range(len(self.limits)), *FAILURES]
        if label not in labels:
            raise ValueError(f"a label is one of {labels} here; got {label}")
        return label

    def reach(self, label):
        """How near to one of a limit's ends a point must be to belong to that limit.

        Examples
        --------
        >>> import hesscourse as hc
        >>> hc.basins(hc.gallery.bowl, hc.newton, size=10).reach(0)
        0.006
        """
        close, chain = _hops(self.window, self.size)
        return chain / 2 if self.natures[label] == "family" else close

    def _labels_near(self, point):
        """The label of the limit at `point`, if there is one: a list of one or none."""
        close, chain = _hops(self.window, self.size)
        family = np.array([nature == "family" for nature in self.natures], dtype=bool)
        # A family is all of its ends, and what lies between one and the next.
        reach = np.where(family, chain / 2, close)
        ends, label = self.ends.reshape(-1, 2), self.label.ravel()
        there = [(float(np.hypot(*(limit - point))), k) for k, limit in enumerate(self.limits)]
        for crowd in _crowds(len(ends)):
            reached = crowd.start + np.flatnonzero(label[crowd] >= 0)
            distances = np.hypot(*(ends[reached] - point).T)
            within = np.flatnonzero(distances <= reach[label[reached]])
            if within.size:
                i = within[np.argmin(distances[within])]
                there.append((float(distances[i]), int(label[reached[i]])))
        return [k for distance, k in sorted(there) if distance <= reach[k]][:1]

    def __repr__(self):
        ranges = [
            f"{variable} from {low:g} to {high:g}"
            for variable, (low, high) in zip(self.objective.variables, self.window, strict=True)
        ]
        shares = [self.share(label) for label in range(len(self.limits))]
        shown = sorted(np.argsort(shares, kind="stable")[-MOST_SHOWN:].tolist())
        rows = [
            (f"{label}", self._text(label), shares[label], self.natures[label]) for label in shown
        ]
        if len(shown) < len(shares):
            rest = sum(shares) - sum(shares[label] for label in shown)
            rows.append(("", f"{len(shares) - len(shown)} others", rest, ""))
        rows += [
            (f"{label}", outcome.name, self.share(label), "")
            for label, outcome in FAILURES.items()
            if np.any(self.label == label)
        ]
        wide, wider = (max(len(row[i]) for row in rows) for i in (0, 1))
        lines = [
            f"{label:>{wide}}  {text:<{wider}}  {100 * share:5.1f} %  {nature}".rstrip()
            for label, text, share, nature in rows
        ]
        head = f"BasinMap: {self.method} from {self.size} x {self.size} starts, "
        return "\n".join([head + ", ".join(ranges), *lines])

    def _text(self, label):
        return f"({', '.join(fixed(c, 4) for c in self.limits[label])})"


# What the caller gave.


def _checked_method(method):
    for function in (newton, gradient_descent):
        if method is function or method == function.__name__:
            return function.__name__
    raise ValueError(
        f"a basin map is made by hc.newton or hc.gradient_descent, or their names; got {method!r}"
    )


def _checked_window(window):
    if window is None:
        raise ValueError("say which part to draw: window=((-2, 2), (-2, 2))")
    try:
        sides = np.array(window, dtype=float)
    except (TypeError, ValueError):
        sides = np.array(np.nan)
    if sides.shape != (2, 2) or not np.all(np.isfinite(sides)) or np.any(np.diff(sides) <= 0):
        raise ValueError(
            "a window is ((x_low, x_high), (y_low, y_high)), each low below its high; "
            f"got {window!r}"
        )
    return tuple((low, high) for low, high in sides.tolist())


def _checked_count(count, name, least):
    if not (isinstance(count, (int, np.integer)) and count >= least):
        raise ValueError(f"{name} must be a whole number, {least} or more; got {count!r}")
    return int(count)


def _checked_tolerance(tolerance):
    if not (isinstance(tolerance, (int, float, np.number)) and 0 < tolerance < np.inf):
        raise ValueError(f"tolerance must be a number above zero; got {tolerance!r}")
    return float(tolerance)


# The two methods, each as a rule and a function that takes every start to its end.


def _newton_walk(f, learning_rate, tolerance, max_steps):
    if learning_rate is not None:
        raise ValueError(f"newton has no learning rate; got learning_rate={learning_rate!r}")
    tolerance = _checked_tolerance(1e-8 if tolerance is None else tolerance)
    max_steps = _checked_count(60 if max_steps is None else max_steps, "max_steps", 0)
    rule = stopping.step_below(tolerance)
    gradient, hessian = _on_columns(f, "gradient"), _on_columns(f, "hessian")

    def advance(x, y):
        dx, dy, singular = _newton_step(gradient(x, y), hessian(x, y))
        x_next, y_next = x - dx, y - dy
        settled = (np.abs(x_next - x) < tolerance) & (np.abs(y_next - y) < tolerance)
        return x_next, y_next, settled, singular

    def alone(start):
        return newton(f, start, stop=rule, max_steps=max_steps)

    return rule, lambda starts: _walk(f, starts, advance, rule, max_steps, alone)


def _descent_walk(f, learning_rate, tolerance, max_steps):
    rate = above_zero(learning_rate, "learning_rate")
    tolerance = _checked_tolerance(1e-6 if tolerance is None else tolerance)
    max_steps = _checked_count(2_000 if max_steps is None else max_steps, "max_steps", 0)
    rule = stopping.gradient_below(tolerance)
    gradient = _on_columns(f, "gradient")
    none_singular = np.array([], dtype=int)

    def advance(x, y):
        gx, gy = gradient(x, y)
        settled = np.sqrt(gx * gx + gy * gy) < tolerance
        return x - rate * gx, y - rate * gy, settled, none_singular

    def alone(start):
        return gradient_descent(f, start, rate, stop=rule, max_steps=max_steps)

    return rule, lambda starts: _walk(f, starts, advance, rule, max_steps, alone)


def _on_columns(f, what):
    """A derivative of f as a function (x, y) -> its entries, each an array like x."""
    if f.formula is None:
        at_points = getattr(f, what)
        return lambda x, y: at_points(np.column_stack([x, y])).reshape(len(x), -1).T
    on_arrays = getattr(f, f"_{what}").on_arrays

    def entries(x, y):
        # An entry without x and y is computed as a plain number.
        return [
            e if np.shape(e) == x.shape else np.full(x.shape, e, float) for e in on_arrays(x, y)
        ]

    return entries


def _newton_step(gradient, hessian):
    """The solutions of H d = g, as columns, and where there is none since H is singular."""
    (gx, gy), (a, b, c, d) = gradient, hessian
    determinant = a * d - b * c
    dx, dy = (d * gx - b * gy) / determinant, (a * gy - c * gx) / determinant
    # Where it is this small, |det| over the sum of squares is the reciprocal condition number.
    clear = np.abs(determinant) > DOUBTFUL * (a * a + b * b + c * c + d * d)
    doubtful = np.flatnonzero(~clear)
    if not doubtful.size:
        return dx, dy, doubtful
    gradients = np.column_stack([gx[doubtful], gy[doubtful]])
    hessians = np.column_stack([e[doubtful] for e in hessian]).reshape(-1, 2, 2)
    steps, singular = _careful_steps(gradients, hessians)
    dx[doubtful], dy[doubtful] = steps.T
    return dx, dy, doubtful[singular]


def _careful_steps(gradients, hessians):
    """The same by LAPACK, as `newton` does it; nan where there is no step."""
    steps = np.full_like(gradients, np.nan)
    solvable = np.isfinite(hessians).all(axis=(1, 2))
    sizes = np.linalg.svd(hessians[solvable], compute_uv=False)
    singular = np.zeros(len(steps), dtype=bool)
    singular[solvable] = sizes[:, 1] <= SINGULAR * sizes[:, 0]
    solvable &= ~singular
    steps[solvable] = np.linalg.solve(hessians[solvable], gradients[solvable, :, None])[..., 0]
    flat = ~gradients.any(axis=1)  # nothing to solve: it is there
    steps[flat] = 0
    return steps, singular & ~flat


# The walk: a crowd of starts at once, and each dropped when it has ended.


def _walk_all(f, walk, axes):
    """The end of each start of the grid, its steps and its label; crowd after crowd."""
    x, y = axes
    count = len(x) * len(y)
    ends, steps, label = np.empty((count, 2)), np.empty(count, int), np.empty(count, int)
    crowds = _crowds(count, CROWD if f.formula is not None else CROWD_OF_FUNCTIONS)
    for crowd in _with_progress(crowds):
        row, column = np.divmod(np.arange(crowd.start, crowd.stop), len(x))
        starts = np.column_stack([x[column], y[row]])
        ends[crowd], steps[crowd], label[crowd] = walk(starts)
    return ends, steps, label


def _crowds(count, most=None):
    most = most or CROWD
    return [slice(start, min(start + most, count)) for start in range(0, count, most)]


def _with_progress(crowds):
    if len(crowds) < LONG:
        return crowds
    from tqdm.auto import tqdm

    return tqdm(crowds, desc="basins", unit="crowd", leave=False)


def _walk(f, starts, advance, rule, max_steps, alone):
    """The end of each start, its steps, and its label: 0 for now if it converged."""
    crowd, leaves = _Crowd(starts), _leaving(f)
    for k in range(max_steps):
        if not crowd.who.size:
            break
        crowd.step(k, *advance(crowd.x, crowd.y), rule.keeps_last_step, leaves)
    crowd.finish(slice(None), STILL_WALKING, crowd.x, crowd.y, max_steps)
    ends, steps, label = crowd.ends, crowd.steps, crowd.label
    steps[~f.gradient(starts).any(axis=1)] = 0
    # Where arrays say nan, or f itself is undefined, only the method can tell why and when.
    lost = label == LABEL[Outcome.NOT_FINITE]
    outside = (label != LABEL[Outcome.DIVERGED]) & ~np.isfinite(f(ends))
    there = f(starts)
    never_inside = outside & ~lost & ~np.isfinite(there)
    ends[never_inside], steps[never_inside] = starts[never_inside], 0
    label[never_inside] = LABEL[Outcome.NOT_FINITE]
    # A path can come in from where f has no value, since its derivatives may go on there.
    for i in np.flatnonzero((lost | outside | np.isnan(there)) & ~never_inside):
        run = alone(starts[i])
        ends[i], steps[i], label[i] = run.final, run.steps, LABEL[run.outcome]
    return ends, steps, label


def _leaving(f):
    """Who is where f has no value; of a polynomial, and of functions on the way, nobody."""
    if f.formula is None or f.is_polynomial:
        return lambda x, y: []
    return lambda x, y: np.flatnonzero(~np.isfinite(f._value.on_arrays(x, y)[0]))


class _Crowd:
    """The starts that are still on their way, in columns, and what became of the others."""

    def __init__(self, starts):
        self.ends = starts.copy()
        self.steps = np.zeros(len(starts), dtype=int)
        self.label = np.full(len(starts), STILL_WALKING)
        self.x, self.y = starts.T.copy()
        self.who = np.arange(len(starts))
        self.bound = RUNAWAY * np.maximum(1.0, np.hypot(self.x, self.y))
        self.size = self.x**2 + self.y**2
        self.rising = None
        self.turned = np.zeros(len(starts), dtype=np.int32)
        self.past = deque(maxlen=LONGEST_CYCLE - 1)

    def step(self, k, x, y, settled, singular, keeps_last_step, leaves):
        """Everybody goes on to (x, y), and those for whom that is the end are dropped."""
        size = x * x + y * y
        fate = np.full(x.size, STILL_WALKING, dtype=np.int8)
        # In the order of the methods' own loop, the weakest reason first.
        fate[self._returned(k, x, y, size)] = LABEL[Outcome.CYCLE]
        fate[settled] = LABEL[Outcome.CONVERGED]
        away = self._away(x, y, size)
        fate[away] = LABEL[Outcome.DIVERGED]
        # Too large, or undefined: `_walk` asks the method itself which of the two.
        fate[away[~np.isfinite(size[away])]] = LABEL[Outcome.NOT_FINITE]
        fate[leaves(x, y)] = LABEL[Outcome.NOT_FINITE]
        fate[singular] = LABEL[Outcome.SINGULAR_HESSIAN]
        goes_on = fate == STILL_WALKING
        ended = np.flatnonzero(~goes_on)
        self._end(ended, fate[ended], k, x, y, keeps_last_step)
        self._go_on(x, y, size, np.flatnonzero(goes_on) if ended.size else None)

    def _end(self, ended, fate, k, x, y, keeps_last_step):
        moved = (fate == LABEL[Outcome.CYCLE]) | (fate == LABEL[Outcome.DIVERGED])
        if keeps_last_step:
            moved |= fate == LABEL[Outcome.CONVERGED]
        self.finish(
            ended,
            fate,
            np.where(moved, x[ended], self.x[ended]),
            np.where(moved, y[ended], self.y[ended]),
            k + moved,
        )

    def finish(self, where, label, x, y, steps):
        who = self.who[where]
        self.ends[who, 0], self.ends[who, 1] = x, y
        self.steps[who], self.label[who] = steps, label

    def _away(self, x, y, size):
        far = np.flatnonzero(~(size <= RUNAWAY**2))
        return far[~(np.hypot(x[far], y[far]) <= self.bound[self.who[far]])]

    def _returned(self, k, x, y, size):
        """Who is back where they were 2 to 8 steps ago: a cycle."""
        rising = size > self.size
        if self.rising is not None:
            np.copyto(self.turned, k, where=(rising != self.rising) | (size == self.size))
        self.rising = rising
        # As in the methods' loop: only who has turned round can be back, or who has just begun. And
        # who has just begun and not turned has come nearer, or gone farther, at each step: unless
        # the last one kept the distance but for rounding, they are at no old place.
        may_be_back = self.turned > k - LONGEST_CYCLE
        if k < LONGEST_CYCLE:
            may_be_back &= (self.turned > 0) | (np.abs(size - self.size) <= 4 * SAME * size)
        recent = np.flatnonzero(may_be_back)
        x, y, size = x.take(recent), y.take(recent), np.maximum(size, self.size).take(recent)
        step = (x - self.x.take(recent)) ** 2 + (y - self.y.take(recent)) ** 2
        same = np.minimum(SAME**2 * size, SAME_BESIDE_STEP**2 * step)
        back = np.zeros(recent.size, dtype=bool)
        rows = recent
        for old_x, old_y, kept in reversed(self.past):
            rows = rows if kept is None else kept.take(rows)
            back |= (x - old_x.take(rows)) ** 2 + (y - old_y.take(rows)) ** 2 <= same
        stands = step <= SAME**2 * size
        return recent[back & ~stands]

    def _go_on(self, x, y, size, kept):
        self.past.append((self.x, self.y, kept))
        self.x, self.y, self.size = x, y, size
        if kept is not None:
            self.x, self.y, self.size = x.take(kept), y.take(kept), size.take(kept)
            self.rising, self.turned = self.rising.take(kept), self.turned.take(kept)
            self.who = self.who.take(kept)


# The limits: which ends are one and the same.


def _find_limits(f, ends, label, window, size):
    """The limits and their natures; `label`, 0 for whatever converged, gets their numbers."""
    close, chain = _hops(window, size)
    cells = _Cells(close)
    for crowd in _crowds(len(ends)):
        arrived = crowd.start + np.flatnonzero(label[crowd] == 0)
        isolated, places = _isolated(f, ends[arrived])
        label[arrived] = cells.add(places, isolated)
    points, loose = [], []
    for group in _groups(cells.corners, np.arange(len(cells.count)), close):
        # A point of a family collects the starts of one line at most, and is no limit alone.
        crowded = np.sum(cells.count[group]) >= 2 * size and cells.spread(group) <= close
        (points if cells.isolated[group].any() or crowded else loose).append(group)
    families = _groups(cells.means, np.concatenate([np.array([], dtype=int), *loose]), chain)

    def from_left_to_right(group):
        return np.round(cells.mean(group) / close).tolist()

    points.sort(key=lambda group: (not cells.isolated[group].any(), from_left_to_right(group)))
    families.sort(key=from_left_to_right)
    groups = points + families
    natures = ["isolated" if cells.isolated[group].any() else "point" for group in points]
    number_of = np.empty(len(cells.count), dtype=int)
    for number, group in enumerate(groups):
        number_of[group] = number
    limits = _middle_ones(ends, label, number_of, [cells.mean(group) for group in groups])
    for number, nature in enumerate(natures):
        if nature == "isolated":
            limits[number] = _isolated(f, limits[number][np.newaxis])[1][0]
    return limits, natures + ["family"] * len(families)


class _Cells:
    """The ends, gathered in square cells: memory for what is there, not for every start.

    Attributes
    ----------
    count : int ndarray of shape (m,)
        How many ends lie in each of the m cells.
    isolated : bool ndarray of shape (m,)
        Whether one of them at least is an isolated stationary point.
    corners, means : ndarray of shape (m, 2)
    """

    def __init__(self, side):
        self.side = side
        self._number = {}
        self.count, self.isolated = np.zeros(0, dtype=int), np.zeros(0, dtype=bool)
        self._sums, self._lows, self._highs = np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2))

    def add(self, places, isolated):
        """Put ends in their cells, and say which: a number for each."""
        corners = np.floor(places / self.side)
        keys, cell_of, count = np.unique(
            corners[:, 0] + 1j * corners[:, 1], return_inverse=True, return_counts=True
        )
        numbers = [self._number.setdefault(key, len(self._number)) for key in keys.tolist()]
        here = np.array(numbers, dtype=int)
        self._make_room(len(self._number) - len(self.count))
        if here.size:
            fewest_bits = np.min_scalar_type(len(keys))  # short numbers are sorted by their digits
            order = np.argsort(cell_of.astype(fewest_bits), kind="stable")
            first = np.cumsum(count) - count
            places, isolated = places[order], isolated[order]
            self.count[here] += count
            self.isolated[here] |= np.logical_or.reduceat(isolated, first)
            self._sums[here] += np.add.reduceat(places, first)
            self._lows[here] = np.minimum(self._lows[here], np.minimum.reduceat(places, first))
            self._highs[here] = np.maximum(self._highs[here], np.maximum.reduceat(places, first))
        return here[cell_of]

    def _make_room(self, more):
        self.count = np.pad(self.count, (0, more))
        self.isolated = np.pad(self.isolated, (0, more))
        rows = (0, more), (0, 0)
        self._sums = np.pad(self._sums, rows)
        self._lows = np.pad(self._lows, rows, constant_values=np.inf)
        self._highs = np.pad(self._highs, rows, constant_values=-np.inf)

    @property
    def corners(self):
        keys = np.array(list(self._number), dtype=complex)
        return (np.column_stack([keys.real, keys.imag]) + 0.5) * self.side

    @property
    def means(self):
        return self._sums / self.count[:, np.newaxis]

    def mean(self, group):
        return self._sums[group].sum(axis=0) / self.count[group].sum()

    def spread(self, group):
        return np.max(self._highs[group].max(axis=0) - self._lows[group].min(axis=0))


def _hops(window, size):
    """How near two ends of one point are, and two neighbours along a family."""
    side = max(high - low for low, high in window)
    return CLOSE * side, max(CHAIN * side, 2 * side / (size - 1))


def _middle_ones(ends, label, number_of, means):
    """For each limit the end nearest to the mean of its ends; `label`, a cell, gets its number."""
    limits, nearest = [None] * len(means), np.full(len(means), np.inf)
    means = np.reshape(means, (-1, 2))
    for crowd in _crowds(len(ends)):
        arrived = crowd.start + np.flatnonzero(label[crowd] >= 0)
        numbers = label[arrived] = number_of[label[arrived]]
        distances = np.hypot(*(ends[arrived] - means[numbers]).T)
        before = nearest.copy()
        np.minimum.at(nearest, numbers, distances)
        closest = np.flatnonzero((distances == nearest[numbers]) & (distances < before[numbers]))
        present, first = np.unique(numbers[closest], return_index=True)
        for number, i in zip(present.tolist(), closest[first].tolist(), strict=True):
            limits[number] = ends[arrived[i]].copy()
    return limits


def _isolated(f, ends):
    """Which ends lie at an isolated stationary point, and the ends, moved there if they do.

    Newton's step from the end leads there, and on the way the Hessian must change by less
    than a quarter of its smallest singular value. Towards a point where H is singular it
    changes by half or more, however near the end is. (Only on a family met to the last digit
    is the change nothing but rounding: there the Hessian must not be singular but for that.)
    """
    try:
        gradient, hessian = _on_columns(f, "gradient"), _on_columns(f, "hessian")
        a, b, c, d = here = hessian(*ends.T)
    except ValueError:  # made without its Hessian
        return np.zeros(len(ends), dtype=bool), ends
    dx, dy, _ = _newton_step(gradient(*ends.T), here)
    places = ends - np.column_stack([dx, dy])
    change = sum((p - q) ** 2 for p, q in zip(here, hessian(*places.T), strict=True))
    # |det| over this norm is the smallest singular value, or as little as 0.7 of it.
    norm = np.sqrt(a * a + b * b + c * c + d * d)
    determinant = np.abs(a * d - b * c)
    isolated = (np.sqrt(change) * norm < determinant / 4) & (determinant > SOLID * norm**2)
    return isolated, np.where(isolated[:, None], places, ends)


def _groups(points, chosen, reach):
    """The chosen points, as arrays of their indices, in groups joined by hops of `reach`."""
    if not len(chosen):
        return []
    cells, cell_of = np.unique(
        np.floor(points[chosen, 0] / reach) + 1j * np.floor(points[chosen, 1] / reach),
        return_inverse=True,
    )
    group_of = _connected(cells.tolist())[cell_of]
    order = np.argsort(group_of, kind="stable")
    return np.split(chosen[order], np.flatnonzero(np.diff(group_of[order])) + 1)


def _connected(cells):
    """The number of each cell's group, cells being neighbours side by side or by a corner."""
    group_of = dict.fromkeys(cells)
    count = 0
    for cell in cells:
        if group_of[cell] is None:
            _flood(cell, group_of, count)
            count += 1
    return np.array([group_of[cell] for cell in cells], dtype=int)


def _flood(cell, group_of, number):
    steps = [complex(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    waiting = [cell]
    while waiting:
        cell = waiting.pop()
        if group_of.get(cell, number) is None:
            group_of[cell] = number
            waiting += [cell + step for step in steps]
