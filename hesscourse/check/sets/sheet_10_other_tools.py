"""Sheet 10: three ways to a derivative, and what each of them costs."""

from types import SimpleNamespace

import numpy as np

from ...objective import Objective
from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._numbers import all_differ, as_sum, choose

# Where f is asked for, in steps h; the factor of each value; by which power of h to divide.
RECIPES = {
    "forward": ((0, 1), (-1, 1), 1),
    "central": ((-1, 1), (-0.5, 0.5), 1),
    "second": ((-1, 0, 1), (1, -2, 1), 2),
    "automatic": ((), (), 1),
}
SLOPES = ("right", "wrong", "no slope")
# Of each kind what is true at the place in question; p is the place, q lies elsewhere.
PROGRAMS = {
    "trap": ["if x == {p}:\n        return {p} * x\n    return x**2"],
    "kink": [
        "return abs(x - {p})",
        "if x < {p}:\n        return {p} * x\n    return x**2",
    ],
    "joint": [
        "if x > {p}:\n        return x**2\n    return {double} * x - {squared}",
        "if x < {p}:\n        return x**2\n    return {double} * x - {squared}",
    ],
    "elsewhere": [
        "return abs(x - {q})",
        "for _ in range(2):\n        x = x * (x - 1)\n    return x",
        "if x < {q}:\n        return {q} * x\n    return x**2",
    ],
}
CURVES = [
    ("exp(x)", 1.0),
    ("sin(2 x)", 0.4),
    ("x^4 - 2 x", 1.5),
    ("exp(-x) + x^2", 0.5),
    ("cos(x) + 2 x", 0.6),
]
GOAL = 1e-6  # how close a second derivative shall be


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    ways = list(RECIPES)
    pick.shuffle(ways)
    rate, wave_x = choose(lambda: _growth_and_place(pick), _bends_enough)
    x, c = choose(
        lambda: (pick.choice([1, 2, 3, 4]), pick.choice([1, 2, 3, 4, 5])),
        lambda *sums: sums[0] != sums[1] and all_differ(_triple_answers(*sums)),
    )
    tape = choose(
        lambda: (pick.choice([2, 3, 4, 5]), pick.choice([-3, -2, 2, 3]), pick.choice([2, 3, -2])),
        lambda *sums: all_differ(_tape_answers(*sums)),
    )
    n, ms = choose(
        lambda: (pick.choice([4, 5, 6, 8, 10, 12]), pick.choice([0.5, 2, 3])),
        lambda *sums: all_differ(_price_answers(*sums)),
    )
    place = pick.choice([2, 3, 4, 5])
    programs = [_program(pick, kind, place) for kind in PROGRAMS]
    pick.shuffle(programs)
    curve, curve_x = pick.choice(CURVES)
    return SimpleNamespace(
        rate=rate,
        wave_x=wave_x,
        recipes=[RECIPES[way] for way in ways],
        triple_x=x,
        triple_c=c,
        tape_x=tape[0],
        tape_y=tape[1],
        tape_k=tape[2],
        n=n,
        ms=ms,
        place=place,
        program_a=f"def A(x):\n    {programs[0]}",
        program_b=f"def B(x):\n    {programs[1]}",
        program_c=f"def C(x):\n    {programs[2]}",
        program_d=f"def D(x):\n    {programs[3]}",
        curve=curve,
        curve_x=curve_x,
    )


def tasks(given):
    return [
        _four_errors(given),
        _triples(given),
        _backward(given),
        _prices(given),
        _what_it_sees(given),
        _through(),
        _best_steps(),
        _hessian_from_values(),
        _good_step(given),
        Explanation(name="which_tool"),
    ]


def _renamed(words, **others):
    """Some words of an answer exchanged for others; no_slope stands for "no slope"."""
    return [others.get(word.replace(" ", "_"), word) for word in words]


def _growth_and_place(pick):
    return pick.choice([-0.5, 0.5, 1.0]), pick.choice([0.3, 0.5, 0.8, 1.1, 1.4])


def _bends_enough(rate, x):
    """Are the derivatives of e^(rate x) sin x of the orders 2, 3 and 4 far from zero at x?"""
    powers = (rate + 1j) ** np.arange(2, 5)
    return np.min(np.abs((powers * np.exp((rate + 1j) * x)).imag)) > 0.3


def _four_errors(given):
    names = {recipe: way for way, recipe in RECIPES.items()}
    right = [names[recipe] for recipe in given.recipes]
    return Words(
        name="four_errors",
        answer=right,
        options=tuple(RECIPES),
        labels=("curve A", "curve B", "curve C", "curve D"),
        hints=(
            "One of them has no h in it. Of the others, look at both ends: how fast does the "
            "error fall where h is large, and how high does it climb where h is tiny?",
            "Where h is large, make it ten times smaller. The error of the forward quotient "
            "becomes ten times smaller, that of the two others a hundred times. Where h is tiny, "
            "rounding is divided by h, or by h squared.",
        ),
        misconceptions=[
            Misconception(
                _renamed(right, forward="central", central="forward"),
                "two curves are right. Forward and central are the wrong way round: which of them "
                "gains two digits when h becomes ten times smaller?",
            ),
            Misconception(
                _renamed(right, central="second", second="central"),
                "two curves are right. Two others fall equally fast where h is large. Look at tiny "
                "h: which of them divides the rounding by h squared?",
            ),
            Misconception(
                _renamed(right, forward="second", second="forward"),
                "two curves are right. The second difference has an error that falls with h "
                "squared, and rounding that grows with 1/h squared. Look for the steepest branch "
                "on the left.",
            ),
            Misconception(
                _renamed(right, automatic="central", central="automatic"),
                "two curves are right. What can a curve look like if there is no h in it?",
            ),
            Misconception(
                _renamed(right, automatic="second", second="automatic"),
                "two curves are right. But which curve is exact but for rounding, whatever h is?",
            ),
            Misconception(
                _renamed(right, forward="central", central="second", second="forward"),
                "you found the one without h. Now compare, for each of the others, the errors at "
                "h = 0.1 and h = 0.01: ten times or a hundred times smaller?",
            ),
            Misconception(
                _renamed(right, forward="second", central="forward", second="central"),
                "you found the one without h. Now compare, for each of the others, the errors at "
                "the two smallest h: which one grows a hundred times?",
            ),
        ],
    )


def _times(a, b):
    return (a[0] * b[0], a[1] * b[0] + a[0] * b[1], a[2] * b[0] + 2 * a[1] * b[1] + a[0] * b[2])


def _triple_answers(x, c):
    def through_the_program(times, minus_c=(x - c, 1, 0)):
        u = times((x, 1, 0), minus_c)
        return [*u, *times(u, u)]

    def with_bend(bend):
        return lambda a, b: (*_times(a, b)[:2], bend(a, b))

    return {
        "right": through_the_program(_times),
        "entry by entry": through_the_program(
            lambda a, b: tuple(one * other for one, other in zip(a, b, strict=True))
        ),
        "no middle": through_the_program(with_bend(lambda a, b: a[2] * b[0] + a[0] * b[2])),
        "one middle": through_the_program(
            with_bend(lambda a, b: a[2] * b[0] + a[1] * b[1] + a[0] * b[2])
        ),
        "middle only": through_the_program(with_bend(lambda a, b: 2 * a[1] * b[1])),
        "constant slides": through_the_program(_times, (x - c, 0, 0)),
        "halved": [*(u := _times((x, 1, 0), (x - c, 1, 0))), u[0] ** 2, 2 * u[1], 2 * u[2]],
    }


def _triples(given):
    answers = _triple_answers(given.triple_x, given.triple_c)
    return Numbers(
        name="triples",
        answer=[float(number) for number in answers["right"]],
        labels=("u", "u'", "u''", "w", "w'", "w''"),
        hints=(
            "The variable is (x, 1, 0), and a number that is subtracted changes the value only. "
            "Then use the rule for a product of two triples, once for each line.",
            "For u multiply the triples of x and of the bracket. For w multiply the triple of u "
            "by itself. The third entry has three parts: a''b, 2a'b' and ab''.",
        ),
        misconceptions=[
            Misconception(
                answers["entry by entry"],
                "you multiplied entry by entry, the slopes too. The slope of a product is "
                "a'b + ab'. Look at the rule for products of triples.",
            ),
            Misconception(
                answers["no middle"],
                "values and slopes are right. In the second derivatives a part is missing: when "
                "you differentiate a'b + ab' once more, how many parts are there?",
            ),
            Misconception(
                answers["one middle"],
                "values and slopes are right. In the second derivatives a'b' occurs twice: once "
                "from a'b, and once from ab'.",
            ),
            Misconception(
                answers["middle only"],
                "values and slopes are right. In the second derivatives you took 2a'b' alone. Two "
                "more parts belong to it.",
            ),
            Misconception(
                answers["constant slides"],
                "you gave the bracket the slope 0. The number in it is constant, but the bracket "
                "as a whole is not: it moves with x.",
            ),
            Misconception(
                answers["halved"],
                "u is right. For w you doubled the derivatives of u. That is the rule for 2u. "
                "Here it is u times u.",
            ),
        ],
    )


def _tape_answers(x, y, k):
    """Of a = x y, b = a + k x, c = a b: the slopes of c by a, x and y."""
    a = x * y
    b = a + k * x

    def passed_on(by_a, by_b):
        return [by_a, by_a * y + k * by_b, by_a * x]

    right = passed_on(b + a, a)
    return {
        "right": right,
        "one way": passed_on(b, a),
        "overwritten": passed_on(a, a),
        "not straight": [b + a, (b + a) * y, (b + a) * x],
        "own factor": [b + a, (b + a) * x + k * a, (b + a) * y],
        "no factor": [b + a, (b + a) * y + a, (b + a) * x],
        "swapped": [right[0], right[2], right[1]],
        "own b": passed_on(b + a, b),
    }


def _backward(given):
    answers = _tape_answers(given.tape_x, given.tape_y, given.tape_k)
    return Numbers(
        name="backward",
        answer=[float(number) for number in answers["right"]],
        labels=("the slope by a", "the slope by x", "the slope by y"),
        hints=(
            "First go forward and write down a, b and c as numbers. Then begin at the end: c = a b "
            "passes b on to a, and a on to b.",
            "a gets something from two lines, and so does x. Wait until all has arrived, and "
            "add, before you pass it on.",
        ),
        misconceptions=[
            Misconception(
                answers["one way"],
                "c depends on a in two ways: directly, and through b. You followed the direct one "
                "only.",
            ),
            Misconception(
                answers["overwritten"],
                "the second thing that arrives at a does not replace the first. Add them.",
            ),
            Misconception(
                answers["not straight"],
                "the slopes by a and by y are right. x is used in two lines: it also goes into b, "
                "past a.",
            ),
            Misconception(
                answers["own factor"],
                "the slope by a is right. What does a product pass on? The slope of x y by x is "
                "not x.",
            ),
            Misconception(
                answers["no factor"],
                "the slopes by a and by y are right. On its way through b, x has a number in front "
                "of it.",
            ),
            Misconception(
                answers["swapped"],
                "all is there, but x and y are the wrong way round.",
            ),
            Misconception(
                answers["own b"],
                "the slopes by a and by y are right. What does c = a b pass on to b? Not b itself.",
            ),
        ],
    )


def _price_answers(n, ms):
    """Milliseconds: the Hessian of values, a gradient, the Hessian of products, of gradients."""
    values, gradient, products, gradients = 2 * n**2 + 1, 4, 12 * n, 8 * n

    def times(*counts):
        return [ms * count for count in counts]

    return {
        "right": times(values, gradient, products, gradients),
        "no middle": times(values - 1, gradient, products, gradients),
        "both halves": times(1 + 2 * n + 4 * n * (n - 1), gradient, products, gradients),
        "a gradient for each": times(values, gradient * n, products * n, gradients * n),
        "gradient by n": times(values, gradient * n, products, gradients),
        "product as gradient": times(values, gradient, 4 * n, gradients),
        "one product": times(values, gradient, 12, gradients),
        "one side": times(values, gradient, products, 4 * (n + 1)),
        "counts": [values, gradient, products, gradients],
    }


def _prices(given):
    answers = _price_answers(given.n, given.ms)
    return Numbers(
        name="prices",
        answer=[float(number) for number in answers["right"]],
        labels=(
            "the Hessian from values",
            "a gradient",
            "the Hessian from products",
            "the Hessian from gradients",
        ),
        hints=(
            "Count first, then multiply by the time of one value. The lesson has the number of "
            "values, and the number of products.",
            "A central quotient needs two gradients for each variable. A product takes three "
            "gradients, so twelve values. And backward, a gradient does not depend on n.",
        ),
        misconceptions=[
            Misconception(
                answers["no middle"],
                "three are right. For the Hessian from values you forgot the value in the middle, "
                "which all entries on the diagonal share.",
            ),
            Misconception(
                answers["both halves"],
                "three are right. For the Hessian from values you computed the entries above the "
                "diagonal and those below it. They are the same.",
            ),
            Misconception(
                answers["a gradient for each"],
                "the first is right. Then you took n times too long each time. What is special "
                "about a gradient that is found backward?",
            ),
            Misconception(
                answers["gradient by n"],
                "three are right. Backward, one pass gives the slopes by all variables.",
            ),
            Misconception(
                answers["product as gradient"],
                "three are right. A product takes as long as three gradients.",
            ),
            Misconception(
                answers["one product"],
                "three are right. One product gives one column of the Hessian. How many columns "
                "are there?",
            ),
            Misconception(
                answers["one side"],
                "three are right. For the last you took the quotient to one side. Asked for is the "
                "central one.",
            ),
            Misconception(
                answers["counts"],
                "you counted values. Asked for are milliseconds.",
            ),
        ],
    )


def _program(pick, kind, p):
    """The lines of a program of this kind."""
    q = p + pick.choice([-1, 1])
    lines = pick.choice(PROGRAMS[kind])
    return lines.format(p=p, q=q, double=2 * p, squared=p * p)


def _kind_of_program(program, p):
    lines = program.partition("\n    ")[2]
    for kind, patterns in PROGRAMS.items():
        for q in (p - 1, p + 1):
            known = [text.format(p=p, q=q, double=2 * p, squared=p * p) for text in patterns]
            if lines in known:
                return kind
    raise ValueError(f"no such program: {program!r}")


def _what_it_sees(given):
    programs = [given.program_a, given.program_b, given.program_c, given.program_d]
    kinds = [_kind_of_program(program, given.place) for program in programs]

    def answer(**words):
        truth = {"trap": "wrong", "kink": "no slope", "joint": "right", "elsewhere": "right"}
        return [(truth | words)[kind] for kind in kinds]

    return Words(
        name="what_it_sees",
        answer=answer(),
        options=SLOPES,
        labels=("program A", "program B", "program C", "program D"),
        hints=(
            "For each program: which line does it take exactly at this place, and what is the "
            "slope of that line? Then look at the neighbours on both sides.",
            "The slopes from the left and from the right can differ: then there is none. They can "
            "agree, and the line that the program took can still say something else.",
        ),
        misconceptions=[
            Misconception(
                answer(trap="right", kink="right"),
                "you trust it everywhere. It is exact but for rounding, on the way that the "
                "program took. Does that way look like its neighbours?",
            ),
            Misconception(
                answer(trap="right"),
                "you found the corner. But one program takes a way of its own exactly here. Its "
                "value is right. Is the slope of that line right?",
            ),
            Misconception(
                answer(kink="right"),
                "you found the trap. But one program has a corner here: compare the slopes from "
                "the left and from the right.",
            ),
            Misconception(
                answer(kink="wrong"),
                "nearly. Where the slopes from both sides differ, the function has no slope at "
                "all, whatever a tool says.",
            ),
            Misconception(
                answer(trap="no slope"),
                "nearly. Where one program takes a way of its own, its neighbours on both sides "
                "agree about the slope. So there is one.",
            ),
            Misconception(
                answer(kink="wrong", trap="no slope"),
                "two are right. Of the other two, which one has the same slope from both sides?",
            ),
            Misconception(
                answer(joint="no slope"),
                "one program changes its line here, but smoothly: work out the slope from the left "
                "and from the right.",
            ),
            Misconception(
                answer(joint="wrong"),
                "one program changes its line here, but smoothly: both lines have the same slope. "
                "So it does not matter which one it took.",
            ),
            Misconception(
                answer(elsewhere="no slope"),
                "one program has no corner at this place, though it may have one elsewhere. What "
                "happens far away does not matter here.",
            ),
            Misconception(
                answer(elsewhere="wrong"),
                "for one program you are too careful. A loop, or a corner somewhere else, does no "
                "harm: here its way is that of its neighbours.",
            ),
        ],
    )


def _through():
    def through(a, outer):
        value, slope, bend = outer
        return [value, slope * a[1], bend * a[1] ** 2 + slope * a[2]]

    def with_bend(bend_of):
        return lambda a, outer: [*through(a, outer)[:2], bend_of(a, *outer)]

    return Function(
        name="through",
        reference=through,
        examples=[
            ([2.0, 1.0, 0.0], [8.0, 12.0, 12.0]),
            ([2.0, 3.0, 0.0], [8.0, 12.0, 12.0]),
            ([2.0, 3.0, 5.0], [8.0, 12.0, 12.0]),
            ([1.0, -2.0, 4.0], [0.5, -0.25, 3.0]),
        ],
        draw=lambda pick: tuple([pick.uniform(-3, 3) for _ in range(3)] for _ in range(2)),
        hints=(
            "It is the chain rule, once for the slope and once more for the second derivative. "
            "The value is that of g: it has been computed already.",
            "The slope is g'(u) u'. Differentiate that by the product rule. g'(u) itself has the "
            "derivative g''(u) u'.",
        ),
        misconceptions=[
            Misconception(
                with_bend(lambda a, value, slope, bend: bend * a[1] ** 2),
                "value and slope are right. Your second derivative forgets that u may bend itself.",
            ),
            Misconception(
                with_bend(lambda a, value, slope, bend: slope * a[2]),
                "value and slope are right. Your second derivative forgets that g bends.",
            ),
            Misconception(
                with_bend(lambda a, value, slope, bend: bend * a[1] + slope * a[2]),
                "value and slope are right. In the second derivative u' comes in twice: once from "
                "the slope, and once more when g'(u) is differentiated.",
            ),
            Misconception(
                with_bend(lambda a, value, slope, bend: bend * a[2]),
                "value and slope are right. The second derivative of g(u) is not the product of "
                "the two second derivatives. Differentiate g'(u) u'.",
            ),
            Misconception(
                lambda a, outer: list(outer),
                "you return g as if u were the variable itself. The inner derivatives are missing.",
            ),
            Misconception(
                lambda a, outer: list(_times(a, outer)),
                "this is the rule for a product. Here g is applied to u: the chain rule.",
            ),
            Misconception(
                lambda a, outer: through(outer, a),
                "inside and outside are the wrong way round: a is what goes into g.",
            ),
            Misconception(
                lambda a, outer: [a[0], *through(a, outer)[1:]],
                "the derivatives are right. The value is that of g(u), and not that of u.",
            ),
        ],
    )


def _best_steps():
    def errors(quotient):
        return lambda f, x, slope, steps: [quotient(f, x, h) - slope for h in steps]

    forward = errors(lambda f, x, h: (f(x + h) - f(x)) / h)
    backward = errors(lambda f, x, h: (f(x) - f(x - h)) / h)
    central = errors(lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h))
    not_halved = errors(lambda f, x, h: (f(x + h) - f(x - h)) / h)

    def best(one=forward, other=central, choice=lambda e: np.argmin(np.abs(e))):
        return lambda f, x, slope, steps: [
            steps[choice(found(f, x, slope, steps))] for found in (one, other)
        ]

    def smallest_errors(*case):
        return [min(map(abs, found(*case))) for found in (forward, central)]

    def indices(f, x, slope, steps):
        return [steps.index(h) for h in best()(f, x, slope, steps)]

    return Function(
        name="best_steps",
        reference=best(),
        examples=[
            (Named("x^3", lambda x: x**3), 1.0, 3.0, [0.5, 0.25, 0.125]),
            _measured("exp(x)", 2, 0.6),
            _measured("exp(-x)", 2, 0.6),
            _measured("exp(-x)", 3, -0.5),
            _measured("cosh(x)", 2, -0.6),
            _measured("cosh(x)", 1, 1.2),
        ],
        draw=_a_measurement,
        hints=(
            "For each step compute the quotient and its error, the distance from slope. Then find "
            "the step with the smallest error. Do that for both quotients.",
            "A list of errors: [abs((f(x + h) - f(x)) / h - slope) for h in steps]. np.argmin of "
            "it is the place of the smallest one, and steps[...] the step.",
        ),
        misconceptions=[
            Misconception(
                best(central, forward),
                "both steps are there, in the opposite order: the forward quotient first.",
            ),
            Misconception(
                best(one=backward),
                "your second step is right. For the first you went to the left: forward means "
                "f(x + h).",
            ),
            Misconception(
                best(other=not_halved),
                "your first step is right. In the central quotient the two places are 2h apart.",
            ),
            Misconception(
                best(choice=np.argmin),
                "an error far below zero is a large error. What counts is its size.",
            ),
            Misconception(
                best(choice=lambda e: np.argmax(np.abs(e))),
                "you return the worst step for each quotient. Asked for is the best one.",
            ),
            Misconception(
                lambda f, x, slope, steps: [min(steps), min(steps)],
                "the smallest step is not always the best. These functions are rounded, and that "
                "is divided by h.",
            ),
            Misconception(
                smallest_errors,
                "these are the smallest errors. Asked for are the steps that have them.",
            ),
            Misconception(
                indices,
                "these are places in the list. Asked for are the steps that stand there.",
            ),
            Misconception(
                lambda f, x, slope, steps: best()(f, x, 0.0, steps),
                "you look for the smallest quotient. Compare each quotient with slope.",
            ),
        ],
    )


EXACT = {
    "exp(x)": (np.exp, np.exp),
    "exp(-x)": (lambda x: np.exp(-x), lambda x: -np.exp(-x)),
    "cosh(x)": (np.cosh, np.sinh),
}
LADDER = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0]


def _measured(name, digits, x):
    """A function that shows a few digits, as an instrument does; a place, the slope, steps."""
    exact, slope = EXACT[name]
    words = f"{name} to {digits} digits"
    return Named(words, lambda x: round(float(exact(x)), digits)), x, float(slope(x)), LADDER


def _a_measurement(pick):
    """One for which both quotients have one best step, and not the same."""

    def draw():
        return pick.choice(list(EXACT)), pick.choice([1, 2, 3]), pick.randint(-12, 12) / 10

    def has_clear_winners(*case):
        f, x, slope, steps = _measured(*case)
        forward = sorted((abs((f(x + h) - f(x)) / h - slope), h) for h in steps)
        central = sorted((abs((f(x + h) - f(x - h)) / (2 * h) - slope), h) for h in steps)
        gaps = [errors[1][0] - errors[0][0] for errors in (forward, central)]
        return min(gaps) > 1e-6 and forward[0][1] != central[0][1]

    return _measured(*choose(draw, has_clear_winners))


def _hessian_from_values():
    def rows(entry):
        def hessian(f, point, h):
            n = len(point)
            step = h * np.eye(n)
            return np.array(
                [[entry(f, point, step[i], step[j], h) for j in range(n)] for i in range(n)]
            )

        return hessian

    def central(f, p, a, b, h):
        return (f(p + a + b) - f(p + a - b) - f(p - a + b) + f(p - a - b)) / (4 * h**2)

    def forward(f, p, a, b, h):
        return (f(p + a + b) - f(p + a) - f(p + b) + f(p)) / h**2

    def wrong_sign(f, p, a, b, h):
        return (f(p + a + b) - f(p + a - b) + f(p - a + b) - f(p - a - b)) / (4 * h**2)

    def times(factor):
        return rows(lambda f, p, a, b, h: factor(h) * central(f, p, a, b, h))

    def gradient(f, point, h):
        return np.array([(f(point + a) - f(point - a)) / (2 * h) for a in h * np.eye(len(point))])

    hessian = rows(central)
    return Function(
        name="hessian_from_values",
        reference=lambda f, point, h: hessian(f, point, h),
        examples=[
            (_cubic((1, 0), ((0, 3), (0, 0))), np.array([1.0, 2.0]), 0.5),
            (_cubic((1, 2), ((0, 1), (0, 0))), np.array([1.0, -1.0]), 0.1),
            (_cubic((-1, 1), ((0, 2), (-3, 0))), np.array([2.0, 0.5]), 0.1),
            (
                _cubic((1, 0, -1), ((0, 1, 0), (0, 0, 2), (3, 0, 0))),
                np.array([1.0, 2.0, -1.0]),
                0.5,
            ),
        ],
        draw=lambda pick: _a_cubic(pick, pick.choice([2, 3])),
        rel_tol=1e-6,
        abs_tol=1e-6,
        hints=(
            "Look at the lines for Octave in the lesson: four values for each entry. There p is "
            "the point, and a and b are steps along two axes.",
            "The rows of h * np.eye(n) are the steps. For each i and j take a and b from them, and "
            "put the quotient into H[i, j]. What is divided by is 4 h squared.",
        ),
        misconceptions=[
            Misconception(
                rows(forward),
                "you went to one side only. Such a quotient is wrong by about h. The central one, "
                "with values on both sides, is wrong by about h squared only.",
            ),
            Misconception(
                times(lambda h: 4),
                "all entries are four times too large: along each axis the places are 2h apart.",
            ),
            Misconception(
                times(lambda h: 2),
                "all entries are twice too large: along each axis the places are 2h apart, and "
                "there are two axes.",
            ),
            Misconception(
                times(lambda h: h),
                "you divided by h once. A second derivative is a slope of a slope.",
            ),
            Misconception(
                lambda f, point, h: np.diag(np.diag(hessian(f, point, h))),
                "the diagonal is right. The mixed second derivatives are missing.",
            ),
            Misconception(
                lambda f, point, h: np.triu(hessian(f, point, h)),
                "you filled one half. The Hessian is symmetric: H[j, i] = H[i, j].",
            ),
            Misconception(
                rows(wrong_sign),
                "one of the four signs is wrong. The quotient is the difference of two "
                "differences: f(p + a + b) - f(p + a - b), minus the same from p - a.",
            ),
            Misconception(
                gradient,
                "this is the gradient. Asked for are the second derivatives, n rows of n.",
            ),
            Misconception(
                lambda f, point, h: np.diag(hessian(f, point, h)),
                "these are the second derivatives along the axes. Asked for is the whole matrix.",
            ),
        ],
    )


def _cubic(cubes, mixed):
    """The sum of cubes[i] x_i^3 + mixed[i][j] x_i x_j^2, with its words."""
    cubes, mixed = np.array(cubes, dtype=float), np.array(mixed, dtype=float)
    names = "xyz"
    n = len(cubes)
    terms = [(cubes[i], f"{names[i]}^3") for i in range(n)]
    terms += [(mixed[i, j], f"{names[i]} {names[j]}^2") for i in range(n) for j in range(n)]
    return Named(as_sum(*terms), lambda p: float(cubes @ p**3 + p @ mixed @ p**2))


def _a_cubic(pick, n):
    cubes = [pick.choice([-2, -1, 1, 3]) for _ in range(n)]
    mixed = [[pick.choice([-2, -1, 1, 2]) * (i != j) for j in range(n)] for i in range(n)]
    point = np.array([pick.choice([-1, 1]) * pick.uniform(0.5, 2) for _ in range(n)])
    return _cubic(cubes, mixed), point, pick.choice([0.5, 0.1, 0.01])


def _good_step(given):
    f, x = Objective(given.curve), given.curve_x
    exact = float(f.hessian(x))

    def error(h):
        with np.errstate(all="ignore"):
            return abs(float((f(x + h) - 2 * f(x) + f(x - h)) / np.float64(h) ** 2) - exact)

    return Choice(
        name="good_step",
        judge=lambda h: error(h) <= GOAL,
        right=[5e-4, 3e-4, 2e-4],
        otherwise=lambda h: (
            f"with h = {h:g} the quotient is wrong by {error(h):.1e}. Is that rounding, or is h "
            "still too large?"
        ),
        hints=(
            "A tiny h loses digits to rounding, and a large one is not yet at the limit. The "
            "lesson says near which h the best one lies.",
            "Compute the quotient in a loop for h = 0.1, 0.01, and so on, and print how far it is "
            "from the second derivative that you know.",
        ),
        misconceptions=[
            Misconception(
                0.0,
                "with h = 0 the quotient is 0 divided by 0. A limit is where one goes, and never "
                "arrives.",
                lambda h: h == 0,
            ),
            Misconception(
                1e-17,
                "this h is so small that x + h is x itself, for a computer. All three values are "
                "the same.",
                lambda h: x + h == x,
            ),
            Misconception(
                1e-8,
                "this is a good h for a *slope*, by the forward quotient. Here rounding is divided "
                "by h squared, and that is tiny.",
                lambda h: 1e-9 <= abs(h) <= 1e-7,
            ),
            Misconception(
                1e-6,
                "this h is too small: what rounding does to f is divided by h squared.",
                lambda h: abs(h) < 1e-4,
            ),
            Misconception(
                0.1,
                "this h is too large: the quotient is still on its way to the limit. Its error "
                "falls with h squared.",
                lambda h: abs(h) > 1e-3,
            ),
        ],
    )
