"""hesscourse: gradient descent, Newton's method and the Hessian, to see and to compute.

Everything is loaded when first used, so that importing the package costs next to nothing.
"""

import sys
from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "Objective": "objective",
    "taylor": "objective",
    "hessian_vector_product": "objective",
    "FormulaError": "formula",
    "Trajectory": "trajectory",
    "Outcome": "trajectory",
    "gradient_descent": "methods",
    "newton": "methods",
    "newton_root": "methods",
    "damped_newton": "methods",
    "trust_region": "methods",
    "bfgs": "methods",
    "lbfgs": "methods",
    "newton_cg": "methods",
    "Kind": "stationary",
    "classify": "stationary",
    "stationary_points": "stationary",
    "BasinMap": "basin_map",
    "basins": "basin_map",
    "LogisticLoss": "logistic",
}
_MODULES = ("check", "data", "explore", "figures", "gallery", "stopping")

__all__ = [*_HOMES, *_MODULES]


def __getattr__(name):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"hesscourse has no {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *__all__])


if sys.platform == "emscripten":
    from ._browser import fetch_what_is_imported

    fetch_what_is_imported()
