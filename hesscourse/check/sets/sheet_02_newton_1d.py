"""Sheet 2: Newton's method in one variable."""

import math
from types import SimpleNamespace

from ...methods import newton
from ...objective import Objective
from ...stopping import gradient_below
from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words

# (start, c): two Newton steps towards the square root of c, each a short decimal.
SQUARE_ROOTS = [(1, 7), (2, 28), (4, 24), (5, 15), (5, 55), (8, 96), (10, 60)]
# Places on x^4/4 - x^2: the slope and the bend there, by their signs.
PLACES = {(-1, 1): -1.8, (1, -1): -0.5, (-1, -1): 0.5, (1, 1): 1.8}


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    start, square = pick.choice(SQUARE_ROOTS)
    places = list(PLACES.values())
    pick.shuffle(places)
    bend, away = pick.choice([(2, 3), (4, 1), (4, 3), (5, 2), (-4, 1), (-2, 3), (-4, -3)])
    return SimpleNamespace(
        square=square,
        root_start=start,
        places=places,
        place=pick.choice([1, 2, 3, -1]),
        height=pick.choice([4, 6, 7, 10]),
        slope=bend * away,
        bend=bend,
        well=f"x^4/4 - x^2 {pick.choice(['-', '+'])} {pick.choice(['1/4', '1/5', '3/10'])} * x",
    )


def tasks(given):
    return [
        _first_steps(given),
        _root_steps(given),
        _vertex(given),
        _newton_step(),
        _root_after(),
        _newton_places(),
        _order(),
        _start_for_the_hill(given),
        Explanation(name="which_first"),
    ]


def _first_steps(given):
    signs = {place: pair for pair, place in PLACES.items()}
    pairs = [signs[round(place, 3)] for place in given.places]

    def side(sign):
        return "left" if sign > 0 else "right"

    return Words(
        name="first_steps",
        answer=[side(slope * bend) for slope, bend in pairs],
        options=("left", "right"),
        labels=("A", "B", "C", "D"),
        hints=(
            "Imagine the parabola that fits best at each point. Does it open upwards or "
            "downwards, and on which side is its vertex?",
            "Two of the points lie where the curve bends downwards. The parabola there opens "
            "downwards, and its vertex is a top.",
        ),
        misconceptions=[
            Misconception(
                [side(slope) for slope, _ in pairs],
                "you walk downhill everywhere. That is gradient descent. Newton's method jumps to "
                "the vertex of a parabola, and not every parabola opens upwards.",
            ),
            Misconception(
                [side(-slope) for slope, _ in pairs],
                "you walk uphill everywhere. Where the curve bends upwards, the vertex of the "
                "parabola is below you.",
            ),
            Misconception(
                [side(-slope * bend) for slope, bend in pairs],
                "every direction is the wrong way round. Draw the parabola at one of the points "
                "in the valleys, and find its vertex.",
            ),
            Misconception(
                [side(bend) for _, bend in pairs],
                "you looked at how the curve bends, but not at whether it rises or falls.",
            ),
        ],
    )


def _root_steps(given):
    start, c = given.root_start, given.square

    def two(step):
        first = step(start)
        return [first, step(first)]

    right = two(lambda x: x - (x * x - c) / (2 * x))
    return Numbers(
        name="root_steps",
        answer=right,
        labels=("x_1", "x_2"),
        hints=(
            "At each place you need two numbers: the height and the slope.",
            "The height is x^2 minus the number under the root, the slope is 2x. Go back by height "
            "divided by slope.",
        ),
        misconceptions=[
            Misconception(
                two(lambda x: x + (x * x - c) / (2 * x)),
                "you went to the wrong side. Look at the sign in the formula.",
            ),
            Misconception(
                two(lambda x: x - (x * x - c) / x),
                "your slope is not right. What is the derivative of x squared?",
            ),
            Misconception(
                [right[0], right[0] - (right[0] ** 2 - c) / (2 * start)],
                "x_1 is right. For x_2 you used the slope at x_0 again: each tangent has its own.",
            ),
            Misconception(
                two(lambda x: x - (x * x - c)),
                "you went back by the whole height. Divide it by the slope first.",
            ),
            Misconception(
                [start, right[0]],
                "you gave x_0 and x_1. The start is x_0; asked for are the two places after it.",
            ),
        ],
    )


def _vertex(given):
    x, height, slope, bend = given.place, given.height, given.slope, given.bend
    away = slope / bend
    drop = slope**2 / (2 * bend)
    return Numbers(
        name="vertex",
        answer=[x - away, height - drop],
        labels=("the place", "the height"),
        hints=(
            "At the vertex the slope of the parabola is zero. How does the slope change as you "
            "move away from x_k?",
            "The place is where Newton's step leads. For the height, put the step into the formula "
            "of the parabola: its three terms are height, slope and bend.",
        ),
        misconceptions=[
            Misconception(
                [x + away, height - drop],
                "the height is right. The place is on the wrong side of x_k: look at the sign.",
            ),
            Misconception(
                [x - away, height - 2 * drop],
                "the place is right. For the height you followed the tangent. The parabola bends "
                "away from it: its third term is missing.",
            ),
            Misconception(
                [x - away, height],
                "the place is right. The height is that at x_k, and at the vertex it is another.",
            ),
            Misconception(
                [x - away, height + drop],
                "the place is right. Is the vertex of this parabola below x_k, or above?",
            ),
            Misconception(
                [-away, height - drop],
                "the height is right. For the place you gave the step. Where does it lead, if it "
                "begins at x_k?",
            ),
        ],
    )


def _newton_step():
    return Function(
        name="newton_step",
        reference=lambda x, slope, bend: x - slope / bend,
        examples=[(2.0, 3.75, 10.0), (1.0, -4.0, 2.0), (0.5, -1.0, -2.0)],
        draw=lambda pick: (
            pick.uniform(-5, 5),
            pick.choice([-1, 1]) * pick.uniform(1, 9),
            pick.choice([-1, 1]) * pick.uniform(2, 9),
        ),
        hints=(
            "Look for the formula in the section From a root to a minimum.",
            "It is the step of gradient descent, with another number in the place of the learning "
            "rate.",
        ),
        misconceptions=[
            Misconception(
                lambda x, slope, bend: x + slope / bend,
                "the sign is wrong: from a valley's slope your step leads away from the bottom.",
            ),
            Misconception(
                lambda x, slope, bend: x - bend / slope,
                "your fraction stands on its head. The more the curve bends, the shorter the step.",
            ),
            Misconception(
                lambda x, slope, bend: x - slope * bend,
                "you multiply by the bend. The more the curve bends, the shorter the step.",
            ),
            Misconception(
                lambda x, slope, bend: -slope / bend,
                "you return the step. Return the place where it leads.",
            ),
            Misconception(
                lambda x, slope, bend: slope / bend,
                "you return how far to go back. Return the place where you are then.",
            ),
            Misconception(
                lambda x, slope, bend: x - slope,
                "your step does not depend on bend. What did you do with the second derivative?",
            ),
            Misconception(
                lambda x, slope, bend: (x - slope) / bend,
                "a pair of brackets, or its absence, divides x too. Only the slope is divided.",
            ),
            Misconception(
                lambda x, slope, bend: x - slope / abs(bend),
                "your step always goes downhill. That is wiser than Newton's method, but Newton's "
                "method uses the bend with its sign.",
            ),
        ],
    )


def _parabola(c):
    """x^2 - c and its derivative, with their words."""
    return Named(f"x^2 - {c:g}", lambda x: x * x - c), Named("2 x", lambda x: 2 * x)


def _root_after():
    def root_after(f, derivative, start, steps):
        x = start
        for _ in range(steps):
            x = x - f(x) / derivative(x)
        return x

    def with_step(step):
        def walk(f, derivative, start, steps):
            x = start
            for _ in range(steps):
                x = step(x, f, derivative, start)
            return x

        return walk

    return Function(
        name="root_after",
        reference=root_after,
        examples=[
            (*_parabola(2), 1.0, 1),
            (*_parabola(2), 1.0, 2),
            (*_parabola(7), 4.0, 2),
            (*_parabola(7), -4.0, 3),
            (*_parabola(3), 2.0, 0),
        ],
        draw=lambda pick: (
            *_parabola(pick.choice([2, 3, 5, 10])),
            pick.choice([-6.0, -1.0, 4.0, 8.0]),
            pick.choice([2, 3]),
        ),
        hints=(
            "It is the loop of the lesson, for any function: derivative(x) is the slope of f at x.",
            "Begin with x = start. Then for k in range(steps): one step. After the loop, return x.",
        ),
        misconceptions=[
            Misconception(
                with_step(lambda x, f, derivative, start: x + f(x) / derivative(x)),
                "your steps lead away from the root. Look at the sign.",
            ),
            Misconception(
                with_step(lambda x, f, derivative, start: x - derivative(x) / f(x)),
                "your fraction stands on its head: it is the height divided by the slope.",
            ),
            Misconception(
                with_step(lambda x, f, derivative, start: x - f(x) / derivative(start)),
                "you use the slope at the start for every step. Each tangent has its own slope.",
            ),
            Misconception(
                with_step(lambda x, f, derivative, start: x - f(x)),
                "you go back by the whole height. Divide it by the slope.",
            ),
            Misconception(
                with_step(lambda x, f, derivative, start: f(x) / derivative(x)),
                "you keep how far to go back, and forget from where.",
            ),
            Misconception(
                lambda f, derivative, start, steps: root_after(f, derivative, start, min(steps, 1)),
                "you take one step at most. Does return stand inside the loop? It belongs after "
                "it, further to the left. Or does each of your steps begin at start again?",
            ),
            Misconception(
                lambda f, derivative, start, steps: root_after(f, derivative, start, steps + 1),
                "you take one step too many.",
            ),
        ],
    )


def _newton_places():
    def newton_places(slope, bend, start, tolerance):
        places = [start]
        while abs(slope(places[-1])) >= tolerance and bend(places[-1]) != 0:
            places.append(places[-1] - slope(places[-1]) / bend(places[-1]))
        return places

    def without_abs(slope, bend, start, tolerance):
        places = [start]
        while slope(places[-1]) >= tolerance and bend(places[-1]) != 0:
            places.append(places[-1] - slope(places[-1]) / bend(places[-1]))
        return places

    def without_care(slope, bend, start, tolerance):
        places = [start]
        while abs(slope(places[-1])) >= tolerance:
            places.append(places[-1] - slope(places[-1]) / bend(places[-1]))
        return places

    def bend_of_the_start(slope, bend, start, tolerance):
        return newton_places(slope, lambda x: bend(start), start, tolerance)

    return Function(
        name="newton_places",
        reference=newton_places,
        examples=[
            (*_parabola(4), 4.0, 1.0),
            (*_parabola(4), 1.5, 0.5),
            (*_parabola(4), 0.0, 0.01),
            (*_parabola(9), 0.0, 0.01),
            (*_parabola(2), 0.0, 0.01),
            (*_parabola(4), 2.0, 0.01),
        ],
        draw=lambda pick: (
            *_parabola(pick.choice([2, 3, 5, 8])),
            pick.choice([1.5, 4.0, 6.0, -5.0]),
            pick.choice([0.5, 0.1, 0.001]),
        ),
        hints=(
            "It is sheet 1's path with another step, and with one more thing to watch: you must "
            "not divide by zero.",
            "Begin with x = start and places = [start]. Go round while the size of the slope is at "
            "least tolerance, and bend(x) is not 0. After the loop, return places.",
        ),
        misconceptions=[
            Misconception(
                lambda *case: newton_places(*case)[-1],
                "you return the last place only. Asked for is the list of all places.",
            ),
            Misconception(
                lambda *case: newton_places(*case)[1:],
                "the start is missing from your list. It is the first place that you visit.",
            ),
            Misconception(
                lambda *case: newton_places(*case)[:-1],
                "the last place is missing from your list. Append the new x after the step.",
            ),
            Misconception(
                without_abs,
                "your walk stops at once where the slope is negative. Use its size, abs(...).",
            ),
            Misconception(
                without_care,
                "somewhere the bend is exactly 0, and you divide by it. Stop there: the list ends "
                "with that place.",
            ),
            Misconception(
                bend_of_the_start,
                "you use the bend at the start for every step. Newton's method asks for it anew.",
            ),
            Misconception(
                lambda *case: len(newton_places(*case)) - 1,
                "you return the number of steps. Asked for is the list of all places.",
            ),
        ],
    )


def _order():
    def order(a, b, c, d):
        first, second, third = abs(b - a), abs(c - b), abs(d - c)
        return math.log(third / second) / math.log(second / first)

    return Function(
        name="order",
        reference=order,
        examples=[
            (0.0, 1.0, 1.5, 1.75),
            (1.0, 1.5, 1.25, 1.1875),
            (3.0, 2.0, 2.1, 2.101),
        ],
        draw=lambda pick: _four_places(pick),
        rel_tol=1e-6,
        hints=(
            "First find the lengths of the three steps: from a to b, from b to c, from c to d.",
            "You need two ratios: each step divided by the one before it. Then divide their "
            "logarithms, the later one by the earlier one. math.log and abs help.",
        ),
        misconceptions=[
            Misconception(
                lambda a, b, c, d: 1 / order(a, b, c, d),
                "your fraction stands on its head: the later steps go above the line.",
            ),
            Misconception(
                lambda a, b, c, d: abs(d - c) / abs(c - b) / (abs(c - b) / abs(b - a)),
                "the two ratios are there, but not their logarithms.",
            ),
            Misconception(
                lambda a, b, c, d: math.log(abs(d / c)) / math.log(abs(c / b)),
                "you divide the places by one another. Divide the steps between them.",
            ),
            Misconception(
                lambda a, b, c, d: math.log(abs(d - c)) / math.log(abs(c - b)),
                "this compares the logarithms of two steps, and then the unknown constant C does "
                "not go away. Divide each step by the one before it first.",
            ),
            Misconception(
                lambda a, b, c, d: math.log((d - c) / (c - b)) / math.log((c - b) / (b - a)),
                "where the steps change their direction, you take the logarithm of a negative "
                "number. Use their lengths.",
            ),
            Misconception(
                lambda a, b, c, d: math.log(abs(d - c) / abs(c - b)),
                "this is the logarithm of the last ratio. Divide it by that of the ratio before.",
            ),
        ],
    )


def _four_places(pick):
    first = pick.uniform(1, 2)
    start = pick.uniform(2, 4)
    second = first * pick.uniform(0.1, 0.5) * pick.choice([-1, 1])
    third = second * pick.uniform(0.05, 0.4)
    return start, start + first, start + first + second, start + first + second + third


def _start_for_the_hill(given):
    well = Objective(given.well)
    level = gradient_below(1e-10)

    def top():
        return newton(well, 0.0, stop=level).final

    def end(start):
        return newton(well, start, stop=level)

    def far_enough(start):
        return abs(start - top()) > 0.3

    def judge(start):
        return far_enough(start) and abs(end(start).final - top()) < 1e-6

    return Choice(
        name="start_for_the_hill",
        judge=judge,
        right=[top() + 0.32, top() - 0.32, top() + 0.4],
        otherwise=lambda start: f"from {start:g}: {end(start).sentence}",
        hints=(
            "Newton's method walks uphill where the curve bends downwards. Where is that?",
            "Work out f'' and find where it is negative. Stay well inside that part: near its ends "
            "the steps are wild.",
        ),
        misconceptions=[
            Misconception(
                0.0,
                "this start is too close to the top. Begin more than 0.3 away from it.",
                lambda start: not far_enough(start),
            ),
            Misconception(
                2.0,
                "here the curve bends upwards, so the method finds a valley. Look for a start "
                "where it bends downwards.",
                lambda start: well.hessian(start) > 0,
            ),
            Misconception(
                math.sqrt(2 / 3),
                "here the second derivative is zero or nearly so, and the first step is huge.",
                lambda start: abs(well.hessian(start)) < 0.05,
            ),
            Misconception(
                0.78,
                "here the curve bends downwards, but only a little: the first step jumps over the "
                "top and lands in the other valley, or beyond it.",
                lambda start: abs(end(start).points[1] - top()) > 1,
            ),
        ],
    )
