"""Stationary points: of which kind one is, and where they all are."""

import html
from enum import Enum

import numpy as np

from ._stationary.families import FamilyKind
from ._stationary.search import STARTS, Search, contains
from .trajectory import fixed

__all__ = ["FamilyKind", "Kind", "StationaryPoints", "classify", "stationary_points"]

SYMMETRIC = 1e-8
DIGITS = 4


class Kind(Enum):
    """What the Hessian's eigenvalues say of a stationary point.

    Examples
    --------
    >>> print(classify([[0, 1], [1, 0]]))
    saddle
    """

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SADDLE = "saddle"
    INCONCLUSIVE = "inconclusive"

    def __str__(self):
        return self.value

    def __repr__(self):
        return f"Kind.{self.name}"


def classify(hessian, rtol=1e-12):
    """The kind of a stationary point, from the signs of its Hessian's eigenvalues.

    All positive: a minimum. All negative: a maximum. Some of both: a saddle, whatever else is
    zero. Otherwise the second derivatives do not tell. The caller vouches that the gradient
    is zero there; anywhere else the answer speaks of curvature, not of extrema.

    Parameters
    ----------
    hessian : array_like of shape (n, n), or a number
        A number is f'' of a function of one variable.
    rtol : float
        An eigenvalue counts as zero if it is at most `rtol` times the largest, in size. It is
        relative, since a function measured in other units is of the same kind.

    Returns
    -------
    Kind

    Raises
    ------
    ValueError
        If the matrix is not square, not symmetric (entries across the diagonal differ by more
        than 1e-8 of the largest entry) or not finite, or `rtol` is not from 0 up to 1.

    Examples
    --------
    >>> classify([[2, 0], [0, -2]])
    Kind.SADDLE
    >>> classify([[2, 0], [0, 0]])
    Kind.INCONCLUSIVE
    """
    if not 0 <= rtol < 1:
        raise ValueError(f"rtol must be a number from 0 up to 1, such as 1e-12; got {rtol!r}")
    eigenvalues = np.linalg.eigvalsh(_checked(hessian))
    zero = rtol * np.max(np.abs(eigenvalues))
    up, down = np.any(eigenvalues > zero), np.any(eigenvalues < -zero)
    if up and down:
        return Kind.SADDLE
    if np.all(eigenvalues > zero):
        return Kind.MINIMUM
    return Kind.MAXIMUM if np.all(eigenvalues < -zero) else Kind.INCONCLUSIVE


def _checked(hessian):
    """The Hessian as a matrix whose largest entry is 1 in size, unless it is zero."""
    matrix = np.asarray(hessian, dtype=float)
    if matrix.ndim == 0:
        matrix = matrix.reshape(1, 1)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise ValueError(f"a Hessian is square, n x n; this one has shape {matrix.shape}")
    if not np.all(np.isfinite(matrix)):
        raise ValueError(f"a Hessian must be finite to be classified; got {matrix.tolist()}")
    scaled = matrix / (np.max(np.abs(matrix)) or 1.0)
    if np.any(np.abs(scaled - scaled.T) > SYMMETRIC):
        raise ValueError(
            f"a Hessian is symmetric where its entries are continuous; {matrix.tolist()} is not"
        )
    return scaled


class StationaryPoints:
    """The stationary points of an objective.

    Attributes
    ----------
    isolated : tuple of (point, Kind)
        In order of their coordinates. A point is an array of shape ``(n,)``, a float for one
        variable. The kind is what the Hessian says.
    families : tuple of Family
        Curves full of stationary points, whole, wherever they run, each with its `equation`,
        `value`, `pieces` and ``kind_at(point)``.
    complete : bool
        Whether these are certainly all: all isolated ones in the window, if there was one.
    note : str
        That in a sentence, with the reason for any doubt.
    """

    def __init__(self, f, isolated, families, doubts, window):
        self.objective = f
        self.isolated = tuple(sorted(isolated, key=lambda found: np.atleast_1d(found[0]).tolist()))
        self.families = tuple(families)
        self.complete = not doubts
        self.note = _note(bool(self.isolated or self.families), doubts, window)

    def _rows(self):
        header = (*self.objective.variables, "f", "kind")
        return [header, *(self._row(point, kind) for point, kind in self.isolated)]

    def _row(self, point, kind):
        numbers = [*np.atleast_1d(point), self.objective(point)]
        return (*(fixed(number, DIGITS) for number in numbers), str(kind))

    def __repr__(self):
        rows = self._rows() if self.isolated else []
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(map(str.rjust, row, widths)) for row in rows]
        return "\n".join([*lines, *map(repr, self.families), self.note])

    def _repr_html_(self):
        head, *rows = self._rows()
        table = _html_row("th", head) + "".join(_html_row("td", row) for row in rows)
        families = "".join(map(_html_family, self.families))
        note = f"<p>{html.escape(self.note)}</p>"
        return (f"<table>{table}</table>" if rows else "") + families + note


def _note(anything, doubts, window):
    if doubts:
        return f"There may be {'others' if anything else 'some'}: {'; '.join(doubts)}."
    none = f"There are no {'others' if anything else 'stationary points'}"
    return f"{none}{'' if window is None else ' in the window'}."


def _html_row(tag, cells):
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _html_family(family):
    pieces = "".join(f"<li>{html.escape(str(piece))}</li>" for piece in family.pieces)
    return f"<p>{html.escape(family.text)}</p><ul>{pieces}</ul>"


def stationary_points(f, window=None):
    """Every point where the gradient of f vanishes, and of which kind each is.

    For a polynomial the answer is exact: algebra finds the points, each is verified by
    substitution, and Newton's method from many starts looks for any that were missed. For
    anything else it is Newton's method alone, which cannot know that it has found them all.

    Parameters
    ----------
    f : Objective
    window : sequence of (low, high), optional
        Where to look, one pair for each variable. By default everywhere for a polynomial,
        and in ``f.window`` for anything else.

    Returns
    -------
    StationaryPoints

    Raises
    ------
    ValueError
        If f is not an Objective, or has no Hessian; if the window is not one pair (low, high)
        for each variable; if there is no window at all, and f is not a polynomial.

    Examples
    --------
    >>> import hesscourse as hc
    >>> hc.stationary_points(hc.Objective("x^3 - 3 x + y^2"))
          x       y        f     kind
    -1.0000  0.0000   2.0000   saddle
     1.0000  0.0000  -2.0000  minimum
    There are no others.
    >>> hc.stationary_points(hc.Objective("(x - 1) y^2"))
    y = 0, where f = 0
      x < 1: non-strict maximum
      x = 1: neither
      x > 1: non-strict minimum
    There are no others.
    """
    if not hasattr(f, "gradient"):
        raise ValueError(f"f is an Objective, such as Objective('x^2 + y^2'); got {f!r}")
    asked = None if window is None else _checked_window(f, window)
    searched = asked if f.window is None or asked is not None else _checked_window(f, f.window)
    exact = _by_algebra(f)
    if exact is None and searched is None:
        raise ValueError(
            "f is not a polynomial with rational coefficients, so its stationary points must be "
            f"searched for: give a window, such as {_example_window(f)}"
        )
    points, families, doubts = exact or ([], [], [_only_newton(f)])
    if searched is not None:
        points, doubts = _cross_checked(f, searched, points, doubts)
    isolated = [
        (np.array(point) if f.n > 1 else float(point[0]), _kind(hessian))
        for point, hessian in points
        if asked is None or contains(asked, point)
    ]
    return StationaryPoints(f, isolated, families, doubts, asked)


def _by_algebra(f):
    if f.formula is None:
        return None
    from ._stationary.factors import stationary_by_algebra

    return stationary_by_algebra(f.formula, f.variables)


def _only_newton(f):
    what = "has no formula" if f.formula is None else "is not a polynomial"
    return f"f {what}, and Newton's method from {STARTS} starts in the window may miss some"


def _cross_checked(f, window, points, doubts):
    """What algebra found, with what only Newton's method did, and the doubts that this raises."""
    search = Search(f, window)
    found = search.regular + (search.singular if doubts else [])
    missed = [new for new in found if not any(search.same(new[0], old) for old, _ in points)]
    doubts = [
        *doubts,
        *["Newton's method found what algebra missed"] * bool(missed and not doubts),
        *["some starts led to points that are not isolated"] * bool(doubts and search.in_rows),
    ]
    return points + missed, doubts


def _kind(hessian):
    try:
        return classify(hessian)
    except ValueError:  # not symmetric: its second derivatives are not continuous, and say nothing
        return Kind.INCONCLUSIVE


def _checked_window(f, window):
    try:
        pairs = np.asarray(window, dtype=float)
    except (TypeError, ValueError):
        pairs = np.empty(0)
    if f.n == 1 and pairs.shape == (2,):
        pairs = pairs.reshape(1, 2)
    right = pairs.shape == (f.n, 2) and np.all(np.isfinite(pairs))
    if not (right and np.all(pairs[:, 0] < pairs[:, 1])):
        raise ValueError(
            f"a window is one pair (low, high) for each of ({', '.join(f.variables)}), such as "
            f"{_example_window(f)}; got {window!r}"
        )
    return pairs


def _example_window(f):
    return ((-1, 7),) * f.n
