"""The functions that the course uses, each with a window to look through and what is known.

Examples
--------
>>> from hesscourse import gallery
>>> gallery.bowl.formula
x**2 + y**2
>>> sorted(gallery.everything())[:3]
['bowl', 'cosine', 'cubic']
"""

import math

import numpy as np

from .objective import Objective
from .stationary import Kind

report_surface = Objective(
    "85 - x**2*(x - 6)*y**2*(y - 6)/90",
    name="the report's surface",
    note="One minimum, one saddle, and two axes full of stationary points.",
    window=((-1, 7), (-1, 7)),
    known_points=(((4, 4), Kind.MINIMUM), ((6, 6), Kind.SADDLE)),
)

bowl = Objective(
    "x^2 + y^2",
    name="the bowl",
    note="The same curvature in every direction: the easiest function there is.",
    window=((-3, 3), (-3, 3)),
    known_points=(((0, 0), Kind.MINIMUM),),
)

saddle = Objective(
    "x^2 - y^2",
    name="the saddle",
    note="Up one way, down the other.",
    window=((-3, 3), (-3, 3)),
    known_points=(((0, 0), Kind.SADDLE),),
)

hill = Objective(
    "-x^2 - y^2",
    name="the hill",
    note="The bowl upside down.",
    window=((-3, 3), (-3, 3)),
    known_points=(((0, 0), Kind.MAXIMUM),),
)

flat_bowl = Objective(
    "x^4 + y^4",
    name="the flat bowl",
    note="A minimum whose Hessian is zero: the second-derivative test cannot see it.",
    window=((-1.5, 1.5), (-1.5, 1.5)),
    known_points=(((0, 0), Kind.INCONCLUSIVE),),
)

flat_saddle = Objective(
    "x^4 - y^4",
    name="the flat saddle",
    note="The same zero Hessian as the flat bowl, and no minimum.",
    window=((-1.5, 1.5), (-1.5, 1.5)),
    known_points=(((0, 0), Kind.INCONCLUSIVE),),
)

monkey_saddle = Objective(
    "x^3 - 3 x y^2",
    name="the monkey saddle",
    note="Three ways down: two for the legs, one for the tail.",
    window=((-1.5, 1.5), (-1.5, 1.5)),
    known_points=(((0, 0), Kind.INCONCLUSIVE),),
)

report_question = Objective(
    "x^3 + y^3 + 2 x y",
    name="the report's question 1",
    note="Its Hessian at (1, 2) is asked for.",
    window=((-2, 3), (-2, 3)),
    known_points=(((0, 0), Kind.SADDLE), ((-2 / 3, -2 / 3), Kind.MAXIMUM)),
)

rosenbrock = Objective(
    "(1 - x)^2 + 100 (y - x^2)^2",
    name="Rosenbrock's banana",
    note="A curved valley, easy to reach and slow to follow.",
    window=((-2, 2), (-1, 3)),
    known_points=(((1, 1), Kind.MINIMUM),),
)

himmelblau = Objective(
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    name="Himmelblau's function",
    note="Four minima, four saddles and a maximum between them.",
    window=((-5, 5), (-5, 5)),
    known_points=(
        ((3, 2), Kind.MINIMUM),
        ((-2.805118086952745, 3.131312518250573), Kind.MINIMUM),
        ((-3.779310253377747, -3.283185991286169), Kind.MINIMUM),
        ((3.584428340330492, -1.848126526964404), Kind.MINIMUM),
        ((-0.2708445906673476, -0.9230385564799815), Kind.MAXIMUM),
        ((0.08667750455539635, 2.884254701174776), Kind.SADDLE),
        ((3.385154183607021, 0.07385187983774929), Kind.SADDLE),
        ((-3.0730257507643896, -0.08135304428796751), Kind.SADDLE),
        ((-0.12796134673068007, -1.9537149802445764), Kind.SADDLE),
    ),
)


def ravine(condition=100):
    """A quadratic valley, `condition` times as steep across as along.

    Parameters
    ----------
    condition : float
        The condition number of its Hessian, at least 1.

    Examples
    --------
    >>> ravine(100).hessian((0, 0))
    array([[  1.,   0.],
           [  0., 100.]])
    """
    import sympy as sp

    if not 1 <= condition < math.inf:
        raise ValueError(f"condition must be a number, 1 or more; got {condition!r}")
    x, y = sp.symbols("x y")
    return Objective(
        (x**2 + sp.nsimplify(condition, rational=True) * y**2) / 2,
        name=f"a ravine of condition number {condition:g}",
        note="Steep across, nearly flat along: gradient descent zigzags.",
        window=((-3, 3), (-1.5, 1.5)),
        known_points=(((0, 0), Kind.MINIMUM),),
    )


def _peano_value(p):
    r = math.hypot(*p)
    if r == 0:
        return 0.0
    c, s = p / r
    return p[0] * p[1] * (c * c - s * s)


def _peano_gradient(p):
    r = math.hypot(*p)
    if r == 0:
        return np.zeros(2)
    c, s = p / r
    return r * np.array([s * (c**4 + 4 * c**2 * s**2 - s**4), c * (c**4 - 4 * c**2 * s**2 - s**4)])


def _peano_hessian(p):
    r = math.hypot(*p)
    if r == 0:
        # f_xy = d/dy of f_x(0, y) = -y gives -1; f_yx = d/dx of f_y(x, 0) = x gives 1. Row i
        # differentiates by variable i last.
        return np.array([[0.0, 1.0], [-1.0, 0.0]])
    c, s = p / r
    across = c**6 + 9 * c**4 * s**2 - 9 * c**2 * s**4 - s**6
    return np.array(
        [
            [4 * c * s**3 * (3 * s**2 - c**2), across],
            [across, 4 * c**3 * s * (s**2 - 3 * c**2)],
        ]
    )


peano = Objective.from_callables(
    _peano_value,
    _peano_gradient,
    _peano_hessian,
    n=2,
    name="Peano's function",
    note="x y (x^2 - y^2)/(x^2 + y^2): at 0 the order of differentiation matters.",
    window=((-1, 1), (-1, 1)),
)

parabola = Objective(
    "(x - 1)^2 + 1",
    name="the parabola",
    note="The simplest function with a minimum: Newton's method needs one step.",
    window=((-2, 4),),
    known_points=((1, Kind.MINIMUM),),
)

quartic = Objective(
    "x^4",
    name="the quartic",
    note="So flat at its minimum that f'' vanishes there.",
    window=((-1.5, 1.5),),
    known_points=((0, Kind.INCONCLUSIVE),),
)

double_well = Objective(
    "x^4/4 - x^2 - x/4",
    name="the double well",
    note="Two minima; which one is found depends on the start.",
    window=((-2.2, 2.2),),
    known_points=(
        (-1.346997408527774, Kind.MINIMUM),
        (-0.12600019258625612, Kind.MAXIMUM),
        (1.472997601114030, Kind.MINIMUM),
    ),
)

cubic = Objective(
    "x^3 - 2 x + 2",
    name="the cubic that cycles",
    note="Looking for its root, Newton's method jumps 0, 1, 0, 1 for ever.",
    window=((-2.5, 2),),
    known_points=(
        (-math.sqrt(2 / 3), Kind.MAXIMUM),
        (math.sqrt(2 / 3), Kind.MINIMUM),
    ),
)

cosine = Objective(
    "cos(x)",
    name="the cosine",
    note="A maximum at every even multiple of pi, a minimum at every odd one.",
    window=((-1, 7),),
    known_points=(
        (0, Kind.MAXIMUM),
        (math.pi, Kind.MINIMUM),
        (2 * math.pi, Kind.MAXIMUM),
    ),
)


def everything():
    """Every function of the gallery by its name, with ``ravine(100)`` for the ravines."""
    found = {name: f for name, f in globals().items() if isinstance(f, Objective)}
    return found | {"ravine": ravine(100)}
