"""Where every start ends up, as a map."""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ._canvas import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    VERMILLION,
    describe,
    label_axes,
    place,
    prepare,
)

# Light and dark in turn, so that neighbours differ in print as well.
COLOURS = (BLUE, "#F0E442", GREEN, "#CCE5F5", VERMILLION, "#F7C6DE", PURPLE, ORANGE, "#B8E0D2")
FAILED = "#6e6e6e"
MARKERS = "*osD^vPXh"
MOST_NAMED = 9


def basins(basin_map, *, legend=None, title=None, alt=None, ax=None):
    """Every start of a basin map, coloured by the limit that it reaches.

    Parameters
    ----------
    basin_map : BasinMap
    legend : Axes, optional
        Empty ones for the legend; by default it stands beside the map.
    title, alt : str, optional
    ax : Axes, optional
    """
    ax = prepare(ax, title, alt, (7.6, 5.4))
    limits = basin_map.limits
    colours = [COLOURS[i % len(COLOURS)] for i in range(len(limits))]
    shown = np.where(basin_map.label < 0, len(limits), basin_map.label)
    (left, right), (bottom, top) = basin_map.window
    ax.imshow(
        shown,
        cmap=ListedColormap([*colours, FAILED]),
        vmin=-0.5,
        vmax=len(limits) + 0.5,
        origin="lower",
        extent=(left, right, bottom, top),
        interpolation="nearest",
        aspect="auto",
    )
    handles, labels = [], []
    for i in by_share(basin_map)[:MOST_NAMED]:
        where = place(limits[i].round(3))
        if basin_map.natures[i] == "family":
            where = f"a line through {where}"
        share = f"{basin_map.share(i):.1%}"
        marker = {"marker": MARKERS[i % len(MARKERS)], "linestyle": "none", "color": "white"}
        marker |= {"markeredgecolor": BLACK}
        ax.plot(*limits[i], markersize=9, **marker)
        patch = Patch(facecolor=colours[i], edgecolor=BLACK)
        handles.append((patch, Line2D([], [], markersize=7, **marker)))
        labels.append(f"{where}: {share}")
        describe(ax, f"{share} of the starts reach {where}.")
    failed = np.mean(basin_map.label < 0)
    if failed:
        handles.append(Patch(facecolor=FAILED, edgecolor=BLACK))
        labels.append(f"no limit: {failed:.1%}")
        describe(ax, f"{failed:.1%} reach no limit.")
    if legend is None:
        place_of_legend = {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)}
    else:
        place_of_legend = {"loc": "upper left"}
    (legend or ax).legend(handles, labels, title="ends at", handleheight=1.1, **place_of_legend)
    label_axes(ax, basin_map.objective)
    ax.set(xlim=(left, right), ylim=(bottom, top))
    return ax


def by_share(basin_map):
    """The numbers of the limits, the most often reached first, without those that hardly are."""
    shares = [basin_map.share(i) for i in range(len(basin_map.limits))]
    reached = [i for i, share in enumerate(shares) if share >= 0.001]
    return sorted(reached, key=lambda i: -shares[i])
