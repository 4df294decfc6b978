"""Sheet 3: partial derivatives and the gradient."""

import math
from types import SimpleNamespace

import numpy as np

from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._numbers import all_differ, as_sum, choose

# Vectors of whole length, in both orders and with all signs.
PYTHAGOREAN = [(3, 4), (4, 3), (6, 8), (8, 6), (5, 12), (12, 5)]


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    # A round hollow or hill, and two places: A on its flank, B straight beside or above its centre.
    sign = pick.choice([-1, 1])
    centre = (pick.choice([-1, 0, 1]), pick.choice([-1, 0, 1]))
    flank = pick.choice([(2, 1), (2, -1), (-2, 1), (-2, -1), (1, 2), (-1, 2), (1, -2), (-1, -2)])
    beside = pick.choice([(2, 0), (-2, 0), (0, 2), (0, -2)])

    small, tenths = [-3, -2, 2, 3], [-0.2, -0.1, 0.1, 0.2]
    a, b, p, q, change_x, change_y = choose(
        lambda: (pick.choice([1, 2, 3]), *pick.choices(small, k=3), *pick.choices(tenths, k=2)),
        lambda *numbers: (
            all_differ(_partials_answers(*numbers[:4])) and all_differ(_guess_answers(*numbers))
        ),
    )
    gradient_1, gradient_2, along_1, along_2 = choose(
        lambda: (*_signed(pick, PYTHAGOREAN), *_signed(pick, [(3, 4), (4, 3)])),
        lambda g_1, g_2, d_1, d_2: (
            g_1 * d_2 != g_2 * d_1 and all_differ(_slopes_answers(g_1, g_2, d_1, d_2))
        ),
    )
    inner, outer = pick.choice([2, 3, 4, 5]), pick.choice([2, 3, 4, 5, 6])
    kappa = pick.choice([8, 10, 12, 16, 20])
    return SimpleNamespace(
        ground=f"{sign} * ((x - {centre[0]})^2 + (y - {centre[1]})^2)".replace("- -", "+ "),
        sign=sign,
        centre=centre,
        place_a=(centre[0] + flank[0], centre[1] + flank[1]),
        place_b=(centre[0] + beside[0], centre[1] + beside[1]),
        a=a,
        b=b,
        p=p,
        q=q,
        product=as_sum((a, "x^2 y"), (b, "y^2")),
        change_x=change_x,
        change_y=change_y,
        moved_x=round(p + change_x, 1),
        moved_y=round(q + change_y, 1),
        gradient_1=gradient_1,
        gradient_2=gradient_2,
        along_1=along_1,
        along_2=along_2,
        inner=inner,
        outer=outer,
        valley=f"(x^2 - {inner} y)^2 + {outer} x y",
        kappa=kappa,
        ravine=f"x^2/2 + {kappa // 2} y^2",
        most_steps=10 * kappa,
    )


def _signed(pick, vectors):
    """One of the vectors, each entry with a random sign."""
    return tuple(pick.choice([-1, 1]) * entry for entry in pick.choice(vectors))


def tasks(given):
    return [
        _rises_or_falls(given),
        _partials(given),
        _guess_nearby(given),
        _two_slopes(given),
        _level_direction(given),
        _valley_gradient(given),
        _slope_along(),
        _walk_in_the_plane(),
        _ravine_rate(given),
        Explanation(name="why_so_slow"),
    ]


def _rises_or_falls(given):
    def word(slope):
        return "level" if slope == 0 else "rises" if slope > 0 else "falls"

    def slopes(place):
        return [given.sign * (at - centre) for at, centre in zip(place, given.centre, strict=True)]

    (a_x, a_y), (b_x, b_y) = slopes(given.place_a), slopes(given.place_b)
    return Words(
        name="rises_or_falls",
        answer=[word(slope) for slope in (a_x, a_y, b_x, b_y)],
        options=("rises", "falls", "level"),
        labels=("A to the right", "A upwards", "B to the right", "B upwards"),
        hints=(
            "Start at A and move your finger a little to the right. Do you get to larger numbers "
            "on the contours, or to smaller ones?",
            "Upwards on the map is the direction of growing y. And if a contour runs exactly in "
            "your direction, then you neither rise nor fall.",
        ),
        misconceptions=[
            Misconception(
                [word(-slope) for slope in (a_x, a_y, b_x, b_y)],
                "you have all signs the wrong way round. Look at the numbers on the contours, or "
                "at the colours: darker means lower.",
            ),
            Misconception(
                [word(slope) for slope in (-a_x, a_y, -b_x, b_y)],
                "upwards is right at both places. Now the other direction: growing x is to the "
                "right on the map.",
            ),
            Misconception(
                [word(slope) for slope in (a_x, -a_y, b_x, -b_y)],
                "to the right is right at both places. Now the other direction: growing y is "
                "upwards on the map, and not downwards.",
            ),
            Misconception(
                [word(slope) for slope in (a_x, a_y, b_y, b_x)],
                "A is right. At B, one of the two directions runs along the contour. Which one? "
                "And what happens to the height if you walk along a contour?",
            ),
        ],
    )


def _partials_answers(a, b, p, q):
    """The partial derivatives of a x^2 y + b y^2 at (p, q), and what goes wrong."""
    along_x, along_y = 2 * a * p * q, a * p**2 + 2 * b * q
    return {
        "right": [along_x, along_y],
        "swapped": [along_y, along_x],
        "all moves": [2 * a * p + 2 * b * q, 2 * a * p + 2 * b * q],
        "y lost": [2 * a * p, along_y],
        "term kept": [along_x + b * q**2, along_y],
        "term differentiated": [along_x + 2 * b * q, along_y],
        "factor lost": [along_x, 2 * b * q],
        "factor differentiated": [along_x, 2 * a * p + 2 * b * q],
    }


def _partials(given):
    answers = _partials_answers(given.a, given.b, given.p, given.q)
    return Numbers(
        name="partials",
        answer=answers["right"],
        labels=("the one by x", "the one by y"),
        hints=(
            "For the derivative by x, put your finger on every y: it is a number that does not "
            "move. Then it is a derivative as in lesson 1.",
            "By x: the first term is x^2 times a fixed number, and the second term is all fixed. "
            "By y: the first term is y times a fixed number.",
        ),
        misconceptions=[
            Misconception(
                answers["swapped"],
                "both numbers are right, but in the opposite order. First the derivative by x.",
            ),
            Misconception(
                answers["all moves"],
                "you let x and y move at the same time. In a partial derivative only one of them "
                "moves; the other is a fixed number.",
            ),
            Misconception(
                answers["y lost"],
                "the derivative by y is right. In the derivative by x a factor got lost: y does "
                "not move, but it is still there.",
            ),
            Misconception(
                answers["term kept"],
                "the derivative by y is right. For the derivative by x, look at the term that has "
                "no x in it. How fast does it change when only x moves?",
            ),
            Misconception(
                answers["term differentiated"],
                "the derivative by y is right. In the derivative by x you also differentiated the "
                "term without x. What does that term do when only x moves?",
            ),
            Misconception(
                answers["factor lost"],
                "the derivative by x is right. In the derivative by y the first term got lost. It "
                "has a y in it, so it does change.",
            ),
            Misconception(
                answers["factor differentiated"],
                "the derivative by x is right. In the derivative by y you also differentiated "
                "x^2. Here x is a fixed number, and x^2 is too.",
            ),
        ],
    )


def _guess_answers(a, b, p, q, s, t):
    """From (p, q) to (p + s, q + t): the guess from the two slopes, and what goes wrong."""

    def f(x, y):
        return a * x**2 * y + b * y**2

    along_x, along_y = _partials_answers(a, b, p, q)["right"]
    value = f(p, q)
    return {
        "right": value + along_x * s + along_y * t,
        "change only": along_x * s + along_y * t,
        "subtracted": value - along_x * s - along_y * t,
        "x only": value + along_x * s,
        "y only": value + along_y * t,
        "crossed": value + along_x * t + along_y * s,
        "whole steps": value + along_x + along_y,
        "sizes": value + along_x * abs(s) + along_y * abs(t),
        "no step": value,
        "exact": f(p + s, q + t),
    }


def _guess_nearby(given):
    g = given
    answers = _guess_answers(g.a, g.b, g.p, g.q, g.change_x, g.change_y)
    return Numbers(
        name="guess_nearby",
        answer=answers["right"],
        hints=(
            "It is the question about the second house: each variable adds slope times change.",
            "You need three numbers at the first point: the value of f, and its two slopes. How "
            "much does x change? How much does y change, and with which sign?",
        ),
        misconceptions=[
            Misconception(
                answers["change only"],
                "this is the change of f. Asked for is the value at the new point.",
            ),
            Misconception(
                answers["subtracted"],
                "you subtracted the change. You do not walk downhill here: you go where the new "
                "point is, and the signs of slope and change take care of the rest.",
            ),
            Misconception(
                answers["x only"],
                "you counted the change of x. But y changes, too.",
            ),
            Misconception(
                answers["y only"],
                "you counted the change of y. But x changes, too.",
            ),
            Misconception(
                answers["crossed"],
                "you multiplied each slope by the change of the other variable.",
            ),
            Misconception(
                answers["whole steps"],
                "you added the slopes themselves. A slope is the change for a whole unit; how far "
                "do you go?",
            ),
            Misconception(
                answers["sizes"],
                "look at the signs of the two changes. Do both coordinates grow?",
            ),
            Misconception(
                answers["no step"],
                "this is the value at the first point. Now take the step.",
            ),
            Misconception(
                answers["exact"],
                "this is the true value at the new point, well worked out. But asked for is the "
                "guess that the value and the two slopes at the first point give.",
            ),
        ],
    )


def _slopes_answers(g_1, g_2, d_1, d_2):
    """Gradient g: the slope along d, the slope of the steepest way down, and what goes wrong."""
    dot, length = g_1 * d_1 + g_2 * d_2, math.hypot(g_1, g_2)
    along, steepest = dot / math.hypot(d_1, d_2), -length
    return {
        "right": [along, steepest],
        "not of length 1": [dot, steepest],
        "projected": [dot / length, steepest],
        "crossed": [(g_1 * d_2 + g_2 * d_1) / math.hypot(d_1, d_2), steepest],
        "uphill": [along, length],
        "sum of sizes": [along, -abs(g_1) - abs(g_2)],
        "sum": [along, g_1 + g_2],
        "no root": [along, -(length**2)],
        "both": [dot, length],
    }


def _two_slopes(given):
    g = given
    answers = _slopes_answers(g.gradient_1, g.gradient_2, g.along_1, g.along_2)
    return Numbers(
        name="two_slopes",
        answer=answers["right"],
        labels=("the slope along the vector", "the slope of the steepest way down"),
        hints=(
            "The slope in a direction is a dot product. But a direction has length 1: does the "
            "vector?",
            "Divide the vector by its length first. For the steepest way down, look at the end of "
            "the section about which way is steepest: how steep is it, and what is the sign?",
        ),
        misconceptions=[
            Misconception(
                answers["not of length 1"],
                "the second number is right. The first is too large in size: the vector that you "
                "multiplied by does not have length 1.",
            ),
            Misconception(
                answers["projected"],
                "the second number is right. For the first you divided by the length of the "
                "gradient. Which of the two vectors is the direction?",
            ),
            Misconception(
                answers["crossed"],
                "the second number is right. In the first, look at the dot product again: the "
                "first entry goes with the first, the second with the second.",
            ),
            Misconception(
                answers["uphill"],
                "the first number is right. The second has the right size, but it is the slope of "
                "the steepest way up.",
            ),
            Misconception(
                answers["sum of sizes"],
                "the first number is right. The length of a vector is not the sum of its entries: "
                "think of Pythagoras.",
            ),
            Misconception(
                answers["sum"],
                "the first number is right. In the second you added the entries of the gradient. "
                "How long is it?",
            ),
            Misconception(
                answers["no root"],
                "the first number is right. In the second the square root is missing.",
            ),
            Misconception(
                answers["both"],
                "two things: the direction must have length 1. And the second number belongs to "
                "the steepest way up.",
            ),
        ],
    )


def _level_direction(given):
    gradient = np.array([given.gradient_1, given.gradient_2], dtype=float)

    def slope(vector):
        """The slope in that direction."""
        scaled = vector / np.max(np.abs(vector))  # neither overflow nor underflow
        return gradient @ scaled / np.linalg.norm(scaled)

    def is_zero(vector):
        return not vector.any()

    def parallel(vector, other):
        return abs(vector[0] * other[1] - vector[1] * other[0]) <= 1e-9 * np.max(np.abs(vector))

    return Choice(
        name="level_direction",
        judge=lambda vector: not is_zero(vector) and abs(slope(vector)) < 1e-6,
        right=[
            np.array([-given.gradient_2, given.gradient_1]),
            np.array([given.gradient_2, -given.gradient_1]) / 7,
        ],
        otherwise=lambda vector: f"in this direction the slope is {slope(vector):.3g}, and not 0.",
        shape=(2,),
        hints=(
            "The slope in a direction is the dot product with the gradient. When is it zero?",
            "A vector at a right angle to (3, 1) is (-1, 3): swap the entries, and do one thing "
            "more. Check your vector with the dot product.",
        ),
        misconceptions=[
            Misconception(
                [0, 0],
                "this vector has length 0. It has no direction.",
                is_zero,
            ),
            Misconception(
                gradient,
                "this is the direction of the steepest way up. Where do the contours run?",
                lambda vector: parallel(vector, gradient) and slope(vector) > 0,
            ),
            Misconception(
                -gradient,
                "this is the direction of the steepest way down. Where do the contours run?",
                lambda vector: parallel(vector, gradient),
            ),
            Misconception(
                gradient[::-1],
                "swapping the two entries is a good beginning. Now work out the dot product with "
                "the gradient: is it zero? Look at the signs.",
                lambda vector: parallel(vector, gradient[::-1]),
            ),
            Misconception(
                [1, 0],
                "along an axis the slope is one entry of the gradient. Neither of them is zero "
                "here.",
                lambda vector: not vector.all(),
            ),
        ],
    )


def _valley_gradient(given):
    a, b = given.inner, given.outer

    def answer(entries):
        """A function of a point, from what it does with x, y and x^2 - a y."""
        return lambda point: np.array(entries(*point, point[0] ** 2 - a * point[1]))

    return Function(
        name="valley_gradient",
        reference=lambda point: np.array(
            [
                4 * point[0] * (point[0] ** 2 - a * point[1]) + b * point[1],
                -2 * a * (point[0] ** 2 - a * point[1]) + b * point[0],
            ]
        ),
        examples=[(np.array([1.0, 0.0]),), (np.array([0.0, 1.0]),), (np.array([2.0, 1.0]),)],
        draw=lambda pick: (np.array([pick.uniform(-3, 3), pick.uniform(-3, 3)]),),
        hints=(
            "Name the inside of the bracket first. By the chain rule the derivative of inside^2 "
            "is 2 times inside, times one thing more.",
            "Begin with x, y = point and inside = ... Then one line for each partial derivative, "
            "and at the end return np.array([by_x, by_y]).",
        ),
        misconceptions=[
            Misconception(
                answer(lambda x, y, inside: [2 * inside + b * y, 2 * inside + b * x]),
                "in both entries the chain rule is not finished: multiply by the derivative of "
                "the inside of the bracket.",
            ),
            Misconception(
                answer(lambda x, y, inside: [4 * x * inside + b * y, 2 * inside + b * x]),
                "the first entry is right. In the second the chain rule is not finished: what is "
                "the derivative of the inside by y?",
            ),
            Misconception(
                answer(lambda x, y, inside: [4 * x * inside + b * y, 2 * a * inside + b * x]),
                "the first entry is right. In the second one sign is wrong: what is the "
                "derivative of the inside by y?",
            ),
            Misconception(
                answer(lambda x, y, inside: [2 * x * inside + b * y, -a * inside + b * x]),
                "the square of the bracket gives a factor that is missing in both entries.",
            ),
            Misconception(
                answer(lambda x, y, inside: [4 * x * inside + b, -2 * a * inside + b]),
                "the bracket is done well. Look at the last term: if only x moves, then y is a "
                "factor that stays.",
            ),
            Misconception(
                answer(lambda x, y, inside: [4 * x * inside + b * x, -2 * a * inside + b * y]),
                "the bracket is done well. Look at the last term: which letter is left when you "
                "differentiate it by x?",
            ),
            Misconception(
                answer(lambda x, y, inside: [4 * x * inside, -2 * a * inside]),
                "the bracket is done well. The last term of f is missing.",
            ),
            Misconception(
                answer(lambda x, y, inside: [-2 * a * inside + b * x, 4 * x * inside + b * y]),
                "both entries are there, in the opposite order. First the one by x.",
            ),
        ],
    )


def _quadratic(a, b, c):
    """a x^2 + b x y + c y^2 as a function of a point, with its words."""
    return Named(
        as_sum((a, "x^2"), (b, "x y"), (c, "y^2")),
        lambda point: a * point[0] ** 2 + b * point[0] * point[1] + c * point[1] ** 2,
    )


def _slope_along():
    def slope_along(f, point, direction, h):
        step = h * direction / np.linalg.norm(direction)
        return (f(point + step) - f(point - step)) / (2 * h)

    def with_step(f, point, direction, h):
        return (f(point + h * direction) - f(point - h * direction)) / (2 * h)

    def without_brackets(f, point, direction, h):
        step = h * direction / np.linalg.norm(direction)
        return f(point + step) - f(point - step) / (2 * h)

    def forward(f, point, direction, h):
        return (f(point + h * direction / np.linalg.norm(direction)) - f(point)) / h

    def forward_with_step(f, point, direction, h):
        return (f(point + h * direction) - f(point)) / h

    return Function(
        name="slope_along",
        reference=slope_along,
        examples=[
            (_quadratic(1, 0, 3), np.array([2.0, 1.0]), np.array([2.0, 0.0]), 0.1),
            (_quadratic(1, 0, 3), np.array([2.0, 1.0]), np.array([3.0, 4.0]), 0.1),
            (_quadratic(2, 1, -1), np.array([1.0, -1.0]), np.array([0.0, 0.5]), 0.2),
        ],
        draw=lambda pick: (
            _quadratic(pick.choice([1, 2, 3]), pick.choice([-2, 1, 2]), pick.choice([-3, 4, 5])),
            np.array([pick.uniform(-2, 2), pick.uniform(-2, 2)]),
            np.array([pick.uniform(1, 4), pick.uniform(-4, -2)]),
            pick.uniform(0.05, 0.4),
        ),
        hints=(
            "Make the direction one of length 1 first. Then it is the central difference "
            "quotient, with a step along that direction in place of a step along x.",
            "Begin with u = direction / np.linalg.norm(direction). The two places are point + h u "
            "and point - h u. How far apart are they?",
        ),
        misconceptions=[
            Misconception(
                with_step,
                "you use the direction with the length that it has. A step of length h needs a "
                "direction of length 1.",
            ),
            Misconception(
                forward,
                "this is the forward quotient. Asked for is the central one: step to both sides.",
            ),
            Misconception(
                forward_with_step,
                "two things: this is the forward quotient, and the direction needs length 1.",
            ),
            Misconception(
                lambda f, point, direction, h: (f(point + h) - f(point - h)) / (2 * h),
                "you move every coordinate by h, whatever the direction is. The step must point "
                "along the direction.",
            ),
            Misconception(
                without_brackets,
                "only the second value is divided by 2h. Python divides before it subtracts: put "
                "brackets around the difference.",
            ),
            Misconception(
                lambda *case: 2 * slope_along(*case),
                "your slope is twice too large. How far apart are the two places?",
            ),
            Misconception(
                lambda *case: -slope_along(*case),
                "your slope has the wrong sign: from where to where do you look?",
            ),
            Misconception(
                lambda f, point, direction, h: 2 * h * slope_along(f, point, direction, h),
                "you return how much f changes from one place to the other. A slope is the change "
                "divided by something.",
            ),
            Misconception(
                lambda f, point, direction, h: (
                    slope_along(f, point, direction, h) / np.linalg.norm(direction)
                ),
                "you divide by the length of the direction once too often.",
            ),
        ],
    )


def _bowl_gradient(a, b):
    """The gradient of a bowl with curvatures a and b, with its words."""
    return Named(f"({a} x, {b} y)", lambda point: np.array([a * point[0], b * point[1]]))


def _walk_in_the_plane():
    def walk(gradient, start, learning_rate, steps):
        points = [start]
        for _ in range(steps):
            points.append(points[-1] - learning_rate * gradient(points[-1]))
        return np.array(points)

    def one_gradient(gradient, start, learning_rate, steps):
        return np.array([start - k * learning_rate * gradient(start) for k in range(steps + 1)])

    return Function(
        name="walk_in_the_plane",
        reference=walk,
        examples=[
            (_bowl_gradient(2, 4), np.array([3.0, 1.0]), 0.25, 1),
            (_bowl_gradient(2, 4), np.array([3.0, 1.0]), 0.2, 2),
            (_bowl_gradient(2, 4), np.array([3.0, 1.0]), 0.2, 0),
        ],
        draw=lambda pick: (
            _bowl_gradient(pick.choice([1, 2, 3]), pick.choice([4, 5, 6])),
            np.array([pick.uniform(1, 4), pick.uniform(-4, -1)]),
            pick.uniform(0.05, 0.3),
            pick.choice([3, 4, 5]),
        ),
        hints=(
            "It is the loop of the lesson with a list beside it. The list begins with the start.",
            "Begin with point = start and points = [start]. In the loop: the next point, then "
            "append it. After the loop, return np.array(points).",
        ),
        misconceptions=[
            Misconception(
                lambda gradient, start, rate, steps: walk(gradient, start, -rate, steps),
                "your walk goes uphill. Look at the sign in the step.",
            ),
            Misconception(
                one_gradient,
                "you use the gradient of the start at every step. It must be the gradient where "
                "you stand.",
            ),
            Misconception(
                lambda *case: walk(*case)[-1],
                "you return the last point only. Asked for are all points, one in each row.",
            ),
            Misconception(
                lambda *case: np.tile(walk(*case)[-1], (case[3] + 1, 1)),
                "all rows of your array are the same point. The -= changes the one array that "
                "your list holds several times. Write point = point - ..., which makes a new one.",
            ),
            Misconception(
                lambda *case: walk(*case)[1:],
                "the start is missing. It is the first point where you stand.",
            ),
            Misconception(
                lambda *case: walk(*case)[:-1],
                "the last point is missing. Append after the step, and not before it.",
            ),
            Misconception(
                lambda gradient, start, rate, steps: walk(gradient, start, 1, steps),
                "your steps do not depend on learning_rate.",
            ),
            Misconception(
                lambda *case: walk(*case).T,
                "rows and columns are swapped: each point is one row, with its x and its y.",
            ),
            Misconception(
                lambda gradient, start, rate, steps: np.array(
                    [gradient(point) for point in walk(gradient, start, rate, steps)]
                ),
                "you return the gradients on the way. Asked for are the points.",
            ),
        ],
    )


def _ravine_rate(given):
    kappa, most = given.kappa, given.most_steps

    def steps(rate):
        """How many steps from (2, 1) until the gradient (x, kappa y) has a norm below 1e-6."""
        x, y, taken = 2.0, 1.0, 0
        while math.hypot(x, kappa * y) >= 1e-6 and taken < 100 * most:
            x, y, taken = (1 - rate) * x, (1 - rate * kappa) * y, taken + 1
        return taken

    return Choice(
        name="ravine_rate",
        judge=lambda rate: 0 < rate < 2 / kappa and steps(rate) <= most,
        right=[1.5 / kappa, 1.7 / kappa, 2 / (kappa + 1)],
        otherwise=lambda rate: f"with {rate:g} it takes {steps(rate)} steps. Try a larger rate.",
        hints=(
            "There is a bound, which the steep direction sets. Below it, both directions shrink, "
            "and each by its own factor.",
            "The factors are 1 - alpha along the valley and 1 - alpha kappa across it. Raise alpha "
            "above 1 / kappa, so that the first becomes smaller. But stay away from the bound.",
        ),
        misconceptions=[
            Misconception(
                -0.1,
                "a rate that is not above zero does not walk downhill.",
                lambda rate: rate <= 0,
            ),
            Misconception(
                1.0,
                "with this rate the walk diverges. The steep direction sets the bound: what is f'' "
                "across the valley?",
                lambda rate: rate > 2 / kappa * (1 + 1e-9),
            ),
            Misconception(
                2 / kappa,
                "you are on the bound: the walk swings across the valley for ever, between two "
                "walls.",
                lambda rate: rate > 2 / kappa * (1 - 1e-9),
            ),
            Misconception(
                1.99 / kappa,
                "this is so close to the bound that the walk swings across the valley for a long "
                "time. Take a little less.",
                lambda rate: rate > 2 / (kappa + 1),
            ),
            Misconception(
                1 / kappa,
                "this rate is the best one for the steep direction, and you can see the price: "
                "along the valley you creep. Which direction can wait?",
                lambda rate: abs(rate * kappa - 1) < 1e-9,
            ),
            Misconception(
                0.2 / kappa,
                "with this rate you creep in both directions. Take longer steps.",
                lambda rate: rate < 1 / kappa,
            ),
        ],
    )
