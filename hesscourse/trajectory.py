"""What a method did, as a value: the iterates, and how it ended."""

import html
import math
from collections import namedtuple
from enum import Enum
from functools import cached_property

import numpy as np

WIDEST = 8


class Outcome(Enum):
    """How a run of a method ended. None of them is an error: all are mathematics.

    Examples
    --------
    >>> print(Outcome.CYCLE)
    An iterate came back to an earlier one, so they go round for ever.
    """

    CONVERGED = "The stopping rule fired."
    MAX_STEPS = "The steps allowed were used up before the stopping rule fired."
    DIVERGED = "The iterates ran away: they, or f there, grew past all bounds."
    CYCLE = "An iterate came back to an earlier one, so they go round for ever."
    SINGULAR_HESSIAN = "The Hessian is singular at the last iterate: Newton's step is undefined."
    ZERO_DERIVATIVE = "The derivative is zero at the last iterate: its tangent meets no axis."
    NOT_FINITE = "The function, or its derivative, is not defined at the last iterate."
    LINE_SEARCH_FAILED = "No step that was tried lowered f enough."

    @property
    def sentence(self):
        return self.value

    def __str__(self):
        return self.value

    def __repr__(self):
        return f"Outcome.{self.name}"


Evaluations = namedtuple("Evaluations", "value gradient hessian", defaults=(0, 0, 0))
Evaluations.__doc__ = "How often a method itself asked for f, its gradient and its Hessian."


class Trajectory:
    """The iterates of one run, and how it ended.

    Attributes
    ----------
    objective : Objective
    points : ndarray of shape (k + 1, n)
        The iterates from the start on; shape ``(k + 1,)`` for one variable. With
        ``record=False`` only the first and the last.
    gradients : ndarray of shape (k + 1, n)
        The gradient at each of them; f' for one variable.
    steps : int
        How many steps led from the start to the last iterate.
    outcome : Outcome
    evaluations : Evaluations
        The method's own calls: ``.value``, ``.gradient``, ``.hessian``. What is computed only
        for the record is not counted.

    Examples
    --------
    >>> import hesscourse as hc
    >>> run = hc.gradient_descent(hc.gallery.report_surface, (1, 1), 0.01)
    >>> run.table(first=2, last=1)
      k         x         y          f  |gradient|
      0  1.000000  1.000000  84.722222    7.07e-01
      1  1.005000  1.005000  84.717191    7.16e-01
    ...       ...       ...        ...         ...
    249  3.991015  3.991015  73.622566    5.41e-02
    """

    def __init__(self, objective, points, gradients, steps, outcome, evaluations):
        self.objective = objective
        self.steps = steps
        self.outcome = outcome
        self.evaluations = evaluations
        self._points = points
        self._gradients = gradients

    @cached_property
    def points(self):
        return self._as_array(self._points)

    @cached_property
    def gradients(self):
        known = self._as_array(self._gradients)
        if len(known) == len(self.points):
            return known
        # A method has no need of the gradient at the iterate it ends with.
        return np.concatenate([known, self.objective.gradient(self.points[len(known) :])])

    def _as_array(self, rows):
        return np.array(rows, dtype=float).reshape((-1, *self.objective.point_shape))

    @cached_property
    def values(self):
        """f at each iterate, computed when first asked for."""
        return np.asarray(self.objective(self.points))

    @property
    def final(self):
        """The last iterate; a plain number for one variable."""
        return self.points[-1] if self.objective.n > 1 else float(self.points[-1])

    @property
    def sentence(self):
        """What happened, with its numbers."""
        gradient = _norm(self.gradients[-1])
        return (
            f"{self.outcome.sentence} {self.steps} step{'s' * (self.steps != 1)}, ending at "
            f"{_point_text(self.points[-1])}, where the gradient has norm {gradient:.3g}."
        )

    def table(self, first=4, last=4, digits=6):
        """The first and last iterates, as a table that a notebook shows.

        Parameters
        ----------
        first, last : int
            How many rows from each end.
        digits : int
            How many digits after the point.
        """
        return Table(self, first, last, digits)

    def __repr__(self):
        return f"{self.table()}\n{self.sentence}"

    def _repr_html_(self):
        return f"{self.table()._repr_html_()}<p>{html.escape(self.sentence)}</p>"


class Table:
    """Rows of a trajectory: number, coordinates (the first few), value, norm of the gradient."""

    def __init__(self, trajectory, first, last, digits):
        for name, value in (("first", first), ("last", last), ("digits", digits)):
            if not (isinstance(value, (int, np.integer)) and value >= 0):
                raise ValueError(f"{name} must be a whole number, zero or more; got {value!r}")
        f = trajectory.objective
        more = ["..."] * (f.n > WIDEST)
        self.header = ("k", *f.variables[:WIDEST], *more, "f", "|gradient|")
        self.rows = list(_rows(trajectory, first, last, digits, more))

    def __repr__(self):
        lines = [self.header, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
            for line in lines
        )

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in self.header)
        body = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _rows(trajectory, first, last, digits, more):
    count = len(trajectory.points)
    shown = [i for i in range(count) if i < first or i >= count - last]
    left_out = ("...",) * (3 + min(trajectory.objective.n, WIDEST) + len(more))
    next_number = 0
    for i in shown:
        # With record=False the second of the two points is not step 1 but the last.
        number = i if i < count - 1 else trajectory.steps
        if number > next_number:
            yield left_out
        yield (
            str(number),
            *(fixed(c, digits) for c in np.atleast_1d(trajectory.points[i])[:WIDEST]),
            *more,
            fixed(trajectory.values[i], digits),
            f"{_norm(trajectory.gradients[i]):.2e}",
        )
        next_number = number + 1
    if next_number <= trajectory.steps:
        yield left_out


def fixed(number, digits):
    """A number with `digits` digits after the point, never -0; in e-notation if it is huge.

    Examples
    --------
    >>> fixed(-0.0000001, 3), fixed(2.5e20, 3)
    ('0.000', '2.500e+20')
    """
    text = f"{number:.{digits}f}" if abs(number) < 1e9 else f"{number:.{digits}e}"
    return text.lstrip("-") if not text.strip("-0.") else text


def _norm(vector):
    return math.hypot(*np.atleast_1d(vector))  # np.linalg.norm overflows at 1e155


def _point_text(point):
    coordinates = np.atleast_1d(point)
    shown = [fixed(c, 4) for c in coordinates[:4]] + ["..."] * (len(coordinates) > 4)
    return shown[0] if len(coordinates) == 1 else f"({', '.join(shown)})"
