"""Sheet 9: logistic regression, and what its answer is worth."""

import math
from types import SimpleNamespace

import numpy as np

from ...logistic import LogisticLoss
from ...methods import damped_newton
from ..tasks import Choice, Explanation, Function, Misconception, Numbers, Words
from ._numbers import all_differ, choose

MINIMA = ("one", "none")
# Of a rising threshold; the answers of the first two can be turned round.
PATTERNS = {
    "mixed": ("00101011", "00010111", "01001011", "00100111"),
    "threshold": ("00001111", "00011111", "00000111"),
    "middle": ("00111100", "00111000", "00011100", "01111100"),
}
RANGES = [(0.85, 0.95), (0.8, 0.9), (0.75, 0.9)]  # for the curve, after the longest practice


def given(pick):
    """The data and numbers of a variant, chosen so that sums by hand stay short."""
    kinds = ["mixed", "threshold", "touching", "middle"]
    pick.shuffle(kinds)
    base, pupils = choose(
        lambda: _base_and_pupils(pick), lambda *sums: all_differ(_gave_answers(*sums))
    )
    jump_x, jump_y = choose(
        lambda: _four_pupils(pick), lambda *sums: all_differ(_jump_answers(*sums))
    )
    even = pick.choice([5, 6, 7, 8])
    first, least = pick.choice([1, 2, 3]), pick.choice([4, 5])
    low, high = pick.choice(RANGES)
    return SimpleNamespace(
        datasets=[_dataset(pick, kind) for kind in kinds],
        base=base,
        even=even,
        pupils=[(even + step, passed) for step, passed in pupils],
        pupils_in_words="; ".join(
            f"{even + step} hours and {'passed' if passed else 'failed'}" for step, passed in pupils
        ),
        jump_x=jump_x,
        jump_y=jump_y,
        jump_in_words=", ".join(f"$({x}, {y})$" for x, y in zip(jump_x, jump_y, strict=True)),
        hours=(hours := [first + i + (i >= least) for i in range(9)]),
        passed=[int(i >= least) for i in range(9)],
        longest=hours[-1],
        low=low,
        high=high,
    )


def tasks(given):
    return [
        _has_a_minimum(given),
        _what_it_gave(given),
        _first_jump(given),
        _loss_of_one(),
        _gradient_of_loss(),
        _hessian_of_loss(),
        _range_at(),
        _safe_everywhere(),
        _enough_ridge(given),
        Explanation(name="sure_of_what"),
    ]


def _sigma(t):
    return 1 / (1 + np.exp(-np.asarray(t, dtype=float)))


def _dataset(pick, kind):
    """The inputs and the answers of eight observations."""
    x = list(range(start := pick.choice([1, 2, 3]), start + 8))
    pattern = pick.choice(PATTERNS["threshold" if kind == "touching" else kind])
    if kind == "touching":  # the last 0 and the first 1 at the same place
        x[pattern.index("1")] -= 1
    y = list(map(int, pattern))
    turned = pick.choice([False, True])
    return x, [1 - one for one in y] if turned else y


def _kind_of_data(x, y):
    ones, zeros = ([a for a, b in zip(x, y, strict=True) if b == one] for one in (1, 0))
    if max(zeros) < min(ones) or max(ones) < min(zeros):
        return "threshold"
    if max(zeros) == min(ones) or max(ones) == min(zeros):
        return "touching"
    changes = sum(before != after for before, after in zip(y, y[1:], strict=False))
    return "middle" if changes == 2 else "mixed"


def _has_a_minimum(given):
    kinds = [_kind_of_data(*data) for data in given.datasets]

    def answer(**words):
        right = {"mixed": "one", "threshold": "none", "touching": "none", "middle": "one"} | words
        return [right[kind] for kind in kinds]

    return Words(
        name="has_a_minimum",
        answer=answer(),
        options=MINIMA,
        labels=("data A", "data B", "data C", "data D"),
        hints=(
            "There is no minimum if the curve can become steeper and steeper for ever, and the "
            "loss only sinks. Which data like that? A curve goes up or down once.",
            "Try to put one threshold into each picture, with all dots of one answer on one side "
            "and all others on the other side. A dot may also lie on it: there the curve says one "
            "half, however steep it is.",
        ),
        misconceptions=[
            Misconception(
                answer(threshold="one", touching="one"),
                "you say that each of them has a minimum. The loss is convex, that is right. But "
                "convex is not enough: think of e^(-x).",
            ),
            Misconception(
                answer(touching="one"),
                "you found the data with a clean threshold. In another picture two dots lie at "
                "the same place, one above the other. Put the threshold there. What does a "
                "steeper curve do to all the other dots?",
            ),
            Misconception(
                answer(middle="none"),
                "you divide one picture with two thresholds. A logistic curve goes up or down "
                "once, so it has one threshold only.",
            ),
            Misconception(
                answer(middle="none", touching="one"),
                "two are right. The logistic curve has one threshold, not two. And dots may lie "
                "on it.",
            ),
            Misconception(
                answer(mixed="none", threshold="one", touching="one", middle="none"),
                "all four are the wrong way round. Data that a threshold divides without a "
                "mistake make the coefficients run away.",
            ),
            Misconception(
                answer(mixed="none", middle="none"),
                "you say that none of them has a minimum. Where no threshold divides the two "
                "answers, a curve that is too steep is sure and wrong at some dots. Is that cheap?",
            ),
        ],
    )


def _base_and_pupils(pick):
    """The odds after one hour more than even, and four pupils: hours beyond it, passed or not."""
    steps = [-1, 0, 1, pick.choice([-1, 1])]
    pick.shuffle(steps)
    return pick.choice([1.5, 4, 9]), [(step, pick.choice([0, 1])) for step in steps]


def _gave_answers(base, pupils):
    odds = np.array([base**step for step, _ in pupils])
    passed = np.array([y for _, y in pupils], dtype=bool)
    p = odds / (1 + odds)
    gave = np.where(passed, p, 1 - p)

    def with_product(numbers):
        return [*map(float, numbers), float(np.prod(numbers))]

    return {
        "right": with_product(gave),
        "of passing": with_product(p),
        "of failing": with_product(1 - p),
        "other way": with_product(1 - gave),
        "odds": with_product(odds),
        "sum": [*map(float, gave), float(np.sum(gave))],
        "mean": [*map(float, gave), float(np.mean(gave))],
    }


def _what_it_gave(given):
    answers = _gave_answers(given.base, [(x - given.even, y) for x, y in given.pupils])
    return Numbers(
        name="what_it_gave",
        answer=answers["right"],
        labels=("pupil 1", "pupil 2", "pupil 3", "pupil 4", "the product"),
        hints=(
            "First the odds. e to the power of a logarithm is easy: how large are the odds at each "
            "of the hours? Then p is the odds divided by 1 + odds.",
            "p is the probability to pass. For a pupil who failed, the curve gave 1 - p to what "
            "happened. The last number is the product of the four.",
        ),
        misconceptions=[
            Misconception(
                answers["of passing"],
                "these are the probabilities to pass. Look at those who failed: what did the curve "
                "give to what happened?",
            ),
            Misconception(
                answers["of failing"],
                "these are the probabilities to fail. Either e^(-t) got its sign wrong, or you "
                "forgot to look at who passed.",
            ),
            Misconception(
                answers["other way"],
                "you gave each pupil the probability of what did *not* happen.",
            ),
            Misconception(
                answers["odds"],
                "these are the odds, p/(1 - p). They may be above 1. Turn them into probabilities.",
            ),
            Misconception(
                answers["sum"],
                "the four numbers are right. For all results together, probabilities are not "
                "added. It is their logarithms that are added.",
            ),
            Misconception(
                answers["mean"],
                "the four numbers are right. The probability of all results together is not their "
                "mean.",
            ),
        ],
    )


def _four_pupils(pick):
    """Four inputs at equal distances; no threshold divides the answers."""
    start, by = pick.choice([-2, -1, 0, 1, 2]), pick.choice([1, 2])
    pattern = pick.choice(["0101", "1010", "0100", "0010", "1011", "1101"])
    return tuple(start + by * i for i in range(4)), tuple(map(int, pattern))


def _jump_answers(x, y):
    x, y = np.array(x), np.array(y)
    X = np.column_stack([np.ones(4), x])
    g, H = X.T @ (0.5 - y), X.T @ X / 4
    step = -np.linalg.solve(H, g)
    return {
        "right": np.round([*g, *step], 6),
        "y minus p": [*-g, *step],
        "climbs": [*g, *-step],
        "no weights": [*g, *step / 4],
        "weights of a half": [*g, *step / 2],
        "descent": [*g, *-g],
        "diagonal": [*g, *(-g / np.diag(H))],
        "mean": [*g / 4, *step],
        "no p": [*(X.T @ -y), *np.linalg.solve(H, X.T @ y)],
    }


def _first_jump(given):
    answers = {
        key: list(map(float, value))
        for key, value in _jump_answers(given.jump_x, given.jump_y).items()
    }
    return Numbers(
        name="first_jump",
        answer=answers["right"],
        labels=("first slope", "second slope", "step in beta_0", "step in beta_1"),
        hints=(
            "At (0, 0) the curve says one half to everybody. So p - y is 1/2 or -1/2, and each "
            "weight is p (1 - p).",
            "You need five sums: how many pupils, how many passed, the sum of x, of x squared, and "
            "of x for those who passed. Then two equations, H times the step = -g.",
        ),
        misconceptions=[
            Misconception(
                answers["y minus p"],
                "your step is right. But the gradient has the wrong sign: it is what the curve "
                "said, minus what happened.",
            ),
            Misconception(
                answers["climbs"],
                "the gradient is right. Your step leads to the opposite side: H times the step is "
                "what?",
            ),
            Misconception(
                answers["no weights"],
                "the gradient is right. In your Hessian the weights are missing.",
            ),
            Misconception(
                answers["weights of a half"],
                "the gradient is right. Your weights are p. What is the second derivative of the "
                "log-loss?",
            ),
            Misconception(
                answers["descent"],
                "the gradient is right. Your step is that of gradient descent with learning "
                "rate 1. Where is the Hessian?",
            ),
            Misconception(
                answers["diagonal"],
                "the gradient is right. For the step you used the diagonal of H only. Each of the "
                "two equations has both unknowns.",
            ),
            Misconception(
                answers["mean"],
                "the step is right. Your gradient is that of the mean. Here the loss is a sum.",
            ),
            Misconception(
                answers["no p"],
                "you summed over those who passed only. The launches without distress were half "
                "of the story, and here it is those who failed.",
            ),
        ],
    )


def _loss_of_one():
    def loss_of_one(t, y):
        return np.logaddexp(0, -t if y == 1 else t)

    def by_p(loss):
        return lambda t, y: loss(1 / (1 + np.exp(-np.float64(t))), y)

    def plain(t, y):
        p = 1 / (1 + math.exp(-t))
        return -math.log(p if y == 1 else 1 - p)

    return Function(
        name="loss_of_one",
        reference=loss_of_one,
        examples=[
            (0.0, 1),
            (2.0, 1),
            (2.0, 0),
            (-3.0, 1),
            (-3.0, 0),
            (40.0, 0),
            (50.0, 1),
            (-900.0, 0),
            (-800.0, 1),
            (800.0, 0),
            (-1000.0, 1),
            (1000.0, 0),
            (-1000.0, 0),
            (1000.0, 1),
        ],
        draw=lambda pick: (pick.uniform(-5, 5), pick.choice([0, 1])),
        hints=(
            "What the curve gave to what happened is 1/(1 + e^(-t)) for y = 1, and 1/(1 + e^t) for "
            "y = 0. The logarithm of 1/a is minus the logarithm of a.",
            "So you need ln(1 + e^s) with s = -t or s = t. If s is huge, that is s itself, nearly. "
            "NumPy has np.logaddexp(0, s), which is ln(e^0 + e^s) and never overflows.",
        ),
        misconceptions=[
            Misconception(
                by_p(lambda p, y: -np.log(p if y == 1 else 1 - p)),
                "for t of moderate size this is right. But where the curve is sure and wrong, you "
                "take the logarithm of 0, and get infinity. The loss of t = -1000 is a plain "
                "number. Simplify before you compute.",
            ),
            Misconception(
                by_p(lambda p, y: -y * np.log(p) - (1 - y) * np.log(1 - p)),
                "for t of moderate size this is right. But where the curve is very sure, you take "
                "the logarithm of 0, and 0 times infinity is nan. Simplify -ln(1/(1 + e^(-t))) "
                "before you compute.",
            ),
            Misconception(
                plain,
                "for t of moderate size this is right. But e^1000 is too large for Python, and the "
                "logarithm of 0 has no value. Simplify -ln(1/(1 + e^(-t))) before you compute.",
            ),
            Misconception(
                by_p(lambda p, y: -np.log(np.clip(p if y == 1 else 1 - p, 1e-15, 1))),
                "you cut off small probabilities. That hides the trouble: a curve that is very "
                "sure and wrong then costs too little. Simplify the formula instead.",
            ),
            Misconception(
                lambda t, y: loss_of_one(-t, y),
                "the two answers are the wrong way round: a large t says that y is probably 1.",
            ),
            Misconception(
                lambda t, y: loss_of_one(t, 1),
                "your loss does not depend on y. If y is 0, the curve gave 1 - p to what happened.",
            ),
            Misconception(
                lambda t, y: -loss_of_one(t, y),
                "your loss is negative. The logarithm of a probability is below zero: there is a "
                "minus before it.",
            ),
            Misconception(
                by_p(lambda p, y: (p - y) ** 2),
                "this is the squared error. The log-loss is minus the logarithm of what the curve "
                "gave to what happened.",
            ),
            Misconception(
                lambda t, y: loss_of_one(t, y) / math.log(10),
                "you took the logarithm with base 10. In the lesson ln is the natural one: np.log.",
            ),
            Misconception(
                lambda t, y: loss_of_one(t, y) / math.log(2),
                "you took the logarithm with base 2. In the lesson ln is the natural one: np.log.",
            ),
        ],
    )


def _gradient_of_loss():
    def gradient_of_loss(X, y, beta, ridge):
        return X.T @ (_sigma(X @ beta) - y) + ridge * beta

    def with_ridge(sum_over_data):
        return lambda X, y, beta, ridge: sum_over_data(X, y, _sigma(X @ beta)) + ridge * beta

    three_columns = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 3.0], [1.0, -2.0, 1.0]])
    return Function(
        name="gradient_of_loss",
        reference=gradient_of_loss,
        examples=[
            (np.array([[1.0, 2.0]]), np.array([1.0]), np.zeros(2), 0.0),
            (np.array([[1.0, 0.0], [1.0, 2.0], [1.0, 5.0]]), np.array([0, 1, 0]), np.zeros(2), 0.0),
            (np.array([[1.0, 1.0], [1.0, 2.0]]), np.array([0, 1]), np.array([1.0, -2.0]), 0.5),
            (np.array([[1.0, 1.0], [1.0, -2.0]]), np.array([1, 1]), np.array([0.5, 3.0]), 2.0),
            (three_columns, np.array([0, 1, 1]), np.array([1.0, -2.0, 0.5]), 0.5),
        ],
        draw=lambda pick: (*_data(pick), pick.choice([0.0, 0.5, 3.0])),
        hints=(
            "The lesson has it with matrices: X transposed, times what the curve said minus what "
            "happened. The ridge adds the gradient of ridge/2 times the sum of the squares.",
            "X @ beta is the array of all t. Make p of it with np.exp. Then X.T @ (p - y), and the "
            "ridge times beta.",
        ),
        misconceptions=[
            Misconception(
                with_ridge(lambda X, y, p: X @ (p - y)),
                "p - y has one entry for each observation, and the gradient one for each "
                "coefficient. So how must X stand in the product: as it is?",
            ),
            Misconception(
                with_ridge(lambda X, y, p: X.T @ (y - p)),
                "the part from the data has the wrong sign: it is what the curve said, minus what "
                "happened.",
            ),
            Misconception(
                with_ridge(lambda X, y, p: X.T @ (p - y) / len(y)),
                "you take the mean over the observations. The lesson's loss is the sum.",
            ),
            Misconception(
                lambda X, y, beta, ridge: X.T @ (X @ beta - y) + ridge * beta,
                "you compare the line with the answers. The line has not been bent into a "
                "probability yet.",
            ),
            Misconception(
                with_ridge(lambda X, y, p: X.T @ ((p - y) * p * (1 - p))),
                "you have one factor p (1 - p) too many. It cancels against the derivative of the "
                "logarithm.",
            ),
            Misconception(
                with_ridge(lambda X, y, p: np.sum(p - y)),
                "you add up p - y alone. The chain rule asks for a factor: by how much does each t "
                "change with each coefficient?",
            ),
            Misconception(
                with_ridge(lambda X, y, p: X.T @ ((p > 0.5) - y)),
                "you turn the probabilities into yes and no. The gradient needs the probabilities "
                "themselves.",
            ),
            Misconception(
                with_ridge(lambda X, y, p: X.T @ (1 - p - y)),
                "your p is the probability of a no. Look at the sign in e^(-t).",
            ),
            Misconception(
                lambda X, y, beta, ridge: gradient_of_loss(X, y, beta, 0),
                "the part from the data is right. What is the gradient of ridge/2 times the sum of "
                "the squares of beta?",
            ),
            Misconception(
                lambda X, y, beta, ridge: gradient_of_loss(X, y, beta, ridge / 2),
                "nearly. Differentiate ridge/2 times beta squared once more, with care for the "
                "factors.",
            ),
        ],
    )


def _data(pick):
    """A matrix with a column of ones, answers, and coefficients at which no p is close to 1/2."""
    m, n = pick.choice([3, 4, 6]), pick.choice([2, 3])
    while True:
        X = np.ones((m, n))
        X[:, 1:] = [[pick.uniform(-3, 3) for _ in range(n - 1)] for _ in range(m)]
        beta = np.array([pick.choice([-1, 1]) * pick.uniform(0.3, 1.5) for _ in range(n)])
        if np.min(np.abs(X @ beta)) > 0.05:
            return X, np.array([pick.choice([0, 1]) for _ in range(m)]), beta


def _hessian_of_loss():
    def hessian_of_loss(X, beta, ridge):
        p = _sigma(X @ beta)
        return (X.T * (p * (1 - p))) @ X + ridge * np.eye(X.shape[1])

    def with_weights(weights):
        return lambda X, beta, ridge: (
            (X.T * weights(_sigma(X @ beta))) @ X + ridge * np.eye(X.shape[1])
        )

    def with_ridge(term):
        return lambda X, beta, ridge: hessian_of_loss(X, beta, 0) + term(X.shape[1], ridge)

    three_columns = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 3.0], [1.0, -2.0, 1.0]])
    return Function(
        name="hessian_of_loss",
        reference=hessian_of_loss,
        examples=[
            (np.array([[1.0, 2.0]]), np.zeros(2), 0.0),
            (np.array([[1.0, 0.0], [1.0, 2.0], [1.0, 5.0]]), np.array([1.0, -0.5]), 0.0),
            (np.array([[1.0, 1.0], [1.0, 2.0], [1.0, -1.0]]), np.array([1.0, -2.0]), 0.5),
            (np.array([[1.0, 1.0], [1.0, -2.0]]), np.array([0.5, 3.0]), 2.0),
            (three_columns, np.array([1.0, -2.0, 0.5]), 0.5),
        ],
        draw=lambda pick: (*_data(pick)[::2], pick.choice([0.0, 0.5, 3.0])),
        hints=(
            "The lesson has it with matrices: X transposed, the weights on a diagonal, X. And "
            "what does a ridge do to a Hessian?",
            "The weights are w = p * (1 - p), one for each row of X. X.T * w multiplies each "
            "column of X.T by its weight. np.eye(n) is the matrix with ones on its diagonal.",
        ),
        misconceptions=[
            Misconception(
                lambda X, beta, ridge: (X.T @ (_sigma(X @ beta) * _sigma(-X @ beta))) @ X,
                "X.T @ w adds over the observations too early, and then nothing fits. Each column "
                "of X.T must be *multiplied* by its weight first.",
            ),
            Misconception(
                with_weights(np.ones_like),
                "the weights are missing. Each observation counts with the second derivative of "
                "its log-loss.",
            ),
            Misconception(
                with_weights(lambda p: 0 * p + 0.25),
                "you give each observation the weight 1/4. That is right at beta = 0 only.",
            ),
            Misconception(
                with_weights(lambda p: p),
                "your weights are the probabilities. What is the derivative of p by t?",
            ),
            Misconception(
                with_weights(lambda p: (p * (1 - p)) ** 2),
                "you multiplied by the weights twice: once on each side of the product is once too "
                "often.",
            ),
            Misconception(
                with_weights(lambda p: p * (1 - p) / len(p)),
                "you take the mean over the observations. The lesson's loss is the sum.",
            ),
            Misconception(
                with_ridge(lambda n, ridge: 0),
                "the part from the data is right. What does the ridge add?",
            ),
            Misconception(
                with_ridge(lambda n, ridge: ridge),
                "the part from the data is right. But you add the ridge to every entry. The second "
                "derivatives of ridge/2 |beta|^2 by two *different* coefficients are zero.",
            ),
            Misconception(
                with_ridge(lambda n, ridge: ridge / 2 * np.eye(n)),
                "nearly. Differentiate ridge/2 times beta squared twice: mind the factors.",
            ),
            Misconception(
                with_ridge(lambda n, ridge: ridge * np.diag([0.0] + [1.0] * (n - 1))),
                "you leave the first coefficient without a ridge. Some books do. Here, as in the "
                "lesson, the ridge is on all of beta.",
            ),
        ],
    )


def _range_at():
    def ends(v, beta, error, way):
        t = v @ beta
        return way(np.array([t - 1.96 * error, t, t + 1.96 * error]))

    def with_error(error_of, way=_sigma):
        return lambda v, beta, hessian: ends(v, beta, error_of(v, np.linalg.inv(hessian)), way)

    def standard_error(v, C):
        return np.sqrt(v @ C @ v)

    def around_p(v, beta, hessian):
        p = _sigma(v @ beta)
        error = standard_error(v, np.linalg.inv(hessian))
        return np.array([p - 1.96 * error, p, p + 1.96 * error])

    range_at = with_error(standard_error)
    return Function(
        name="range_at",
        reference=range_at,
        examples=[
            (np.array([1.0, 2.0]), np.zeros(2), np.diag([4.0, 16.0])),
            (np.array([1.0, 3.0]), np.array([1.0, -0.5]), np.array([[5.0, 2.0], [2.0, 4.0]])),
            (np.array([1.0, -2.0]), np.array([0.5, 0.5]), np.array([[9.0, -3.0], [-3.0, 6.0]])),
            (np.array([1.0, 2.0, -1.0]), np.array([0.5, 0.2, -0.3]), 3 * np.eye(3) + 1),
        ],
        draw=_a_prediction,
        hints=(
            "First t and its standard error, the root of v'H^-1 v. Go 1.96 of them to either side, "
            "while you are still on the line. Then bend all three into probabilities.",
            "v @ np.linalg.solve(hessian, v) is what stands under the root. Put the three values "
            "of t into one array, and use np.exp on it.",
        ),
        misconceptions=[
            Misconception(
                with_error(lambda v, C: v @ C @ v),
                "your range is not right: a root is missing in the standard error.",
            ),
            Misconception(
                with_error(lambda v, C: standard_error(v, C) / 1.96),
                "you go one standard error to either side. For 95 times in 100 it is 1.96 of them.",
            ),
            Misconception(
                with_error(lambda v, C: standard_error(v, C) * 2 / 1.96),
                "you go 2 standard errors to either side. In your head that is good enough; here "
                "take 1.96 of them, as the lesson does.",
            ),
            Misconception(
                with_error(lambda v, C: standard_error(v, np.linalg.inv(C))),
                "where the loss bends *more*, the fit is more sure. So it is the inverse of the "
                "Hessian that stands under the root.",
            ),
            Misconception(
                with_error(lambda v, C: 1 / np.sqrt(v @ np.linalg.inv(C) @ v)),
                "you divide by the curvature along v. That holds all other directions fixed. Let "
                "them adjust themselves: it is the inverse of the Hessian that stands under the "
                "root.",
            ),
            Misconception(
                with_error(lambda v, C: np.sqrt(v**2 @ np.diag(C))),
                "you use the diagonal of the inverse only. The coefficients are not independent: "
                "if one goes up, the other may go down.",
            ),
            Misconception(
                around_p,
                "you put the range round the probability. Then it can leave the numbers between "
                "0 and 1. Put it round t, and bend afterwards.",
            ),
            Misconception(
                with_error(standard_error, lambda t: t),
                "these are three values of t. Turn them into probabilities.",
            ),
            Misconception(
                with_error(standard_error, lambda t: _sigma(-t)),
                "these are the probabilities of a no. Look at the sign in e^(-t).",
            ),
            Misconception(
                with_error(standard_error, lambda t: _sigma(t)[::-1]),
                "all three are there, in the opposite order: the lower end first.",
            ),
            Misconception(
                with_error(standard_error, lambda t: _sigma(t)[[0, 2]]),
                "the two ends are right. Asked for are three: the lower end, the prediction, the "
                "upper end.",
            ),
        ],
    )


def _a_prediction(pick):
    n = pick.choice([2, 3])
    M = np.array([[pick.uniform(-2, 2) for _ in range(n)] for _ in range(n)])
    v = np.array([1.0] + [pick.uniform(-3, 3) for _ in range(n - 1)])
    beta = np.array([pick.uniform(-0.7, 0.7) for _ in range(n)])
    return v, beta, M @ M.T + 2 * np.eye(n)


def _safe_everywhere():
    def eigenvalues(X):
        return np.linalg.eigvalsh(X.T @ X)

    return Function(
        name="safe_everywhere",
        reference=lambda X: 8 / eigenvalues(X)[-1],
        examples=[
            (np.array([[1.0, 0.0], [1.0, 2.0]]),),
            (np.array([[1.0, -1.0], [1.0, 0.0], [1.0, 4.0]]),),
            (np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 3.0], [1.0, -2.0, 1.0], [1.0, 1.0, 1.0]]),),
        ],
        draw=lambda pick: (_data(pick)[0],),
        hints=(
            "Where is the largest eigenvalue of H as large as it can be? The lesson says where, "
            "and how large each weight is there.",
            "There each weight is 1/4, so H = X'X/4. Find its largest eigenvalue with "
            "np.linalg.eigvalsh, which sorts them, and divide 2 by it.",
        ),
        misconceptions=[
            Misconception(
                lambda X: 2 / eigenvalues(X)[-1],
                "this is safe, but it is not the bound. You forgot the weights: how large can "
                "p (1 - p) be at most?",
            ),
            Misconception(
                lambda X: 4 / eigenvalues(X)[-1],
                "this is safe, but it is not the bound. You are right about the weights. Is the "
                "bound 1 or 2 divided by the eigenvalue?",
            ),
            Misconception(
                lambda X: 8 / eigenvalues(X)[0],
                "you divide by the smallest eigenvalue. It is the steepest direction that sets the "
                "bound.",
            ),
            Misconception(
                lambda X: 8 / np.max(np.diag(X.T @ X)),
                "you took the largest entry on the diagonal. The steepest direction need not be "
                "one of the axes: look at the eigenvalues.",
            ),
            Misconception(
                lambda X: 8 / np.sum(X**2),
                "you divide by the sum of all eigenvalues. That is safe, but the bound needs the "
                "largest one only.",
            ),
            Misconception(
                lambda X: 16 / (eigenvalues(X)[0] + eigenvalues(X)[-1]),
                "this comes from the sum of two eigenvalues, as the *best* rate on a bowl does. "
                "Asked for is the bound.",
            ),
            Misconception(
                lambda X: 2 / np.sqrt(eigenvalues(X)[-1]),
                "you took the eigenvalue, or the norm, of X itself. It is about X'X, and about the "
                "weights.",
            ),
            Misconception(
                lambda X: eigenvalues(X)[-1] / 4,
                "this is the largest eigenvalue of H. How does the bound follow from it?",
            ),
        ],
    )


def _enough_ridge(given):
    x, y = np.array(given.hours), np.array(given.passed)
    z = (x - x.mean()) / x.std()

    def chance(ridge):
        fit = damped_newton(LogisticLoss(z, y, ridge=ridge), (0, 0)).final
        return float(_sigma(fit @ (1, z[-1])))

    def judge(ridge):
        return ridge > 0 and given.low <= chance(ridge) <= given.high

    def otherwise(ridge):
        too_sure = chance(ridge) > given.high
        return (
            f"with the ridge {ridge:g} the curve says {chance(ridge):.3f} after {given.longest} "
            f"hours. It shall be between {given.low} and {given.high}. "
            f"A {'larger' if too_sure else 'smaller'} ridge makes the curve "
            f"{'flatter' if too_sure else 'steeper'}."
        )

    return Choice(
        name="enough_ridge",
        judge=judge,
        right=[ridge for ridge in np.geomspace(0.1, 10, 25) if judge(ridge)],
        otherwise=otherwise,
        hints=(
            "Without a ridge the curve becomes a step. With a huge one it becomes level. Somewhere "
            "between, it says what it shall say.",
            "Try ridges in a loop: 0.01, 0.1, 1, 10. For each, fit the curve, and print what it "
            "says for the longest practice. Then look between two of them.",
        ),
        misconceptions=[
            Misconception(
                0.0,
                "without a ridge these data have no minimum: a threshold divides them. So there is "
                "no curve to ask.",
                lambda ridge: ridge == 0,
            ),
            Misconception(
                -1.0,
                "a negative ridge rewards large coefficients. The loss then has no lower bound at "
                "all.",
                lambda ridge: ridge < 0,
            ),
            Misconception(
                1e-4,
                "there is a minimum now, but this ridge hardly holds anything back: the curve is "
                "nearly a step, and nearly sure.",
                lambda ridge: chance(ridge) > 0.99,
            ),
            Misconception(
                100.0,
                "this ridge is so large that the curve is nearly level, whatever the data say.",
                lambda ridge: chance(ridge) < 0.7,
            ),
        ],
    )
