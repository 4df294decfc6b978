"""A function to minimise, with its exact gradient and Hessian."""

import itertools
import math
import operator
from functools import cached_property

import numpy as np

from ._brief import brief, listed, place, shortened


class Objective:
    """A function of one or more variables, given by a formula, with exact derivatives.

    Points are float arrays of shape ``(..., n)``, and everything works on all of them at
    once. For one variable a point is a plain number: ``f``, ``f.gradient`` (that is f') and
    ``f.hessian`` (f'') then work element by element, and give back the shape they were given.

    Where the function is undefined the answer is nan; where it is too large, inf. Nothing
    warns.

    Parameters
    ----------
    formula : str or sympy.Expr
        What a student would type, ``"x^2 + 3 x y"``, or a SymPy expression.
    variables : sequence of str, optional
        The names of the variables, in order. By default those of the formula in natural
        order (x2 before x10). Name them when a variable does not occur in the formula.
    name, note : str, optional
        What the function is called, and a sentence on why it is worth looking at.
    window : sequence of (low, high), optional
        The part of the domain worth a picture, one pair for each variable.
    known_points : sequence of (point, Kind), optional
        The isolated stationary points, where they are known.

    Raises
    ------
    ValueError
        If the formula cannot be read (then it is a `FormulaError`, which points at the
        place), or uses a name that is not among `variables`.

    Examples
    --------
    >>> f = Objective("x^2 + 3 y^2")
    >>> f([1, 2])
    13.0
    >>> f.gradient([1, 2])
    array([ 2., 12.])
    >>> f.hessian([1, 2])
    array([[2., 0.],
           [0., 6.]])
    """

    def __init__(
        self, formula, variables=None, *, name=None, note=None, window=None, known_points=()
    ):
        from ._symbolic import read

        self.formula, self.variables = read(formula, variables)
        self.n = len(self.variables)
        self._describe(name, note, window, known_points)

    @classmethod
    def from_callables(
        cls,
        value,
        gradient,
        hessian=None,
        *,
        n,
        hessian_vector_product=None,
        name=None,
        note=None,
        window=None,
        known_points=(),
    ):
        """An objective with no formula: a loss over data, say, or one of a million variables.

        Each function is called with one point at a time, an array of shape ``(n,)`` (a plain
        number for n = 1), and must not change it. Where it is undefined it gives nan, or
        divides by zero.

        Parameters
        ----------
        value, gradient, hessian : callable
            Return a number, shape ``(n,)``, shape ``(n, n)``. `hessian` may be left out; what
            needs it then raises ValueError.
        n : int
            The number of variables.
        hessian_vector_product : callable, optional
            ``(point, direction) -> H(point) @ direction``, for an n at which H does not fit.

        Returns
        -------
        Objective
            Its `formula` is None.

        Examples
        --------
        >>> f = Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=3)
        >>> f([1, 2, 2])
        9.0
        """
        return _CallableObjective(
            value, gradient, hessian, n, hessian_vector_product, (name, note, window, known_points)
        )

    def _describe(self, name, note, window, known_points):
        self.name = name
        self.note = note
        self.window = None if window is None else tuple((float(a), float(b)) for a, b in window)
        self.known_points = tuple(known_points)

    @property
    def point_shape(self):
        """The shape of one point: ``(n,)``, or ``()`` for one variable."""
        return () if self.n == 1 else (self.n,)

    def __call__(self, point):
        """The value at each point, shape ``(...)``."""
        return self._evaluate(self._value, point)

    def gradient(self, point):
        """The gradient at each point, shape ``(..., n)``; f' for one variable."""
        return self._evaluate(self._gradient, point)

    def hessian(self, point):
        """The Hessian at each point, shape ``(..., n, n)``; f'' for one variable."""
        return self._evaluate(self._hessian, point)

    def _evaluate(self, compiled, point):
        points = as_floats(point, "a point")
        if self.n > 1 and points.shape[-1:] != (self.n,):
            raise ValueError(
                f"a point has {self.n} coordinates here, ({listed(self.variables)}), "
                f"so the last axis must have length {self.n}; got shape {points.shape}"
            )
        return compiled(points)

    def as_start(self, start, what="a start"):
        """A copy of `start` as one finite point: shape ``(n,)``, 0-d for one variable.

        Raises
        ------
        ValueError
            If it has another shape, or a coordinate that is not a finite number.
        """
        start = as_floats(start, what).copy()
        if start.shape != self.point_shape:
            right = "a plain number" if self.n == 1 else f"{self.n} numbers"
            raise ValueError(
                f"{what} is {right} here, ({listed(self.variables)}); "
                f"got {brief(start)}, of shape {start.shape}"
            )
        if not np.all(np.isfinite(start)):
            raise ValueError(f"{what} must be finite; got {brief(start)}")
        return start

    @cached_property
    def _symbols(self):
        import sympy as sp

        return [sp.Symbol(name) for name in self.variables]

    @cached_property
    def is_polynomial(self):
        """Whether f is a polynomial, and so defined everywhere."""
        return self.formula is not None and self.formula.is_polynomial(*self._symbols)

    @cached_property
    def _slopes(self):
        from ._symbolic import gradient

        return gradient(self.formula, self._symbols)

    @cached_property
    def gradient_formula(self):
        """The gradient, as a SymPy column; f' for one variable."""
        import sympy as sp

        return sp.ImmutableMatrix(self._slopes) if self.n > 1 else self._slopes[0]

    @cached_property
    def hessian_formula(self):
        """The Hessian, as a SymPy matrix; f'' for one variable."""
        from ._symbolic import hessian

        matrix = hessian(self._slopes, self._symbols)
        return matrix if self.n > 1 else matrix[0, 0]

    @cached_property
    def _value(self):
        return self._compile(self.formula, ())

    @cached_property
    def _gradient(self):
        return self._compile(self.gradient_formula, self.point_shape)

    @cached_property
    def _hessian(self):
        return self._compile(self.hessian_formula, 2 * self.point_shape)

    def _compile(self, expressions, shape):
        from ._compiled import Compiled

        entries = list(expressions) if shape else [expressions]
        return Compiled(self._symbols, entries, shape)

    @cached_property
    def _hessian_along(self):
        from ._compiled import Compiled
        from ._symbolic import hessian_along

        directions, product = hessian_along(self._slopes, self._symbols)
        return Compiled([*self._symbols, *directions], product, self.point_shape)

    def hessian_vector_product(self, point, direction):
        """See `hesscourse.hessian_vector_product`; a formula needs no Hessian for it."""
        return self._hessian_along(np.hstack([point, direction]))

    def __repr__(self):
        return f"Objective({str(self.formula)!r}, variables={self.variables})"

    def _repr_latex_(self):
        import sympy as sp

        arguments = ", ".join(sp.latex(symbol) for symbol in self._symbols)
        return f"$\\displaystyle f({arguments}) = {sp.latex(self.formula)}$"


class _CallableObjective(Objective):
    """What `Objective.from_callables` makes."""

    formula = None

    def __init__(self, value, gradient, hessian, n, hessian_vector_product, description):
        if not (isinstance(n, (int, np.integer)) and n >= 1):
            raise ValueError(f"n, the number of variables, must be 1, 2, 3 ...; got {n!r}")
        self.n = int(n)
        self._value = self._each_point(value, "value", ())
        self._gradient = self._each_point(gradient, "gradient", self.point_shape)
        self._hessian = self._each_point(hessian, "hessian", 2 * self.point_shape)
        self._product = hessian_vector_product
        self._describe(*description)

    @cached_property
    def variables(self):
        return ("x",) if self.n == 1 else tuple(f"x{i + 1}" for i in range(self.n))

    def _each_point(self, function, what, shape):
        def evaluate(points):
            if function is None:
                raise ValueError(
                    f"this objective was made without its {what}: "
                    f"give Objective.from_callables({what}=...)"
                )
            batch_shape = points.shape[: points.ndim - len(self.point_shape)]
            result = np.empty((*batch_shape, *shape))
            with np.errstate(all="ignore"):
                for index in np.ndindex(batch_shape):
                    point = points[index]
                    try:
                        answer = function(float(point) if self.n == 1 else point)
                    except OverflowError:
                        result[index] = np.inf
                    except ZeroDivisionError:
                        result[index] = np.nan
                    else:
                        result[index] = _checked(answer, what, shape)
            result += 0.0  # turns -0.0, which only puzzles a reader, into 0.0
            return result if result.ndim else float(result)

        return evaluate

    @property
    def gradient_formula(self):
        raise ValueError("this objective was made from functions, so it has no formula")

    hessian_formula = gradient_formula

    def hessian_vector_product(self, point, direction):
        """See `hesscourse.hessian_vector_product`."""
        if self._product is None:
            return np.dot(self.hessian(point), direction)
        with np.errstate(all="ignore"):
            product = self._product(point, direction)
        return _checked(product, "hessian_vector_product", self.point_shape)

    def __repr__(self):
        return f"Objective.from_callables(n={self.n})"

    def _repr_latex_(self):
        return f"$f : \\mathbb{{R}}^{{{self.n}}} \\to \\mathbb{{R}}$, given by functions"


def taylor(f, point, order=2):
    """The Taylor polynomial of f at a point: what f looks like from there.

    Order 1 is the tangent plane. Order 2 is the model that Newton's step minimises.

    Parameters
    ----------
    f : Objective
    point : array_like of shape (n,)
        A plain number for one variable.
    order : {1, 2}

    Returns
    -------
    Objective
        Of the same variables. It has a formula if f has.

    Raises
    ------
    ValueError
        If f is no Objective, `order` is neither 1 nor 2, `point` is not one finite point, or f
        has no derivatives there.

    Examples
    --------
    >>> taylor(Objective("x^3 + y"), (1, 0)).formula
    3*x + y + 3*(x - 1)**2 - 2
    """
    if order not in (1, 2):
        raise ValueError(f"order must be 1 (tangent plane) or 2 (quadratic model); got {order!r}")
    require_objective(f)
    point = f.as_start(point, "the point of a Taylor polynomial")
    derivatives = [f(point), f.gradient(point)]
    if order == 2:
        derivatives.append(f.hessian(point))
    if not all(np.all(np.isfinite(derivative)) for derivative in derivatives):
        raise ValueError(f"f, or a derivative of it, is not finite at {brief(point)}")
    if f.formula is None:
        model = _taylor_of_callables(f, point, *derivatives)
        model.variables = f.variables
    else:
        model = Objective(_taylor_formula(f, point, order), f.variables)
    model.name = f"the Taylor polynomial of order {order} at {place(point)}"
    model.window = f.window
    return model


def _taylor_formula(f, point, order):
    import sympy as sp

    # A whole number stays exact, so that the polynomial at (1, 1) is as neat as by hand.
    at = [sp.Integer(int(c)) if c.is_integer() else sp.Float(c) for c in point.ravel().tolist()]
    here = dict(zip(f._symbols, at, strict=True))
    offsets = [symbol - c for symbol, c in here.items()]
    slopes = sp.Matrix([f.gradient_formula]).subs(here)
    model = f.formula.subs(here) + sum(map(operator.mul, slopes, offsets))
    if order == 2:
        curvatures = sp.Matrix([f.hessian_formula]).subs(here)
        products = [a * b for a, b in itertools.product(offsets, repeat=2)]
        model += sum(map(operator.mul, curvatures, products)) / 2
    return model


def _taylor_of_callables(f, point, value, gradient, hessian=0.0):
    # np.dot, unlike @, multiplies plain numbers too: one variable, or no Hessian.
    return Objective.from_callables(
        lambda x: value + np.dot(gradient + np.dot(hessian, x - point) / 2, x - point),
        lambda x: gradient + np.dot(hessian, x - point),
        lambda x: np.broadcast_to(hessian, 2 * f.point_shape),
        n=f.n,
    )


def hessian_vector_product(f, point, direction):
    """The Hessian at a point, times a direction.

    Parameters
    ----------
    f : Objective
    point, direction : array_like of shape (n,)
        Plain numbers for one variable.

    Returns
    -------
    ndarray of shape (n,)
        A number for one variable.

    Raises
    ------
    ValueError
        If f is no Objective, or has neither a Hessian nor a product of its own, or a point or
        direction has another shape.

    Examples
    --------
    >>> hessian_vector_product(Objective("x^2 + 3 y^2"), (1, 2), (1, 1))
    array([2., 6.])
    """
    require_objective(f)
    product = f.hessian_vector_product(
        f.as_start(point, "a point"), f.as_start(direction, "a direction")
    )
    return product if f.n > 1 else float(product)


def require_objective(f):
    """Raise ValueError unless f is an Objective."""
    if not isinstance(f, Objective):
        raise ValueError(
            f"f must be an Objective, such as Objective('x^2 + y^2'); got {shortened(f)}"
        )


def number_or_nan(thing):
    try:
        return math.nan if isinstance(thing, str) else float(thing)
    except (TypeError, ValueError):
        return math.nan


def as_array(numbers, what):
    try:
        return np.asarray(numbers)
    except ValueError:
        raise ValueError(
            f"the rows of {what} must be equally long; got {shortened(numbers)}"
        ) from None


def as_floats(numbers, what):
    array = as_array(numbers, what)
    if array.dtype.char == "d":
        return array
    try:
        if numbers is None or array.dtype.kind == "c":
            raise TypeError
        return array.astype(float)
    except (TypeError, ValueError):
        raise ValueError(f"{what} is made of real numbers; got {shortened(numbers)}") from None


def _checked(answer, what, shape):
    answer = as_floats(answer, f"what {what} returns")
    if answer.shape != shape:
        raise ValueError(f"{what} must return shape {shape}; it returned shape {answer.shape}")
    return answer
