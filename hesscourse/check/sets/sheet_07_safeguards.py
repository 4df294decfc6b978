"""Sheet 7: Newton's method that goes downhill."""

from types import SimpleNamespace

import numpy as np

from ...methods import damped_newton, newton
from ...objective import Objective
from ...stopping import gradient_below
from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._numbers import all_differ, all_short, as_sum, choose
from ._words import swapped

STEPS = ("descent", "newton", "turned", "trust region")
ARMIJO = 1e-4
FARTHEST = 2.2
# In words, as a function of a point, and its gradient.
BOWL = (
    "x^2 + 2 y^2",
    lambda p: float(p[0] ** 2 + 2 * p[1] ** 2),
    lambda p: np.array([2 * p[0], 4 * p[1]]),
)
BOWL_OF_THREE = (
    "x^2 + 2 y^2 + z^2",
    lambda p: float(p[0] ** 2 + 2 * p[1] ** 2 + p[2] ** 2),
    lambda p: np.array([2 * p[0], 4 * p[1], 2 * p[2]]),
)
BANANA = (
    "(1 - x)^2 + (y - x^2)^2",
    lambda p: float((1 - p[0]) ** 2 + (p[1] - p[0] ** 2) ** 2),
    lambda p: np.array([-2 * (1 - p[0]) - 4 * p[0] * (p[1] - p[0] ** 2), 2 * (p[1] - p[0] ** 2)]),
)


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    up, down = pick.choice([(2, 1), (3, 1), (3, 2)])
    across, along = pick.choice([-1.2, -1, 1, 1.2]), pick.choice([-0.8, -0.6, 0.6, 0.8])
    lies = pick.random() < 0.5  # the saddle bends down along x, not along y
    order = list(range(len(STEPS)))
    pick.shuffle(order)

    eigenvalues, parts = choose(
        lambda: _eigenvalues_and_parts(pick), lambda *sums: all_differ(_turned_answers(*sums))
    )
    bend, slope, height = choose(
        lambda: _a_quartic(pick),
        lambda *sums: all_differ(answers := _damped_answers(*sums)) and all_short(answers["right"]),
    )
    centre = (pick.choice([-1, 0, 1]), pick.choice([-1, 0, 1]))
    return SimpleNamespace(
        saddle=as_sum((-down, "x^2"), (up, "y^2")) if lies else as_sum((up, "x^2"), (-down, "y^2")),
        saddle_start=(along, across) if lies else (across, along),
        saddle_rate=round(0.3 / up, 4),
        arrow_order=order,
        h_11=sum(eigenvalues) / 2,
        h_12=(eigenvalues[0] - eigenvalues[1]) / 2,
        g_1=parts[0] + parts[1],
        g_2=parts[0] - parts[1],
        quartic=_quartic(bend, slope, height),
        bend=bend,
        slope=slope,
        height=height,
        pass_x=centre[0],
        pass_y=centre[1],
        pass_between=_pass(*centre, pick.choice([1, 2, 3]), pick.random() < 0.5),
    )


def tasks(given):
    return [
        _which_step(given),
        _turned_by_hand(given),
        _damped_by_hand(given),
        _is_downhill(),
        _within_reach(),
        _turned_step(),
        _first_fraction(),
        _next_radius(),
        _saved_by_damping(given),
        Explanation(name="why_whole_first"),
    ]


def _which_step(given):
    right = [STEPS[i] for i in given.arrow_order]

    return Words(
        name="which_step",
        answer=right,
        options=STEPS,
        labels=("arrow A", "arrow B", "arrow C", "arrow D"),
        hints=(
            "Two arrows are easy: one ends in the middle of the saddle, and one ends on the dotted "
            "circle. Which methods do that?",
            "Of the other two, one leaves the start at a right angle to the contour line there. "
            "The other one goes just as far as Newton's step, but in one direction it is turned "
            "round.",
        ),
        misconceptions=[
            Misconception(
                swapped(right, "newton", "turned"),
                "two arrows are right. Newton's step goes to the place where the model is level, "
                "whatever is there. Which arrow ends in the middle of the saddle?",
            ),
            Misconception(
                swapped(right, "descent", "turned"),
                "two arrows are right. Minus the gradient is at a right angle to the contour line "
                "at the start. Which of the two others is?",
            ),
            Misconception(
                swapped(right, "turned", "trust region"),
                "two arrows are right. What does the dotted circle mean? On a saddle the lowest "
                "place of the model within reach is never inside it.",
            ),
            Misconception(
                swapped(right, "descent", "newton"),
                "two arrows are right. Does the middle of the saddle lie straight down the slope? "
                "Look at the contour line at the start, and at the heights.",
            ),
            Misconception(
                swapped(right, "descent", "trust region"),
                "two arrows are right. With this learning rate gradient descent is careful. And "
                "who goes as far as the dotted circle allows?",
            ),
            Misconception(
                swapped(right, "newton", "trust region"),
                "two arrows are right. The lowest place of a saddle within the circle is not its "
                "middle. Look at the heights at the ends.",
            ),
        ],
    )


def _eigenvalues_and_parts(pick):
    """Those of a Hessian with eigenvectors (1, 1) and (1, -1); and a gradient in these parts."""
    eigenvalues = pick.choice([(-2, 4), (4, -2), (-4, 2), (2, -4), (-1, 5), (5, -1), (8, -2)])
    shares = [pick.choice([-2, -1, -0.5, 0.5, 1, 2]) for _ in range(2)]
    parts = [abs(value) * share for value, share in zip(eigenvalues, shares, strict=True)]
    return eigenvalues, parts


def _turned_answers(eigenvalues, parts):
    """Newton's p'g, the turned step and its p'g; and what comes of some mistakes."""
    lam, parts = np.array(eigenvalues, float), np.array(parts, float)
    diagonal, beside = sum(lam) / 2, (lam[0] - lam[1]) / 2
    g = np.array([parts[0] + parts[1], parts[0] - parts[1]])

    def vector(along):
        return np.array([along[0] + along[1], along[0] - along[1]])

    step, turned = vector(-parts / lam), vector(-parts / abs(lam))
    return {
        "right": [step @ g, *turned, turned @ g],
        "not turned": [step @ g, *step, step @ g],
        "uphill": [step @ g, *-turned, -turned @ g],
        "all turned": [step @ g, *-step, -step @ g],
        "gradient": [step @ g, *-g, -g @ g],
        "multiplied": [step @ g, *vector(-parts * abs(lam)), vector(-parts * abs(lam)) @ g],
        "half": [step @ g / 2, *turned, turned @ g / 2],
        "Newton's sign": [-step @ g, *turned, turned @ g],
        "entries": [step @ g, *_by_sizes_of_entries(diagonal, beside, g)],
    }


def _by_sizes_of_entries(diagonal, beside, g):
    sizes = np.abs([[diagonal, beside], [beside, diagonal]])
    p = np.linalg.solve(sizes, -g)
    return [*p, p @ g]


def _turned_by_hand(given):
    eigenvalues = (given.h_11 + given.h_12, given.h_11 - given.h_12)
    parts = ((given.g_1 + given.g_2) / 2, (given.g_1 - given.g_2) / 2)
    answers = {
        key: list(map(float, value)) for key, value in _turned_answers(eigenvalues, parts).items()
    }
    return Numbers(
        name="turned_by_hand",
        answer=answers["right"],
        labels=("Newton's slope", "p_1", "p_2", "the slope of the turned step"),
        hints=(
            "Multiply H by (1, 1), and by (1, -1): each comes back, times its eigenvalue. Then "
            "write g as a number times (1, 1) plus a number times (1, -1).",
            "Each of the two parts has its own learning rate: 1/lambda for Newton's step, and "
            "1/|lambda| for the turned one. Put the parts together again. The slope of a step is "
            "p'g.",
        ),
        misconceptions=[
            Misconception(
                answers["not turned"],
                "Newton's slope is right. But your step is still Newton's: use the *size* of each "
                "eigenvalue.",
            ),
            Misconception(
                answers["uphill"],
                "Newton's slope is right. Your own step goes to the opposite side: a step along "
                "minus the gradient has a minus in front.",
            ),
            Misconception(
                answers["all turned"],
                "Newton's slope is right. But you turned the whole step round. Only the part with "
                "the negative eigenvalue is to be turned.",
            ),
            Misconception(
                answers["gradient"],
                "Newton's slope is right. Your own step is minus the gradient. Each of its two "
                "parts still has to be divided by something.",
            ),
            Misconception(
                answers["multiplied"],
                "Newton's slope is right. In your own step you multiply by the sizes of the "
                "eigenvalues. The more it bends, the *shorter* the step.",
            ),
            Misconception(
                answers["entries"],
                "Newton's slope is right. But you took the sizes of the *entries* of H. It is the "
                "eigenvalues that are to lose their sign.",
            ),
            Misconception(
                answers["Newton's sign"],
                "your own step is right, and its slope. Only the sign of Newton's slope is not: is "
                "your Newton step a solution of H p = -g?",
            ),
            Misconception(
                answers["half"],
                "your step is right. But both slopes are half of what they should be: a slope is "
                "p'g, and no half belongs to it.",
            ),
        ],
    )


def _a_quartic(pick):
    """The coefficients of x^2 and x, and the constant. The step is chosen first."""
    bend, p = pick.choice([-0.25, -2, -3, -4]), pick.choice([-1, 1]) * pick.choice([3, 4, 5, 6, 8])
    return bend, p * 2 * bend, pick.choice([3, 5, 7, 9])


def _quartic(bend, slope, height):
    return as_sum((1, "x^4"), (bend, "x^2"), (slope, "x"), (height, "")).strip()


def _damped_answers(bend, slope, height):
    """The turned step at 0, the fraction of it, and the height where that ends."""

    def f(x):
        return x**4 + bend * x**2 + slope * x + height

    def halved(p):
        t = 1.0
        while f(t * p) > height + ARMIJO * t * slope * p:
            t /= 2
        return t

    p = -slope / abs(2 * bend)
    t = halved(p)
    if t == 1:
        return {"right": 0, "nothing to halve": 0}  # so the numbers are drawn again
    return {
        "right": [p, t, f(t * p)],
        "whole": [p, 1, f(p)],
        "too short": [p, t / 2, f(t * p / 2)],
        "unturned": [-p, t, f(-t * p)],
        "descent": [-slope, halved(-slope), f(-slope * halved(-slope))],
        "no two": [2 * p, halved(2 * p), f(2 * p * halved(2 * p))],
        "place": [p, t, t * p],
        "fall": [p, t, f(t * p) - height],
        "fraction of one": [p, t, f(t)],
    }


def _damped_by_hand(given):
    answers = _damped_answers(given.bend, given.slope, given.height)
    return Numbers(
        name="damped_by_hand",
        answer=answers["right"],
        labels=("p", "t", "the height at the end"),
        hints=(
            "At 0 most terms of f' and f'' vanish. The second derivative is negative there: what "
            "do you divide by, so that the step goes downhill?",
            "Now work out f(p), f(p/2), f(p/4) and so on. The first one that lies below f(0) by "
            "the tiny bit that Armijo asks for is taken. Type p, that fraction t, and f(t p).",
        ),
        misconceptions=[
            Misconception(
                answers["whole"],
                "p is right. You take the whole step. But is f lower there than at the start?",
            ),
            Misconception(
                answers["too short"],
                "p is right. Your fraction works as well, but a larger one had worked before. Take "
                "the first that is low enough.",
            ),
            Misconception(
                answers["unturned"],
                "your p is Newton's step, and it climbs: f'' is negative here. Divide by its size.",
            ),
            Misconception(
                answers["descent"],
                "your p is minus the slope, as in gradient descent. What does Newton's method "
                "divide by?",
            ),
            Misconception(
                answers["no two"],
                "your p is too long. What is the *second* derivative of the term with x^2?",
            ),
            Misconception(
                answers["place"],
                "p and t are right. The third number is the place where you land. How high is f "
                "there?",
            ),
            Misconception(
                answers["fall"],
                "p and t are right. The third number tells how much f falls. Asked for is its "
                "height at the end.",
            ),
            Misconception(
                answers["fraction of one"],
                "p and t are right. But the step ends at t times p, and not at t.",
            ),
        ],
    )


def _is_downhill():
    flat = [
        (np.array([3.0, 4.0]), np.array([-4.0, 3.0])),
        (np.array([1.0, 2.0]), np.array([2.0, -1.0])),
        (np.array([5.0, 0.0]), np.array([0.0, -2.0])),
    ]
    return Function(
        name="is_downhill",
        reference=lambda gradient, p: bool(p @ gradient < 0),
        examples=[
            (np.array([1.0, 2.0]), np.array([-1.0, -1.0])),
            (np.array([1.0, 2.0]), np.array([1.0, 1.0])),
            (np.array([1.0, 4.0]), np.array([2.0, -1.0])),
            (np.array([-1.0, 4.0]), np.array([-2.0, -0.1])),
            (np.array([-4.0, -1.0]), np.array([-1.0, 2.0])),
            (np.array([2.0, -3.0]), np.array([-2.0, -1.0])),
            (np.array([2.0, -3.0]), np.array([-1.0, -2.0])),
            (np.array([3.0, 1.0]), np.array([1.0, -5.0])),
            (np.array([1.0, 1.0]), np.array([-3.0, -3.0])),
            (np.array([-2.0, -1.0]), np.array([5.0, 4.0])),
            (np.array([1.0, 4.0]), np.array([0.2, -0.5])),
            (np.array([1.0, 1.0, 4.0]), np.array([1.0, 1.0, -1.0])),
            *flat,
        ],
        draw=lambda pick: (_vector(pick, n := pick.choice([2, 3])), _vector(pick, n)),
        hints=(
            "How steep is it along p? Lesson 3 found the slope in a direction, from the gradient.",
            "The sign of p @ gradient tells. Level is not downhill. A comparison such as a < b "
            "is True or False by itself: you can return it.",
        ),
        misconceptions=[
            Misconception(
                lambda gradient, p: bool(p @ gradient > 0),
                "you say True where p leads uphill. What does a positive p'g mean?",
            ),
            Misconception(
                lambda gradient, p: bool(p @ gradient <= 0),
                "you call a level direction downhill. Along it f does not fall, at first.",
            ),
            Misconception(
                lambda gradient, p: bool(np.all(p * gradient < 0)),
                "you ask that every coordinate of p leads down. It is the sum that counts: one may "
                "lead up a little, if another leads down more.",
            ),
            Misconception(
                lambda gradient, p: bool(np.any(p * gradient < 0)),
                "you are content if one coordinate of p leads down. Another one may lead up more "
                "steeply: it is the sum that counts.",
            ),
            Misconception(
                lambda gradient, p: bool(np.sum(p) < 0),
                "you look at the step alone. Whether it leads down depends on the gradient.",
            ),
            Misconception(
                lambda gradient, p: bool(np.linalg.norm(gradient + p) < np.linalg.norm(gradient)),
                "you ask whether p takes away a part of the gradient, and so a long p is refused. "
                "How long it is does not matter here, only which way it begins.",
            ),
            Misconception(
                lambda gradient, p: p @ gradient,
                "you return the slope itself. Asked for is True or False: compare it with zero.",
            ),
        ],
    )


def _vector(pick, n):
    return np.array([pick.choice([-1, 1]) * pick.uniform(0.5, 4) for _ in range(n)])


def _within_reach():
    def within_reach(p, radius):
        length = np.linalg.norm(p)
        return p if length <= radius else radius / length * p

    return Function(
        name="within_reach",
        reference=within_reach,
        examples=[
            (np.array([3.0, 4.0]), 1.0),
            (np.array([3.0, 4.0]), 10.0),
            (np.array([-1.0, 0.0]), 0.5),
            (np.array([-0.3, 0.4]), 2.0),
            (np.array([5.0, 12.0]), 13.0),
            (np.array([1.0, 2.0, -2.0]), 2.0),
            (np.array([0.0, 0.0]), 1.0),
        ],
        draw=lambda pick: (_vector(pick, pick.choice([2, 3])), pick.uniform(0.5, 6)),
        hints=(
            "There are two cases: the step may be short enough. If it is not, keep its direction "
            "and change its length.",
            "np.linalg.norm(p) is the length. p divided by its length has length 1. Which number "
            "must you multiply it by?",
        ),
        misconceptions=[
            Misconception(
                lambda p, radius: p,
                "you never shorten the step. What if it leads out of the disc?",
            ),
            Misconception(
                lambda p, radius: radius / np.linalg.norm(p) * p,
                "you always go to the edge. If the step ends inside the disc, leave it as it is.",
            ),
            Misconception(
                lambda p, radius: np.clip(p, -radius, radius),
                "you cut each coordinate alone. That gives a square, not a disc, and it changes "
                "the direction of the step.",
            ),
            Misconception(
                lambda p, radius: p if np.linalg.norm(p) <= radius else p / np.linalg.norm(p),
                "a step that is too long gets length 1 from you. Which length should it have?",
            ),
            Misconception(
                lambda p, radius: p if np.linalg.norm(p) <= radius else radius * p,
                "you multiply a long step by the radius. Divide it by its own length as well.",
            ),
            Misconception(
                lambda p, radius: p if np.linalg.norm(p) <= radius else 0 * p,
                "you refuse a step that is too long, and stay where you are. Keep its direction, "
                "and go as far as you may.",
            ),
            Misconception(
                lambda p, radius: p if p @ p <= radius else radius / (p @ p) * p,
                "you compare the *square* of the length with the radius. A root is missing.",
            ),
        ],
    )


def _turned_step():
    def turned_step(gradient, hessian, floor):
        lam, Q = np.linalg.eigh(hessian)
        return -Q @ (Q.T @ gradient / np.maximum(np.abs(lam), floor))

    def with_rates(rates):
        def step(gradient, hessian, floor):
            lam, Q = np.linalg.eigh(hessian)
            return -Q @ (Q.T @ gradient * rates(lam, floor))

        return step

    def shifted(gradient, hessian, floor):
        shift = max(0, floor - np.linalg.eigvalsh(hessian)[0])
        return np.linalg.solve(hessian + shift * np.eye(len(gradient)), -gradient)

    def parts_only(gradient, hessian, floor):
        lam, Q = np.linalg.eigh(hessian)
        return -Q.T @ gradient / np.maximum(np.abs(lam), floor)

    def transposed(gradient, hessian, floor):
        lam, Q = np.linalg.eigh(hessian)
        return -Q.T @ (Q @ gradient / np.maximum(np.abs(lam), floor))

    return Function(
        name="turned_step",
        reference=turned_step,
        examples=[
            (np.array([2.0, 2.0]), np.diag([-1.0, 4.0]), 0.1),
            (np.array([2.0, -4.0]), np.array([[1.0, 3.0], [3.0, 1.0]]), 0.1),
            (np.array([1.0, 2.0]), np.array([[2.0, 1.0], [1.0, 2.0]]), 0.1),
            (np.array([1.0, 1.0]), np.diag([0.01, 2.0]), 0.5),
            (np.array([1.0, 2.0, 3.0]), np.diag([-0.01, 0.02, 5.0]), 0.25),
            (np.array([3.0, 1.0, -1.0]), np.array([[2.0, 1, 0], [1, -2, 1], [0, 1, 3]]), 2.5),
            (np.array([-1.0, 1.0, 2.0]), np.array([[1.0, 2, 0], [2, 1, 2], [0, 2, 1]]), 1.5),
        ],
        draw=_a_turn,
        hints=(
            "It is the loop of the lesson, and the floor is new. lam, Q = np.linalg.eigh(hessian) "
            "gives the eigenvalues, and the eigenvectors as columns of Q.",
            "Q.T @ gradient has the parts of the gradient. Divide each part by the size of its "
            "eigenvalue, raised to the floor: np.maximum compares two arrays. Then Q @ ... puts "
            "the parts together. And the sign?",
        ),
        misconceptions=[
            Misconception(
                with_rates(lambda lam, floor: 1 / lam),
                "this is Newton's step. Where an eigenvalue is negative, it climbs.",
            ),
            Misconception(
                with_rates(lambda lam, floor: 1 / np.abs(lam)),
                "you turn the step, and that is right. But a very small eigenvalue makes it very "
                "long: where is the floor?",
            ),
            Misconception(
                with_rates(lambda lam, floor: 1 / np.maximum(lam, floor)),
                "you raise every negative eigenvalue to the floor. One of -5 is far from zero: it "
                "should count as 5. Take the size first.",
            ),
            Misconception(
                with_rates(lambda lam, floor: 1 / (np.abs(lam) + floor)),
                "you *add* the floor to each size. It is to be used only where a size is smaller.",
            ),
            Misconception(
                with_rates(lambda lam, floor: -1 / np.maximum(np.abs(lam), floor)),
                "your step leads uphill. The sizes are right: look at the sign in front.",
            ),
            Misconception(
                with_rates(lambda lam, floor: np.maximum(np.abs(lam), floor)),
                "you multiply by the sizes of the eigenvalues. They are curvatures: the more it "
                "bends, the shorter the step.",
            ),
            Misconception(
                shifted,
                "you add a number to the diagonal until the smallest eigenvalue is the floor. The "
                "lesson shows where such a step can land. Turn the eigenvalues round instead.",
            ),
            Misconception(
                parts_only,
                "you return the parts of the step along the eigenvectors. Put them together: which "
                "matrix leads back?",
            ),
            Misconception(
                transposed,
                "Q and Q.T are the wrong way round. The eigenvectors are the *columns* of Q. Which "
                "product takes the dot product of each of them with the gradient?",
            ),
            Misconception(
                lambda gradient, hessian, floor: np.linalg.solve(np.abs(hessian), -gradient),
                "you take the sizes of the entries of the Hessian. It is the eigenvalues that are "
                "to lose their sign.",
            ),
        ],
    )


def _a_turn(pick):
    n = pick.choice([2, 3, 3])
    M = np.array([_vector(pick, n) for _ in range(n)])
    return _vector(pick, n), (M + M.T) / 2, pick.choice([0.001, 0.5, 1.5, 3.0])


def _first_fraction():
    def first_fraction(f, x, p, slope, c):
        t = 1.0
        while f(x + t * p) > f(x) + c * t * slope:
            t = t / 2
        return t

    def from_a_half(f, x, p, slope, c):
        return min(0.5, first_fraction(f, x, p, slope, c))

    def until_it_falls(f, x, p, slope, c):
        t = 1.0
        while f(x + t * p) >= f(x):
            t = t / 2
        return t

    def tenths(f, x, p, slope, c):
        t = 1.0
        while f(x + t * p) > f(x) + c * t * slope:
            t = t / 10
        return t

    return Function(
        name="first_fraction",
        reference=first_fraction,
        examples=[
            _along(BOWL, [1.0, 0.0], [-8.0, 0.0], 0.0001),
            _along(BOWL, [1.0, 0.0], [-1.0, 0.0], 0.0001),
            _along(BOWL, [2.0, 0.0], [-2.0, 0.0], 0.5),
            _along(BOWL, [2.0, 0.0], [-4.0, 0.0], 0.0001),
            _along(BOWL, [1.0, 1.0], [-2.0, -2.0], 0.0001),
            _along(BOWL, [1.0, 1.0], [-1.0, -1.0], 0.0001),
            _along(BANANA, [0.0, 0.75], [2.0, -0.75], 0.0001),
            _along(BANANA, [1.0, 0.0], [0.0, 1.0], 0.25),
            _along(BOWL, [2.0, 1.0], [-4.0, -4.0], 0.4),
            _along(BOWL, [1.0, 0.0], [-2.5, 0.0], 0.4),
            _along(BOWL, [2.0, 0.0], [-5.0, 0.0], 0.3),
            _along(BOWL, [0.0, 1.0], [0.0, -2.25], 0.2),
            _along(BOWL_OF_THREE, [1.0, 0.0, 1.0], [0.0, 0.0, -8.0], 0.0001),
        ],
        draw=_a_long_step,
        hints=(
            "It is the inner loop of damped Newton, with c in the place of 1e-4. slope is p'g, a "
            "negative number.",
            "Begin with t = 1.0. While f(x + t * p) is *above* Armijo's line, halve t. How high is "
            "that line at t? After the loop, return t.",
        ),
        misconceptions=[
            Misconception(
                lambda f, x, p, slope, c: first_fraction(f, x, p, slope, 0),
                "you only ask that f does not rise. Armijo asks for more: a share c of what the "
                "slope promises.",
            ),
            Misconception(
                until_it_falls,
                "you are content as soon as f falls, by however little. Armijo asks for a share c "
                "of what the slope promises.",
            ),
            Misconception(
                lambda f, x, p, slope, c: first_fraction(f, x, p, -slope, c),
                "your line rises, and so you accept steps on which f rises. The slope is negative "
                "already: look at the sign before it.",
            ),
            Misconception(
                lambda f, x, p, slope, c: first_fraction(f, x, p, slope, c) / 2,
                "you halve once too often. Test first, halve then.",
            ),
            Misconception(
                from_a_half,
                "you never try the whole step. It comes first, and near a minimum it is the best.",
            ),
            Misconception(
                tenths,
                "you divide t by 10. Asked for is the first of 1, 1/2, 1/4 and so on.",
            ),
            Misconception(
                lambda f, x, p, slope, c: x + first_fraction(f, x, p, slope, c) * p,
                "you return the place where the step ends. Asked for is the fraction t.",
            ),
            Misconception(
                lambda f, x, p, slope, c: f(x + first_fraction(f, x, p, slope, c) * p),
                "you return the height where the step ends. Asked for is the fraction t.",
            ),
            Misconception(
                lambda f, x, p, slope, c: int(-np.log2(first_fraction(f, x, p, slope, c))),
                "you return how often you halved. Asked for is the fraction t itself.",
            ),
        ],
    )


def _along(surface, x, p, c):
    """A case: f, a place, a step, the slope of f along it, and the share that is asked for."""
    words, f, gradient = surface
    x, p = np.array(x), np.array(p)
    return Named(words, f), x, p, float(p @ gradient(x)), c


def _a_long_step(pick):
    surface = pick.choice([BOWL, BANANA])
    x = _vector(pick, 2)
    p = -pick.choice([0.2, 0.5, 1.5, 4.0]) * surface[2](x)
    return _along(surface, x, p, pick.choice([0.0001, 0.3, 0.45]))


def _next_radius():
    def next_radius(radius, length, promised, got):
        return by_ratio(radius, length, got / promised)

    def by_ratio(radius, length, ratio, low=0.25, high=0.75):
        if ratio < low:
            return length / 4
        if ratio > high and length == radius:
            return 2 * radius
        return radius

    def anywhere(radius, length, promised, got):
        return 2 * radius if got / promised > 0.75 else next_radius(radius, length, promised, got)

    def near_the_edge(radius, length, promised, got):
        return next_radius(radius, radius if length > 0.9 * radius else length, promised, got)

    def quarter_of_the_radius(radius, length, promised, got):
        return radius / 4 if got / promised < 0.25 else next_radius(radius, length, promised, got)

    def never_larger(radius, length, promised, got):
        return min(radius, next_radius(radius, length, promised, got))

    def never_smaller(radius, length, promised, got):
        return max(radius, next_radius(radius, length, promised, got))

    return Function(
        name="next_radius",
        reference=next_radius,
        examples=[
            (1.0, 1.0, 4.0, 4.4),
            (1.0, 0.5, 4.0, 4.0),
            (2.0, 1.0, 4.0, -3.0),
            (2.0, 2.0, 4.0, 2.0),
            (4.0, 3.0, 8.0, 1.0),
            (2.0, 2.0, 4.0, 1.0),
            (2.0, 1.5, 4.0, 1.0),
            (2.0, 2.0, 4.0, 3.0),
            (3.0, 3.0, 0.5, 0.4),
            (3.0, 2.0, 0.5, 0.05),
            (3.0, 2.0, 2.0, -1.0),
            (3.0, 1.0, 2.0, 1.8),
            (2.0, 1.5, 1.0, 1.0),
            (2.0, 2.0, 5.0, 1.0),
            (1.0, 1.0, 4.0, 1.2),
            (2.0, 2.0, 3.0, 3.0),
            (1.0, 1.0, 4.0, 0.2),
            (2.0, 1.96, 4.0, 4.0),
            (3.0, 2.97, 2.0, 1.9),
            (1.0, 0.97, 0.5, 0.6),
        ],
        draw=_a_try,
        hints=(
            "The lesson has a table of it. First find the ratio: what f really fell by, divided by "
            "what the model had promised.",
            "Three cases: below 0.25, then above 0.75 *and* at the edge, then all the rest. With "
            "if and return you need no else.",
        ),
        misconceptions=[
            Misconception(
                lambda radius, length, promised, got: by_ratio(
                    radius, length, promised / got if got else np.inf
                ),
                "your ratio stands on its head. It is large where f fell by *more* than the model "
                "had promised.",
            ),
            Misconception(
                anywhere,
                "you double the radius after every good step. But a step that ended inside the "
                "disc says nothing about a larger disc.",
            ),
            Misconception(
                near_the_edge,
                "you double the radius after a step that came close to the edge. Only a step that "
                "went all the way, to the edge itself, would have liked to go farther.",
            ),
            Misconception(
                quarter_of_the_radius,
                "after a bad step you take a quarter of the radius. If the step was much shorter, "
                "that is still too large: take a quarter of the step's length.",
            ),
            Misconception(
                lambda radius, length, promised, got: by_ratio(
                    radius, length, got / promised, low=0.1
                ),
                "below 0.1 a step is refused. But the radius shrinks sooner: look at the second "
                "row of the lesson's table.",
            ),
            Misconception(
                lambda radius, length, promised, got: by_ratio(
                    radius, length, got / promised, high=0.25
                ),
                "you double the radius as soon as the ratio is above 0.25. Between 0.25 and 0.75 "
                "the model is fair, and the radius stays.",
            ),
            Misconception(
                lambda radius, length, promised, got: by_ratio(radius, length, got - promised),
                "you subtract what was promised from what you got. With f in other units that is "
                "another number. Divide.",
            ),
            Misconception(
                never_larger,
                "your radius never grows. After a good step that went to the edge, trust the model "
                "farther.",
            ),
            Misconception(
                never_smaller,
                "your radius never shrinks. If f fell by much less than promised, or rose, trust "
                "the model less far.",
            ),
        ],
    )


def _a_try(pick):
    radius = pick.uniform(0.5, 4)
    length = radius * pick.choice([1, 1, 0.97, pick.uniform(0.3, 0.9)])
    promised = pick.uniform(0.5, 8)
    ratio = pick.choice([-0.5, 0.05, 0.17, 0.3, 0.5, 0.7, 0.9, 1.2])
    return radius, length, promised, ratio * promised


def _pass(x, y, wall, lies):
    """A function with a saddle at (x, y) and two minima, 1 away on either side."""
    across, along = (_minus("y", y), _minus("x", x)) if lies else (_minus("x", x), _minus("y", y))
    factor = "" if wall == 1 else f"{wall} "
    return f"({across}^2 - 1)^2 + {factor}{along}^2"


def _minus(letter, number):
    return f"({letter} {'-' if number > 0 else '+'} {abs(number)})" if number else letter


def _saved_by_damping(given):
    f = Objective(given.pass_between)
    saddle = np.array([given.pass_x, given.pass_y], float)
    across = int(np.argmin(np.diag(f.hessian(saddle))))  # the coordinate that leads to the minima
    level = gradient_below(1e-6)

    def away(start):
        return np.linalg.norm(start - saddle)

    def ends(method, start):
        return np.linalg.norm(method(f, start, stop=level).final - saddle)

    def judge(start):
        plain, damped = ends(newton, start), ends(damped_newton, start)
        return 1 <= away(start) <= FARTHEST and plain < 1e-3 and abs(damped - 1) < 1e-3

    def place(along_across, along_other):
        step = [along_other, along_other]
        step[across] = along_across
        return list(saddle + step)

    return Choice(
        name="saved_by_damping",
        shape=(2,),
        judge=judge,
        right=[place(0.3, 1), place(-0.2, -1.5), place(0.4, 1.2)],
        otherwise=lambda start: (
            f"from here Newton's method ends {ends(newton, start):.2g} away from the saddle, "
            f"damped Newton {ends(damped_newton, start):.2g} away. Asked for are 0 and 1."
        ),
        hints=(
            "Newton's method is drawn to the saddle where its model is a saddle, too. Damped "
            "Newton escapes if the gradient has a part, however small, along the way down.",
            "Go along the ridge, away from the saddle, as far as you must. Then step a little to "
            "one side. How far to the side may you go until Newton's method finds a minimum?",
        ),
        misconceptions=[
            Misconception(
                place(0.3, 0.2),
                "this start is less than 1 away from the saddle, or more than 2.2. Look for one "
                "between.",
                lambda start: not 1 <= away(start) <= FARTHEST,
            ),
            Misconception(
                place(0, 1.5),
                "from here damped Newton walks into the saddle as well. Along the way down the "
                "slope is zero, so there is nothing to turn.",
                lambda start: ends(damped_newton, start) < 0.5,
            ),
            Misconception(
                place(1.3, 0.2),
                "here Newton's method finds the minimum by itself. It is outside the region where "
                "f bends down: nothing has to be turned.",
                lambda start: ends(newton, start) > 0.5 and abs(start - saddle)[across] > 0.6,
            ),
            Misconception(
                place(0.55, 1),
                "from here Newton's method jumps over the saddle and beyond. Stay a little nearer "
                "to the ridge.",
                lambda start: ends(newton, start) > 0.5,
            ),
        ],
    )
