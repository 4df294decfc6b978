"""Sheet 1: gradient descent in one variable."""

from types import SimpleNamespace

from ...methods import gradient_descent
from ...objective import Objective
from ...stopping import gradient_below
from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words

# Of each kind of walk, the factor by which a step multiplies the error.
KINDS = {"crawls": 0.9, "converges": 0.5, "oscillates": -0.8, "diverges": -1.2}
HALVES = {2: "", 4: "2 *", 5: "5/2 *", 8: "4 *"}


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    # Two rides. The best w is a whole number, and one ride is slower than the line says.
    km = pick.choice([(1, 2), (1, 3), (2, 4)])
    w_best = pick.choice([5, 6, 7, 8])
    slower = pick.choice([-1, 1])
    minutes = (w_best * km[0] + slower * km[1], w_best * km[1] - slower * km[0])
    curvature = km[0] ** 2 + km[1] ** 2
    starts = [w_best + away for away in (-4, -2, 2, 4)]
    w_start = pick.choice([w for w in starts if _errors_differ(w, km, minutes)])
    alpha = pick.choice([0.5, 1.5]) / curvature

    factors = list(KINDS.values())
    pick.shuffle(factors)

    bend = pick.choice(list(HALVES))
    bottom = pick.choice([-3, -2, 2, 3])
    far = bottom + pick.choice([-5, 5])

    side = pick.choice([-1, 1])  # the side of the deeper valley
    tilt = pick.choice(["1/4", "1/5", "3/10"])
    return SimpleNamespace(
        km=km,
        minutes=minutes,
        km_1=km[0],
        km_2=km[1],
        minutes_1=minutes[0],
        minutes_2=minutes[1],
        first_error=_error(km[0], minutes[0]),
        second_error=_error(km[1], minutes[1]),
        w_start=w_start,
        alpha=alpha,
        walk_rates=[round((1 - factor) / bend, 6) for factor in factors],
        parabola=f"{HALVES[bend]} (x - {bottom})^2".strip().replace("- -", "+ "),
        bend=bend,
        bottom=bottom,
        far=far,
        well=f"x^4/4 - x^2 {'+' if side < 0 else '-'} {tilt} * x",
        deeper="left" if side < 0 else "right",
        other="right" if side < 0 else "left",
        side=side,
        well_rate=0.4,
    )


def _errors_differ(w, km, minutes):
    """No error is zero, and they are not the same: else different mistakes give one number."""
    first, second = (w * x - y for x, y in zip(km, minutes, strict=True))
    return first and second and first != second


def _error(x, y):
    return f"w - {y}" if x == 1 else f"{x} w - {y}"


def tasks(given):
    return [
        _walks(given),
        _loss_and_slope(given),
        _two_steps(given),
        _best_and_bound(given),
        _gradient_step(),
        _descend(),
        _path(),
        _swinging_rate(given),
        _unlucky_start(given),
        Explanation(name="too_early"),
    ]


def _walks(given):
    factors = [round(1 - rate * given.bend, 3) for rate in given.walk_rates]
    right = [kind for factor in factors for kind in KINDS if KINDS[kind] == factor]
    swap = {"oscillates": "diverges", "diverges": "oscillates"}
    rename = {"crawls": "converges", "converges": "crawls"}
    opposite = dict(zip(KINDS, reversed(KINDS), strict=True))
    return Words(
        name="walks",
        answer=right,
        options=tuple(KINDS),
        labels=("walk A", "walk B", "walk C", "walk D"),
        hints=(
            "First look at the sides: which two walks jump across the valley at each step?",
            "Of the two that jump: is each jump shorter than the one before, or longer? Of the "
            "two that do not: which one is at the bottom after a few steps?",
        ),
        misconceptions=[
            Misconception(
                [swap.get(kind, kind) for kind in right],
                "you saw which two walks jump from side to side. But look at the length of their "
                "jumps: one walk settles in the end, the other runs away.",
            ),
            Misconception(
                [rename.get(kind, kind) for kind in right],
                "you saw which two walks stay on one side. But which of them is still far from "
                "the bottom at the end?",
            ),
            Misconception(
                [{**swap, **rename}.get(kind, kind) for kind in right],
                "you saw which two walks jump and which two do not. Now look at the end of each "
                "walk: in both pairs you have them the wrong way round.",
            ),
            Misconception(
                [opposite[kind] for kind in right],
                "you have them from the wrong end: the walks that jump across the valley are those "
                "with the long steps.",
            ),
        ],
    )


def _loss_and_slope(given):
    (a, b), (s, t), w = given.km, given.minutes, given.w_start
    errors = (w * a - s, w * b - t)
    loss = (errors[0] ** 2 + errors[1] ** 2) / 2
    slope = errors[0] * a + errors[1] * b
    return Numbers(
        name="loss_and_slope",
        answer=[loss, slope],
        labels=("the loss", "the slope"),
        hints=(
            "Write down the two errors first: what the line says, minus what the clock said. "
            "The slope has its own formula: differentiate before you put in the number.",
            "The derivative of (x w - y)^2 with respect to w is 2 x (x w - y), by the chain rule. "
            "Do not forget the mean.",
        ),
        misconceptions=[
            Misconception(
                [2 * loss, 2 * slope],
                "both numbers are twice too large. The loss is the mean of the squares, and not "
                "their sum.",
            ),
            Misconception(
                [2 * loss, slope],
                "the slope is right. For the loss you took the sum of the squares, and not their "
                "mean.",
            ),
            Misconception(
                [loss, errors[0] + errors[1]],
                "the loss is right. In the slope, something is missing that the chain rule asks "
                "for: what is the derivative of the inside, x w - y, with respect to w?",
            ),
            Misconception(
                [loss, 2 * slope],
                "the loss is right. The slope is twice too large: did you take the mean?",
            ),
            Misconception(
                [loss, -slope],
                "the loss is right. The slope has the right size and the wrong sign: an error is "
                "what the line says, minus what the clock said.",
            ),
            Misconception(
                [(errors[0] + errors[1]) ** 2 / 2, slope],
                "the slope is right. For the loss, square each error first, and add afterwards.",
            ),
        ],
    )


def _two_steps(given):
    start, alpha = given.w_start, given.alpha
    c = _curvature(given)
    m = sum(x * y for x, y in zip(given.km, given.minutes, strict=True)) / c

    def two(step):
        first = step(start)
        return [first, step(first)]

    def right(w):
        return w - alpha * c * (w - m)

    first_slope = c * (start - m)
    return Numbers(
        name="two_steps",
        answer=two(right),
        labels=("w_1", "w_2"),
        hints=(
            "One step: find the slope where you stand, multiply it by alpha, subtract. Then do "
            "the same from the new place.",
            "Multiply the loss out, or use the slope from before: its formula is a number times w, "
            "minus another number. Put in w_0 to get the first slope.",
        ),
        misconceptions=[
            Misconception(
                two(lambda w: w + alpha * c * (w - m)),
                "you walk uphill. Which sign stands before alpha in the rule?",
            ),
            Misconception(
                two(lambda w: w - alpha * first_slope),
                "w_1 is right. For w_2 you used the slope at w_0 again. Once you have moved, the "
                "ground has another slope: feel it anew.",
            ),
            Misconception(
                two(lambda w: alpha * c * (w - m)),
                "you have found the step itself, alpha times the slope. Where do you stand after "
                "it?",
            ),
            Misconception(
                two(lambda w: w - c * (w - m)),
                "these steps are too long: the learning rate is missing.",
            ),
            Misconception(
                two(lambda w: w - alpha * 2 * c * (w - m)),
                "your slope is twice too large. The loss is the mean of the two squares.",
            ),
            Misconception(
                [start, right(start)],
                "you gave w_0 and w_1. The start is w_0; asked for are the two places after it.",
            ),
        ],
    )


def _curvature(given):
    """f'' of the loss of the two rides."""
    return given.km[0] ** 2 + given.km[1] ** 2


def _best_and_bound(given):
    c = _curvature(given)
    return Numbers(
        name="best_and_bound",
        answer=[1 / c, 2 / c],
        labels=("the best learning rate", "the bound"),
        tolerance=1e-9,
        hints=(
            "Both follow from one number, the second derivative of the loss.",
            "Differentiate the loss twice. What is left has no w in it. Then look at the table "
            "in the lesson, in the section about where the bound comes from.",
        ),
        misconceptions=[
            Misconception(
                [2 / c, 1 / c],
                "the two numbers are there, but in the opposite order. Can the best learning rate "
                "be larger than the bound?",
            ),
            Misconception(
                [1 / (2 * c), 1 / c],
                "both are half of what they should be. Is your second derivative twice too large? "
                "The loss is the mean of the two squares.",
            ),
            Misconception(
                [2 / c, 4 / c],
                "both are twice what they should be. Is your second derivative half of the right "
                "one? A square gives a factor 2 when you differentiate.",
            ),
            Misconception(
                [c, 2 * c],
                "you divided nothing: the more the ground bends, the shorter the steps must be.",
            ),
            Misconception(
                [1 / c, 1 / c],
                "the best learning rate is right. The bound is where the error no longer shrinks: "
                "which factor is that?",
            ),
        ],
    )


def _gradient_step():
    return Function(
        name="gradient_step",
        reference=lambda x, slope, learning_rate: x - learning_rate * slope,
        examples=[(1.0, 2.0, 0.25), (3.0, -4.0, 0.1), (-2.0, 5.0, 0.02)],
        draw=lambda pick: (
            pick.uniform(-5, 5),
            pick.choice([-1, 1]) * pick.uniform(1, 9),
            pick.uniform(0.01, 0.9),
        ),
        hints=(
            "It is the rule from the section about one step by hand, with the slope already given.",
            "Begin with x. What do you take away from it? Put return in front of the whole sum.",
        ),
        misconceptions=[
            Misconception(
                lambda x, slope, learning_rate: x + learning_rate * slope,
                "your step goes uphill: the slope points to where f grows. Look at the sign.",
            ),
            Misconception(
                lambda x, slope, learning_rate: x - slope,
                "your step does not depend on learning_rate. How boldly do you walk?",
            ),
            Misconception(
                lambda x, slope, learning_rate: x - learning_rate,
                "every step of yours has the same length, however steep it is, and it always "
                "goes left. What about the slope?",
            ),
            Misconception(
                lambda x, slope, learning_rate: learning_rate * slope,
                "you return the length of the step, with a sign. Return the place where you stand "
                "after it.",
            ),
            Misconception(
                lambda x, slope, learning_rate: -learning_rate * slope,
                "you return the step. Return the place where you stand after it.",
            ),
            Misconception(
                lambda x, slope, learning_rate: x - slope / learning_rate,
                "you divide by the learning rate, so a smaller rate takes a longer step. It "
                "should be the other way round.",
            ),
            Misconception(
                lambda x, slope, learning_rate: x - learning_rate * x,
                "you used x where the slope belongs.",
            ),
            Misconception(
                lambda x, slope, learning_rate: (x - learning_rate) * slope,
                "your brackets come too early: first multiply the rate and the slope, then "
                "subtract.",
            ),
            Misconception(
                lambda x, slope, learning_rate: x - learning_rate * abs(slope),
                "your step always goes left. Keep the sign of the slope: it says where down is.",
            ),
        ],
    )


def _line(bend, bottom):
    """The derivative of a parabola, with its words."""
    return Named(f"{bend:g} (x - {bottom:g})".replace("- -", "+ "), lambda x: bend * (x - bottom))


def _descend():
    def descend(derivative, start, learning_rate, steps):
        x = start
        for _ in range(steps):
            x = x - learning_rate * derivative(x)
        return x

    def uphill(derivative, start, learning_rate, steps):
        x = start
        for _ in range(steps):
            x = x + learning_rate * derivative(x)
        return x

    def slope_of_the_start(derivative, start, learning_rate, steps):
        x = start
        for _ in range(steps):
            x = x - learning_rate * derivative(start)
        return x

    return Function(
        name="descend",
        reference=descend,
        examples=[
            (_line(2, 3), 1.0, 0.25, 1),
            (_line(2, 3), 1.0, 0.25, 2),
            (_line(4, -1), 3.0, 0.1, 5),
            (_line(4, -1), 3.0, 0.1, 0),
        ],
        draw=lambda pick: (
            _line(pick.choice([1, 2, 3, 4]), pick.choice([-3, -2, 1, 2])),
            pick.choice([-6.0, -5.0, 4.0, 5.0]),
            pick.uniform(0.02, 0.22),
            pick.choice([2, 3, 4, 6]),
        ),
        hints=(
            "It is the loop of the lesson, but this time you know how many steps to take.",
            "Begin with x = start. Then for k in range(steps): one step. After the loop, return x.",
        ),
        misconceptions=[
            Misconception(uphill, "your walk goes uphill. Look at the sign in the step."),
            Misconception(
                slope_of_the_start,
                "you use the slope of the start at every step. After a step you stand elsewhere: "
                "ask derivative for the slope at x.",
            ),
            Misconception(
                lambda derivative, start, learning_rate, steps: descend(
                    derivative, start, learning_rate, min(steps, 1)
                ),
                "you take one step at most. Does return stand inside the loop? It belongs after "
                "it, further to the left. Or does each of your steps begin at start again?",
            ),
            Misconception(
                lambda derivative, start, learning_rate, steps: descend(
                    derivative, start, learning_rate, max(steps - 1, 0)
                ),
                "you take one step too few. How often does range(1, n) go round?",
            ),
            Misconception(
                lambda derivative, start, learning_rate, steps: descend(
                    derivative, start, learning_rate, steps + 1
                ),
                "you take one step too many.",
            ),
            Misconception(
                lambda derivative, start, learning_rate, steps: derivative(
                    descend(derivative, start, learning_rate, steps)
                ),
                "you return the slope at the end of the walk. Asked for is the place.",
            ),
        ],
    )


def _path():
    def path(derivative, start, learning_rate, tolerance):
        places = [start]
        while abs(derivative(places[-1])) >= tolerance:
            places.append(places[-1] - learning_rate * derivative(places[-1]))
        return places

    def without_abs(derivative, start, learning_rate, tolerance):
        places = [start]
        while derivative(places[-1]) >= tolerance:
            places.append(places[-1] - learning_rate * derivative(places[-1]))
        return places

    def by_agreement(derivative, start, learning_rate, tolerance):
        places = [start]
        while abs(learning_rate * derivative(places[-1])) >= tolerance:
            places.append(places[-1] - learning_rate * derivative(places[-1]))
        return places

    def slopes(derivative, start, learning_rate, tolerance):
        return [derivative(place) for place in path(derivative, start, learning_rate, tolerance)]

    return Function(
        name="path",
        reference=path,
        examples=[
            (_line(2, 3), 1.0, 0.25, 0.6),
            (_line(2, 3), 5.0, 0.25, 0.6),
            (_line(2, 3), 5.0, 0.75, 0.6),
            (_line(4, -1), -1.0, 0.1, 0.001),
        ],
        draw=lambda pick: (
            _line(pick.choice([1, 2, 3, 4]), pick.choice([-2, 1, 2])),
            pick.choice([-6.0, -5.0, 4.0, 5.0]),
            pick.uniform(0.05, 0.4),
            pick.choice([0.5, 0.1, 0.02]),
        ),
        hints=(
            "Use a while loop: you do not know in advance how many steps it takes. The list begins "
            "with the start.",
            "Begin with x = start and places = [start]. While abs(derivative(x)) >= tolerance: "
            "take a step, and append the new x. After the loop, return places.",
        ),
        misconceptions=[
            Misconception(
                lambda *case: path(*case)[-1],
                "you return the last place only. Asked for is the list of all places.",
            ),
            Misconception(
                lambda *case: path(*case)[1:],
                "the start is missing from your list. It is the first place that you visit.",
            ),
            Misconception(
                lambda *case: path(*case)[:-1],
                "the last place is missing from your list. Append the new x after the step, and "
                "not before it.",
            ),
            Misconception(
                without_abs,
                "your walk stops at once where the slope is negative. A slope of -5 is below the "
                "tolerance, but level it is not. Use its size, abs(...).",
            ),
            Misconception(
                by_agreement,
                "you compare the length of the step with the tolerance. The lesson shows where "
                "that leads. Compare the slope.",
            ),
            Misconception(slopes, "this is the list of the slopes. Asked for are the places."),
            Misconception(
                lambda *case: len(path(*case)) - 1,
                "you return the number of steps. Asked for is the list of all places.",
            ),
        ],
    )


def _swinging_rate(given):
    c, start_error, steps, close = given.bend, abs(given.far - given.bottom), 20, 0.01

    def factor(rate):
        return 1 - rate * c

    def walk_errors(rate):
        errors = [start_error]
        for _ in range(steps):
            errors.append(errors[-1] * factor(rate))
        return errors

    def swings_and_settles(rate):
        errors = walk_errors(rate)
        crosses = all(a * b < 0 for a, b in zip(errors, errors[1:], strict=False))
        return crosses and abs(errors[-1]) < close

    return Choice(
        name="swinging_rate",
        judge=swings_and_settles,
        right=[1.2 / c, 1.5 / c, 1.7 / c],
        otherwise=lambda rate: (
            f"with {rate:g} the walk swings and comes closer, but after {steps} steps it is still "
            f"{abs(walk_errors(rate)[-1]):.2g} away. Let each step shrink the error more."
        ),
        hints=(
            "Each step multiplies the error by one factor. Which sign must it have, so that the "
            "walk changes sides? Which size, so that it settles?",
            "Work out f'' of the parabola. The rate must lie between the best one and the bound; "
            "but close to the bound it takes too long.",
        ),
        misconceptions=[
            Misconception(
                -0.1,
                "a negative learning rate walks uphill.",
                lambda rate: rate <= 0,
            ),
            Misconception(
                1 / c,
                "with this rate the first step lands exactly at the bottom. That is the best rate "
                "of all, but it does not swing.",
                lambda rate: abs(factor(rate)) < 1e-9,
            ),
            Misconception(
                0.5 / c,
                "with this rate the walk stays on one side of the valley. Take longer steps.",
                lambda rate: factor(rate) > 0,
            ),
            Misconception(
                2 / c,
                "with this rate the walk swings for ever between the same two places. You are "
                "exactly on the bound.",
                lambda rate: abs(factor(rate) + 1) < 1e-9,
            ),
            Misconception(
                2.5 / c,
                "with this rate the walk swings wider and wider: it diverges. Take shorter steps.",
                lambda rate: factor(rate) < -1,
            ),
        ],
    )


def _unlucky_start(given):
    side, rate = given.side, given.well_rate
    well = Objective(given.well)

    def end(start):
        return gradient_descent(well, start, rate, stop=gradient_below(1e-6), max_steps=2000)

    def on_the_right_side(start):
        return 1 < start * side < 3

    def judge(start):
        run = end(start)
        return on_the_right_side(start) and run.outcome.name == "CONVERGED" and run.final * side < 0

    return Choice(
        name="unlucky_start",
        judge=judge,
        right=[2.25 * side, 2.3 * side, 2.5 * side],
        otherwise=lambda start: f"from {start:g}: {end(start).sentence}",
        hints=(
            "The steps are longest where the curve is steepest. Where is that?",
            "Start high up on the wall, and let the first step jump over the valley and the hill. "
            "Do that first step by hand, or try some starts in a loop.",
        ),
        misconceptions=[
            Misconception(
                -2.0 * side,
                f"this start is on the {given.other} of the hill, or on top of it. Begin on the "
                f"{given.deeper}, more than 1 away from 0.",
                lambda start: start * side <= 1,
            ),
            Misconception(
                4.0 * side,
                "this start is more than 3 away from 0. Stay inside the picture.",
                lambda start: start * side >= 3,
            ),
            Misconception(
                2.9 * side,
                "from here the walk runs away: the first step jumps too far, to where it is even "
                "steeper. Begin a little lower.",
                lambda start: end(start).outcome.name == "DIVERGED",
            ),
            Misconception(
                1.3 * side,
                "from here the walk stays in the deeper valley, as you would expect. Find a start "
                "from which one long step leaves it.",
                lambda start: end(start).outcome.name == "CONVERGED",
            ),
        ],
    )
