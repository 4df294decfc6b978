"""The explorers: pictures that answer under the hand, with no need of the kernel.

Each function returns an explorer, which shows itself as the last expression of a cell.
"""

from ._basins import basins
from ._descent import descent
from ._surface import surface
from ._tasks import Task, ends, within

__all__ = ["Task", "basins", "descent", "ends", "surface", "within"]
