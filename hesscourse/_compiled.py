"""SymPy expressions turned into numbers: one function on floats, one on arrays.

A single point goes through plain floats, many points through NumPy: for two variables plain
floats are almost a hundred times faster than arrays of two elements.
"""

import math
from functools import cached_property

import numpy as np
import sympy as sp
from sympy.printing.numpy import NumPyPrinter
from sympy.printing.pycode import PythonCodePrinter

LARGEST_PRODUCT = 8
DIGITS = 17  # so many tell any two floats apart


class _PowersAsProducts:
    """Print x**3 as x*x*x, which is faster and overflows to infinity instead of raising."""

    def _print_Pow(self, expr, **kwargs):
        base, exponent = expr.args
        if base.is_Symbol and exponent.is_Integer and 2 <= exponent <= LARGEST_PRODUCT:
            name = self._print(base)
            return "(" + "*".join([name] * int(exponent)) + ")"
        if exponent.is_Integer or exponent == sp.S.Half or exponent == -sp.S.Half:
            return super()._print_Pow(expr, **kwargs)
        return f"power({self._print(base)}, {self._print(exponent)})"


class _FloatPrinter(_PowersAsProducts, PythonCodePrinter):
    def _print_NaN(self, _):
        return "power(-1, 0.5)"  # raises, as does all that is undefined


class _ArrayPrinter(_PowersAsProducts, NumPyPrinter):
    pass


# Python's own ** answers a negative base under a fractional exponent with a complex number;
# math.pow raises, and np.power says nan: both are what we want.
_FLOATS = (_FloatPrinter, [{"power": math.pow}, "math"])
_NOT_IN_NUMPY = {name: np.vectorize(getattr(math, name), [float]) for name in ("erf", "erfc")}
_ARRAYS = (_ArrayPrinter, [{"power": np.power} | _NOT_IN_NUMPY, "numpy"])
_PRINTER_SETTINGS = {"fully_qualified_modules": False, "inline": True}


def _float(entry):
    """The same, a float where it would be a whole number: Python's may be too long for NumPy."""
    if isinstance(entry, sp.Piecewise):
        return entry.func(*((_float(piece), condition) for piece, condition in entry.args))
    return sp.Float(entry, DIGITS) if entry.is_Integer else entry


class Compiled:
    """A tensor of expressions, as a function of points.

    Parameters
    ----------
    variables : sequence of sympy.Symbol
    expressions : sequence of sympy.Expr
        The entries of the tensor, in C order.
    shape : tuple of int
        The shape of the tensor at one point: ``()``, ``(n,)`` or ``(n, n)``.
    """

    def __init__(self, variables, expressions, shape):
        self.shape = shape
        # Names of our own, or a variable called sqrt would hide the function in generated code.
        names = {variable: sp.Symbol(f"v{i}") for i, variable in enumerate(variables)}
        self._variables = tuple(names.values())
        self._expressions = tuple(
            _float(sp.sympify(entry).xreplace(names)) for entry in expressions
        )
        self._several = len(names) > 1
        self._text = ", ".join(map(str, expressions))

    # SymPy's code generator is slow, so each function is made when first needed.

    @cached_property
    def on_floats(self):
        """The entries, as a tuple of floats, of coordinates given as separate floats.

        Raises OverflowError where a value is too large, and ValueError or ZeroDivisionError
        where an expression is undefined.
        """
        return self._lambdify(self._variables, _FLOATS)

    @cached_property
    def on_arrays(self):
        """The entries, as a tuple of arrays or numbers, of coordinate arrays."""
        return self._lambdify(self._variables, _ARRAYS)

    @cached_property
    def descent_step(self):
        """For a gradient: ``(rate, x) -> (x - rate * g, g)``, all but rate tuples of floats.

        One call for the step and the gradient is what makes gradient descent fast.
        """
        rate = sp.Dummy("rate")

        def share(_):
            shared, gradient = sp.cse(self._expressions)
            names = sp.symbols(f"g:{len(gradient)}", cls=sp.Dummy)
            # Bound to names first, or SymPy would merge the rate into each entry's factors.
            shared += zip(names, gradient, strict=True)
            step = tuple(x - rate * g for x, g in zip(self._variables, names, strict=True))
            return shared, (step, tuple(names))

        return self._lambdify([rate, self._variables], _FLOATS, share)

    def _lambdify(self, arguments, target, cse=True):
        printer, namespace = target
        try:
            return sp.lambdify(
                arguments,
                self._expressions,
                modules=namespace,
                printer=printer(_PRINTER_SETTINGS),
                cse=cse,
            )
        except (NotImplementedError, ValueError, TypeError) as error:
            raise ValueError(f"{self._text} cannot be turned into numbers: {error}") from error

    def __call__(self, points):
        """The tensor at points, an array of shape ``(..., n)``, or ``(...)`` for one variable.

        One number is a float.
        """
        if points.ndim == self._several:
            try:
                entries = self.on_floats(*(points.tolist() if self._several else [points.item()]))
                return self._at_one_point(entries)
            except (ArithmeticError, ValueError):
                pass  # too large or undefined: the arrays below say inf or nan instead
        coordinates = np.moveaxis(points, -1, 0) if self._several else [points]
        with np.errstate(all="ignore"):
            entries = self.on_arrays(*coordinates)
        batch_shape = coordinates[0].shape
        result = np.empty((*batch_shape, len(self._expressions)))
        for index, entry in enumerate(entries):
            result[..., index] = entry + 0.0
        result = result.reshape((*batch_shape, *self.shape))
        return result if result.ndim else float(result)

    def _at_one_point(self, entries):
        # Adding 0.0 turns -0.0, which only puzzles a reader, into 0.0.
        if not self.shape:
            return entries[0] + 0.0
        tensor = np.array(entries, float)
        if 0.0 in entries:
            tensor += 0.0
        return tensor.reshape(self.shape) if len(self.shape) > 1 else tensor
