"""The course's pictures, one call each: values in, Axes out.

Every function draws into ``ax`` if it is given one, so that pictures can be laid over each
other, and into a new figure otherwise. A figure carries alt text, made of what was drawn into
it unless ``alt=`` says it better, and stores it with the picture in a notebook.
"""

from ._basins import basins
from ._canvas import CourseFigure, subplots
from ._contours import contours, gradients
from ._convergence import convergence
from ._curvature import curvature_ellipse, directional_curvature
from ._curve import curve, tangents
from ._newton_steps import model, parabola_steps, tangent_steps
from ._path import path
from ._slices import slices
from ._surface import surface

__all__ = [
    "CourseFigure",
    "basins",
    "contours",
    "convergence",
    "curvature_ellipse",
    "curve",
    "directional_curvature",
    "gradients",
    "model",
    "parabola_steps",
    "path",
    "slices",
    "subplots",
    "surface",
    "tangent_steps",
    "tangents",
]
