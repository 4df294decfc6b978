"""The still part of an explorer: what Matplotlib paints once, and where its axes are."""

import base64

import matplotlib.pyplot as plt
import numpy as np

from ..figures._canvas import CSS_PIXELS_PER_INCH, palette_png

DPI = 192  # two pixels for each of CSS: sharp on most screens
COLOURS = 64


def panel(ax, *, counts_steps=False):
    """A figure of one Axes as the browser needs it; the figure is closed.

    Parameters
    ----------
    ax : Axes
        The only one of its figure.
    counts_steps : bool
        The horizontal axis counts steps, as many as there are at the moment: the browser
        draws its ticks.

    Returns
    -------
    dict
        The picture as a data URL, its size in CSS pixels, where the axes stand in it (as
        shares of its width and height from the top left), and what range they show.
    """
    figure = ax.figure
    if counts_steps:
        ax.set_xticks([])
        ax.xaxis.labelpad = 16
    picture = base64.b64encode(palette_png(figure, DPI, COLOURS)).decode("ascii")
    place = ax.get_position()
    width, height = np.round(figure.get_size_inches() * CSS_PIXELS_PER_INCH).astype(int).tolist()
    plt.close(figure)
    return {
        "image": f"data:image/png;base64,{picture}",
        "width": width,
        "height": height,
        "left": place.x0,
        "right": place.x1,
        "top": 1 - place.y1,
        "bottom": 1 - place.y0,
        "x": list(map(float, ax.get_xlim())),
        "y": list(map(float, ax.get_ylim())),
        "logX": ax.get_xscale() == "log",
        "logY": ax.get_yscale() == "log",
        "countsSteps": counts_steps,
    }
