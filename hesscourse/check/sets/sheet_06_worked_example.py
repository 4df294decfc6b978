"""Sheet 6: one surface, two methods. The surface is a relative of the report's."""

import math
from types import SimpleNamespace

import numpy as np

from ...methods import gradient_descent, newton
from ...objective import Objective
from ...stopping import gradient_below
from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._words import exchanged

CURVES = ("newton", "astray", "descent", "too bold")
KINDS = (
    "minimum",
    "maximum",
    "saddle",
    "non-strict minimum",
    "non-strict maximum",
    "neither",
)
POWERS = [3, 6, 11]
# The smallest number of steps that bring the error below a tenth, for each power.
STEPS_TO_A_TENTH = {3: 4, 6: 11, 11: 22}
ENOUGH_STEPS = 20


def given(pick):
    """The surface h - x^2 (x - 3 m) y^2 (y - 3 n) / d, with its minimum at (2 m, 2 n)."""
    m, n = pick.choice([(1, 2), (2, 1)])
    height = pick.choice([10, 20, 50])
    divisor = pick.choice([24, 48, 96])
    surface = f"{height} - x^2 (x - {3 * m}) y^2 (y - {3 * n})/{divisor}"

    near, far = (1.6 * m, 1.6 * n), (0.5 * m, 0.5 * n)
    small, large = sorted(_curvatures(m, n, divisor))
    # Newton's method where the rate is None.
    runs = [(None, near), (None, far), (0.6 / (small + large), near), (2.2 / large, near)]
    pick.shuffle(runs)
    below, beyond = pick.choice([-2, 1, 2]), 3 * m + pick.choice([1, 2])
    places = [(2 * m, 2 * n), (3 * m, 3 * n), (0, 3 * n), (0, below), (beyond, 0)]
    pick.shuffle(places)
    power_1, power_2 = pick.sample(POWERS, 2)
    return SimpleNamespace(
        surface=surface,
        height=height,
        divisor=divisor,
        x_min=2 * m,
        y_min=2 * n,
        places=places,
        places_in_words=", ".join(map(str, places)),
        runs=[(rate and round(rate, 4), start) for rate, start in runs],
        near_x=near[0],
        near_y=near[1],
        power_1=power_1,
        power_2=power_2,
        enough=ENOUGH_STEPS,
    )


def _curvatures(m, n, divisor):
    """f_xx and f_yy at the minimum (2 m, 2 n). There f_xy is 0."""
    return 24 * m * n**3 / divisor, 24 * m**3 * n / divisor


def tasks(given):
    surface = Objective(given.surface)
    return [
        _four_curves(given),
        _what_is_there(given),
        _hollow(given),
        _power_factors(given),
        _stops_within(),
        _surviving_shares(),
        _agree_after(),
        _quick_rate(given, surface),
        _near_and_lost(given, surface),
        Explanation(name="twenty_times"),
    ]


def _four_curves(given):
    near = (given.near_x, given.near_y)
    rates = [rate for rate, _ in given.runs if rate]
    right = [
        ("newton" if start == near else "astray")
        if rate is None
        else ("descent" if rate == min(rates) else "too bold")
        for rate, start in given.runs
    ]
    return Words(
        name="four_curves",
        answer=right,
        options=CURVES,
        labels=("curve A", "curve B", "curve C", "curve D"),
        hints=(
            "What does a curve look like where the digits double? Where each step keeps the same "
            "share? Where nothing is gained at all?",
            "Two curves become straight lines. To tell them apart, divide a printed number by the "
            "one before it, near the end. Which share do you expect for the run to the origin?",
        ),
        misconceptions=[
            Misconception(
                exchanged(right, newton="astray", astray="newton"),
                "you see which runs are gradient descent. The other two are the wrong way round: "
                "on the way to the origin Newton's method does not double its digits. Why not?",
            ),
            Misconception(
                exchanged(right, astray="descent", descent="astray"),
                "two curves are right. Of the two straight ones, work out the share that each step "
                "keeps. The lesson tells you what it is near the origin.",
            ),
            Misconception(
                exchanged(right, descent="too bold", too_bold="descent"),
                "you see which runs are Newton's. Of the other two, which one gets anywhere? Too "
                "long steps jump over the bottom again and again.",
            ),
            Misconception(
                exchanged(right, astray="too bold", too_bold="astray"),
                "two curves are right. A run that goes astray is not one that never settles: "
                "Newton's method does come to a place where the ground is level.",
            ),
            Misconception(
                exchanged(right, newton="descent", descent="newton"),
                "two curves are right. But which run is finished after a few steps, and which one "
                "crawls?",
            ),
        ],
    )


def _what_is_there(given):
    def kind(x, y):
        if (x, y) == (given.x_min, given.y_min):
            return "minimum"
        if x and y:
            return "saddle"
        other, edge = (y, 1.5 * given.y_min) if x == 0 else (x, 1.5 * given.x_min)
        if other == edge:
            return "neither"
        return "non-strict maximum" if other < edge else "non-strict minimum"

    right = [kind(*place) for place in given.places]
    return Words(
        name="what_is_there",
        answer=right,
        options=KINDS,
        labels=tuple(map(str, given.places)),
        hints=(
            "At two of the places the Hessian decides. On the axes it is silent: there write down "
            "the height above the flat line, f minus the constant, and look at its sign nearby.",
            "x^2 and y^2 are never negative. So the sign of f minus the constant comes from the "
            "two brackets, and from the minus before them. Near a point of an axis only one "
            "bracket may change its sign.",
        ),
        misconceptions=[
            Misconception(
                exchanged(
                    right,
                    non_strict_maximum="saddle",
                    non_strict_minimum="saddle",
                    neither="saddle",
                ),
                "the two places that stand alone are right. On the axes you read a zero "
                "eigenvalue as a saddle, as the report does. A zero eigenvalue says nothing.",
            ),
            Misconception(
                exchanged(
                    right,
                    non_strict_maximum="non-strict minimum",
                    non_strict_minimum="non-strict maximum",
                ),
                "on the axes minimum and maximum are the wrong way round. Did you forget the minus "
                "before the product?",
            ),
            Misconception(
                exchanged(
                    right,
                    non_strict_maximum="neither",
                    non_strict_minimum="neither",
                ),
                "the Hessian cannot decide on the axes, that is right. But more can be said: look "
                "at the sign of f minus the constant nearby.",
            ),
            Misconception(
                exchanged(
                    right,
                    non_strict_maximum="maximum",
                    non_strict_minimum="minimum",
                ),
                "you have the right side everywhere. But on a flat line, is the neighbour on the "
                "same line higher or lower? A strict maximum has only lower points around it.",
            ),
            Misconception(
                exchanged(
                    right,
                    non_strict_maximum="non-strict minimum",
                    neither="non-strict minimum",
                ),
                "you say the same of the whole axis. But the kind changes where a bracket changes "
                "its sign.",
            ),
            Misconception(
                exchanged(
                    right,
                    non_strict_minimum="non-strict maximum",
                    neither="non-strict maximum",
                ),
                "you say the same of the whole axis. But the kind changes where a bracket changes "
                "its sign.",
            ),
            Misconception(
                exchanged(right, minimum="saddle", saddle="minimum"),
                "the points of the axes are right. The other two are the wrong way round: work "
                "out their Hessians.",
            ),
        ],
    )


def _hollow(given):
    a, b = _curvatures(given.x_min // 2, given.y_min // 2, given.divisor)
    small, large = min(a, b), max(a, b)
    best, bound = 2 / (a + b), 2 / large
    return Numbers(
        name="hollow",
        answer=[a, b, best, bound],
        labels=("f_xx", "f_yy", "the best learning rate", "the bound"),
        hints=(
            "For f_xx treat y as a number: differentiate x^2 times its bracket twice. Then put in "
            "both coordinates of the minimum. At this point f_xy is zero.",
            "So f_xx and f_yy are the two eigenvalues. This hollow is not round: the best learning "
            "rate follows from their sum, the bound from one of them. Which one? Lesson 4 has both "
            "formulas.",
        ),
        misconceptions=[
            Misconception(
                [b, a, best, bound],
                "the learning rates are right. f_xx and f_yy are the wrong way round: f_xx tells "
                "how the surface bends along x.",
            ),
            Misconception(
                [a, b, 1 / large, bound],
                "three numbers are right. The best learning rate is not the lesson's 1/lambda: "
                "that was for a round hollow, where both eigenvalues are the same.",
            ),
            Misconception(
                [a, b, best, 2 / small],
                "three numbers are right. For the bound you took the wrong eigenvalue: in which "
                "direction do the iterates fly off first?",
            ),
            Misconception(
                [a, b, best, 1 / large],
                "three numbers are right. The bound is where the factor 1 - alpha lambda becomes "
                "-1. You solved for 0.",
            ),
            Misconception(
                [-a, -b, best, bound],
                "the learning rates are right. At a minimum, which sign must f_xx and f_yy have? "
                "Look for a lost minus.",
            ),
            Misconception(
                [a, b, bound, best],
                "all four numbers are there, but the learning rates are in the opposite order. "
                "Can the best one be above the bound?",
            ),
        ],
    )


def _power_factors(given):
    p, q = given.power_1, given.power_2
    steps = STEPS_TO_A_TENTH[q]

    def answer(factor):
        return [factor(p), factor(q), steps]

    right = answer(lambda m: (m - 2) / (m - 1))
    return Numbers(
        name="power_factors",
        answer=right,
        labels=("the first factor", "the second factor", "the steps"),
        hints=(
            "Do one step of Newton's method for a minimum, t - f'/f'', with f = t^m. Much cancels.",
            "The lesson has the result for any m. For the steps multiply the second factor by "
            "itself again and again, until the product is below 0.1.",
        ),
        misconceptions=[
            Misconception(
                answer(lambda m: 1 / (m - 1)),
                "you gave the share that a step takes away. Which share is left?",
            ),
            Misconception(
                answer(lambda m: (m - 1) / m),
                "this is Newton's method for a *root* of t^m, t - f/f'. For a minimum it uses the "
                "first and the second derivative.",
            ),
            Misconception(
                answer(lambda m: (m - 1) / (m - 2)),
                "your fractions stand on their heads: with these factors the error would grow.",
            ),
            Misconception(
                [right[1], right[0], steps],
                "the factors are in the opposite order.",
            ),
            Misconception(
                [*right[:2], steps - 1],
                "both factors are right. After so many steps the error is still a little more than "
                "a tenth.",
            ),
            Misconception(
                [*right[:2], steps + 1],
                "both factors are right. The error was below a tenth already one step before.",
            ),
        ],
    )


def _stops_within():
    return Function(
        name="stops_within",
        reference=lambda rate, curvature, minimum, rel_tol: (
            rel_tol * abs(minimum) / (rate * curvature)
        ),
        examples=[
            (0.5, 2.0, 3.0, 0.01),
            (0.1, 4.0, 5.0, 0.001),
            (0.01, 4.0, -2.0, 0.001),
            (0.05, 2.0, -8.0, 0.01),
        ],
        draw=lambda pick: (
            pick.uniform(0.01, 0.4),
            pick.uniform(0.5, 6),
            pick.choice([-1, 1]) * pick.uniform(1.5, 9),
            pick.choice([1e-2, 1e-3, 1e-4]),
        ),
        hints=(
            "It is the formula of the section A tolerance is not an accuracy, for any minimum and "
            "any tolerance.",
            "At distance e a step changes x by about rate * curvature * e. The rule fires when "
            "that is rel_tol times the size of x, and x is close to the minimum. Solve for e.",
        ),
        misconceptions=[
            Misconception(
                lambda rate, curvature, minimum, rel_tol: rel_tol / (rate * curvature),
                "the tolerance is a *relative* one: rel_tol of what?",
            ),
            Misconception(
                lambda rate, curvature, minimum, rel_tol: rel_tol * abs(minimum),
                "you say that the tolerance is the accuracy. That is the report's mistake: the "
                "rule looks at the step, and not at the distance.",
            ),
            Misconception(
                lambda rate, curvature, minimum, rel_tol: rel_tol * abs(minimum) / rate,
                "the curvature is missing: the flatter the hollow, the shorter the last steps.",
            ),
            Misconception(
                lambda rate, curvature, minimum, rel_tol: rel_tol * abs(minimum) / curvature,
                "the learning rate is missing: the smaller it is, the sooner the rule gives up.",
            ),
            Misconception(
                lambda rate, curvature, minimum, rel_tol: rel_tol * abs(minimum) * rate * curvature,
                "you multiply where you should divide. With a smaller rate the run stops farther "
                "away, and not nearer.",
            ),
            Misconception(
                lambda rate, curvature, minimum, rel_tol: rel_tol * minimum / (rate * curvature),
                "your distance is negative where the minimum is. What counts is its size.",
            ),
        ],
    )


def _surviving_shares():
    def surviving_shares(points, goal):
        errors = np.linalg.norm(points - goal, axis=1)
        return errors[1:] / errors[:-1]

    def with_errors(ratio, norm=lambda rows: np.linalg.norm(rows, axis=1)):
        def shares(points, goal):
            errors = norm(points - goal)
            return ratio(errors[1:], errors[:-1])

        return shares

    def keep(after, before):
        return after / before

    return Function(
        name="surviving_shares",
        reference=surviving_shares,
        examples=[
            (np.array([[8.0, 0.0], [4.0, 0.0], [1.0, 0.0]]), np.zeros(2)),
            (np.array([[4.0, 5.0], [1.0, 3.0], [1.0, 1.5]]), np.array([1.0, 1.0])),
            (np.array([[3.0, 4.0], [3.0, -4.0]]), np.zeros(2)),
        ],
        draw=_a_walk_home,
        hints=(
            "First the distance of each point from the goal, then each distance divided by the "
            "one before it. There is one share less than there are points.",
            "points - goal subtracts the goal from each row. np.linalg.norm(..., axis=1) is the "
            "norm of each row. errors[1:] are all but the first, errors[:-1] all but the last.",
        ),
        misconceptions=[
            Misconception(
                with_errors(lambda after, before: before / after),
                "your fraction stands on its head: asked for is what is left, as a share of what "
                "was there before.",
            ),
            Misconception(
                lambda points, goal: np.linalg.norm(points - goal, axis=1),
                "these are the distances from the goal. Divide each one by the one before it.",
            ),
            Misconception(
                lambda points, goal: surviving_shares(points, 0 * goal),
                "you measure the distance from the origin. What is the goal?",
            ),
            Misconception(
                with_errors(keep, lambda rows: rows[:, 0]),
                "you use the first coordinate only. On the lesson's diagonal that was enough, but "
                "in general the distance needs both.",
            ),
            Misconception(
                lambda points, goal: (points - goal)[1:] / (points - goal)[:-1],
                "you compare each coordinate alone. Asked for is one share for each step, of the "
                "distance.",
            ),
            Misconception(
                with_errors(lambda after, before: after / before**2),
                "you divide by the square of the error before. That is the measure for the "
                "doubling of digits. Asked for is the share.",
            ),
            Misconception(
                with_errors(lambda after, before: 1 - after / before),
                "this is the share that each step takes away. Asked for is the one that is left.",
            ),
            Misconception(
                with_errors(keep, lambda rows: np.sum(rows**2, axis=1)),
                "you compare the squares of the distances. A root is missing.",
            ),
            Misconception(
                lambda points, goal: surviving_shares(points, points[-1])[:-1],
                "you measure the distance from the last point. The goal is given: the walk may "
                "have stopped before it.",
            ),
        ],
    )


def _a_walk_home(pick):
    goal = np.array([pick.uniform(-3, 3), pick.uniform(-3, 3)])
    away = np.array([pick.uniform(2, 4), pick.uniform(1, 3)])
    points = [goal + away]
    for _ in range(pick.choice([3, 4, 6])):
        away = away * [pick.uniform(0.3, 0.9), pick.uniform(-0.9, 0.8)]
        points.append(goal + away)
    return np.array(points), goal


def _agree_after():
    def agree_after(gradient, start, rate, rel_tol, most):
        return count(gradient, start, rate, most, relative(rel_tol, all))

    def count(gradient, start, rate, most, rule):
        x = start
        for k in range(most):
            x_next = x - rate * gradient(x)
            if rule(x, x_next):
                return k
            x = x_next
        return most

    def relative(rel_tol, how_many):
        return lambda x, y: how_many(map(lambda a, b: math.isclose(a, b, rel_tol=rel_tol), x, y))

    def with_rule(rule):
        return lambda gradient, start, rate, rel_tol, most: count(
            gradient, start, rate, most, rule(gradient, rel_tol)
        )

    return Function(
        name="agree_after",
        reference=agree_after,
        examples=[
            (*_bowl(2, 2, 4, 4), 0.25, 0.1, 50),
            (*_bowl(2, 2, 4, 4), 0.1, 0.01, 50),
            (*_bowl(4, 1, 2, 5), 0.2, 0.01, 99),
            (*_bowl(1, 4, 2, 5), 0.2, 0.01, 99),
            (*_bowl(1, 4, 2, 5), 0.2, 0.01, 3),
            (*_bowl(1, 4, 2, 5), 1e-5, 0.01, 9),
        ],
        draw=lambda pick: (
            *_bowl(*pick.choice([(1, 3), (3, 1), (2, 5)]), pick.uniform(2, 5), pick.uniform(2, 5)),
            pick.uniform(0.02, 0.3),
            pick.choice([1e-2, 1e-3]),
            pick.choice([60, 100]),
        ),
        hints=(
            "It is the first bare loop of the lesson, with a limit. Take care what is counted: "
            "the report counts the first of the two points that agree.",
            "Go round with for k in range(most). Compute x_next. If both coordinates agree, "
            "return k. If not, x = x_next. After the loop, return most.",
        ),
        misconceptions=[
            Misconception(
                lambda *case: min(agree_after(*case) + 1, case[-1]),
                "you count one step too many. The report's count is that of the *first* of the two "
                "points that agree; the second one is thrown away.",
            ),
            Misconception(
                with_rule(lambda gradient, rel_tol: relative(rel_tol, any)),
                "you stop as soon as one coordinate agrees. The other one may still be on its way: "
                "both must agree.",
            ),
            Misconception(
                with_rule(
                    lambda gradient, rel_tol: lambda x, y: bool(np.all(np.abs(x - y) <= rel_tol))
                ),
                "you compare with the tolerance itself. The rule is a relative one: it asks for "
                "rel_tol times the size of the coordinate, as math.isclose does.",
            ),
            Misconception(
                with_rule(
                    lambda gradient, rel_tol: lambda x, y: relative(rel_tol, all)(x[:1], y[:1])
                ),
                "you look at the first coordinate only. Both must agree.",
            ),
            Misconception(
                with_rule(
                    lambda gradient, rel_tol: lambda x, y: relative(rel_tol, all)(x[1:], y[1:])
                ),
                "you look at the second coordinate only. Both must agree.",
            ),
            Misconception(
                with_rule(
                    lambda gradient, rel_tol: lambda x, y: np.linalg.norm(gradient(x)) < rel_tol
                ),
                "you look at the gradient. That is the better rule, but here the report's rule is "
                "asked for: do two iterates in a row agree?",
            ),
            Misconception(
                lambda gradient, *others: agree_after(lambda x: -gradient(x), *others),
                "your walk goes uphill. Look at the sign in the step.",
            ),
        ],
    )


def _bowl(a, b, p, q):
    """The gradient of a (x - p)^2/2 + b (y - q)^2/2, with its words, and a start."""
    words = f"({a} (x - {p:.3g}), {b} (y - {q:.3g}))"
    return Named(words, lambda x: np.array([a, b]) * (x - [p, q])), np.array([1.0, 1.0])


def _quick_rate(given, f):
    goal = np.array([given.x_min, given.y_min])
    start = (given.near_x, given.near_y)
    a, b = _curvatures(given.x_min // 2, given.y_min // 2, given.divisor)
    best, bound = 2 / (a + b), 2 / max(a, b)

    def error(rate):
        run = gradient_descent(f, start, rate, stop=gradient_below(1e-12), max_steps=ENOUGH_STEPS)
        return np.linalg.norm(run.final - goal)

    return Choice(
        name="quick_rate",
        judge=lambda rate: rate > 0 and error(rate) <= 1e-3,
        right=[best, 1.03 * best, 1.06 * best],
        otherwise=lambda rate: (
            f"with {rate:g} you are on the way, but after {ENOUGH_STEPS} steps you are still "
            f"{error(rate):.2g} away. Can you balance the two directions better?"
        ),
        hints=(
            "The hollow is long in one direction and narrow in the other. Which learning rate "
            "shrinks both parts of the error equally fast? You have it from task 3.",
            "Try rates between half of the bound and the bound, in a loop, and print how far each "
            "run ends from the minimum.",
        ),
        misconceptions=[
            Misconception(
                -best,
                "a learning rate of zero or less does not walk downhill.",
                lambda rate: rate <= 0,
            ),
            Misconception(
                1.2 * bound,
                "this is above the bound: in the narrow direction the iterates jump from side to "
                "side and never settle.",
                lambda rate: rate >= bound,
            ),
            Misconception(
                0.985 * bound,
                "this is just below the bound: in the narrow direction the iterates still jump "
                "from side to side, and settle very slowly.",
                lambda rate: rate > 1.1 * best,
            ),
            Misconception(
                0.1 * best,
                "this is safe, but slow: in the long direction you crawl. Take longer steps.",
                lambda rate: rate < 0.6 * best,
            ),
        ],
    )


def _near_and_lost(given, f):
    goal = np.array([given.x_min, given.y_min])
    narrow = int(given.y_min < given.x_min)  # the coordinate in which the good region is narrow

    def distance(start):
        return np.linalg.norm(start - goal)

    def found(start):
        return np.linalg.norm(newton(f, start).final - goal) < 0.01

    def away(along_narrow, along_long):
        step = (along_narrow, along_long) if narrow == 0 else (along_long, along_narrow)
        return list(goal + step)

    return Choice(
        name="near_and_lost",
        shape=(2,),
        judge=lambda start: distance(start) <= 1 and not found(start),
        right=[away(-0.9, -0.3), away(-0.95, 0.2), away(-0.8, -0.4)],
        otherwise=lambda start: (
            f"from here Newton's method finds the minimum, {distance(start):.2g} away. Go nearer "
            "to the edge of its region, on another side perhaps."
        ),
        hints=(
            "Find the minimum on the map, and the region of starts around it that reach it. On "
            "which side is its edge nearest?",
            "The region is narrow in one direction: go that way, nearly as far as you may. Try "
            "some starts in a loop, and print where each run ends.",
        ),
        misconceptions=[
            Misconception(
                away(-3, -3),
                "this start is more than 1 away from the minimum. It is no surprise that one can "
                "get lost far away. Stay near.",
                lambda start: distance(start) > 1,
            ),
            Misconception(
                list(goal),
                "this is the minimum itself. Who starts there has arrived.",
                lambda start: distance(start) < 1e-9,
            ),
            Misconception(
                away(0.3, 0.2),
                "so close to the minimum Newton's method is safe. Go farther, but not farther "
                "than 1.",
                lambda start: distance(start) < 0.6,
            ),
            Misconception(
                away(0.1, 0.95),
                "you went along the hollow. There its region reaches farther than 1. Look at "
                "the map: in which direction is it narrow?",
                lambda start: abs(start - goal)[narrow] < abs(start - goal)[1 - narrow],
            ),
        ],
    )
