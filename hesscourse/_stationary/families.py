"""What a curve full of stationary points is: a value, with the kind along each piece."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from ..trajectory import fixed

LONGEST_EXACT = 8


class FamilyKind(Enum):
    """What a stationary point that is not isolated is, from the sign of f - f* around it."""

    NONSTRICT_MINIMUM = "non-strict minimum"
    NONSTRICT_MAXIMUM = "non-strict maximum"
    NEITHER = "neither"
    LEVEL = "non-strict minimum and maximum"

    def __str__(self):
        return self.value

    def __repr__(self):
        return f"FamilyKind.{self.name}"

    @classmethod
    def of_sign(cls, sign):
        """The kind where f - f* is of one sign all round (1 or -1), or of both (0).

        Examples
        --------
        >>> FamilyKind.of_sign(-1)
        FamilyKind.NONSTRICT_MAXIMUM
        """
        return (cls.NEITHER, cls.NONSTRICT_MINIMUM, cls.NONSTRICT_MAXIMUM)[sign]


@dataclass(frozen=True)
class Piece:
    """A part of a family, all of one kind.

    Attributes
    ----------
    kind : FamilyKind
    where : sympy.Set or sympy.Boolean
        On a line, an interval of its free coordinate (the first, if the line is slanted). On
        another curve an inequality, or a set of points; true for the whole of it.
    text : str
        The same, to read: "y < 6".
    """

    kind: FamilyKind
    where: Any
    text: str

    def __str__(self):
        return f"{self.text}: {self.kind}"


@dataclass(frozen=True, eq=False)
class Family:
    """A curve of stationary points (in three variables a surface), none of them isolated.

    Attributes
    ----------
    equation : sympy.Expr
        It is zero on the family.
    value : sympy.Expr
        That of f, the same on all of it.
    pieces : tuple of Piece
    variables : tuple of str
    text : str
        The equation and the value, to read: "x = 0, where f = 85".
    """

    equation: Any
    value: Any
    pieces: tuple[Piece, ...]
    variables: tuple[str, ...]
    text: str
    _kind_near: Callable

    def kind_at(self, point):
        """The kind of one point of the family.

        Parameters
        ----------
        point : array_like of shape (n,)
            A plain number for one variable.

        Returns
        -------
        FamilyKind

        Raises
        ------
        ValueError
            If the point has another shape, or is not on the family to about eight digits.

        Examples
        --------
        >>> import hesscourse as hc
        >>> x_axis = hc.stationary_points(hc.Objective("x^2 y^2")).families[1]
        >>> x_axis.kind_at((3, 0))
        FamilyKind.NONSTRICT_MINIMUM
        """
        at = np.atleast_1d(np.asarray(point, dtype=float))
        if at.shape != (len(self.variables),):
            names = ", ".join(self.variables)
            raise ValueError(f"a point is one number for each of ({names}); got {point!r}")
        kind = self._kind_near(tuple(at.tolist())) if np.all(np.isfinite(at)) else None
        if kind is None:
            raise ValueError(f"{point!r} is not on the family {self.text}")
        return kind

    def __repr__(self):
        return "\n".join([self.text, *(f"  {piece}" for piece in self.pieces)])


def number_text(number):
    """An exact number to read: itself if it is short, else to four digits after the point.

    Examples
    --------
    >>> import sympy as sp
    >>> number_text(sp.Rational(3, 2)), number_text(sp.sqrt(2))
    ('3/2', '1.4142')
    """
    exact = str(number)
    return exact if number.is_Rational and len(exact) <= LONGEST_EXACT else fixed(float(number), 4)


def formula_text(expression):
    """An expression to read: x^2 for x**2.

    Examples
    --------
    >>> import sympy as sp
    >>> formula_text(sp.Symbol("x") ** 2)
    'x^2'
    """
    return str(expression).replace("**", "^")


def equation_text(poly):
    """A polynomial, set equal to zero, to read."""
    return f"{formula_text(poly.as_expr())} = 0"
