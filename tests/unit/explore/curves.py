"""What the tests of the explorers of one variable share."""

from functools import cache

import matplotlib.pyplot as plt

from hesscourse import Objective

loss = Objective(
    "((w - 4)^2 + (w - 2)^2 + (2 w - 5)^2 + (2 w - 7)^2) / 4", window=((-1, 7),), name="the loss"
)
callable_parabola = Objective.from_callables(
    lambda x: x * x, lambda x: 2 * x, lambda x: 2.0, n=1, window=((-2, 2),)
)


@cache
def explorer_of(make, f, **options):
    """One explorer for many states: painting its pictures takes most of a test's time."""
    return make(f, **options)


def shows_itself(explorer):
    """The alt text of the still picture of an explorer, once it is drawn."""
    still = explorer._still(explorer._run())
    try:
        assert still._png().startswith(b"\x89PNG")
        return still.alt
    finally:
        plt.close(still)
