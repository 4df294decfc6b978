"""Newton's method: for a minimum in any number of variables, and for a root in one."""

import numpy as np

from .. import stopping
from .._brief import listed
from ..trajectory import Outcome
from ._iterate import Halt, iterate, settled, why_not_finite
from ._record import loop_function, loop_start, trajectory

SINGULAR = 1e-14


def newton(f, start, *, stop=stopping.step_below(1e-4), max_steps=100, record=True):
    """Step to where the gradient of the quadratic model at x_k vanishes, and repeat.

    Each step solves ``H(x_k) p = -grad f(x_k)``. It looks for a stationary point, whatever
    its kind: a maximum or a saddle will do.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
        A plain number for one variable.
    stop : Rule
        When that is enough; by default the report's rule for this method.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only.

    Returns
    -------
    Trajectory
        SINGULAR_HESSIAN if a Hessian's reciprocal condition number is below 1e-14.

    Raises
    ------
    ValueError
        If the start has the wrong shape or is not finite, or f has no Hessian.

    Examples
    --------
    >>> import hesscourse as hc
    >>> hc.newton(hc.gallery.report_surface, (3.2, 3.2)).steps
    5
    """
    x = loop_start(f, start)
    gradient_at = loop_function(f, f._gradient, f.gradient)
    hessian_at = loop_function(f, f._hessian, f.hessian)
    hessians = 0

    def advance(x):
        nonlocal hessians
        gradient = gradient_at(x)
        if settled(x, gradient, stop):
            return x, gradient
        hessians += 1
        hessian = np.reshape(hessian_at(x), (f.n, f.n))
        step = _solve(hessian, gradient)
        if step is None:
            raise Halt(_unsolvable(hessian), gradient)
        if isinstance(x, tuple):
            return tuple([a - b for a, b in zip(x, step.tolist(), strict=True)]), gradient
        return x - step, gradient

    run = iterate(x, advance, stop, max_steps, record)
    return trajectory(f, run, run.residuals, record, gradient=run.looks, hessian=hessians)


def newton_root(f, start, *, stop=stopping.step_below(1e-4), max_steps=100, record=True):
    """Find a zero of f itself, one variable: step to where the tangent at x_k meets the axis.

    Parameters
    ----------
    f : Objective
        Of one variable.
    start : float
    stop : Rule
        Its third argument is f(x_k) here, since that is what must vanish.
    max_steps : int
    record : bool

    Returns
    -------
    Trajectory
        ZERO_DERIVATIVE where the tangent is level.

    Raises
    ------
    ValueError
        If f has more than one variable, or the start is not a finite number.

    Examples
    --------
    >>> import hesscourse as hc
    >>> root = hc.newton_root(hc.Objective("x^2 - 2"), 1)
    >>> print(f"{root.final:.8f}")
    1.41421356
    """
    if getattr(f, "n", 1) != 1:
        raise ValueError(f"newton_root is for one variable; f has {f.n}: {listed(f.variables)}")
    x = loop_start(f, start)
    value_at = loop_function(f, f._value, f)
    derivative_at = loop_function(f, f._gradient, f.gradient)
    derivatives = 0

    def advance(x):
        nonlocal derivatives
        value = value_at(x)
        if settled(x, value, stop):
            return x, value
        derivatives += 1
        derivative = derivative_at(x)
        if derivative[0] == 0:
            raise Halt(Outcome.ZERO_DERIVATIVE, value)
        step = value[0] / derivative[0]
        return (x[0] - step,) if isinstance(x, tuple) else x - step, value

    run = iterate(x, advance, stop, max_steps, record)
    gradients = f.gradient(np.reshape(run.points, -1))
    counts = {"value": run.looks, "gradient": derivatives}
    return trajectory(f, run, gradients, record, **counts)


def _solve(hessian, gradient):
    """The solution p of ``hessian @ p = gradient``, or None if there is no telling."""
    if not np.all(np.isfinite(hessian)):
        return None
    sizes = np.linalg.svd(hessian, compute_uv=False)
    if sizes[-1] <= SINGULAR * sizes[0]:
        return None
    return np.linalg.solve(hessian, gradient)


def _unsolvable(hessian):
    if np.all(np.isfinite(hessian)):
        return Outcome.SINGULAR_HESSIAN
    return why_not_finite(hessian)
