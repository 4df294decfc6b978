import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from objectives import NEVER, NUMBERS, both_sorts, quadratics

import hesscourse as hc
from hesscourse import Objective, Outcome
from hesscourse.stopping import Rule, gradient_below, iterates_agree, step_below

GALLERY = hc.gallery.everything()
ALWAYS = Rule(lambda x, x_next, g: True, "at once")


def descend(rate):
    """Gradient descent with this rate, called as Newton's method is."""

    def method(f, start, **options):
        return hc.gradient_descent(f, start, rate, **options)

    return method


pytestmark = pytest.mark.usefixtures("silence")


# --- One case, at least, for each outcome: formula, method, start, outcome, iterates ---

OUTCOMES = {
    "grows": ("x^2", descend(1.1), 1.0, Outcome.DIVERGED, [1, -1.2, 1.44, -1.728]),
    "exp is too large": ("exp(x^2)", descend(1), 2.0, Outcome.DIVERGED, [2, 2 - 4 * math.exp(4)]),
    "exp is too large at once": ("exp(x^2)", descend(1), 30.0, Outcome.DIVERGED, [30]),
    "a polynomial is too large": ("x^20", descend(1), 1e15, Outcome.DIVERGED, [1e15]),
    "a large power is too large": ("x^99", descend(1), 1e9, Outcome.DIVERGED, [1e9]),
    "Newton runs away": ("1/(1 + x^2)", hc.newton, 1.0, Outcome.DIVERGED, [1, 2]),
    "steps run out": ("x", descend(0.25), 1.0, Outcome.MAX_STEPS, [1, 0.75, 0.5, 0.25, 0]),
    "Newton's steps run out": ("exp(x)", hc.newton, 0.5, Outcome.MAX_STEPS, [0.5, -0.5, -1.5]),
    "to and fro": ("x^2/2", descend(2), 1.0, Outcome.CYCLE, [1, -1, 1]),
    "a root that cycles": ("x^3 - 2 x + 2", hc.newton_root, 0.0, Outcome.CYCLE, [0, 1, 0]),
    "Newton cycles": ("x^4/4 - x^2 + 2 x", hc.newton, 0.0, Outcome.CYCLE, [0, 1, 0]),
    "no curvature": ("x^3 + x", hc.newton, 0.0, Outcome.SINGULAR_HESSIAN, [0]),
    "a curvature lost": (
        "x^4/12 + x/3 - x^2/2",
        hc.newton,
        -1.0,
        Outcome.SINGULAR_HESSIAN,
        [-1],
    ),
    "a level tangent": ("x^2 + 1", hc.newton_root, 0.0, Outcome.ZERO_DERIVATIVE, [0]),
    "a level tangent later": ("x^2 + 1", hc.newton_root, 1.0, Outcome.ZERO_DERIVATIVE, [1, 0]),
    "log of less than zero": ("log(x) + x", descend(0.5), -3.0, Outcome.NOT_FINITE, [-3]),
    "log of zero": ("log(x)", hc.newton, 0.0, Outcome.NOT_FINITE, [0]),
    "log ends, its slope does not": (
        "log(x) + x",
        descend(0.5),
        0.2,
        Outcome.NOT_FINITE,
        [0.2, -2.8],
    ),
    "sqrt of less than zero": ("sqrt(x)", descend(1), -1.0, Outcome.NOT_FINITE, [-1]),
    "sqrt, a step later": ("sqrt(x)", descend(1), 0.0625, Outcome.NOT_FINITE, [0.0625, -1.9375]),
    "division by zero": ("1/x", descend(1), 0.0, Outcome.NOT_FINITE, [0]),
    "division by zero later": ("1/x", descend(1), -1.0, Outcome.NOT_FINITE, [-1, 0]),
    "a root out of the domain": (
        "log(x)",
        hc.newton_root,
        3.0,
        Outcome.NOT_FINITE,
        [3, 3 - 3 * math.log(3)],
    ),
    "settles": ("x^2", descend(0.5), 1.0, Outcome.CONVERGED, [1, 0]),
}


@pytest.mark.parametrize("case", OUTCOMES)
def test_each_outcome_keeps_the_iterates_so_far(case):
    formula, method, start, outcome, iterates = OUTCOMES[case]
    run = method(Objective(formula), start, max_steps=300)
    assert run.outcome is outcome
    assert_allclose(run.points[: len(iterates)], iterates, rtol=1e-14)
    assert run.steps == len(run.points) - 1
    if outcome is Outcome.MAX_STEPS:
        assert run.steps == 300
    elif outcome is not Outcome.DIVERGED:
        assert run.steps == len(iterates) - 1
    assert len(run.values) == len(run.gradients) == len(run.points)
    assert run.sentence.startswith(outcome.sentence)
    assert run.table().rows


# Of functions, nobody can tell whether infinity stands for too large or for a pole.
POLES = {"log of zero", "division by zero", "division by zero later"}


@pytest.mark.parametrize("case", sorted(OUTCOMES.keys() - POLES))
def test_each_outcome_is_the_same_from_functions(case):
    formula, method, start, outcome, _ = OUTCOMES[case]
    runs = [method(f, start, max_steps=300) for f in both_sorts(Objective(formula))]
    assert runs[0].outcome is runs[1].outcome
    assert runs[0].steps == runs[1].steps
    assert_allclose(runs[0].points, runs[1].points, rtol=1e-12, atol=1e-300)
    assert runs[0].sentence == runs[1].sentence
    if outcome is not Outcome.NOT_FINITE:
        assert runs[0].evaluations == runs[1].evaluations


@pytest.mark.parametrize("start", [(0.0, 2.0), (3.0, 0.0)])
def test_a_singular_hessian_in_the_plane(start):
    for f in both_sorts(Objective("x^2 + y^2 + 2 x y + x")):
        run = hc.newton(f, start)
        assert (run.outcome, run.steps) == (Outcome.SINGULAR_HESSIAN, 0)
        assert run.evaluations == (0, 1, 1)


def test_singular_is_a_matter_of_condition_not_of_size():
    tiny = hc.newton(Objective("1e-20 (x^2 + y^2)"), (1, 1), stop=step_below(1e-4))
    assert tiny.outcome is Outcome.CONVERGED
    assert_allclose(tiny.final, 0, atol=1e-12)
    for condition, outcome in ((1e13, Outcome.CONVERGED), (1e15, Outcome.SINGULAR_HESSIAN)):
        assert hc.newton(hc.gallery.ravine(condition), (1, 1)).outcome is outcome


@pytest.mark.parametrize(
    ("entry", "outcome"), [(math.nan, Outcome.NOT_FINITE), (math.inf, Outcome.DIVERGED)]
)
def test_a_hessian_that_is_not_finite(entry, outcome):
    f = Objective.from_callables(np.sum, np.ones_like, lambda p: np.full((2, 2), entry), n=2)
    run = hc.newton(f, (1, 2))
    assert (run.outcome, run.steps, run.evaluations) == (outcome, 0, (0, 1, 1))


def test_diverging_ends_at_the_first_iterate_beyond_the_bound():
    for start in (1.0, 1e6):
        size = np.abs(hc.gradient_descent(Objective("x^2"), start, 1.1).points)
        assert size[-2] <= 1e12 * start < size[-1]


@pytest.mark.parametrize("start", [1e200, 1e308])
def test_starts_near_the_largest_float(start):
    for f in both_sorts(hc.gallery.bowl):
        run = hc.gradient_descent(f, (start, -start), 0.9)
        assert run.outcome in (Outcome.DIVERGED, Outcome.CONVERGED)
        assert np.all(np.isfinite(run.points))
        assert run.sentence


# --- Cycles: gradient descent with rate 1 on this function is the logistic map x -> r x (1 - x) ---


def logistic_map(r):
    x, r = sp.Symbol("x"), sp.nsimplify(r, rational=True)
    return Objective(x**2 / 2 - r * x**2 / 2 + r * x**3 / 3)


@pytest.mark.parametrize(
    ("r", "period"),
    [(3.2, 2), (3.83, 3), (3.5, 4), (3.74, 5), (3.628, 6), (3.702, 7), (3.55, 8)],
)
def test_a_cycle_of_each_period(r, period):
    for f in both_sorts(logistic_map(r)):
        run = hc.gradient_descent(f, 0.4, 1.0, stop=NEVER)
        assert run.outcome is Outcome.CYCLE
        gaps = np.abs(run.points[-9:-1] - run.points[-1])[::-1]
        assert np.argmax(gaps < 1e-11) + 1 == period


@pytest.mark.parametrize("r", [3.566, 3.9])
def test_longer_cycles_and_chaos_use_up_their_steps(r):
    run = hc.gradient_descent(logistic_map(r), 0.4, 1.0, stop=NEVER, max_steps=3000)
    assert (run.outcome, run.steps) == (Outcome.MAX_STEPS, 3000)


def test_the_report_surface_cycles_above_its_bound():
    run = hc.gradient_descent(hc.gallery.report_surface, (3.2, 3.2), 0.5)
    assert run.outcome is Outcome.CYCLE
    assert_allclose(run.points[-1], run.points[-3], rtol=1e-11)
    assert np.linalg.norm(run.points[-1] - run.points[-2]) > 1


@pytest.mark.parametrize("rate", [0.45, 0.46, 0.468])
def test_settling_from_alternate_sides_is_no_cycle(rate):
    stop = gradient_below(1e-12)
    run = hc.gradient_descent(hc.gallery.report_surface, (3.2, 3.2), rate, stop=stop)
    assert run.outcome is Outcome.CONVERGED


def test_standing_still_is_no_cycle():
    run = hc.newton(hc.gallery.report_surface, (3.2, 3.2), stop=NEVER, max_steps=40)
    assert run.outcome is Outcome.MAX_STEPS


def test_a_circle_of_equal_distances_is_noticed():
    def turned(p):
        return np.array([p[0] + p[1], p[1] - p[0]])  # p - turned(p) is p turned a quarter

    f = Objective.from_callables(lambda p: 0.0, turned, n=2)
    run = hc.gradient_descent(f, (1, 2), 1.0)
    assert (run.outcome, run.steps) == (Outcome.CYCLE, 4)


# --- Where the gradient is zero, or there are no steps ---


@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below(), NEVER])
@pytest.mark.parametrize("method", [descend(0.1), hc.newton])
@pytest.mark.parametrize(
    ("name", "start"),
    [("flat_bowl", (0, 0)), ("report_surface", (0, 3)), ("bowl", (0, 0)), ("quartic", 0)],
)
def test_a_zero_gradient_is_tested_before_any_solve(name, start, method, stop):
    for f in both_sorts(GALLERY[name]):
        run = method(f, start, stop=stop)
        assert (run.outcome, run.steps) == (Outcome.CONVERGED, 0)
        assert run.evaluations == (0, 1, 0)
        assert_array_equal(run.points, [start])


def test_a_start_on_the_root():
    for f in both_sorts(Objective("(x - 1)^3")):
        run = hc.newton_root(f, 1)
        assert (run.outcome, run.steps, run.evaluations) == (Outcome.CONVERGED, 0, (1, 0, 0))


@pytest.mark.parametrize("method", [descend(0.1), hc.newton])
def test_no_steps_allowed(method):
    for f in both_sorts(hc.gallery.rosenbrock):
        run = method(f, (2, 2), max_steps=0)
        assert (run.outcome, run.steps, run.evaluations) == (Outcome.MAX_STEPS, 0, (0, 0, 0))
        assert_array_equal(run.points, [[2, 2]])
        assert_array_equal(run.gradients, [f.gradient((2, 2))])


@pytest.mark.parametrize("steps", [1, 2, 7])
def test_steps_allowed_are_steps_taken(steps):
    for f in both_sorts(hc.gallery.rosenbrock):
        run = hc.gradient_descent(f, (0, 0), 1e-3, stop=NEVER, max_steps=steps)
        assert (run.outcome, run.steps, len(run.points)) == (Outcome.MAX_STEPS, steps, steps + 1)
        assert run.evaluations.gradient == steps


# --- Rules ---


@pytest.mark.parametrize("method", [descend(0.1), hc.newton])
def test_where_each_rule_ends(method):
    f, start = hc.gallery.double_well, 3.0
    free = method(f, start, stop=NEVER, max_steps=60).points

    agreeing = next(k for k in range(60) if math.isclose(free[k], free[k + 1], rel_tol=1e-4))
    short = next(k for k in range(60) if abs(free[k + 1] - free[k]) < 1e-4)
    flat = next(k for k in range(60) if abs(f.gradient(free[k])) < 1e-4)
    assert min(agreeing, short, flat) > 0

    ends = {iterates_agree(1e-4): agreeing, step_below(1e-4): short + 1, gradient_below(1e-4): flat}
    for stop, k in ends.items():
        for sort in both_sorts(f):
            run = method(sort, start, stop=stop)
            assert (run.outcome, run.steps) == (Outcome.CONVERGED, k)
            assert_allclose(run.points, free[: k + 1], rtol=1e-12)


def test_newton_solves_nothing_where_the_gradient_is_small_enough():
    f = Objective("x^4 + x^2 y^2/9 + y^2")
    free = hc.newton(f, (1, 1), stop=NEVER, max_steps=20)
    run = hc.newton(f, (1, 1), stop=gradient_below(1e-3))
    assert 0 < run.steps < 20
    assert run.evaluations == (0, run.steps + 1, run.steps)
    assert_array_equal(run.points, free.points[: run.steps + 1])


@pytest.mark.parametrize(("keeps", "steps"), [(False, 0), (True, 1)])
def test_a_rule_of_ones_own(keeps, steps):
    at_once = Rule(ALWAYS.fires, "at once", keeps_last_step=keeps)
    for f in both_sorts(hc.gallery.rosenbrock):
        run = hc.gradient_descent(f, (0, 0), 1e-3, stop=at_once)
        assert (run.outcome, run.steps, run.evaluations.gradient) == (Outcome.CONVERGED, steps, 1)


@pytest.mark.parametrize("method", [descend(0.1), hc.newton])
@pytest.mark.parametrize("f", [hc.gallery.report_surface, hc.gallery.double_well])
def test_what_a_rule_sees(method, f):
    for sort, kind in zip(both_sorts(f), (tuple, np.ndarray), strict=True):
        seen = []
        watch = Rule(lambda *what, seen=seen: seen.append(what) or len(seen) == 4, "fourth")
        run = method(sort, np.full(f.n, 3.3).reshape(f.point_shape), stop=watch)
        assert all(isinstance(thing, kind) and len(thing) == f.n for what in seen for thing in what)
        for k, (x, x_next, gradient) in enumerate(seen[:3]):
            assert_array_equal(np.reshape(x, f.point_shape), run.points[k])
            assert_array_equal(np.reshape(x_next, f.point_shape), run.points[k + 1])
            assert_allclose(
                np.reshape(gradient, f.point_shape), f.gradient(run.points[k]), atol=1e-12
            )


@pytest.mark.parametrize("error", [ValueError, ZeroDivisionError, OverflowError])
@pytest.mark.parametrize("method", [descend(0.1), hc.newton])
def test_a_mistake_in_a_rule_is_raised(method, error):
    def mistaken(x, x_next, gradient):
        raise error("mine")

    for needs_step in (True, False):
        with pytest.raises(error, match="mine"):
            method(hc.gallery.rosenbrock, (2, 2), stop=Rule(mistaken, "", needs_step=needs_step))


def test_a_mistake_in_a_function_is_raised():
    def mistaken(p):
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        hc.gradient_descent(Objective.from_callables(np.sum, mistaken, n=2), (1, 2), 0.1)


# --- The same run from a formula and from functions, recorded or not ---

METHODS = {"gradient_descent": descend(0.002), "newton": hc.newton}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("name", GALLERY)
def test_formula_and_functions_agree_at_each_iterate(name, method):
    f = GALLERY[name]
    low, high = np.array(f.window).T
    for start in np.random.default_rng(5).uniform(low, high, (5, f.n)):
        start = start.reshape(f.point_shape)
        runs = [method(sort, start, max_steps=8, stop=NEVER) for sort in both_sorts(f)]
        assert runs[0].outcome is runs[1].outcome
        assert runs[0].evaluations == runs[1].evaluations
        assert_allclose(runs[0].points, runs[1].points, rtol=1e-9, atol=1e-9)
        assert_allclose(runs[0].gradients, runs[1].gradients, rtol=1e-6, atol=1e-9)


RECORDED = {
    "converged": (hc.gallery.report_surface, descend(0.05), (1, 1)),
    "newton": (hc.gallery.report_surface, hc.newton, (1, 1)),
    "in no steps": (hc.gallery.bowl, descend(0.1), (0, 0)),
    "in one step": (hc.gallery.bowl, hc.newton, (1, 2)),
    "diverged": (hc.gallery.report_surface, descend(0.8), (1, 1.1)),
    "max_steps": (hc.gallery.rosenbrock, descend(1e-4), (-1, 1)),
    "cycle": (hc.gallery.report_surface, descend(0.5), (3.2, 3.2)),
    "root": (Objective("x^3 - 20"), hc.newton_root, 100),
    "root that cycles": (hc.gallery.cubic, hc.newton_root, 0.1),
    "singular": (Objective("x^3 + x"), hc.newton, 0),
    "out of the domain": (Objective("sqrt(x)"), descend(1), 9),
    "out of the domain at once": (Objective("sqrt(x)"), descend(1), -9),
    "one variable": (hc.gallery.double_well, descend(0.01), 0.5),
}


@pytest.mark.parametrize("case", RECORDED)
def test_nothing_but_the_record_depends_on_record(case):
    f, method, start = RECORDED[case]
    for sort in both_sorts(f):
        options = {"max_steps": 200}
        kept = method(sort, start, **options)
        brief = method(sort, start, record=False, **options)
        assert (brief.steps, brief.outcome, brief.evaluations) == (
            kept.steps,
            kept.outcome,
            kept.evaluations,
        )
        ends = [0, -1] if kept.steps else [0]
        assert_array_equal(brief.points, kept.points[ends])
        assert_allclose(brief.gradients, kept.gradients[ends], rtol=1e-12, atol=1e-14)
        assert brief.sentence == kept.sentence


def test_very_many_variables():
    n = 10**5
    scale = np.linspace(1, 2, n)
    f = Objective.from_callables(lambda p: scale @ (p * p) / 2, lambda p: scale * p, n=n)
    run = hc.gradient_descent(f, np.ones(n), 0.5, stop=gradient_below(1e-9), record=False)
    assert run.outcome is Outcome.CONVERGED
    assert run.points.shape == (2, n)
    assert_allclose(run.final, (1 - 0.5 * scale) ** run.steps, rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize("method", [descend(0.1), hc.newton])
def test_a_run_keeps_points_of_its_own(method):
    for f in both_sorts(hc.gallery.report_surface):
        start = np.array([3.2, 3.3])
        run = method(f, start, max_steps=3)
        start[:] = 99
        assert_array_equal(run.points[0], [3.2, 3.3])
        again = np.array([3.2, 3.3])
        method(f, again, max_steps=3)
        assert_array_equal(again, [3.2, 3.3])


@pytest.mark.parametrize("start", [2, 2.0, np.float64(2), np.array(2), np.int64(2)])
def test_shapes_in_one_variable(start):
    for f in both_sorts(hc.gallery.double_well):
        for run in (
            hc.gradient_descent(f, start, 0.1),
            hc.newton(f, start),
            hc.newton_root(f, start),
        ):
            assert run.points.shape == run.gradients.shape == (run.steps + 1,)
            assert type(run.final) is float
            assert run.outcome is Outcome.CONVERGED


# --- What is counted is what was called ---


class Counting:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, point):
        self.calls += 1
        return self.function(point)


@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below()])
@pytest.mark.parametrize("max_steps", [3, 1000])
@pytest.mark.parametrize("method", [descend(0.05), hc.newton])
@pytest.mark.parametrize("start", [(1, 1), (3.2, 3.2), (0, 3), (2.0, 0.5)])
def test_evaluations_are_counted(method, start, stop, max_steps):
    f = hc.gallery.report_surface
    gradient, hessian = Counting(f.gradient), Counting(f.hessian)
    counting = Objective.from_callables(f, gradient, hessian, n=2)
    run = method(counting, start, stop=stop, max_steps=max_steps)
    assert (gradient.calls, hessian.calls) == (run.evaluations.gradient, run.evaluations.hessian)
    assert run.evaluations.value == 0
    assert run.evaluations == method(f, start, stop=stop, max_steps=max_steps).evaluations


@pytest.mark.parametrize("formula", ["x^3 - 20", "x^3 - 2 x + 2", "x^2 + 1"])
def test_evaluations_of_a_root_finder_are_counted(formula):
    f = Objective(formula)
    value, gradient = Counting(f), Counting(f.gradient)
    run = hc.newton_root(Objective.from_callables(value, gradient, n=1), 0.0, stop=step_below(1e-9))
    for_the_record = len(run.points)
    assert (
        value.calls - 1 == run.evaluations.value
    )  # one more to see whether it ended in the domain
    assert gradient.calls - for_the_record == run.evaluations.gradient
    assert run.evaluations == hc.newton_root(f, 0.0, stop=step_below(1e-9)).evaluations


@pytest.mark.parametrize(
    ("formula", "start", "counts"), [("exp(x^2)", 30.0, (0, 1, 0)), ("log(x)", 0.0, (0, 1, 0))]
)
def test_an_evaluation_that_failed_is_counted(formula, start, counts):
    for f in both_sorts(Objective(formula)):
        assert hc.gradient_descent(f, start, 1.0).evaluations == counts


# --- Mistakes ---

ONE, TWO = Objective("x^2"), Objective("x^2 + y^2")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: hc.gradient_descent(TWO, (1, 1), 0),
            "learning_rate must be a finite number above zero; got 0",
        ),
        (lambda: hc.gradient_descent(TWO, (1, 1), -0.1), "learning_rate .* got -0.1"),
        (lambda: hc.gradient_descent(TWO, (1, 1), math.nan), "learning_rate .* got nan"),
        (lambda: hc.gradient_descent(TWO, (1, 1), math.inf), "learning_rate .* got inf"),
        (lambda: hc.gradient_descent(TWO, (1, 1), "fast"), "learning_rate .* got 'fast'"),
        (lambda: hc.gradient_descent(TWO, (1, 1), None), "learning_rate .* got None"),
        (
            lambda: hc.gradient_descent(TWO, (1, 1), [0.1, 0.1]),
            r"learning_rate .* got \[0.1, 0.1\]",
        ),
        (lambda: hc.gradient_descent(TWO, 1, 0.1), r"a start is 2 numbers here, \(x, y\); got 1.0"),
        (lambda: hc.gradient_descent(ONE, (1, 1), 0.1), "a start is a plain number here"),
        (lambda: hc.newton(TWO, (1, 1, 1)), r"got \[1.0, 1.0, 1.0\], of shape \(3,\)"),
        (lambda: hc.newton(TWO, (1, math.nan)), "a start must be finite"),
        (lambda: hc.newton(TWO, (1, 1), max_steps=-1), "max_steps .* zero or more; got -1"),
        (
            lambda: hc.newton(TWO, (1, 1), max_steps=2.5),
            "max_steps must be a whole number.* got 2.5",
        ),
        (lambda: hc.newton(TWO, (1, 1), stop=1e-4), "stop must be a rule, .* got 0.0001"),
        (lambda: hc.gradient_descent("x^2", 1, 0.1), "f must be an Objective, .* got 'x\\^2'"),
        (lambda: hc.newton(math.sin, 1), "f must be an Objective"),
        (lambda: hc.newton_root(math.sin, 1), "f must be an Objective"),
        (lambda: hc.newton_root(TWO, (1, 1)), "newton_root is for one variable; f has 2: x, y"),
        (
            lambda: hc.newton(Objective.from_callables(abs, lambda p: p, n=2), (1, 1)),
            "made without its hessian",
        ),
    ],
)
def test_a_mistake_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# --- What the theory promises ---


@given(quadratics(5))
def test_newton_needs_one_step_on_a_quadratic(drawn):
    f, _, minimiser, start = drawn
    run = hc.newton(f, start, stop=gradient_below(1e-9), max_steps=2)
    assert run.outcome is Outcome.CONVERGED
    assert run.steps == (0 if np.linalg.norm(f.gradient(start)) < 1e-9 else 1)
    assert_allclose(run.final, minimiser, atol=1e-9)


@pytest.mark.parametrize(
    "formula", ["3 x^2 + 2 x y + y^2 - x", "a^2 + a b + b^2 + c^2 - 4 c", "5 x^2 - 3 x"]
)
def test_newton_needs_one_step_on_a_quadratic_formula(formula):
    f = Objective(formula)
    run = hc.newton(f, np.full(f.point_shape, 7.0), stop=gradient_below(1e-9))
    assert (run.outcome, run.steps) == (Outcome.CONVERGED, 1)


@given(quadratics(5), st.floats(0.01, 1.9))
def test_gradient_descent_contracts_each_eigendirection_by_its_own_factor(drawn, share):
    f, hessian, minimiser, start = drawn
    curvatures, directions = np.linalg.eigh(hessian)
    rate = share / curvatures[-1]
    run = hc.gradient_descent(f, start, rate, stop=NEVER, max_steps=6)
    errors = (run.points - minimiser) @ directions
    factors = (1 - rate * curvatures) ** np.arange(len(errors))[:, None]
    assert_allclose(errors, factors * errors[0], atol=1e-11)


@given(st.floats(1.01, 1.5))
def test_gradient_descent_leaves_a_quadratic_beyond_two_over_the_curvature(excess):
    run = hc.gradient_descent(hc.gallery.ravine(10), (0.5, 0.5), excess * 2 / 10)
    assert run.outcome is Outcome.DIVERGED


@settings(max_examples=50)
@given(
    arrays(float, (2, 2), elements=st.floats(-1, 1)),
    arrays(float, 2, elements=NUMBERS),
    arrays(float, 2, elements=st.floats(3.5, 4.5)),
)
def test_newton_does_not_mind_new_coordinates(mix, shift, start):
    f, turn = hc.gallery.report_surface, 3 * np.eye(2) + mix
    g = Objective.from_callables(
        lambda p: f(turn @ p + shift),
        lambda p: turn.T @ f.gradient(turn @ p + shift),
        lambda p: turn.T @ f.hessian(turn @ p + shift) @ turn,
        n=2,
    )
    ours = hc.newton(f, start, stop=NEVER, max_steps=3)
    theirs = hc.newton(g, np.linalg.solve(turn, start - shift), stop=NEVER, max_steps=3)
    assert_allclose(theirs.points @ turn.T + shift, ours.points, rtol=1e-7, atol=1e-7)


def test_gradient_descent_minds_new_coordinates():
    stretched = Objective("x^2 + (5 y)^2")
    ours = hc.gradient_descent(hc.gallery.bowl, (1, 1), 0.3, stop=NEVER, max_steps=1).final
    theirs = hc.gradient_descent(stretched, (1, 1 / 5), 0.3, stop=NEVER, max_steps=1).final
    assert not np.allclose(theirs * [1, 5], ours)


@pytest.mark.parametrize(
    ("formula", "start", "root"), [("x^2 - 2", 1, 2**0.5), ("cos(x) - x", 1, 0.7390851332151607)]
)
def test_newton_root_doubles_the_digits(formula, start, root):
    error = np.abs(hc.newton_root(Objective(formula), start, stop=step_below(1e-12)).points - root)
    assert error[-1] < 1e-15
    large = error[error > 1e-7]
    assert len(large) >= 3
    assert np.all(large[1:] < large[:-1] ** 2)


@pytest.mark.parametrize("f", [hc.gallery.double_well, hc.gallery.quartic, hc.gallery.cosine])
def test_newton_is_newton_root_of_the_derivative(f):
    roots = hc.newton_root(Objective(f.gradient_formula), 2.0)
    assert_allclose(hc.newton(f, 2.0).points, roots.points, rtol=1e-12)


@pytest.mark.parametrize(
    ("formula", "method", "start", "steps"),
    [
        ("x - log(x)", hc.newton, 2.1, 1),
        ("log(x)", descend(2.0), 1, 1),
        ("log(x) + x", hc.newton, -3, 0),
    ],
)
def test_the_run_ends_where_f_does_even_if_its_derivative_goes_on(formula, method, start, steps):
    run = method(Objective(formula), start, stop=gradient_below(1e-10))
    assert run.outcome is Outcome.NOT_FINITE
    assert run.steps == steps
    assert np.isnan(run.values[-1])
    assert np.all(np.isfinite(run.values[:-1]))


def test_too_large_is_not_undefined():
    run = hc.gradient_descent(Objective("exp(x) - exp(2x)"), 400, 1.0)
    assert run.outcome is Outcome.DIVERGED


STEEPEST = "100000000000000000000"  # no whole number of NumPy's is as large


@pytest.mark.parametrize(
    "method", [hc.newton, hc.damped_newton, hc.trust_region, hc.bfgs, hc.lbfgs, hc.newton_cg]
)
@pytest.mark.parametrize("formula", [f"{STEEPEST} x^2", f"{STEEPEST} x^2 + {STEEPEST} y^2"])
def test_no_constant_derivative_is_too_large(method, formula):
    f = Objective(formula)
    run = method(f, np.ones(f.point_shape))
    assert run.outcome is Outcome.CONVERGED
    assert np.all(run.final == 0)


def test_a_constant_derivative_beyond_all_numbers_is_infinite():
    f = Objective(sp.Integer(10) ** 400 * sp.Symbol("x"))
    assert f.gradient(1) == np.inf
    assert hc.gradient_descent(f, 1, 0.1).outcome is Outcome.DIVERGED


def test_pieces_with_constant_derivatives_are_floats_too():
    x = sp.Symbol("x")
    f = Objective(sp.Piecewise((10**20 * x**2, x > 0), (10**21 * x**2, True)))
    assert hc.newton(f, 1).final == 0


@pytest.mark.parametrize("method", [hc.newton, hc.newton_root, hc.bfgs, hc.damped_newton])
def test_a_function_with_values_in_single_points_only_has_no_slope(method):
    f = Objective("sqrt(-(x - 3)^2) + x^2")
    assert np.isnan(f.gradient(3.0))
    assert np.isnan(f.hessian(3.0))
    assert method(f, 3.0).outcome is Outcome.NOT_FINITE
