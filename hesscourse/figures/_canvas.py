"""Where every picture is drawn: a figure that knows its alt text, colours, and small helpers."""

import io
import sys
from base64 import b64encode

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from ..objective import require_objective

# Okabe and Ito's colours: told apart by colour-blind readers. Marker and line differ as well.
BLUE, VERMILLION, GREEN, PURPLE, ORANGE, BLACK = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#000000",
)
SERIES = (
    {"color": BLUE, "marker": "o", "linestyle": "-"},
    {"color": VERMILLION, "marker": "s", "linestyle": "--"},
    {"color": GREEN, "marker": "^", "linestyle": "-."},
    {"color": PURPLE, "marker": "D", "linestyle": ":"},
    {"color": ORANGE, "marker": "v", "linestyle": (0, (5, 1, 1, 1, 1, 1))},
    {"color": BLACK, "marker": "x", "linestyle": (0, (1, 1))},
)
STYLE = {
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.prop_cycle": plt.cycler(color=[BLUE, VERMILLION, GREEN, PURPLE, ORANGE, BLACK]),
    "legend.frameon": False,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
}
CSS_PIXELS_PER_INCH = 96
DPI = 144
TOO_HIGH = 1e150  # the square of a height is a number too


class CourseFigure(Figure):
    """A figure that shows itself in a notebook with alt text, the same to the byte each time.

    Attributes
    ----------
    stored_dpi, stored_colours : int
        How finely it is stored: pixels to the inch, and different colours.
    """

    stored_dpi = DPI
    stored_colours = 256  # enough, and a contour map takes a quarter of the space

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._alt = None
        self._drawn = []

    @property
    def alt(self):
        """What the picture shows, for a reader who cannot see it."""
        return self._alt or " ".join(self._drawn) or "An empty picture."

    @alt.setter
    def alt(self, sentence):
        self._alt = sentence

    def describe(self, sentence):
        """Add a sentence on what has just been drawn."""
        if sentence not in self._drawn:
            self._drawn.append(sentence)

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, metadata = self._png_and_metadata()
        return {"image/png": data, "text/plain": self.alt}, {"image/png": metadata}

    def _png_and_metadata(self):
        width, height = self.get_size_inches() * CSS_PIXELS_PER_INCH
        # As notebooks store it: a kernel in a browser does not pass bytes on.
        data = b64encode(self._png()).decode("ascii")
        return data, {"alt": self.alt, "width": round(width), "height": round(height)}

    def _png(self):
        return palette_png(self, self.stored_dpi, self.stored_colours)


def palette_png(figure, dpi, colours):
    """The bytes of a figure as a PNG of so many colours."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=dpi)
    # Of few colours none may be lost that stands out, however small its part of the picture.
    method = Image.Quantize.MEDIANCUT if colours == 256 else Image.Quantize.MAXCOVERAGE
    picture = Image.open(drawn).convert("RGB")
    small = picture.quantize(colours, method=method, dither=Image.Dither.NONE)
    stored = io.BytesIO()
    small.save(stored, format="png", optimize=True)
    return stored.getvalue()


def _show_in_notebooks():
    """Ask IPython for our picture: Matplotlib registers one of its own for every Figure."""
    if "IPython" in sys.modules and (shell := sys.modules["IPython"].get_ipython()):
        pictures = shell.display_formatter.formatters["image/png"]
        pictures.for_type(CourseFigure, CourseFigure._png_and_metadata)


_show_in_notebooks()


def subplots(nrows=1, ncols=1, *, size=None, alt=None, **kwargs):
    """New Axes in the course's style, for a picture that no other function draws.

    Parameters
    ----------
    nrows, ncols : int
    size : (float, float), optional
        Width and height of the whole figure, in inches.
    alt : str, optional
        What the picture shows, in a sentence or two.
    **kwargs
        Passed on to `matplotlib.pyplot.subplots`.

    Returns
    -------
    Axes, or ndarray of Axes
    """
    size = size or (min(4.6 * ncols + 1.8, 9.4), 4.2 * nrows)
    # Opens the backend now: inside rc_context the interactive mode that a notebook's backend sets
    # would be undone, and only the first figure of a notebook would be shown.
    plt.draw_if_interactive()
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(
            nrows, ncols, figsize=size, layout="constrained", FigureClass=CourseFigure, **kwargs
        )
    figure.alt = alt
    for ax in np.ravel(axes):
        # The figure shows itself at the end of the cell; an Axes has nothing to add to that.
        ax._ipython_display_ = lambda: None
    return axes


def prepare(ax, title=None, alt=None, size=None, **kwargs):
    """`ax` itself, or a new one; with a title and alt text if they are given."""
    if ax is None:
        ax = subplots(size=size, **kwargs)
    if title is not None:
        ax.set_title(title, loc="left")
    if alt is not None:
        describe(ax, alt, instead=True)
    return ax


def describe(ax, sentence, instead=False):
    """Tell the figure of `ax`, if it is one of ours, what was drawn."""
    if not isinstance(ax.figure, CourseFigure):
        return
    if instead:
        ax.figure.alt = sentence
    else:
        ax.figure.describe(sentence)


def named(runs, labels):
    """Pairs of a run and its name, or None; of one run or several."""
    runs = runs if isinstance(runs, (list, tuple)) else [runs]
    names = labels or [None] * len(runs)
    if len(names) != len(runs):
        raise ValueError(f"{len(runs)} runs need as many labels; got {len(names)}")
    return list(zip(runs, names, strict=True))


def math_label(name):
    """A variable's name as Matplotlib should set it: x2 as x with subscript 2."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    return f"${letters.rstrip('_')}_{{{digits}}}$" if digits else f"${name}$"


def label_axes(ax, f):
    """Name the axes after the variables of f, or after x and f(x) if there is one."""
    ax.set_xlabel(math_label(f.variables[0]))
    if f.n == 1:
        ax.set_ylabel(f"$f({f.variables[0]})$")
    else:
        ax.set_ylabel(math_label(f.variables[1]))


def window_of(f, window, n):
    """`window`, or the one that f comes with, as n pairs."""
    require_objective(f)
    if f.n != n:
        raise ValueError(f"this picture is for {n} variable{'s' * (n > 1)}; f has {f.n}")
    window = f.window if window is None else window
    if window is None:
        example = "(-2, 2)" if n == 1 else "((-2, 2), (-2, 2))"
        raise ValueError(f"say which part to draw: window={example}")
    return checked_pairs(window, n)


def checked_pairs(window, n):
    """A window as an array of shape ``(n, 2)``; a plain pair will do for one variable."""
    try:
        pairs = np.asarray(window, dtype=float).reshape(n, 2)
    except (TypeError, ValueError):
        pairs = np.full((n, 2), np.nan)
    if not (np.all(np.isfinite(pairs)) and np.all(pairs[:, 0] < pairs[:, 1])):
        right = "a pair (low, high)" if n == 1 else f"{n} pairs ((low, high), (low, high))"
        raise ValueError(f"a window is {right} here, each low below its high; got {window!r}")
    return pairs


def finite_heights(values):
    """Those of the values of f that are finite, if a picture can be made of them.

    Raises
    ------
    ValueError
        If f is defined nowhere, or too large in more than a hundredth of the picture.
    """
    finite = values[np.isfinite(values)]
    if not finite.size:
        raise ValueError("f is not defined anywhere in this window")
    if np.quantile(np.abs(finite), 0.99) > TOO_HIGH:
        raise ValueError(f"f grows beyond {TOO_HIGH:g} in this window: that is too high to draw")
    return finite


def number(value):
    """A number as a sentence shows it: at most four significant digits, never -0."""
    text = f"{float(value):.4g}"
    return "0" if text == "-0" else text


def place(point):
    """A point as a sentence shows it."""
    coordinates = [number(c) for c in np.atleast_1d(point)]
    return coordinates[0] if len(coordinates) == 1 else f"({', '.join(coordinates)})"


def label_points(ax, xs, ys, offset):
    """x_0, x_1, ... beside the points, leaving out those that would cover an earlier one.

    `offset` is where each label begins, in points from its place: one pair, or one for each.
    """
    apart = 0.05 * np.ptp(ax.get_xlim())
    labelled = []
    offsets = np.broadcast_to(offset, (len(xs), 2))
    for k, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if all(abs(x - earlier) > apart for earlier in labelled):
            # A pale ground, so that a line behind the label does not strike it through.
            ground = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5}
            label = f"$x_{{{k}}}$"
            ax.annotate(label, (x, y), offsets[k], textcoords="offset points", bbox=ground)
            labelled.append(x)
