"""The explorers: pictures that answer under the hand, with no need of the kernel.

Each function returns an explorer, which shows itself as the last expression of a cell.
"""

from ._basins import basins
from ._curvature import curvature
from ._descent import descent
from ._descent_1d import descent_1d
from ._newton import newton
from ._newton_1d import newton_1d
from ._race import race
from ._slices import slices
from ._surface import surface
from ._tasks import Task, ends, within

__all__ = [
    "Task",
    "basins",
    "curvature",
    "descent",
    "descent_1d",
    "ends",
    "newton",
    "newton_1d",
    "race",
    "slices",
    "surface",
    "within",
]
