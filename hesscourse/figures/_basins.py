"""Where every start ends up, as a map."""

import numpy as np
from matplotlib.colors import ListedColormap
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


def basins(basin_map, *, title=None, alt=None, ax=None):
    """Every start of a basin map, coloured by the limit that it reaches.

    Parameters
    ----------
    basin_map : BasinMap
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
    handles = []
    for i in by_share(basin_map)[:MOST_NAMED]:
        where = place(limits[i].round(3))
        if basin_map.natures[i] == "family":
            where = f"a line through {where}"
        share = f"{basin_map.share(i):.1%}"
        marker = {"marker": MARKERS[i % len(MARKERS)], "markersize": 9}
        ax.plot(*limits[i], color="white", markeredgecolor=BLACK, **marker)
        handles.append(Patch(facecolor=colours[i], edgecolor=BLACK, label=f"{where}: {share}"))
        describe(ax, f"{share} of the starts reach {where}.")
    failed = np.mean(basin_map.label < 0)
    if failed:
        handles.append(Patch(facecolor=FAILED, edgecolor=BLACK, label=f"no limit: {failed:.1%}"))
        describe(ax, f"{failed:.1%} reach no limit.")
    ax.legend(handles=handles, loc="center left", bbox_to_anchor=(1.01, 0.5), title="ends at")
    label_axes(ax, basin_map.objective)
    ax.set(xlim=(left, right), ylim=(bottom, top))
    return ax


def by_share(basin_map):
    """The numbers of the limits, the most often reached first, without those that hardly are."""
    shares = [basin_map.share(i) for i in range(len(basin_map.limits))]
    reached = [i for i, share in enumerate(shares) if share >= 0.001]
    return sorted(reached, key=lambda i: -shares[i])
