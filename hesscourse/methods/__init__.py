"""The methods: each takes an Objective and a start, and returns a Trajectory."""

from ._gradient_descent import gradient_descent
from ._newton import newton, newton_root

__all__ = ["gradient_descent", "newton", "newton_root"]
