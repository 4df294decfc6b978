"""Sheet 5: Newton's method in many variables."""

from types import SimpleNamespace

import numpy as np

from ...objective import Objective
from ..tasks import Choice, Explanation, Function, Misconception, Named, Numbers, Words
from ._numbers import all_differ, choose

# Starts on (1 - x)^2 + 2 (y - x^2)^2, by what Newton's step does there: it leads down, it begins
# downhill and ends higher, or it begins uphill. Mirrored at x = 0 in half of the variants.
STARTS = {
    "down": [(-1, -0.5), (-0.5, -1), (0.5, -0.5), (1, -0.5), (0.5, 1.5), (0, -1), (0, 1)],
    "too far": [(0, 0), (-0.5, 0.25), (-0.25, 0.0625)],
    "up": [(0, 0.5), (0.1, 0.5), (-0.1, 0.5)],
}
# n variables, and how many GB their Hessian takes.
SIZES = {5_000: 0.2, 10_000: 0.8, 20_000: 3.2, 30_000: 7.2, 50_000: 20}
MAPS = [((2, 0), (1, 1)), ((1, 0), (3, 2)), ((2, 1), (1, 1)), ((1, 2), (0, 2)), ((3, 1), (1, 1))]
WINDOW = 2


def given(pick):
    """The functions and numbers of a variant, chosen so that sums by hand stay short."""
    side = pick.choice([-1, 1])
    starts = [pick.choice(STARTS[kind]) for kind in STARTS]
    starts.append(pick.choice([start for start in sum(STARTS.values(), []) if start not in starts]))
    pick.shuffle(starts)

    point, g, H = choose(
        lambda: _place_gradient_hessian(pick), lambda *sums: all_differ(_jump_answers(*sums))
    )
    valley = choose(
        lambda: _start_in_a_valley(pick), lambda *sums: all_differ(_promise_answers(*sums))
    )
    A, p, g_yours = choose(
        lambda: _map_and_step(pick), lambda *sums: all_differ(_her_answers(*sums))
    )
    return SimpleNamespace(
        side=side,
        curve_of_arrows=f"(1 {'-' if side > 0 else '+'} x)^2 + 2 (y - x^2)^2",
        arrow_starts=[(side * x, y) for x, y in starts],
        point=point,
        point_1=point[0],
        point_2=point[1],
        g=g,
        g_1=g[0],
        g_2=g[1],
        H=H,
        h_11=H[0][0],
        h_12=H[0][1],
        h_22=H[1][1],
        valley=_valley(valley[0], valley[1]),
        valley_bottom=valley[0],
        valley_wall=valley[1],
        valley_y=valley[2],
        n=pick.choice(list(SIZES)),
        times=pick.choice([2, 3, 5]),
        seconds=pick.choice([4, 6, 7]),
        map=A,
        map_11=A[0][0],
        map_12=A[0][1],
        map_21=A[1][0],
        map_22=A[1][1],
        step_1=p[0],
        step_2=p[1],
        gradient_1=g_yours[0],
        gradient_2=g_yours[1],
        banana_bottom=(bottom := pick.choice([-1, 1])),
        banana_wall=(wall := pick.choice([4, 5, 6, 8])),
        banana=_valley(bottom, wall),
        higher=3 * wall,
    )


def _valley(bottom, wall):
    """(x - a)^2 + c (y - x^2)^2, as one writes it."""
    sign = "-" if bottom > 0 else "+"
    factor = "" if wall == 1 else f"{wall} "
    return f"(x {sign} {abs(bottom)})^2 + {factor}(y - x^2)^2"


def tasks(given):
    return [
        _arrows(given),
        _jump_by_hand(given),
        _promise_and_truth(given),
        _her_map(given),
        _price(given),
        _jump(),
        _way_of_the_step(),
        _jumps(),
        _far_too_high(given),
        Explanation(name="level_but_what"),
    ]


def _arrows(given):
    right = [_kind_of_arrow((given.side * x, y)) for x, y in given.arrow_starts]

    def renamed(**words):
        return [words.get(word.replace(" ", "_"), word) for word in right]

    return Words(
        name="arrows",
        answer=right,
        options=tuple(STARTS),
        labels=("arrow A", "arrow B", "arrow C", "arrow D"),
        hints=(
            "Follow each arrow with a finger. The first contour that it crosses: is it higher or "
            "lower than the place where you began? And how high are you at the end?",
            "Three heights are printed for each arrow. Compare the second one with the first: "
            "that is the beginning. Then compare the third one with the first.",
        ),
        misconceptions=[
            Misconception(
                ["down"] * 4,
                "you say that every step leads down. That is what one hopes for. But look at the "
                "three heights of each arrow.",
            ),
            Misconception(
                renamed(too_far="down"),
                "you see which steps begin uphill. But you look at the beginnings only. Compare "
                "the height at the end of each arrow with that at its start.",
            ),
            Misconception(
                renamed(too_far="up"),
                "you see which steps lead down. But you compare the two ends of each arrow only. "
                "Look at how it begins, too.",
            ),
            Misconception(
                renamed(up="too far"),
                "you see which steps lead down. Of the others, not all begin downhill: compare the "
                "first two heights.",
            ),
            Misconception(
                renamed(up="too far", too_far="up"),
                "you see which steps lead down. The other two kinds you have the wrong way round: "
                "what does each of those steps do at its beginning?",
            ),
            Misconception(
                renamed(up="down", down="up"),
                "down and up are the wrong way round. Darker means lower.",
            ),
        ],
    )


def _kind_of_arrow(start):
    return next(kind for kind, starts in STARTS.items() if start in starts)


def _place_gradient_hessian(pick):
    H = ((pick.choice([2, 3, 4, 5]), b := pick.choice([-2, -1, 1, 2])), (b, pick.choice([1, 2, 3])))
    step = [pick.choice([-3, -2, -1, 1, 2, 3]) for _ in range(2)]
    g = tuple(int(entry) for entry in -np.array(H) @ step)
    return (pick.choice([1, 2, 4, 5]), pick.choice([-3, -1, 3, 6])), g, H


def _jump_answers(point, g, H):
    x, g, H = np.array(point), np.array(g), np.array(H)
    det = H[0, 0] * H[1, 1] - H[0, 1] ** 2
    if det <= 0:
        return {"right": x, "no bowl": x}  # so the numbers are drawn again
    p = -np.linalg.solve(H, g)
    swapped = np.array([[H[1, 1], H[0, 1]], [H[0, 1], H[0, 0]]])
    return {
        "right": np.round(x + p),
        "uphill": x - p,
        "step": p,
        "gradient": x - g,
        "diagonal": x - g / np.diag(H),
        "multiplied": x - H @ g,
        "inverse without minus": x - swapped @ g / det,
        "inverse without det": x + det * p,
    }


def _jump_by_hand(given):
    answers = {
        key: list(map(float, value))
        for key, value in _jump_answers(given.point, given.g, given.H).items()
    }
    return Numbers(
        name="jump_by_hand",
        answer=answers["right"],
        labels=("x", "y"),
        hints=(
            "Write down the two equations of H p = -g first: one for each row of H. The unknowns "
            "are the two coordinates of the step p.",
            "Solve one of the equations for one unknown, and put it into the other. Put your step "
            "back into both equations as a test. Then add it to the place where you stand.",
        ),
        misconceptions=[
            Misconception(
                answers["uphill"],
                "you jump to the opposite side. The equations are H p = -g: look at the sign on "
                "the right.",
            ),
            Misconception(
                answers["step"],
                "this is the step p. Where does it lead, if it begins at the given place?",
            ),
            Misconception(
                answers["gradient"],
                "you subtract the gradient itself. That is gradient descent with learning rate 1. "
                "Where is the Hessian?",
            ),
            Misconception(
                answers["diagonal"],
                "you divide each entry of g by one number. That is right only if the two other "
                "entries of H are zero. Here each equation has both unknowns.",
            ),
            Misconception(
                answers["multiplied"],
                "you multiply H and g. The step is what H must be multiplied with, to give -g.",
            ),
            Misconception(
                answers["inverse without minus"],
                "did you use the formula for the inverse of a 2 x 2 matrix? In it two entries "
                "change places, and the two others change their sign.",
            ),
            Misconception(
                answers["inverse without det"],
                "did you use the formula for the inverse of a 2 x 2 matrix? Something is missing "
                "in it: by what must everything be divided?",
            ),
        ],
    )


def _start_in_a_valley(pick):
    """The bottom a, the wall c, and y at the start (0, y), so that p is a short number."""
    wall = pick.choice([1, 2])
    return pick.choice([-2, -1, 1, 2]), wall, pick.choice([-0.5, 0.25, 0.75, 1]) / wall


def _promise_answers(bottom, wall, y):
    """Of (x - a)^2 + c (y - x^2)^2 at (0, y): what the model says at its level place, and f."""
    start = bottom**2 + wall * y**2
    goal = bottom / (1 - 2 * wall * y)
    slope = -2 * bottom * goal - 2 * wall * y**2
    bend = -slope  # p'Hp = -p'g
    truth = (goal - bottom) ** 2 + wall * goal**4
    return {
        "right": [start + slope + bend / 2, truth],
        "no half": [start + slope + bend, truth],
        "tangent": [start + slope, truth],
        "no slope": [start + bend / 2, truth],
        "start": [start + slope + bend / 2, start],
        "kept": [start + slope + bend / 2] * 2,
        "swapped": [truth, start + slope + bend / 2],
        "changes": [slope + bend / 2, truth - start],
    }


def _promise_and_truth(given):
    answers = _promise_answers(given.valley_bottom, given.valley_wall, given.valley_y)
    return Numbers(
        name="promise_and_truth",
        answer=answers["right"],
        labels=("the height of the model", "the height of f"),
        hints=(
            "First find g, H and the step p at the start. Both numbers are about the place where "
            "the step ends.",
            "At x = 0 the Hessian is diagonal, so each coordinate of p is one division. For the "
            "model put p into m(p): its three terms are height, slope and bend. For f put the new "
            "place into the formula of f.",
        ),
        misconceptions=[
            Misconception(
                answers["no half"],
                "the height of f is right. In the model you have forgotten a factor: what stands "
                "before p'Hp?",
            ),
            Misconception(
                answers["tangent"],
                "the height of f is right. For the model you used height and slope only. The model "
                "bends: its third term is missing.",
            ),
            Misconception(
                answers["no slope"],
                "the height of f is right. In the model the term with the gradient is missing, or "
                "has the wrong sign.",
            ),
            Misconception(
                answers["start"],
                "the height of the model is right. For f you gave the height at the start. How "
                "high is f where the step ends?",
            ),
            Misconception(
                answers["kept"],
                "you believe what the model promises. Go to the new place, and put its "
                "coordinates into the formula of f.",
            ),
            Misconception(
                answers["swapped"],
                "both numbers are there, in the opposite order: the model first, then f.",
            ),
            Misconception(
                answers["changes"],
                "you gave how much each of them changes. Asked for are the heights themselves.",
            ),
        ],
    )


def _map_and_step(pick):
    A = pick.choice(MAPS)
    hers = [pick.choice([-3, -2, -1, 1, 2, 3]) for _ in range(2)]
    g = tuple(pick.choice([-3, -2, -1, 1, 2, 4]) for _ in range(2))
    return A, tuple(int(entry) for entry in np.array(A) @ hers), g


def _her_answers(A, p, g):
    A, p, g = np.array(A), np.array(p), np.array(g)
    step, gradient = np.linalg.solve(A, p), A.T @ g
    return {
        "right": [*np.round(step), *gradient],
        "forward": [*(A @ p), *gradient],
        "transposed": [*np.linalg.solve(A.T, p), *gradient],
        "same step": [*p, *gradient],
        "same gradient": [*np.round(step), *g],
        "gradient not transposed": [*np.round(step), *(A @ g)],
        "gradient like a step": [*np.round(step), *np.linalg.solve(A, g)],
        "nothing changes": [*p, *g],
    }


def _her_map(given):
    g = given
    answers = {
        key: list(map(float, value))
        for key, value in _her_answers(
            g.map, (g.step_1, g.step_2), (g.gradient_1, g.gradient_2)
        ).items()
    }
    return Numbers(
        name="her_map",
        answer=answers["right"],
        labels=("her q_1", "her q_2", "her first slope", "her second slope"),
        hints=(
            "A step of hers, seen on your map, is A times it. And her gradient follows from yours "
            "by the chain rule. The lesson has both formulas.",
            "For the step solve A q = p, two equations. For the gradient multiply: the "
            "transposed matrix of A, times your gradient. The first row of the transposed matrix "
            "is the first column of A.",
        ),
        misconceptions=[
            Misconception(
                answers["forward"],
                "her gradient is right. For the step you multiplied by A: that leads from her map "
                "to yours. You need the other way.",
            ),
            Misconception(
                answers["transposed"],
                "her gradient is right. For the step you exchanged the rows and the columns of A. "
                "That belongs to the gradient only.",
            ),
            Misconception(
                answers["same step"],
                "her gradient is right. Her step is the same jump on the ground, but in her "
                "coordinates it has other numbers.",
            ),
            Misconception(
                answers["same gradient"],
                "her step is right. Her gradient says how f changes when *her* coordinates change, "
                "so it has other numbers than yours.",
            ),
            Misconception(
                answers["gradient not transposed"],
                "her step is right. For the gradient you multiplied by A. Look at the chain rule "
                "in the lesson again: which matrix stands there?",
            ),
            Misconception(
                answers["gradient like a step"],
                "her step is right. You treated the gradient like a step. A step goes by A, a "
                "gradient by the chain rule.",
            ),
            Misconception(
                answers["nothing changes"],
                "you gave your own numbers. The jump on the ground is the same, but her "
                "coordinates are others.",
            ),
        ],
    )


def _price(given):
    memory, k, seconds = SIZES[given.n], given.times, given.seconds
    right = [memory, k**2 * memory, k**3 * seconds]
    return Numbers(
        name="price",
        answer=right,
        labels=("GB", "GB of the larger problem", "seconds of the larger problem"),
        hints=(
            "How many entries has a Hessian of n variables? Each takes 8 bytes, and a GB is a "
            "billion bytes.",
            "Memory grows like n^2, the work of a solve like n^3. So find out what happens to n^2 "
            "and to n^3 when n becomes so many times larger.",
        ),
        misconceptions=[
            Misconception(
                [memory, k * memory, k * seconds],
                "the first number is right. But you let everything grow in proportion to n. A "
                "Hessian has rows *and* columns.",
            ),
            Misconception(
                [memory, k**2 * memory, k**2 * seconds],
                "the memory is right. The work of a solve grows faster than the memory.",
            ),
            Misconception(
                [memory, k**3 * memory, k**3 * seconds],
                "the first number and the time are right. The memory does not grow that fast: "
                "count the entries of H.",
            ),
            Misconception(
                [1e9 * memory, 1e9 * k**2 * memory, k**3 * seconds],
                "the time is right. For the memory you gave the bytes. How many GB are that?",
            ),
            Misconception(
                [memory / 8, k**2 * memory / 8, k**3 * seconds],
                "the time is right. For the memory you counted the entries of H. How many bytes "
                "does each take?",
            ),
            Misconception(
                [memory / 2, k**2 * memory / 2, k**3 * seconds],
                "the time is right. For the memory you counted only half of the entries. By "
                "symmetry that could be done, but here the whole matrix is stored.",
            ),
            Misconception(
                [memory, k**2 * memory, k**3],
                "the memory is right. For the time you gave how many times longer it takes, and "
                "not how long.",
            ),
        ],
    )


def _jump():
    def random_case(pick):
        n = pick.choice([2, 2, 3])
        return _vector(pick, n), _vector(pick, n), _hessian(pick, n)

    return Function(
        name="jump",
        reference=lambda x, gradient, hessian: x + np.linalg.solve(hessian, -gradient),
        examples=[
            (np.array([0.0, 0.0]), np.array([2.0, -4.0]), np.array([[2.0, 1.0], [1.0, 4.0]])),
            (np.array([1.0, -1.0]), np.array([1.0, 3.0]), np.array([[1.0, 2.0], [2.0, 1.0]])),
            (np.array([5.0, 2.0]), np.array([-1.0, 0.5]), np.array([[-4.0, 1.0], [1.0, -3.0]])),
            (
                np.array([1.0, 2.0, 3.0]),
                np.array([2.0, -1.0, 4.0]),
                np.array([[2.0, 1.0, 0.5], [1.0, 3.0, -1.0], [0.5, -1.0, 4.0]]),
            ),
        ],
        draw=random_case,
        hints=(
            "It is the loop of the lesson, with gradient and Hessian already given. What solves "
            "a system of equations in NumPy?",
            "np.linalg.solve(M, v) is the vector p with M p = v. What is M here, and what is v? "
            "Then add p to the place.",
        ),
        misconceptions=[
            Misconception(
                lambda x, gradient, hessian: x + np.linalg.solve(hessian, gradient),
                "you jump to the opposite side. Look at the sign in H p = -g.",
            ),
            Misconception(
                lambda x, gradient, hessian: np.linalg.solve(hessian, -gradient),
                "you return the step. Return the place where it leads.",
            ),
            Misconception(
                lambda x, gradient, hessian: np.linalg.solve(hessian, gradient),
                "you return the step, with the wrong sign. Asked for is the place where the step "
                "leads.",
            ),
            Misconception(
                lambda x, gradient, hessian: x - gradient,
                "your step does not depend on the Hessian. It is that of gradient descent.",
            ),
            Misconception(
                lambda x, gradient, hessian: x - hessian @ gradient,
                "you multiply by the Hessian. In one variable you would divide by f'': here that "
                "means to solve a system.",
            ),
            Misconception(
                lambda x, gradient, hessian: x - gradient / hessian,
                "you divide by the Hessian entry by entry, and that gives a whole matrix. To "
                "divide by a matrix means to solve a system.",
            ),
            Misconception(
                lambda x, gradient, hessian: x - gradient / np.diag(hessian),
                "you divide by the entries on the diagonal only. That is right only if all the "
                "others are zero.",
            ),
            Misconception(
                lambda x, gradient, hessian: x - (1 / hessian) @ gradient,
                "1 / hessian turns over each entry alone, and that is not the inverse matrix. You "
                "need no inverse: solve a system.",
            ),
            Misconception(
                lambda x, gradient, hessian: np.linalg.solve(hessian, x - gradient),
                "x is not part of the system. Solve first, and add x to the solution.",
            ),
        ],
    )


def _vector(pick, n):
    return np.array([pick.choice([-1, 1]) * pick.uniform(0.5, 4) for _ in range(n)])


def _hessian(pick, n):
    """A symmetric matrix of no special kind, far from singular and with no zero in it."""
    while True:
        M = np.array(
            [[pick.choice([-1, 1]) * pick.uniform(0.5, 4) for _ in range(n)] for _ in range(n)]
        )
        H = M + M.T
        if np.linalg.cond(H) < 50 and np.min(np.abs(H)) > 0.2:
            return H


WORST = 1e14  # the lesson's bound for the condition number


def _way_of_the_step():
    def way_of_the_step(gradient, hessian, worst):
        if np.linalg.cond(hessian) > worst:
            return "no step"
        p = np.linalg.solve(hessian, -gradient)
        return "downhill" if p @ gradient < 0 else "uphill"

    def by_eigenvalues(judge):
        def way(gradient, hessian, worst):
            if np.linalg.cond(hessian) > worst:
                return "no step"
            return "downhill" if judge(np.linalg.eigvalsh(hessian)) else "uphill"

        return way

    def by_determinant(is_zero):
        def way(gradient, hessian, worst):
            if is_zero(np.linalg.det(hessian)):
                return "no step"
            return way_of_the_step(gradient, hessian, np.inf)

        return way

    def multiplied(gradient, hessian, worst):
        if np.linalg.cond(hessian) > worst:
            return "no step"
        return "downhill" if gradient @ hessian @ gradient > 0 else "uphill"

    def opposite(gradient, hessian, worst):
        other = {"downhill": "uphill", "uphill": "downhill", "no step": "no step"}
        return other[way_of_the_step(gradient, hessian, worst)]

    return Function(
        name="way_of_the_step",
        reference=way_of_the_step,
        examples=_ways(),
        draw=_a_way,
        hints=(
            "There are two questions: is there a step at all? If so, how does it begin? The "
            "lesson has a number for each of them.",
            "First compare np.linalg.cond(hessian) with worst. If it is not too large, find the "
            "step p, and look at the sign of p @ gradient.",
        ),
        misconceptions=[
            Misconception(
                opposite,
                "downhill and uphill are the wrong way round. What does a negative p'g mean? And "
                "is your p the solution of H p = -g?",
            ),
            Misconception(
                multiplied,
                "you multiply the Hessian and the gradient. That gives another direction than "
                "Newton's step: the step is the solution of a system.",
            ),
            Misconception(
                by_eigenvalues(lambda values: values[0] > 0),
                "you call every step uphill where some eigenvalue is negative. But then it "
                "depends: one of the lesson's four starts shows it. Use the step itself.",
            ),
            Misconception(
                by_eigenvalues(lambda values: values[-1] > 0),
                "you call every step downhill where some eigenvalue is positive. But then it "
                "depends: one of the lesson's four starts shows it. Use the step itself.",
            ),
            Misconception(
                by_eigenvalues(lambda values: True),
                "you say that each step begins downhill. Newton's method makes no such promise.",
            ),
            Misconception(
                by_determinant(lambda det: det == 0),
                "you look for a determinant of exactly zero. After rounding it is hardly ever "
                "exactly zero. Which other number tells?",
            ),
            Misconception(
                by_determinant(lambda det: abs(det) < 1e-10),
                "you go by the size of the determinant. Measure f in another unit, and it becomes "
                "tiny, though nothing has become singular. Which other number tells?",
            ),
            Misconception(
                by_determinant(lambda det: False),
                "you find a step, or an error, where there is none to find. Look at the condition "
                "number before you solve.",
            ),
        ],
    )


def _ways():
    both = np.array([1.0, 1.0])
    regular = [
        (both, np.diag([2.0, 4.0]), WORST),
        (both, np.diag([-2.0, -4.0]), WORST),
        (np.array([3.0, 1.0]), np.diag([-1.0, 1.0]), WORST),
        (np.array([1.0, 3.0]), np.diag([-1.0, 1.0]), WORST),
        (both, np.diag([-1.0, 4.0]), WORST),
        (np.array([2.0, 1.5]), np.diag([1.0, -4.0]), WORST),
        (np.array([-2.0, 1.5]), np.diag([1.0, -4.0]), WORST),
        (both, np.diag([1.0, 100.0]), 50.0),
        (-both, np.diag([1.0, 100.0]), 150.0),
        (np.array([1.0, 1.0, 3.0]), np.diag([2.0, 4.0, -5.0]), WORST),
        (np.array([0.5, 2.0, 3.0]), np.diag([-2.0, -4.0, 5.0]), WORST),
    ]
    exactly_singular = [np.diag([1.0, 0.0]), np.array([[1.0, 2.0], [2.0, 4.0]]), np.zeros((2, 2))]
    singular_but_for_rounding = [np.outer(v, v) for v in ((0.1, 0.3), (0.7, 0.1), (0.1, 1.3))]
    small_unit = [[[2, 1], [1, 2]], [[-3, 1], [1, -2]], [[1, 2], [2, 1]]]
    others = [*exactly_singular, *singular_but_for_rounding, *(1e-8 * np.array(small_unit))]
    return [*regular, *((np.array([1.5, 0.5]), H, WORST) for H in others)]


def _a_way(pick):
    """A Hessian of a random kind, and a gradient at which p'g is not close to zero."""
    signs = [pick.choice([-1, 1]) for _ in range(2)]
    t = pick.uniform(0.2, 1.3)
    Q = np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])
    H = Q @ np.diag([sign * pick.uniform(0.5, 5) for sign in signs]) @ Q.T
    H = (H + H.T) / 2
    while True:
        g = _vector(pick, 2)
        slope = g @ np.linalg.solve(H, g)
        if abs(slope) > 0.1:
            return g, H, WORST


def _jumps():
    def jumps(gradient, hessian, start, tolerance, most):
        points = [start]
        while np.linalg.norm(gradient(points[-1])) >= tolerance and len(points) <= most:
            x = points[-1]
            points.append(x + np.linalg.solve(hessian(x), -gradient(x)))
        return np.array(points)

    def opposite(gradient, hessian, *others):
        return jumps(gradient, lambda x: -hessian(x), *others)

    def hessian_of_the_start(gradient, hessian, start, *others):
        return jumps(gradient, lambda x: hessian(start), start, *others)

    def by_step(gradient, hessian, start, tolerance, most):
        points = jumps(gradient, hessian, start, 0, most)
        for k in range(1, len(points)):
            if np.linalg.norm(points[k] - points[k - 1]) < tolerance:
                return points[: k + 1]
        return points

    def the_same_array(*case):
        points = jumps(*case)
        return np.array([points[-1]] * len(points))

    return Function(
        name="jumps",
        reference=jumps,
        examples=[
            (*_bowl(2, 4), np.array([3.0, -1.0]), 0.01, 5),
            (*_banana(1), np.array([0.0, 0.0]), 0.01, 9),
            (*_banana(3), np.array([-1.0, 0.5]), 0.01, 3),
            (*_bowl(2, 4), np.array([0.0, 0.0]), 0.01, 5),
            (*_banana(2), np.array([1.5, 1.0]), 0.5, 20),
            (*_banana(2), np.array([1.5, 1.0]), 0.5, 0),
            (*_bowl(1, 2, 4), np.array([0.0, 0.0, 3.0]), 0.01, 5),
            (*_bowl(1, 1), np.array([3.0, 4.0]), 4.5, 5),  # the norm is 5: neither 4 nor 7
            (*_bowl(1, 1), np.array([3.0, 4.0]), 5.5, 5),
        ],
        draw=lambda pick: (
            *_banana(pick.choice([1, 2, 3, 5])),
            np.array([pick.choice([-1.5, -0.5, 0.5, 2.0]), pick.choice([-1.0, -0.5, 0.0])]),
            pick.choice([1.0, 0.1, 0.001]),
            pick.choice([2, 3, 20]),
        ),
        hints=(
            "It is the loop of the lesson, with the rule of the lesson: stop where the norm of the "
            "gradient is small. gradient(x) and hessian(x) are arrays.",
            "Begin with points = [start]. While the norm of the gradient at points[-1] is at least "
            "tolerance, and fewer than most steps are done: take a step from points[-1], and "
            "append the new point. After the loop, return np.array(points).",
        ),
        misconceptions=[
            Misconception(
                lambda *case: jumps(*case)[-1],
                "you return the last point only. Asked for are all points, one in each row.",
            ),
            Misconception(
                lambda *case: jumps(*case)[1:],
                "the start is missing. It is the first point that you visit.",
            ),
            Misconception(
                lambda *case: jumps(*case)[:-1],
                "the last point is missing. Append the new point after the step.",
            ),
            Misconception(
                lambda *case: jumps(*case).T,
                "you put one point in each column. Asked for is one point in each row.",
            ),
            Misconception(
                opposite,
                "your steps lead to the opposite side. Look at the sign in H p = -g.",
            ),
            Misconception(
                hessian_of_the_start,
                "you use the Hessian of the start for every step. Ask for it anew at each point.",
            ),
            Misconception(
                by_step,
                "you stop when the *step* is short. Here the rule is about the gradient. The two "
                "rules give different counts.",
            ),
            Misconception(
                lambda *case: jumps(*case[:-1], 1000),
                "you take more than most steps where it is not level yet. Count them: a method "
                "that may go round for ever needs a limit.",
            ),
            Misconception(
                lambda *case: jumps(*case[:-1], case[-1] - 1),
                "you stop one step too early when the steps are used up: most counts the steps, "
                "and the start is not a step.",
            ),
            Misconception(
                the_same_array,
                "all rows are the same: you appended one array again and again, and x += p changed "
                "it each time. Write x = x + p, which makes a new one.",
            ),
            Misconception(
                lambda *case: len(jumps(*case)) - 1,
                "you return the number of steps. Asked for are all points, one in each row.",
            ),
        ],
    )


def _bowl(*curvatures):
    """The gradient and the Hessian of a x^2/2 + b y^2/2 and so on, with their words."""
    entries = ", ".join(f"{a} {x}" for a, x in zip(curvatures, "xyz", strict=False))
    H = np.diag(np.array(curvatures, dtype=float))
    return (
        Named(f"({entries})", lambda p: H @ p),
        Named(f"the matrix {np.diag(curvatures).tolist()}", lambda p: H.copy()),
    )


def _banana(wall):
    """The gradient and the Hessian of (1 - x)^2 + c (y - x^2)^2, with their words."""

    def gradient(p):
        x, y = p
        return np.array([-2 * (1 - x) - 4 * wall * x * (y - x**2), 2 * wall * (y - x**2)])

    def hessian(p):
        x, y = p
        return np.array(
            [[2 + 12 * wall * x**2 - 4 * wall * y, -4 * wall * x], [-4 * wall * x, 2 * wall]]
        )

    of = f"of (1 - x)^2 + {wall} (y - x^2)^2"
    return Named(f"the gradient {of}", gradient), Named(f"the Hessian {of}", hessian)


def _far_too_high(given):
    a, factor = given.banana_bottom, given.higher
    f = Objective(given.banana)

    def step(start):
        return np.linalg.solve(f.hessian(start), -f.gradient(start))

    def growth(start):
        return f(start + step(start)) / f(start)

    def is_a_bowl(start):
        return np.linalg.eigvalsh(f.hessian(start))[0] > 1e-9

    def inside(start):
        return np.max(np.abs(start)) <= WINDOW

    def judge(start):
        at_the_bottom = not f.gradient(start).any()
        return inside(start) and is_a_bowl(start) and not at_the_bottom and growth(start) >= factor

    return Choice(
        name="far_too_high",
        shape=(2,),
        judge=judge,
        right=[[-a, 1], [-0.9 * a, 0.81], [-1.2 * a, 1.44]],
        otherwise=lambda start: (
            f"the first step leads up, but f grows only {growth(start):.3g} times. "
            "Look for a start that is farther from the bottom, and not high above it."
        ),
        hints=(
            "The model knows how the valley bends at your start, but not that the valley curves "
            "away. From where does a straight step leave the valley?",
            "Begin on the floor of the valley, where y = x^2, and on the side that is far from the "
            "minimum. There f itself is small. Try some in a loop.",
        ),
        misconceptions=[
            Misconception(
                [-3 * a, 9],
                f"this start is outside the picture. Keep both coordinates between -{WINDOW} and "
                f"{WINDOW}.",
                lambda start: not inside(start),
            ),
            Misconception(
                [a, 1],
                "this is the minimum itself. There is nowhere to go from here.",
                lambda start: not f.gradient(start).any(),
            ),
            Misconception(
                [0, 1],
                "here the Hessian is not positive definite: look at its eigenvalues. Then an "
                "uphill step is no surprise. Look for one where it is.",
                lambda start: not is_a_bowl(start),
            ),
            Misconception(
                [a, 0],
                "from here the first step leads down. The valley curves away on the other side.",
                lambda start: growth(start) <= 1,
            ),
        ],
    )
