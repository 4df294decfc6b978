"""What the tests of every method share: objectives in both sorts, and a rule that never fires."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hesscourse import Objective
from hesscourse.stopping import Rule

NEVER = Rule(lambda x, x_next, g: False, "never")
NUMBERS = st.floats(-3, 3, allow_subnormal=False)


def as_callables(f):
    """The same objective without its formula."""
    return Objective.from_callables(f, f.gradient, f.hessian, n=f.n)


def both_sorts(f):
    return [f, as_callables(f)]


@st.composite
def quadratics(draw, largest):
    """A positive definite quadratic, its Hessian, its minimiser and a start."""
    n = draw(st.integers(2, largest))
    root = draw(arrays(float, (n, n), elements=NUMBERS))
    minimiser, start = (draw(arrays(float, n, elements=NUMBERS)) for _ in range(2))
    hessian = root @ root.T + np.eye(n)
    f = Objective.from_callables(
        lambda p: (p - minimiser) @ hessian @ (p - minimiser) / 2,
        lambda p: hessian @ (p - minimiser),
        lambda p: hessian,
        n=n,
    )
    return f, hessian, minimiser, start
