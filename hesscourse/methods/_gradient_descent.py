"""Gradient descent: x_{k+1} = x_k - alpha grad f(x_k)."""

from functools import partial

from .. import stopping
from ._iterate import halting, iterate
from ._record import above_zero, loop_function, loop_start, trajectory


def gradient_descent(
    f,
    start,
    learning_rate,
    *,
    stop=stopping.iterates_agree(rel_tol=1e-4, abs_tol=1e-8),
    max_steps=10_000,
    record=True,
):
    """Walk downhill from `start`, each step the learning rate times minus the gradient.

    Parameters
    ----------
    f : Objective
    start : array_like of shape (n,)
        A plain number for one variable.
    learning_rate : float
        The report's alpha: how far to go for each unit of slope.
    stop : Rule
        When that is enough; by default the report's rule for this method.
    max_steps : int
    record : bool
        False keeps the first and the last iterate only, for very many variables.

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If the start has the wrong shape or is not finite, or the learning rate is not a
        number above zero.

    Examples
    --------
    >>> import hesscourse as hc
    >>> run = hc.gradient_descent(hc.gallery.report_surface, (1, 1), 0.01)
    >>> run.steps, run.evaluations.gradient
    (249, 250)
    """
    x, rate = loop_start(f, start), above_zero(learning_rate, "learning_rate")
    if f.formula is not None:
        advance = halting(partial(f._gradient.descent_step, rate))
    else:
        gradient_at = loop_function(f, f._gradient, f.gradient)

        def advance(x):
            gradient = gradient_at(x)
            return x - rate * gradient, gradient

    run = iterate(x, advance, stop, max_steps, record)
    return trajectory(f, run, run.residuals, record, gradient=run.looks)
