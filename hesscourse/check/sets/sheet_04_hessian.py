"""Sheet 4: the Hessian."""

import math
from types import SimpleNamespace

import numpy as np

from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._numbers import all_differ, as_sum, choose

CORNERS = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
RIDGE_STEPS, RIDGE_RATE = 20, 0.1


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    sign_x, sign_y = pick.choice([-1, 1]), pick.choice([-1, 1])
    places = pick.sample(CORNERS, 4)

    mixed = pick.choice([-4, -3, -2, -1, 1, 3, 4])  # 2 is the report's

    entries = [-6, -4, -2, 2, 4, 6]
    value, slope_1, slope_2, h_11, h_12, h_22, step_1, step_2 = choose(
        lambda: (
            pick.randint(5, 20),
            *pick.choices([-4, -3, -2, -1, 1, 2, 3, 4], k=2),
            *pick.choices(entries, k=3),
            *pick.choices([-1, -0.5, 0.5, 1], k=2),
        ),
        lambda *numbers: all_differ(_order_answers(*numbers)),
    )

    along_x, along_y = pick.choice([(1, 1), (1, 4), (4, 1), (2, 2), (1, 9), (9, 1), (4, 4)])

    up, down = pick.choice([(6, -4), (4, -6)])  # the curvatures along the axes of a turned saddle
    axis = pick.choice([(2, 1), (1, 2), (2, -1), (1, -2)])
    turned = _turned(up, down, axis)
    return SimpleNamespace(
        landscape=as_sum((sign_x, "x^3"), (-3 * sign_x, "x"), (sign_y, "y^3"), (-3 * sign_y, "y")),
        sign_x=sign_x,
        sign_y=sign_y,
        places=places,
        mixed=mixed,
        cubic=as_sum((1, "x^3"), (1, "y^3"), (3 * mixed, "x y")),
        value=value,
        slope_1=slope_1,
        slope_2=slope_2,
        h_11=h_11,
        h_12=h_12,
        h_22=h_22,
        step_1=step_1,
        step_2=step_2,
        along_x=along_x,
        along_y=along_y,
        family=f"{as_sum((along_x, 'x^2'))} + a x y + {as_sum((along_y, 'y^2'))}",
        up=up,
        down=down,
        axis=axis,
        turned=as_sum((turned[0, 0] / 2, "x^2"), (turned[0, 1], "x y"), (turned[1, 1] / 2, "y^2")),
        rate=RIDGE_RATE,
        ridge_steps=RIDGE_STEPS,
    )


def _turned(up, down, axis):
    """A Hessian with the curvature `up` along `axis`, and `down` at a right angle to it."""
    along = np.array(axis)
    across = np.array([-axis[1], axis[0]])
    return (up * np.outer(along, along) + down * np.outer(across, across)) / (along @ along)


def tasks(given):
    return [
        _kinds_on_the_map(given),
        _report_question(),
        _second_question(given),
        _two_orders(given),
        _saddle_all_the_same(given),
        _hessian_by_differences(),
        _kind_of_point(),
        _rates_from_hessian(),
        _start_to_the_saddle(given),
        Explanation(name="same_hessian"),
    ]


def _kinds_on_the_map(given):
    def kind(x, y):
        bends = {given.sign_x * x, given.sign_y * y}
        return "saddle" if len(bends) == 2 else "minimum" if bends == {1} else "maximum"

    right = [kind(*place) for place in given.places]

    def renamed(**words):
        return [words.get(word, word) for word in right]

    return Words(
        name="kinds_on_the_map",
        answer=right,
        options=("minimum", "maximum", "saddle"),
        labels=("A", "B", "C", "D"),
        hints=(
            "Two of the places have closed rings around them, and two have not. What does it "
            "mean if there are rings? Then look at the numbers on the rings.",
            "Walk away from the place in your mind, in every direction. Do the numbers grow in "
            "all of them? Do they fall in all of them? Or does it depend on where you go?",
        ),
        misconceptions=[
            Misconception(
                renamed(minimum="maximum", maximum="minimum"),
                "you found the saddles. The other two are the wrong way round: read the numbers "
                "on the contours. Darker means lower.",
            ),
            Misconception(
                renamed(minimum="saddle", maximum="saddle", saddle="minimum"),
                "it is the other way round: where closed rings lie around a place, the ground "
                "does the same thing on all sides.",
            ),
            Misconception(
                renamed(minimum="saddle", maximum="saddle", saddle="maximum"),
                "it is the other way round: where closed rings lie around a place, the ground "
                "does the same thing on all sides.",
            ),
            Misconception(
                renamed(saddle="minimum"),
                "the places with rings are right. At the other two you go up in one direction. "
                "But what about the direction at a right angle to it?",
            ),
            Misconception(
                renamed(saddle="maximum"),
                "the places with rings are right. At the other two you go down in one direction. "
                "But what about the direction at a right angle to it?",
            ),
            Misconception(
                renamed(maximum="minimum"),
                "the saddles are right. But of the two places with rings only one is a hollow.",
            ),
            Misconception(
                renamed(minimum="maximum"),
                "the saddles are right. But of the two places with rings only one is a hill.",
            ),
        ],
    )


def _report_question():
    return Numbers(
        name="report_question",
        answer=[[6, 2], [2, 12]],
        labels=("top left", "top right", "bottom left", "bottom right"),
        hints=(
            "Write down the gradient first. Then differentiate each of its two entries twice: "
            "by x, and by y. Put in the point at the very end.",
            "The gradient is (3x^2 + 2y, 3y^2 + 2x). The first row of the Hessian comes from its "
            "first entry. Where is x in it, and which number is x at this point?",
        ),
        misconceptions=[
            Misconception(
                [[12, 2], [2, 12]],
                "this is the answer that stands in the report, and it has a slip: one entry uses "
                "the wrong coordinate. Which coordinate is 1, and which is 2?",
            ),
            Misconception(
                [[12, 2], [2, 6]],
                "the two entries on the diagonal are the wrong way round. Which coordinate is 1, "
                "and which is 2?",
            ),
            Misconception(
                [[2, 6], [12, 2]],
                "the right numbers, in the wrong places. At the top left x is differentiated "
                "twice, and at the bottom right y.",
            ),
            Misconception(
                [[6, 0], [0, 12]],
                "the diagonal is right. Differentiate 2xy by x, and then what you get by y.",
            ),
            Misconception(
                [[6, 4], [4, 12]],
                "the diagonal is right. Each mixed entry is twice too large: the 2 in front of xy "
                "comes in once only.",
            ),
            Misconception(
                [[3, 2], [2, 12]],
                "you differentiated x^3 only once, or lost a factor. Twice, and then put in x.",
            ),
            Misconception(
                [[3, 2], [2, 6]],
                "on the diagonal a factor 2 is missing: it comes from the second time that you "
                "differentiate.",
            ),
            Misconception(
                [[7, 0], [0, 14]],
                "these are the entries of the gradient. Differentiate once more.",
            ),
        ],
    )


def _second_question(given):
    m = given.mixed

    def answer(x, *eigenvalues):
        return [x, x, *eigenvalues]

    return Numbers(
        name="second_question",
        answer=answer(-m, *sorted([-3 * m, -9 * m])),
        labels=("x", "y", "the smaller eigenvalue", "the larger eigenvalue"),
        hints=(
            "Set both entries of the gradient to zero. The first equation gives you y; put that "
            "into the second. It is the way of the lesson's question 3.",
            "At the point that you look for, x and y are the same number. Then the Hessian has "
            "twice the same entry on its diagonal. Solve det(H - lambda I) = 0.",
        ),
        misconceptions=[
            Misconception(
                answer(-m, *sorted([-3 * m, -9 * m], reverse=True)),
                "all four numbers are right, but the smaller eigenvalue comes first. Of two "
                "negative numbers, which one is smaller?",
            ),
            Misconception(
                answer(m, *sorted([3 * m, 9 * m])),
                "look at the sign of x and y: put your point into the gradient. Is it zero?",
            ),
            Misconception(
                answer(0, -3 * abs(m), 3 * abs(m)),
                "this is the origin, which was given. There is one other stationary point.",
            ),
            Misconception(
                answer(-m, -6 * m, -6 * m),
                "the point is right. The entries on the diagonal are eigenvalues only if the "
                "other two entries are zero.",
            ),
            Misconception(
                answer(-m, *sorted([-6 * m, 3 * m])),
                "the point is right. Those two numbers are entries of the Hessian, and not its "
                "eigenvalues.",
            ),
            Misconception(
                answer(-m, *sorted([-m, -3 * m])),
                "the point is right. Your eigenvalues are too small by a factor of 3: the second "
                "derivative of x^3 is 6x.",
            ),
        ],
    )


def _order_answers(value, g_1, g_2, h_11, h_12, h_22, d_1, d_2):
    """The Taylor polynomials of order 1 and 2 at a step d, and what goes wrong."""
    slope = g_1 * d_1 + g_2 * d_2
    squares, product = h_11 * d_1**2 + h_22 * d_2**2, h_12 * d_1 * d_2
    bend = squares + 2 * product
    first = value + slope
    return {
        "right": [first, first + bend / 2],
        "no half": [first, first + bend],
        "mixed once": [first, first + (squares + product) / 2],
        "no mixed": [first, first + squares / 2],
        "step not squared": [first, first + (h_11 * d_1 + 2 * h_12 + h_22 * d_2) / 2],
        "order 2 alone": [first, bend / 2],
        "no slope": [first, value + bend / 2],
        "changes": [slope, slope + bend / 2],
        "subtracted": [value - slope, value - slope + bend / 2],
        "order 0": [value, first],
    }


def _two_orders(given):
    g = given
    answers = _order_answers(
        g.value, g.slope_1, g.slope_2, g.h_11, g.h_12, g.h_22, g.step_1, g.step_2
    )
    return Numbers(
        name="two_orders",
        answer=answers["right"],
        labels=("order 1", "order 2"),
        hints=(
            "Order 1: the value, plus the dot product of gradient and step. Order 2 adds half of "
            "one number.",
            "That number is the dot product of d and Hd. Work out the vector Hd first.",
        ),
        misconceptions=[
            Misconception(
                answers["no half"],
                "order 1 is right. In order 2, look at the factor in front of the new part.",
            ),
            Misconception(
                answers["mixed once"],
                "order 1 is right. In order 2 you counted the mixed entry once. How often does it "
                "stand in the Hessian?",
            ),
            Misconception(
                answers["no mixed"],
                "order 1 is right. In order 2 you used the diagonal of H only.",
            ),
            Misconception(
                answers["step not squared"],
                "order 1 is right. In order 2 each entry of H is multiplied by two coordinates of "
                "the step.",
            ),
            Misconception(
                answers["order 2 alone"],
                "order 1 is right. For order 2 you give the new part alone. Add it to order 1.",
            ),
            Misconception(
                answers["no slope"],
                "order 1 is right. Order 2 has everything that order 1 has, and one part more.",
            ),
            Misconception(
                answers["changes"],
                "these are the changes of f. Asked for are its values: where do you start from?",
            ),
            Misconception(
                answers["subtracted"],
                "you subtracted the part with the gradient. The step is given, with its signs; "
                "this is no descent.",
            ),
            Misconception(
                answers["order 0"],
                "you gave order 0 and order 1. Go on by one.",
            ),
        ],
    )


def _saddle_all_the_same(given):
    b, c = given.along_x, given.along_y
    border = 2 * math.sqrt(b * c)

    def size(a):
        return abs(a) / border

    return Choice(
        name="saddle_all_the_same",
        judge=lambda a: size(a) > 1 + 1e-9,
        right=[border + 1, -border - 1, 100.0],
        otherwise=lambda a: f"with a = {a:g} the origin is no saddle.",
        hints=(
            "Write down the Hessian with the letter a in it. What makes a saddle: its entries, or "
            "its eigenvalues?",
            "The determinant is the product of the two eigenvalues. Which sign must it have?",
        ),
        misconceptions=[
            Misconception(
                0,
                "without a mixed term the ground rises in every direction. The two entries on the "
                "diagonal are the eigenvalues then.",
                lambda a: a == 0,
            ),
            Misconception(
                -border / 2,
                "a negative number in the Hessian makes no saddle yet. What are the signs of the "
                "eigenvalues? Look at the determinant.",
                lambda a: a < 0 and size(a) < 1 - 1e-9,
            ),
            Misconception(
                border / 2,
                "this a turns the bowl and makes it narrower, but both eigenvalues are still "
                "positive. Look at the determinant.",
                lambda a: a > 0 and size(a) < 1 - 1e-9,
            ),
            Misconception(
                border,
                "you are exactly on the border: one eigenvalue is zero. There is a valley with a "
                "level floor, and no way down.",
                lambda a: size(a) >= 1 - 1e-9,
            ),
        ],
    )


def _gradient_of_cubic(a, b):
    """The gradient of a x^3 + b x y^2 + x y, with its words."""
    return Named(
        f"the gradient of {as_sum((a, 'x^3'), (b, 'x y^2'), (1, 'x y'))}",
        lambda p: np.array([3 * a * p[0] ** 2 + b * p[1] ** 2 + p[1], 2 * b * p[0] * p[1] + p[0]]),
    )


def _hessian_by_differences():
    def columns(quotient):
        """A Hessian by the difference quotients of a gradient, one for each variable."""

        def by_differences(gradient, point, h):
            steps = h * np.eye(len(point))
            return np.stack([quotient(gradient, point, step, h) for step in steps], axis=1)

        return by_differences

    def central(gradient, point, step, h):
        return (gradient(point + step) - gradient(point - step)) / (2 * h)

    def without_brackets(gradient, point, step, h):
        return gradient(point + step) - gradient(point - step) / (2 * h)

    def forward(gradient, point, step, h):
        return (gradient(point + step) - gradient(point)) / h

    right = columns(central)
    three = Named(
        "the gradient of x^3 + y^2 z + x z",
        lambda p: np.array([3 * p[0] ** 2 + p[2], 2 * p[1] * p[2], p[1] ** 2 + p[0]]),
    )
    return Function(
        name="hessian_by_differences",
        reference=right,
        examples=[
            (_gradient_of_cubic(1, 0), np.array([1.0, 2.0]), 0.1),
            (_gradient_of_cubic(1, 2), np.array([1.0, 2.0]), 0.1),
            (_gradient_of_cubic(-1, 1), np.array([0.5, -1.5]), 0.25),
            (three, np.array([1.0, 2.0, -1.0]), 0.5),
        ],
        draw=lambda pick: (
            _gradient_of_cubic(pick.choice([-2, 1, 2]), pick.choice([-3, 3, 4])),
            np.array([pick.uniform(1, 3), pick.uniform(-3, -1)]),
            pick.uniform(0.05, 0.4),
        ),
        hints=(
            "Move one variable at a time, as by_differences does in lesson 3. But what you divide "
            "by 2h is now a difference of two gradients: a whole vector.",
            "Begin with H = np.zeros((n, n)), where n = len(point). In a loop over i make a step "
            "that is h at place i and 0 elsewhere. The difference quotient fills H[:, i].",
        ),
        misconceptions=[
            Misconception(
                columns(forward),
                "this is the forward quotient. Asked for is the central one: step to both sides.",
            ),
            Misconception(
                lambda *case: columns(forward)(*case).T,
                "this is the forward quotient. Asked for is the central one: step to both sides.",
            ),
            Misconception(
                columns(without_brackets),
                "only the second gradient is divided by 2h. Python divides before it subtracts: "
                "put brackets around the difference.",
            ),
            Misconception(
                lambda *case: 2 * right(*case),
                "every entry is twice too large. How far apart are the two places?",
            ),
            Misconception(
                lambda *case: -right(*case),
                "every entry has the wrong sign: which gradient do you subtract from which?",
            ),
            Misconception(
                lambda gradient, point, h: 2 * h * right(gradient, point, h),
                "you return by how much the gradient changes. A derivative is that, divided by "
                "something.",
            ),
            Misconception(
                lambda *case: np.diag(np.diag(right(*case))),
                "the diagonal is right. But when x moves, both entries of the gradient change, "
                "and both belong in the Hessian.",
            ),
            Misconception(
                lambda *case: np.diag(right(*case)),
                "you return the diagonal alone. When one variable moves, every entry of the "
                "gradient changes: fill a whole column.",
            ),
            Misconception(
                lambda gradient, point, h: central(gradient, point, h, h),
                "you move all variables at once. One at a time: a step has h at one place and 0 "
                "elsewhere.",
            ),
            Misconception(
                lambda *case: np.triu(right(*case)),
                "the part below the diagonal is missing. It belongs to the Hessian, too.",
            ),
        ],
    )


def _kind_of_point():
    def kind_of(eigenvalues, tolerance):
        up, down = eigenvalues >= tolerance, eigenvalues <= -tolerance
        if up.any() and down.any():
            return "saddle"
        return "minimum" if up.all() else "maximum" if down.all() else "cannot tell"

    def judged_by(size=np.linalg.norm, numbers=np.linalg.eigvalsh):
        """The kind, from a size of the gradient and some numbers of the Hessian."""

        def kind(gradient, hessian, tolerance):
            if size(gradient) >= tolerance:
                return "not stationary"
            return kind_of(numbers(hessian), tolerance)

        return kind

    kind = judged_by()

    def zero_is(word):
        def mistaken(*case):
            return kind(*case).replace("cannot tell", word)

        return mistaken

    def zero_counts_as_bend(gradient, hessian, tolerance):
        found = kind(gradient, hessian, tolerance)
        if found != "cannot tell":
            return found
        return "minimum" if np.trace(hessian) >= 0 else "maximum"

    def as_in_the_lesson(gradient, hessian, tolerance):
        return kind(0, hessian, 1e-300)

    def by_the_diagonal(gradient, hessian, tolerance):
        entries = np.diag(hessian)
        return "minimum" if min(entries) > 0 else "maximum" if max(entries) < 0 else "saddle"

    level, diagonal = np.zeros(2), np.diag([4.0, 1.0])
    turned = np.array([[1.0, 3.0], [3.0, 1.0]])
    flat = np.array([[1.0, 2.0], [2.0, 4.0]])
    three = np.diag([2.0, 0.0, -2.0])
    # With the tolerance 0.01: longer than that, with small entries; and shorter, with a large sum.
    long, short = np.array([0.008, -0.008]), np.array([0.006, 0.006])

    def draw(pick):
        nearly_zero = pick.choice([0, 0.005, -0.005])
        curvatures = pick.choice([(2, 3), (-2, -3), (2, -3), (2, nearly_zero), (-2, nearly_zero)])
        angle = pick.uniform(0.3, 1.2)
        axes = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        slope = pick.choice([0, 0.006, 0.008, 0.05, 1.5])
        return np.array([slope, -slope]), axes @ np.diag(curvatures) @ axes.T, 0.01

    return Function(
        name="kind_of_point",
        reference=kind,
        examples=[
            (level, diagonal, 0.01),
            (level, -diagonal, 0.01),
            (level, np.diag([1.0, -1.0]), 0.01),
            (level, turned, 0.01),
            (level, -turned, 0.01),
            (np.array([0.0, -0.5]), diagonal, 0.01),
            (np.array([0.5, -0.5]), turned, 0.01),
            (np.array([2.0, 1.0]), -diagonal, 0.01),
            (level, np.diag([1.0, 0.0]), 0.01),
            (level, flat, 0.01),
            (level, -flat, 0.01),
            (np.zeros(3), three, 0.01),
            (np.zeros(3), np.diag([-1.0, -2.0, 0.0]), 0.01),
            (level, np.diag([1.0, 0.005]), 0.01),
            (level, np.diag([-1.0, 0.005]), 0.01),
            (np.array([0.0, 0.5]), diagonal, 0.5),  # as large as the tolerance: not smaller
            (level, diagonal, 1.0),
            (level, -diagonal, 1.0),
            (long, diagonal, 0.01),
            (long, -diagonal, 0.01),
            (-long, turned, 0.01),
            (short, diagonal, 0.01),
            (-short, -diagonal, 0.01),
            (short, turned, 0.01),
            (np.array([0.05, 0.0]), diagonal, 0.01),
            (np.array([0.0, -0.05]), -diagonal, 0.01),
            (np.array([0.05, 0.0]), turned, 0.01),
        ],
        draw=draw,
        hints=(
            "First the gradient, then the eigenvalues. It is the table of the lesson, with one row "
            "more on top. Read again which row wins if there is a zero and both signs.",
            "Begin with if np.linalg.norm(gradient) >= tolerance. Then eigenvalues = "
            "np.linalg.eigvalsh(hessian), and test for the saddle before all else.",
        ),
        misconceptions=[
            Misconception(
                as_in_the_lesson,
                "this is kind, as it stands in the lesson. Make it safe: it looks neither at the "
                "gradient nor at the tolerance.",
            ),
            Misconception(
                by_the_diagonal,
                "two things: you did not look at the gradient. And the diagonal holds the "
                "curvatures along the axes only: which numbers hold for all directions?",
            ),
            Misconception(
                lambda gradient, hessian, tolerance: kind(0, hessian, tolerance),
                "you did not look at the gradient. Where it is not zero, the point is no "
                "stationary point, whatever the Hessian says.",
            ),
            Misconception(
                judged_by(size=lambda gradient: np.max(np.abs(gradient))),
                "you compare each entry of the gradient alone. Two entries that are just small "
                "enough can make a vector that is not: it is the length that counts.",
            ),
            Misconception(
                judged_by(size=lambda gradient: np.sum(np.abs(gradient))),
                "you add up the sizes of the entries of the gradient. That sum is larger than the "
                "length: think of Pythagoras.",
            ),
            Misconception(
                judged_by(size=lambda gradient: gradient @ gradient),
                "you compare the *square* of the gradient's length with the tolerance. A root is "
                "missing.",
            ),
            Misconception(
                judged_by(numbers=np.diag),
                "you looked at the signs on the diagonal. Those are the curvatures along the axes "
                "only. Which numbers hold for all directions?",
            ),
            Misconception(
                judged_by(numbers=np.ravel),
                "you looked at the signs of the entries. The lesson has a function whose entries "
                "are all positive, and its origin is a saddle.",
            ),
            Misconception(
                zero_is("saddle"),
                "a zero eigenvalue makes no saddle. (The report says so, too.) What does the "
                "table say about a zero with the rest of one sign?",
            ),
            Misconception(
                zero_counts_as_bend,
                "where one eigenvalue is zero you go by the other one. Along the direction with "
                "curvature zero anything can happen.",
            ),
            Misconception(
                zero_is("minimum"),
                "where an eigenvalue is zero, you say minimum. No negative eigenvalue is "
                "necessary for a minimum, but not enough.",
            ),
            Misconception(
                lambda *case: {"minimum": "maximum", "maximum": "minimum"}.get(
                    kind(*case), kind(*case)
                ),
                "minimum and maximum are the wrong way round: where the ground bends up, you "
                "stand in a hollow.",
            ),
            Misconception(
                lambda gradient, hessian, tolerance: kind(gradient, hessian, 1e-300),
                "you compare with exactly zero. A computed zero often comes out as something like "
                "1e-17. What is smaller than tolerance in size counts as zero.",
            ),
        ],
    )


def _rates_from_hessian():
    def rates(eigenvalues):
        smallest, largest = min(eigenvalues), max(eigenvalues)
        together = smallest + largest
        return [2 / largest, 2 / together, (largest - smallest) / together]

    def changed(change):
        return lambda hessian: change(*rates(np.linalg.eigvalsh(hessian)), hessian)

    def draw(pick):
        half = np.array([[pick.uniform(-2, 2) for _ in range(3)] for _ in range(3)])
        return (half @ half.T + np.diag([0.5, 1.0, 4.0]),)

    return Function(
        name="rates_from_hessian",
        reference=changed(lambda bound, best, factor, hessian: [bound, best, factor]),
        examples=[
            (np.array([[2.0, 0.0], [0.0, 8.0]]),),
            (np.array([[4.0, 4.0], [4.0, 10.0]]),),
            (np.array([[5.0, -2.0], [-2.0, 2.0]]),),
            (np.diag([4.0, 2.0, 1.0]),),
        ],
        draw=draw,
        hints=(
            "All three follow from two numbers: the smallest and the largest eigenvalue.",
            "np.linalg.eigvalsh(hessian) gives the eigenvalues in order. The first one has index "
            "0, and the last one has index -1, however many there are.",
        ),
        misconceptions=[
            Misconception(
                lambda hessian: rates(np.diag(hessian)),
                "you took the diagonal for the eigenvalues. It holds the curvatures along the "
                "axes, and those are not the extreme ones.",
            ),
            Misconception(
                lambda hessian: rates(np.linalg.eigvalsh(hessian)[:2]),
                "for two variables it is right. With three there are three eigenvalues: is the "
                "second one still the largest?",
            ),
            Misconception(
                changed(
                    lambda bound, best, factor, hessian: [
                        2 / np.linalg.eigvalsh(hessian)[0],
                        best,
                        factor,
                    ]
                ),
                "the last two are right. The bound is set by the most dangerous direction. Is it "
                "the flat one or the steep one?",
            ),
            Misconception(
                changed(lambda bound, best, factor, hessian: [bound / 2, best, factor]),
                "the last two are right. Your bound is half of what it should be: at it the "
                "factor is not 0, but as large as it may be in size.",
            ),
            Misconception(
                changed(lambda bound, best, factor, hessian: [bound, best / 2, factor]),
                "the first and the last are right. The best learning rate is twice as large: "
                "where do the two lines in the lesson's picture cross?",
            ),
            Misconception(
                changed(lambda bound, best, factor, hessian: [bound, bound / 2, factor]),
                "the first and the last are right. Your second rate is the best one for the steep "
                "direction alone.",
            ),
            Misconception(
                changed(lambda bound, best, factor, hessian: [bound, best, -factor]),
                "the first two are right. The factor has the wrong sign: it is a size.",
            ),
            Misconception(
                changed(
                    lambda bound, best, factor, hessian: [bound, best, (1 + factor) / (1 - factor)]
                ),
                "the first two are right. The third is the condition number. Asked for is the "
                "factor by which the slower error shrinks at each step.",
            ),
            Misconception(
                changed(lambda bound, best, factor, hessian: [best, bound, factor]),
                "the first two are the wrong way round. Can the best rate lie above the bound?",
            ),
        ],
    )


def _start_to_the_saddle(given):
    turned = _turned(given.up, given.down, given.axis)
    axis = np.array(given.axis, dtype=float)
    across = np.array([-axis[1], axis[0]])

    def end(start):
        point = start
        for _ in range(RIDGE_STEPS):
            point = point - RIDGE_RATE * turned @ point
        return np.linalg.norm(point)

    def distance(start):
        return np.hypot(*start)

    def parallel(start, other):
        return abs(start[0] * other[1] - start[1] * other[0]) < 1e-6 * distance(start)

    return Choice(
        name="start_to_the_saddle",
        judge=lambda start: 1 <= distance(start) <= 5 and end(start) < 0.01,
        right=[axis, -axis, axis / 2, 2 * axis],
        otherwise=lambda start: (
            f"from ({start[0]:g}, {start[1]:g}) you are {end(start):,.2f} away from the origin "
            f"after {RIDGE_STEPS} steps: the slightest part along the way down grows and grows."
        ),
        shape=(2,),
        hints=(
            "Split the start along the two eigenvectors. Each step multiplies each part by its own "
            "factor. Which part must not be there at all?",
            "Find the positive eigenvalue of the Hessian, and then solve Hv = lambda v for it. In "
            "which direction does v point?",
        ),
        misconceptions=[
            Misconception(
                [0, 0],
                "that is too close: begin at least 1 away from the origin.",
                lambda start: distance(start) < 1,
            ),
            Misconception(
                5 * axis,
                "that is too far: begin at most 5 away from the origin.",
                lambda start: distance(start) > 5,
            ),
            Misconception(
                across,
                "this is an eigenvector, but the one along which the ground bends down. From here "
                "you leave the saddle as fast as one can.",
                lambda start: parallel(start, across),
            ),
            Misconception(
                [2, 0],
                "you start on an axis. That works if the Hessian is diagonal. This saddle is "
                "turned: where are its own axes?",
                lambda start: not start.all(),
            ),
            Misconception(
                axis[::-1],
                "you are near: these are the two numbers, in the other order. Multiply H by your "
                "vector: do you get a multiple of it?",
                lambda start: parallel(start, axis[::-1]),
            ),
            Misconception(
                axis * (1, -1),
                "the sizes are right, a sign is not. Multiply H by your vector: do you get a "
                "multiple of it?",
                lambda start: parallel(start, axis * (1, -1)),
            ),
        ],
    )
