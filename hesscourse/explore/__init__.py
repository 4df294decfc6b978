"""The explorers: pictures that answer under the hand, with no need of the kernel.

Each function returns an explorer, which shows itself as the last expression of a cell.
"""

from ._curvature import curvature
from ._descent import descent
from ._newton import newton
from ._race import race
from ._tasks import Task, ends, within

__all__ = ["Task", "curvature", "descent", "ends", "newton", "race", "within"]
