"""The methods: each takes an Objective and a start, and returns a Trajectory."""

from ._bfgs import bfgs
from ._damped_newton import damped_newton
from ._gradient_descent import gradient_descent
from ._lbfgs import lbfgs
from ._newton import newton, newton_root
from ._newton_cg import newton_cg
from ._trust_region import trust_region

__all__ = [
    "gradient_descent",
    "newton",
    "newton_root",
    "damped_newton",
    "trust_region",
    "bfgs",
    "lbfgs",
    "newton_cg",
]
