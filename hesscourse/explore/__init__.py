"""The explorers: pictures that answer under the hand, with no need of the kernel.

Each function returns an explorer, which shows itself as the last expression of a cell.
"""

<<<<<<< HEAD
from ._basins import basins
from ._descent import descent
from ._descent_1d import descent_1d
from ._newton_1d import newton_1d
from ._slices import slices
from ._surface import surface
from ._tasks import Task, ends, within

__all__ = [
    "Task",
    "basins",
    "descent",
    "descent_1d",
    "ends",
    "newton_1d",
    "slices",
    "surface",
    "within",
]
=======
from ._curvature import curvature
from ._descent import descent
from ._newton import newton
from ._race import race
from ._tasks import Task, ends, within

__all__ = ["Task", "curvature", "descent", "ends", "newton", "race", "within"]
>>>>>>> 6b496d760846cde34242d688c8df97ab8819e0ac
