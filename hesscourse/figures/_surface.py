"""A function of two variables as a surface in space."""

import numpy as np

from ._canvas import describe, label_axes, number, prepare, window_of


def surface(f, window=None, *, view=(28, -60), heights=None, title=None, alt=None, ax=None):
    """The graph of a function of two variables.

    Parameters
    ----------
    f : Objective
    window : ((float, float), (float, float)), optional
        By default the window of f.
    view : (float, float)
        Elevation and azimuth of the eye, in degrees.
    heights : (float, float), optional
        What lies below the first or above the second is cut off. By default nothing is.
    title, alt : str, optional
    ax : Axes3D, optional
    """
    (left, right), (bottom, top) = window_of(f, window, 2)
    ax = prepare(ax, title, alt, (6.6, 5.2), subplot_kw={"projection": "3d"})
    x, y = np.meshgrid(np.linspace(left, right, 61), np.linspace(bottom, top, 61))
    z = f(np.stack([x, y], axis=-1))
    if heights is not None:
        low, high = heights
        z = np.where((low <= z) & (z <= high), z, np.nan)
        ax.set_zlim(low, high)
    ax.plot_surface(
        x, y, z, cmap="viridis", rcount=60, ccount=60, linewidth=0.15, edgecolor="#30303060"
    )
    ax.view_init(*view)
    label_axes(ax, f)
    ax.set_zlabel(f"$f({', '.join(f.variables)})$")
    ax.set_box_aspect(None, zoom=0.95)
    describe(
        ax,
        f"The surface of {f.name or f.formula} over {f.variables[0]} from {number(left)} to "
        f"{number(right)} and {f.variables[1]} from {number(bottom)} to {number(top)}.",
    )
    return ax
