"""Sheet 8: curvature without the matrix."""

from types import SimpleNamespace

import numpy as np

from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._numbers import all_differ, all_short, choose
from ._words import swapped

METHODS = ("gradient descent", "damped newton", "l-bfgs", "newton-cg")
# So many thousand variables, and how many GB their Hessian takes.
FULL_AT = {5: 0.2, 10: 0.8, 20: 3.2, 30: 7.2, 50: 20}
# How large the cloud may be, as a share of the noise of a batch, and after how many steps.
CALM = {0.2: 120, 0.25: 80, 0.3: 60}
FORGOTTEN = 0.002  # the share of the first error that may be left


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    order = list(range(len(METHODS)))
    pick.shuffle(order)
    millions, pairs, full = choose(
        lambda: (pick.choice([1, 2, 3, 5]), pick.choice([4, 5, 6, 8, 10]), pick.choice([*FULL_AT])),
        lambda *sums: all_differ(_memory_answers(*sums)),
    )
    H, g = choose(
        lambda: (_positive_definite(pick), _whole_vector(pick)),
        lambda *sums: _fit_for_paper(_first_step_answers(*sums)),
    )
    s, y = choose(
        lambda: (_whole_vector(pick), _whole_vector(pick)),
        lambda *sums: (
            np.dot(*sums) in (1, 2, 4, 5, 8, 10) and _fit_for_paper(_secant_answers(*sums))
        ),
    )
    calm = pick.choice([*CALM])
    noise = pick.choice([0.4, 0.5, 2])
    return SimpleNamespace(
        n=pick.choice([80, 100, 120]),
        kappa=pick.choice([200, 300, 400]),
        curve_order=order,
        millions=millions,
        pairs=pairs,
        gigabytes=FULL_AT[full],
        h_11=H[0][0],
        h_12=H[0][1],
        h_22=H[1][1],
        g_1=g[0],
        g_2=g[1],
        s_1=s[0],
        s_2=s[1],
        y_1=y[0],
        y_2=y[1],
        noise=noise,
        cloud=round(calm * noise, 4),
        calm_steps=CALM[calm],
        far=(far := pick.choice([5, 10])),
        forgotten=FORGOTTEN * far,
    )


def tasks(given):
    return [
        _whose_curve(given),
        _memory(given),
        _first_conjugate_step(given),
        _learnt_by_hand(given),
        _product_by_differences(),
        _product_without_matrix(),
        _conjugate_step(),
        _roll(),
        _calm_rate(given),
        Explanation(name="million_variables"),
    ]


def _fit_for_paper(answers):
    """Is the right answer short, and is no mistake the same?"""
    return all_short(answers["right"]) and all_differ(answers)


def _whose_curve(given):
    right = [METHODS[i] for i in given.curve_order]

    return Words(
        name="whose_curve",
        answer=right,
        options=METHODS,
        labels=("run A", "run B", "run C", "run D"),
        hints=(
            "Two runs need only a few steps. One of them pays for whole Hessians, and a Hessian "
            "counts as many gradients as there are variables.",
            "Of the others, one asks for hardly more than one gradient in each step and is not "
            "there in the end. Which method keeps its learning rate for ever?",
        ),
        misconceptions=[
            Misconception(
                swapped(right, "damped newton", "newton-cg"),
                "you see which two need few steps. But divide their work by their steps. Whose "
                "step costs more gradients than there are variables?",
            ),
            Misconception(
                swapped(right, "gradient descent", "l-bfgs"),
                "you see which two need many steps. But only one of them learns on its way. What "
                "does the curve of a fixed learning rate look like in the end?",
            ),
            Misconception(
                swapped(right, "l-bfgs", "newton-cg"),
                "two runs are right. Both of the others do without a Hessian. But one of them has "
                "a quadratic model in each step, and so needs only a few steps.",
            ),
            Misconception(
                swapped(right, "damped newton", "l-bfgs"),
                "two runs are right. L-BFGS uses nothing but gradients, one or two in a step. Look "
                "at the work of each step.",
            ),
            Misconception(
                swapped(right, "gradient descent", "newton-cg"),
                "two runs are right. Gradient descent takes short steps on a long ravine. Can it "
                "be there after so few?",
            ),
            Misconception(
                swapped(right, "gradient descent", "damped newton"),
                "two runs are right. Does gradient descent ever ask for a Hessian? Look at the "
                "work of each step.",
            ),
        ],
    )


def _memory_answers(millions, pairs, full):
    """TB of a Hessian, MB of the vectors of L-BFGS, thousands of variables."""
    terabytes, megabytes = 8 * millions**2, 2 * pairs * 8 * millions
    return {
        "right": [terabytes, megabytes, full],
        "entries": [terabytes / 8, megabytes / 8, full * 8**0.5],
        "one of a pair": [terabytes, megabytes / 2, full],
        "linear": [8 * millions, megabytes, full],
        "matrix of pairs": [terabytes, megabytes * pairs / 2, full],
        "no root": [terabytes, megabytes, full**2],
        "gigabytes": [1000 * terabytes, megabytes / 1000, full],
        "half": [terabytes / 2, megabytes, full * 2**0.5],
        "variables": [terabytes, megabytes, 1000 * full],
    }


def _memory(given):
    full = next(n for n, size in FULL_AT.items() if size == given.gigabytes)
    answers = _memory_answers(given.millions, given.pairs, full)
    return Numbers(
        name="memory",
        answer=answers["right"],
        labels=("TB of the Hessian", "MB of L-BFGS", "thousand variables"),
        tolerance=1e-3,
        hints=(
            "How many numbers has a Hessian of n variables? How many numbers has one vector, and "
            "how many vectors belong to a pair?",
            "A million is 10^6, so its square is 10^12. For the last number ask: which n makes "
            "8 n^2 bytes equal to the memory? A GB is 10^9 bytes.",
        ),
        misconceptions=[
            Misconception(
                answers["entries"],
                "you counted the numbers. How many bytes does each of them take?",
            ),
            Misconception(
                answers["one of a pair"],
                "the Hessian and the last number are right. For L-BFGS you counted one vector of "
                "each pair: there is a step *and* a change of the gradient.",
            ),
            Misconception(
                answers["linear"],
                "the last two numbers are right. But a Hessian has rows *and* columns.",
            ),
            Misconception(
                answers["matrix of pairs"],
                "the Hessian and the last number are right. L-BFGS keeps no matrix, not even one "
                "between its pairs. Count the vectors.",
            ),
            Misconception(
                answers["no root"],
                "the first two numbers are right. For the last one you stopped at n^2. Which n "
                "has that square?",
            ),
            Misconception(
                answers["gigabytes"],
                "the numbers are right, but the units are not: asked for are TB, 10^12 bytes, and "
                "MB, 10^6 bytes.",
            ),
            Misconception(
                answers["half"],
                "L-BFGS is right. By symmetry one could store half of the Hessian. But here all of "
                "it is stored.",
            ),
            Misconception(
                answers["variables"],
                "all right but for the unit of the last number: it is asked for in thousands.",
            ),
        ],
    )


def _positive_definite(pick):
    a, b, c = pick.choice([1, 2, 3, 4, 5]), pick.choice([-2, -1, 1, 2]), pick.choice([1, 2, 3, 5])
    return ((a, b), (b, c)) if a * c > b * b else _positive_definite(pick)


def _whole_vector(pick):
    return tuple(pick.choice([-4, -3, -2, -1, 1, 2, 3, 4]) for _ in range(2))


def _first_step_answers(H, g):
    """Of conjugate gradients from p = 0: the length a, the new p, and beta."""
    H, r = np.array(H, float), -np.array(g, float)
    Hd = H @ r
    a = (r @ r) / (r @ Hd)
    after = r - a * Hd
    beta = (after @ after) / (r @ r)
    if beta < 1e-9:
        return {"right": [0.0], "already there": [0.0]}  # so the numbers are drawn again
    return {
        "right": [a, *(a * r), beta],
        "uphill": [a, *(-a * r), beta],
        "on its head": [1 / a, *(r / a), beta],
        "direction": [a, *r, beta],
        "beta on its head": [a, *(a * r), 1 / beta],
        "beta of norms": [a, *(a * r), beta**0.5],
        "without a in beta": [a, *(a * r), np.sum((r - Hd) ** 2) / (r @ r)],
        "numerator of beta": [a, *(a * r), after @ after],
        "Newton": [a, *np.linalg.solve(H, r), beta],
    }


def _first_conjugate_step(given):
    H = ((given.h_11, given.h_12), (given.h_12, given.h_22))
    answers = {
        key: list(map(float, value))
        for key, value in _first_step_answers(H, (given.g_1, given.g_2)).items()
    }
    return Numbers(
        name="first_conjugate_step",
        answer=answers["right"],
        labels=("a", "p_1", "p_2", "beta"),
        hints=(
            "Begin with p = 0. Then the residual is r = -g, and the first direction is d = r. Only "
            "one product is needed: H d.",
            "a is r'r divided by d'Hd, and the new p is a d. The new residual is r - a H d. beta "
            "is its square sum divided by the old one.",
        ),
        misconceptions=[
            Misconception(
                answers["uphill"],
                "a and beta are right. But you walk along +g: the first direction is -g.",
            ),
            Misconception(
                answers["on its head"],
                "beta is right. The fraction a stands on its head: the more the model bends along "
                "d, the shorter the step.",
            ),
            Misconception(
                answers["direction"],
                "a and beta are right. You typed the direction d. How far do you go along it?",
            ),
            Misconception(
                answers["beta on its head"],
                "a and p are right. Your beta stands on its head: the *new* residual comes first.",
            ),
            Misconception(
                answers["beta of norms"],
                "a and p are right. For beta you divided the lengths of the residuals. It is the "
                "squares that are divided.",
            ),
            Misconception(
                answers["without a in beta"],
                "a and p are right. In the new residual a factor is missing before H d: you did "
                "not go a whole d.",
            ),
            Misconception(
                answers["numerator of beta"],
                "a and p are right. Your beta is the square sum of the new residual. By what is it "
                "divided?",
            ),
            Misconception(
                answers["Newton"],
                "a and beta are right. Your p solves the whole system at once. Here only the first "
                "step is asked for.",
            ),
        ],
    )


def _secant_answers(s, y):
    """s'y, and the entries of the matrix that BFGS makes of I."""
    s, y = np.array(s, float), np.array(y, float)
    product = s @ y
    eye = np.eye(2)
    U, rank_one = eye - np.outer(s, y) / product, np.outer(s, s) / product
    hessian = eye - np.outer(s, s) / (s @ s) + np.outer(y, y) / product

    def answer(V, by=product):
        return [by, V[0, 0], (V[0, 1] + V[1, 0]) / 2, V[1, 1]]

    return {
        "right": answer(U @ U.T + rank_one),
        "no U": answer(eye + rank_one),
        "only U": answer(U @ U.T),
        "transposed": answer(U.T @ U + rank_one),
        "y y'": answer(U @ U.T + np.outer(y, y) / product),
        "only the new": answer(rank_one),
        "of the Hessian": answer(hessian),
        "sign": answer((2 * eye - U) @ (2 * eye - U).T + rank_one),
        "no division": answer((eye - np.outer(s, y)) @ (eye - np.outer(s, y)).T + np.outer(s, s)),
    }


def _learnt_by_hand(given):
    answers = {
        key: list(map(float, value))
        for key, value in _secant_answers((given.s_1, given.s_2), (given.y_1, given.y_2)).items()
    }
    return Numbers(
        name="learnt_by_hand",
        answer=answers["right"],
        labels=("s'y", "V_11", "V_12", "V_22"),
        hints=(
            "First the number s'y. Then the two tables s y' and s s': the entry in row i, column j "
            "is a coordinate of the first times one of the second.",
            "Divide both tables by s'y. U is I minus the first one. With V = I the formula is "
            "U U' plus the second one. And test it: your matrix times y must be s.",
        ),
        misconceptions=[
            Misconception(
                answers["no U"],
                "s'y is right. You only added to I. The old matrix has to be changed from both "
                "sides first: multiply yours by y, and you will not get s.",
            ),
            Misconception(
                answers["only U"],
                "s'y is right. The last term of the formula is missing: your matrix times y is "
                "zero.",
            ),
            Misconception(
                answers["transposed"],
                "s'y is right. U and its transposed matrix are the wrong way round, or in U the "
                "table is y s' and not s y'.",
            ),
            Misconception(
                answers["y y'"],
                "s'y is right. In the last term stands s s', and you took y y'.",
            ),
            Misconception(
                answers["only the new"],
                "s'y is right, and your matrix times y is s. But it has forgotten all that the old "
                "matrix knew. Where is the first term?",
            ),
            Misconception(
                answers["of the Hessian"],
                "s'y is right. Your matrix times s is y: it stands in the place of H. Asked for is "
                "the one in the place of the *inverse*.",
            ),
            Misconception(
                answers["sign"],
                "s'y is right. Look at the sign in U.",
            ),
            Misconception(
                answers["no division"],
                "s'y is right. But where do you divide by it?",
            ),
        ],
    )


def _cubic(pick):
    """The gradient of a function that bends differently everywhere, and two points."""
    a, b, c = (pick.choice([-3, -2, 2, 3, 4]) for _ in range(3))
    words = f"the gradient of {a} x^3 + ({b}) x y^2 + ({c}) y^3"

    def gradient(p):
        x, y = p
        return np.array([3 * a * x**2 + b * y**2, 2 * b * x * y + 3 * c * y**2])

    return Named(words, gradient)


def _vector(pick, n):
    return np.array([pick.choice([-1, 1]) * pick.uniform(0.5, 3) for _ in range(n)])


def _product_by_differences():
    def product_by_differences(gradient, x, d, h):
        return (gradient(x + h * d) - gradient(x - h * d)) / (2 * h)

    def with_own_step(gradient, x, d, h):
        return product_by_differences(gradient, x, d, 1e-5)

    def matrix_first(gradient, x, d, h):
        return np.array([product_by_differences(gradient, x, e, h) for e in np.eye(len(x))])

    bent = Named("(x^3, y^3)", lambda p: p**3)
    bent_of_three = Named("(x^3, y^3, z^3)", lambda p: p**3)
    return Function(
        name="product_by_differences",
        reference=product_by_differences,
        examples=[
            (Named("(2 x, 4 y)", lambda p: np.array([2.0, 4.0]) * p), *np.ones((2, 2)), 0.5),
            (bent, np.array([1.0, 2.0]), np.array([1.0, -1.0]), 0.5),
            (bent, np.array([1.0, 0.0]), np.array([0.0, 2.0]), 0.1),
            (bent, np.array([-1.0, 1.0]), np.array([3.0, 1.0]), 0.25),
            (bent_of_three, np.array([1.0, 2.0, -1.0]), np.array([0.0, 1.0, 2.0]), 0.5),
        ],
        draw=lambda pick: (_cubic(pick), _vector(pick, 2), _vector(pick, 2), pick.uniform(0.1, 1)),
        hints=(
            "It is the formula at the beginning of the lesson: two gradients, one on either side "
            "of x.",
            "The two places are x + h * d and x - h * d. How far apart are they, as a multiple of "
            "d? Divide by that.",
        ),
        misconceptions=[
            Misconception(
                lambda gradient, x, d, h: (gradient(x + h * d) - gradient(x)) / h,
                "you compare with the gradient at x. That is less exact: take one place on either "
                "side.",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x + h * d) - gradient(x - h * d)) / h,
                "your product is twice too long. How far apart are the two places?",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x + h * d) - gradient(x - h * d)) / 2 * h,
                "you divide by 2, and then you *multiply* by h: Python goes from left to right. "
                "Put the denominator in brackets.",
            ),
            Misconception(
                lambda gradient, x, d, h: gradient(x + h * d) - gradient(x - h * d),
                "this is the change of the gradient. Divide it by how far you went.",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x - h * d) - gradient(x + h * d)) / (2 * h),
                "your product has the wrong sign. Which of the two gradients comes first?",
            ),
            Misconception(
                with_own_step,
                "your product does not depend on h. Use the h that you are given: how far from x "
                "a gradient can be had is not for you to choose.",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x + d) - gradient(x - d)) / 2,
                "your product does not depend on h. Go h times d to either side, and not all d.",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x + d) - gradient(x - d)) / (2 * h),
                "you go a whole d to either side, and not h times d.",
            ),
            Misconception(
                lambda gradient, x, d, h: product_by_differences(
                    gradient, x, d / np.linalg.norm(d), h
                ),
                "you made d shorter or longer first. H times a vector of twice the length is twice "
                "as long: keep d as it is.",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x + h) - gradient(x - h)) / (2 * h),
                "you add h to each coordinate. But the step must go along d: h times d.",
            ),
            Misconception(
                lambda gradient, x, d, h: (gradient(x + h) - gradient(x - h)) / (2 * h) * d,
                "you add h to each coordinate and multiply by d at the end. The step itself must "
                "go along d.",
            ),
            Misconception(
                matrix_first,
                "you return the whole Hessian. Asked for is its product with d, and that needs two "
                "gradients only.",
            ),
            Misconception(
                lambda gradient, x, d, h: d @ product_by_differences(gradient, x, d, h),
                "you return one number, d'Hd. Asked for is the vector H d.",
            ),
        ],
    )


def _product_without_matrix():
    return Function(
        name="product_without_matrix",
        reference=lambda times, times_transposed, mu, d: times_transposed(times(d)) + mu * d,
        examples=[
            (*_data([[1.0, 0.0], [0.0, 2.0]]), 0.5, np.array([1.0, 1.0])),
            (*_data([[1.0, 2.0], [3.0, 4.0]]), 0.0, np.array([1.0, -1.0])),
            (*_data([[1.0, 2.0], [3.0, 4.0]]), 2.0, np.array([1.0, -1.0])),
            (*_data([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), 0.25, np.array([2.0, 1.0])),
            (*_data([[1.0, -2.0, 0.5]]), 3.0, np.array([1.0, 1.0, 2.0])),
        ],
        draw=_a_least_squares_problem,
        hints=(
            "First the Hessian on paper: the gradient of f is A'(A x - b) + mu x. What stands "
            "before x in it?",
            "H is A'A + mu I. Now multiply d from the right to the left: first A d, a vector. Then "
            "the transposed matrix times that. And what does mu I do to d?",
        ),
        misconceptions=[
            Misconception(
                lambda times, times_transposed, mu, d: times_transposed(times(d)),
                "the second part of f bends, too: where is mu?",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: times_transposed(times(d)) + mu,
                "you add mu itself to each coordinate. mu I times d is mu times d.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: times(times_transposed(d)) + mu * d,
                "the two products are in the wrong order. In A'A d the matrix A stands next to d.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: times(times(d)) + mu * d,
                "you multiply by A twice. One of the two must be the transposed matrix.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: times(d) + mu * d,
                "you multiply by A only. In the Hessian stands A'A.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: 2 * (times_transposed(times(d)) + mu * d),
                "your product is twice too long. There is a half before each square in f.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: (1 + mu) * times_transposed(times(d)),
                "you multiply A'A d by mu as well. The second part of f knows nothing of A.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: times_transposed @ times @ d + mu * d,
                "your function stopped with a TypeError. times and times_transposed are functions, "
                "not arrays: call them with a vector in brackets, and do not use @.",
            ),
            Misconception(
                lambda times, times_transposed, mu, d: mu * d,
                "where is the part with A?",
            ),
        ],
    )


def _data(rows):
    """A matrix that one can only multiply by, and its transposed one."""
    A = np.array(rows)
    words = f"{len(A)} x {len(A.T)} matrix"
    return (
        Named(f"products with a {words}", lambda v: A @ v),
        Named("products with the transposed matrix", lambda v: A.T @ v),
    )


def _a_least_squares_problem(pick):
    m, n = pick.choice([(2, 2), (3, 3), (4, 2), (2, 3)])
    return *_data([_vector(pick, n) for _ in range(m)]), pick.uniform(0.1, 4), _vector(pick, n)


def _conjugate_step():
    def conjugate_step(product, p, r, d):
        Hd = product(d)
        a = (r @ r) / (d @ Hd)
        r_new = r - a * Hd
        d_new = r_new + (r_new @ r_new) / (r @ r) * d
        return np.array([p + a * d, r_new, d_new])

    def with_direction(turn):
        def step(product, p, r, d):
            p_new, r_new, _ = conjugate_step(product, p, r, d)
            return np.array([p_new, r_new, turn(r, r_new, d)])

        return step

    def with_length(length):
        def step(product, p, r, d):
            Hd = product(d)
            a = length(r, d, Hd)
            r_new = r - a * Hd
            return np.array([p + a * d, r_new, r_new + (r_new @ r_new) / (r @ r) * d])

        return step

    def along_the_residual(product, p, r, d):
        p_new, r_new, d_new = conjugate_step(product, p, r, d)
        a = (r @ r) / (d @ product(d))
        return np.array([p + a * r, r_new, d_new])

    def residual_grows(product, p, r, d):
        Hd = product(d)
        a = (r @ r) / (d @ Hd)
        r_new = r + a * Hd
        return np.array([p + a * d, r_new, r_new + (r_new @ r_new) / (r @ r) * d])

    return Function(
        name="conjugate_step",
        reference=conjugate_step,
        examples=[
            _on_the_way(np.diag([1.0, 2.0]), np.array([-1.0, -1.0]), 0),
            _on_the_way(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0]), 0),
            _on_the_way(np.diag([1.0, 2.0, 4.0]), np.array([1.0, 1.0, 1.0]), 1),
        ],
        draw=lambda pick: _on_the_way(_bowl(pick, 3), _vector(pick, 3), pick.choice([0, 1, 1])),
        hints=(
            "It is one round of the lesson's loop. Only one product is needed: product(d).",
            "First a, then the new r, then beta from both residuals: keep the old one until you "
            "have it. np.array([p_new, r_new, d_new]) puts three vectors into rows.",
        ),
        misconceptions=[
            Misconception(
                with_direction(lambda r, r_new, d: r_new),
                "p and r are right. But your new direction is the residual itself, and that is "
                "gradient descent: it spoils what the last step has won.",
            ),
            Misconception(
                with_direction(lambda r, r_new, d: r_new - (r_new @ r_new) / (r @ r) * d),
                "p and r are right. In the new direction a sign is wrong.",
            ),
            Misconception(
                with_direction(lambda r, r_new, d: r_new + (r @ r) / (r_new @ r_new) * d),
                "p and r are right. Your beta stands on its head: the *new* residual comes first.",
            ),
            Misconception(
                with_direction(lambda r, r_new, d: r_new + d),
                "p and r are right. You add the whole old direction. How much of it is enough?",
            ),
            Misconception(
                with_direction(lambda r, r_new, d: r + (r_new @ r_new) / (r @ r) * d),
                "p and r are right. The new direction begins with the *new* residual.",
            ),
            Misconception(
                with_direction(lambda r, r_new, d: d),
                "p and r are right. But you keep the old direction. On that line you are already "
                "at the lowest point.",
            ),
            Misconception(
                with_length(lambda r, d, Hd: (d @ Hd) / (r @ r)),
                "your fraction a stands on its head: the more the model bends along d, the shorter "
                "the step.",
            ),
            Misconception(
                with_length(lambda r, d, Hd: 1.0),
                "you always go a whole d. How far along d is the lowest point?",
            ),
            Misconception(
                residual_grows,
                "p is right. In the new residual a sign is wrong: what you have done is no longer "
                "missing.",
            ),
            Misconception(
                along_the_residual,
                "you walk along r. The step goes along the direction d. They are the same in the "
                "first round only.",
            ),
            Misconception(
                lambda *case: conjugate_step(*case)[0],
                "you return the new p only. The next round needs the residual and the direction as "
                "well.",
            ),
        ],
    )


def _on_the_way(H, g, rounds):
    """Products with H, and p, r and d after some rounds of conjugate gradients for H p = -g."""
    p, r, d = np.zeros_like(g), -g, -g
    for _ in range(rounds):
        a = (r @ r) / (d @ H @ d)
        p, r_new = p + a * d, r - a * H @ d
        r, d = r_new, r_new + (r_new @ r_new) / (r @ r) * d
    return Named(f"products with {np.round(H, 3).tolist()}", lambda v: H @ v), p, r, d


def _bowl(pick, n):
    M = np.array([_vector(pick, n) for _ in range(n)])
    return M @ M.T / n + np.eye(n)


def _roll():
    def roll(gradient, start, rate, beta, steps):
        x, step = start, 0
        for _ in range(steps):
            step = beta * step - rate * gradient(x)
            x = x + step
        return x

    def with_push(push):
        def walk(gradient, start, rate, beta, steps):
            x, step = start, 0
            for _ in range(steps):
                step = push(gradient, x, step, rate, beta)
                x = x + step
            return x

        return walk

    def first_push_kept(gradient, start, rate, beta, steps):
        x, step = start, -rate * gradient(start)
        for _ in range(steps):
            step = beta * step - rate * gradient(x)
            x = x + step
        return x

    return Function(
        name="roll",
        reference=roll,
        examples=[
            (*_ravine(1, 4), 0.1, 0.5, 1),
            (*_ravine(1, 4), 0.1, 0.5, 2),
            (*_ravine(1, 10), 0.05, 0.6, 5),
            (*_ravine(1, 10), 0.05, 0.0, 3),
            (*_ravine(2, 5), 0.1, 0.4, 4),
            (*_ravine(1, 4, 2), 0.1, 0.5, 3),
        ],
        draw=lambda pick: (
            *_ravine(pick.choice([1, 2]), pick.choice([5, 10, 20])),
            pick.uniform(0.01, 0.08),
            pick.uniform(0.3, 0.9),
            pick.choice([2, 3, 4, 10]),
        ),
        hints=(
            "It is the loop of the lesson, with a fixed number of steps. You need two things that "
            "change: the place, and the last step.",
            "Before the loop the last step is zero. In each round: the new step is beta times the "
            "last one, minus the rate times the gradient at x. Then x moves by it.",
        ),
        misconceptions=[
            Misconception(
                with_push(lambda gradient, x, step, rate, beta: -rate * gradient(x)),
                "this is gradient descent. Nothing of the last step is kept: where is beta?",
            ),
            Misconception(
                with_push(lambda gradient, x, step, rate, beta: step - rate * gradient(x)),
                "you keep the whole last step. Only beta times it is to be kept, or the ball never "
                "comes to rest.",
            ),
            Misconception(
                with_push(lambda gradient, x, step, rate, beta: beta * step + rate * gradient(x)),
                "your ball is pushed uphill. Look at the sign before the gradient.",
            ),
            Misconception(
                with_push(
                    lambda gradient, x, step, rate, beta: (
                        beta * step - (1 - beta) * rate * gradient(x)
                    )
                ),
                "you make the push of the gradient smaller, by 1 - beta. Some people do. Here the "
                "push is rate times the gradient.",
            ),
            Misconception(
                with_push(lambda gradient, x, step, rate, beta: beta * (step - rate * gradient(x))),
                "you multiply the push of the gradient by beta as well. Only the last step is "
                "multiplied.",
            ),
            Misconception(
                with_push(
                    lambda gradient, x, step, rate, beta: (
                        beta * step - rate * gradient(x + beta * step)
                    )
                ),
                "you take the gradient one roll ahead. That is a method of its own, but here it is "
                "the gradient at x.",
            ),
            Misconception(
                first_push_kept,
                "your ball rolls before it was pushed: at the beginning the last step is zero.",
            ),
            Misconception(
                lambda gradient, start, rate, beta, steps: roll(
                    gradient, start, rate, beta, steps + 1
                ),
                "you take one step too many.",
            ),
            Misconception(
                lambda gradient, start, rate, beta, steps: (
                    roll(gradient, start, rate, beta, steps)
                    - roll(gradient, start, rate, beta, steps - 1)
                ),
                "you return the last step. Asked for is the place where the ball is.",
            ),
        ],
    )


def _ravine(*curvatures):
    """The gradient of a x^2/2 + b y^2/2 and so on, with its words, and a start."""
    entries = ", ".join(f"{a} {x}" for a, x in zip(curvatures, "xyz", strict=False))
    start = np.array([2.0, 1.0, -1.0])[: len(curvatures)]
    return Named(f"({entries})", lambda p: np.array(curvatures) * p), start


def _calm_rate(given):
    def cloud(rate):
        return given.noise * np.sqrt(rate / (2 - rate))

    def left(rate):
        return given.far * abs(1 - rate) ** given.calm_steps

    share = (given.cloud / given.noise) ** 2
    largest, smallest = 2 * share / (1 + share), 1 - FORGOTTEN ** (1 / given.calm_steps)
    middle = (largest + smallest) / 2

    def judge(rate):
        return 0 < rate < 2 and cloud(rate) <= given.cloud and left(rate) <= given.forgotten

    return Choice(
        name="calm_rate",
        judge=judge,
        right=[middle, 0.9 * largest + 0.1 * smallest, 0.1 * largest + 0.9 * smallest],
        otherwise=lambda rate: (
            f"with {rate:g} the cloud is about {cloud(rate):.3g}, and {left(rate):.2g} is left of "
            "the first error."
        ),
        hints=(
            "There are two wishes, and they pull in opposite directions. Which one asks for a "
            "small rate, and which one for a large rate?",
            "Two formulas: the cloud is the noise times the root of alpha/(2 - alpha), and each "
            "step leaves 1 - alpha of the first error. Print both for some rates, in a loop.",
        ),
        misconceptions=[
            Misconception(
                -0.1,
                "a learning rate of zero or less does not walk downhill.",
                lambda rate: rate <= 0,
            ),
            Misconception(
                2.5,
                "this is above the bound: here f'' is 1, and the run flies away, noise or not.",
                lambda rate: rate >= 2,
            ),
            Misconception(
                1.0,
                "this is Newton's rate. It forgets the start at once, but it jumps to the minimum "
                "of each batch: the cloud is as large as the noise.",
                lambda rate: rate == 1,
            ),
            Misconception(
                1.5 * largest,
                "the start is forgotten in time. But the cloud is too large: what makes it "
                "smaller?",
                lambda rate: cloud(rate) > given.cloud,
            ),
            Misconception(
                0.5 * smallest,
                "the cloud is small enough. But you are too slow: after so many steps too much is "
                "left of the first error.",
                lambda rate: left(rate) > given.forgotten,
            ),
        ],
    )
