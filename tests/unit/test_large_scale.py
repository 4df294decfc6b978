import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mgh import PROBLEMS
from numpy.testing import assert_allclose, assert_array_equal
from objectives import NEVER, both_sorts, quadratics
from scipy.optimize import minimize, rosen, rosen_der, rosen_hess_prod

import hesscourse as hc
from hesscourse import Objective, Outcome
from hesscourse.methods._bfgs import InverseHessian
from hesscourse.methods._iterate import Halt
from hesscourse.methods._lbfgs import RecentSteps
from hesscourse.methods._line_search import Trial, wolfe
from hesscourse.stopping import Rule, gradient_below, iterates_agree, step_below

METHODS = [hc.bfgs, hc.lbfgs, hc.newton_cg]
SCIPYS = {hc.bfgs: "BFGS", hc.lbfgs: "L-BFGS-B", hc.newton_cg: "Newton-CG"}
GALLERY = hc.gallery.everything()

each_method = pytest.mark.parametrize("method", METHODS)


pytestmark = pytest.mark.usefixtures("silence")


# --- The problems of Moré, Garbow and Hillstrom ---


def error(problem, value):
    """How far a value is from the nearest listed minimum."""
    return min(abs(value - m.value) / max(1, abs(value)) for m in problem.minima)


# There f is so large beside the tolerance that its rounding ends the search first.
NOISY = {"Meyer"}


@each_method
@pytest.mark.parametrize("name", PROBLEMS)
def test_each_problem_is_solved_and_no_worse_than_by_scipy(name, method):
    problem = PROBLEMS[name]
    f = problem.objective
    run = method(f, problem.start, stop=gradient_below(1e-8))
    expected = Outcome.LINE_SEARCH_FAILED if name in NOISY else Outcome.CONVERGED
    assert run.outcome is expected
    assert error(problem, run.values[-1]) < 1e-8
    assert_goes_down(run)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        product = {"hessp": f.hessian_vector_product} if method is hc.newton_cg else {}
        theirs = minimize(f, problem.start, jac=f.gradient, method=SCIPYS[method], **product)
    assert error(problem, run.values[-1]) <= error(problem, theirs.fun) + 1e-8


@each_method
@pytest.mark.parametrize("name", PROBLEMS)
def test_each_minimiser_that_is_listed_is_found(name, method):
    problem = PROBLEMS[name]
    run = method(problem.objective, problem.start, stop=gradient_below(1e-9))
    reached = problem.minimum_at(run.values[-1], run.final)
    assert problem.is_at(reached, run.final, 1e-9)


def assert_goes_down(run):
    """Each value below the one before, but for the rounding of f."""
    assert np.all(np.diff(run.values) <= 1e-14 * np.abs(run.values[:-1]))


# --- The report's surface ---


@each_method
@pytest.mark.parametrize("start", [(1, 1), (3.2, 3.2), (2, 0.5), (0.3, 5)])
def test_the_report_surface(method, start):
    for f in both_sorts(hc.gallery.report_surface):
        run = method(f, start)
        assert run.outcome is Outcome.CONVERGED
        assert_allclose(run.final, (4, 4), atol=1e-6)
        assert_goes_down(run)


def test_scipys_bfgs_runs_away_from_the_first_start():
    f = hc.gallery.report_surface
    assert minimize(f, (1, 1), jac=f.gradient, method="BFGS").fun < -1e6


# --- Quadratics ---


@settings(max_examples=50)
@given(quadratics(6), st.sampled_from([hc.bfgs, hc.lbfgs]))
def test_with_an_exact_line_search_a_quadratic_takes_n_steps(drawn, method):
    f, _, minimiser, start = drawn
    run = method(f, start, curvature=2e-4, stop=gradient_below(1e-6))
    assert run.outcome is Outcome.CONVERGED
    assert run.steps <= f.n + 3
    assert_allclose(run.final, minimiser, atol=2e-6)


@settings(max_examples=50)
@given(quadratics(6))
def test_newton_cg_needs_few_steps_on_a_quadratic_and_n_products_for_each(drawn):
    f, _, minimiser, start = drawn
    run = hc.newton_cg(f, start, stop=gradient_below(1e-8))
    assert run.outcome is Outcome.CONVERGED
    assert run.steps <= 8
    assert max(run.products, default=0) <= f.n + 2
    assert_allclose(run.final, minimiser, atol=1e-7)


@settings(max_examples=50)
@given(quadratics(6), st.integers(1, 10), st.integers(0, 2**32 - 1))
def test_lbfgs_that_forgets_nothing_goes_where_bfgs_goes(drawn, steps, seed):
    _, hessian, _, _ = drawn
    n = len(hessian)
    full, limited = InverseHessian(), RecentSteps(memory=steps)
    # bfgs takes its scale from the first step and lbfgs from the last: here both are the same.
    moves = list(np.random.default_rng(seed).normal(size=(steps, n)))
    moves.append(moves[0])
    limited.secants = type(limited.secants)(maxlen=steps + 1)
    for move in moves:
        for guide in (full, limited):
            guide.learn(
                *(Trial(0, None, point=p, gradient=hessian @ p) for p in (np.zeros(n), move))
            )
    gradient = np.arange(1.0, n + 1)
    assert_allclose(
        limited.direction(None, gradient), full.direction(None, gradient), rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize("name", ["rosenbrock", "himmelblau", "report_surface"])
def test_the_first_steps_of_lbfgs_are_those_of_bfgs(name):
    f = GALLERY[name]
    ours, theirs = (m(f, (2.5, 3.5), max_steps=2, stop=NEVER).points for m in (hc.bfgs, hc.lbfgs))
    assert_allclose(ours, theirs, rtol=1e-12)


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic():
    hessian = np.array([[4.0, 1, 0], [1, 3, 1], [0, 1, 2]])
    guide, origin = InverseHessian(), Trial(0, None, point=np.zeros(3), gradient=np.zeros(3))
    conjugate = np.linalg.inv(np.linalg.cholesky(hessian))
    for step in conjugate:
        guide.learn(origin, Trial(1, None, point=step, gradient=hessian @ step))
    assert_allclose(guide.matrix, np.linalg.inv(hessian), atol=1e-12)


# --- Where the Hessian is not positive definite ---


@pytest.mark.parametrize(
    ("formula", "start"),
    [
        ("x^2 - y^2 + y^4/4", (1, 0.1)),
        ("-x^2 - y^2 + x^4 + y^4", (0.1, 0.2)),
        ("x^4/4 - x^2/2 + y^2", (0.01, 3)),
        ("cos(x) + cos(y)", (0.1, 0.1)),
        ("x^3 - 3 x y^2 + x^4 + y^4", (0.3, 0.3)),
        ("x^4 + y^4 - 4 x y", (0.1, -0.2)),
        ("x y + x^4 + y^4", (1e-3, 2e-3)),
    ],
)
@each_method
def test_an_indefinite_start_goes_down_to_a_minimum(formula, start, method):
    f = Objective(formula)
    assert np.linalg.eigvalsh(f.hessian(start))[0] < 0
    run = method(f, start)
    assert run.outcome is Outcome.CONVERGED
    assert_goes_down(run)
    assert np.linalg.eigvalsh(f.hessian(run.final))[0] > 0


@settings(max_examples=60)
@given(
    st.sampled_from([name for name in GALLERY if name != "peano"]),
    st.sampled_from(METHODS),
    st.integers(0, 10**6),
)
def test_every_method_goes_downhill_from_anywhere(name, method, seed):
    f = GALLERY[name]
    low, high = np.array(f.window).T
    start = np.random.default_rng(seed).uniform(low, high).reshape(f.point_shape)
    run = method(f, start, max_steps=60)
    assert_goes_down(run)
    assert run.outcome in {Outcome.CONVERGED, Outcome.DIVERGED, Outcome.MAX_STEPS}


# --- Many variables ---


def chained_rosenbrock(n):
    return Objective.from_callables(rosen, rosen_der, hessian_vector_product=rosen_hess_prod, n=n)


def scipys_start(n):
    """What SciPy's tutorial starts from, as often as it takes."""
    return np.resize([1.3, 0.7, 0.8, 1.9, 1.2], n)


@each_method
def test_the_chained_rosenbrock_function(method):
    n = 1000 if method is not hc.bfgs else 100
    run = method(chained_rosenbrock(n), scipys_start(n), stop=gradient_below(1e-6))
    assert run.outcome is Outcome.CONVERGED
    assert_allclose(run.final, 1, atol=1e-6)
    assert_goes_down(run)


@pytest.mark.parametrize("method", [hc.lbfgs, hc.newton_cg])
def test_a_hundred_thousand_variables(method):
    n = 10**5
    run = method(chained_rosenbrock(n), scipys_start(n), stop=gradient_below(1e-2), record=False)
    assert run.outcome is Outcome.CONVERGED
    assert run.points.shape == run.gradients.shape == (2, n)
    assert np.linalg.norm(run.gradients[-1]) < 1e-2
    assert_allclose(run.final, 1, atol=1e-2)


@each_method
def test_what_is_not_recorded_is_run_all_the_same(method):
    for f in both_sorts(hc.gallery.rosenbrock):
        for stop in (gradient_below(), step_below(), NEVER):
            full, ends = (
                method(f, (-1.2, 1), stop=stop, record=record, max_steps=30)
                for record in (True, False)
            )
            assert (ends.steps, ends.outcome) == (full.steps, full.outcome)
            assert ends.evaluations == full.evaluations
            assert_array_equal(ends.points, full.points[[0, -1]])
            assert_allclose(ends.gradients, full.gradients[[0, -1]], rtol=1e-12)


# --- The same run from a formula and from functions; what is counted ---


@each_method
@pytest.mark.parametrize("name", GALLERY)
def test_formula_and_functions_agree(name, method):
    f = GALLERY[name]
    low, high = np.array(f.window).T
    for start in np.random.default_rng(5).uniform(low, high, (3, f.n)):
        runs = [method(s, start.reshape(f.point_shape), max_steps=4) for s in both_sorts(f)]
        assert runs[0].outcome is runs[1].outcome
        assert runs[0].evaluations == runs[1].evaluations
        assert_allclose(runs[0].points, runs[1].points, rtol=1e-6, atol=1e-8)
        assert runs[0].final.__class__ is runs[1].final.__class__


class Counting:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *arguments):
        self.calls += 1
        return self.function(*arguments)


@each_method
@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below()])
@pytest.mark.parametrize("max_steps", [3, 1000])
@pytest.mark.parametrize("start", [(1, 1), (2.0, 0.5), (3, 0)])
def test_evaluations_are_counted(method, start, stop, max_steps):
    f = hc.gallery.report_surface
    value, gradient, product = map(Counting, (f, f.gradient, f.hessian_vector_product))
    counting = Objective.from_callables(value, gradient, n=2, hessian_vector_product=product)
    run = method(counting, start, stop=stop, max_steps=max_steps)
    to_see_whether_f_is_defined = 0 if run.steps else 1
    assert value.calls - to_see_whether_f_is_defined == run.evaluations.value
    assert gradient.calls == run.evaluations.gradient
    assert run.evaluations.hessian == 0
    assert product.calls == sum(getattr(run, "products", []))


# --- Outcomes ---


@each_method
@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below(), NEVER])
@pytest.mark.parametrize(
    ("name", "start"),
    [("flat_bowl", (0, 0)), ("report_surface", (0, 3)), ("saddle", (0, 0)), ("quartic", 0)],
)
def test_a_zero_gradient_at_the_start(name, start, method, stop):
    for f in both_sorts(GALLERY[name]):
        run = method(f, start, stop=stop)
        assert (run.outcome, run.steps) == (Outcome.CONVERGED, 0)
        assert run.evaluations == (0, 1, 0)
        assert_array_equal(run.points, [start])


OUTCOMES = {
    "a line goes down for ever": ("x", 0.5, Outcome.DIVERGED),
    "so does a hill": ("-x^2 - y^2", (0.1, 0.2), Outcome.DIVERGED),
    "and a saddle": ("x^2 - y^2", (1, 0.1), Outcome.DIVERGED),
    "too large at once": ("exp(x^2)", 30, Outcome.DIVERGED),
    "undefined at once": ("log(x) + x", -3, Outcome.NOT_FINITE),
    "a kink": ("abs(x + y/3) + abs(x/4 - y)", (1, 0.37), Outcome.LINE_SEARCH_FAILED),
    "over the edge is too far": ("x - log(x)", 0.01, Outcome.CONVERGED),
    "too large is too far": ("exp(x^2)", 5, Outcome.CONVERGED),
    "a pole is too far": ("1/x + x", 0.05, Outcome.CONVERGED),
    "a flat minimum": ("x^4 + y^4", (1, 2), Outcome.CONVERGED),
    "an infimum at infinity": ("exp(-x)", 0, Outcome.CONVERGED),
}


@each_method
@pytest.mark.parametrize("case", OUTCOMES)
def test_each_outcome(case, method):
    formula, start, outcome = OUTCOMES[case]
    for f in both_sorts(Objective(formula)):
        run = method(f, start)
        assert run.outcome is outcome
        assert np.all(np.isfinite(run.points))
        assert len(run.values) == len(run.gradients) == len(run.points) == run.steps + 1
        assert run.sentence.startswith(outcome.sentence)
        assert_goes_down(run)


@each_method
def test_a_gradient_that_points_the_wrong_way(method):
    f = Objective.from_callables(lambda p: p @ p, lambda p: -2 * p, lambda p: np.eye(2), n=2)
    run = method(f, (1, 2))
    assert (run.outcome, run.steps) == (Outcome.LINE_SEARCH_FAILED, 0)
    assert_array_equal(run.gradients, [[-2, -4]])


@each_method
@pytest.mark.parametrize("steps", [0, 1, 7])
def test_steps_allowed_are_steps_taken(method, steps):
    for f in both_sorts(hc.gallery.rosenbrock):
        run = method(f, (-1.2, 1), stop=NEVER, max_steps=steps)
        assert (run.outcome, run.steps, len(run.points)) == (Outcome.MAX_STEPS, steps, steps + 1)


@each_method
def test_at_the_rounding_of_f_a_run_that_never_stops_ends_all_the_same(method):
    for f in both_sorts(hc.gallery.report_surface):
        run = method(f, (1, 1), stop=NEVER, max_steps=200)
        assert run.outcome in {Outcome.MAX_STEPS, Outcome.LINE_SEARCH_FAILED}
        assert_allclose(run.final, (4, 4), atol=1e-7)


@each_method
@pytest.mark.parametrize("start", [1e150, -1e200, 1e308])
def test_starts_near_the_largest_float(method, start):
    for f in both_sorts(hc.gallery.bowl):
        run = method(f, (start, start))
        assert run.outcome in {Outcome.DIVERGED, Outcome.CONVERGED, Outcome.MAX_STEPS}
        assert np.all(np.isfinite(run.points))


@each_method
def test_one_variable(method):
    for start in (2, 2.0, np.array(2)):
        for f in both_sorts(hc.gallery.double_well):
            run = method(f, start)
            assert run.outcome is Outcome.CONVERGED
            assert run.points.shape == run.gradients.shape == (run.steps + 1,)
            assert type(run.final) is float
            assert run.final == pytest.approx(1.472997601114030, abs=1e-6)


@each_method
def test_what_a_rule_sees(method):
    for f, sort in zip(both_sorts(hc.gallery.rosenbrock), (tuple, np.ndarray), strict=True):
        seen = []
        watch = Rule(lambda *what, seen=seen: seen.append(what) or len(seen) == 4, "fourth")
        run = method(f, (-1.2, 1), stop=watch)
        assert all(isinstance(thing, sort) for what in seen for thing in what)
        for k, (x, x_next, gradient) in enumerate(seen[:3]):
            assert_array_equal([x, x_next], run.points[k : k + 2])
            assert_array_equal(gradient, run.gradients[k])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: hc.bfgs(f, 1), "a start is 2 numbers"),
        (lambda f: hc.lbfgs(f, (1, math.nan)), "a start must be finite"),
        (lambda f: hc.newton_cg("x^2", 1), "f must be an Objective"),
        (lambda f: hc.bfgs(f, (1, 1), stop=1e-6), "stop must be a rule"),
        (lambda f: hc.lbfgs(f, (1, 1), max_steps=-1), "max_steps must be a whole number"),
        (lambda f: hc.lbfgs(f, (1, 1), memory=0), "memory must be .* 1 or more; got 0"),
        (lambda f: hc.lbfgs(f, (1, 1), memory=2.5), "memory must be .* got 2.5"),
        (lambda f: hc.bfgs(f, (1, 1), curvature=1), "curvature must lie between .* got 1"),
        (lambda f: hc.lbfgs(f, (1, 1), curvature=0), "curvature must lie between .* got 0"),
        (lambda f: hc.lbfgs(f, (1, 1), curvature="a"), "curvature must lie between .* got 'a'"),
        (lambda f: hc.bfgs(f, (1, 1), curvature=None), "curvature must lie between .* got None"),
        (
            lambda f: hc.newton_cg(Objective.from_callables(f, f.gradient, n=2), (1, 1)),
            "made without its hessian",
        ),
    ],
)
def test_a_mistake_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call(hc.gallery.report_surface)


# --- The line search alone ---


def along(formula, start=0.0):
    """A function of one variable and its slope, as the search wants them, and the start."""
    f = Objective(formula)

    def finite(function):
        def at(point):
            answer = function(point[0])
            if not math.isfinite(answer):
                raise Halt(Outcome.NOT_FINITE)
            return answer

        return at

    value_at, slope_at = finite(f), finite(f.gradient)
    point = np.array([start])
    here = Trial(0.0, value_at(point), point=point, gradient=np.array([slope_at(point)]))
    return value_at, lambda p: np.array([slope_at(p)]), here


@pytest.mark.parametrize("curvature", [0.9, 0.1, 0.001])
@pytest.mark.parametrize("length", [1e-5, 1e-2, 1, 1e2, 1e5])
@pytest.mark.parametrize(
    "formula",
    [
        # The first three and the last are Moré and Thuente's.
        "-x/(x^2 + 2)",
        "(x + 0.004)^5 - 2 (x + 0.004)^4",
        "sqrt((x - 1)^2 + 1e-4)",
        "exp(x) - 3 x",
        "x^4 - 3 x",
        "(x - 1)^2",
        "-log(3 - x) - 2 log(x + 1)",
        "0.999 sqrt((1 - x)^2 + 1e-6) + 0.001 sqrt(x^2 + 1e-4)",
    ],
)
def test_the_wolfe_conditions_hold(formula, length, curvature):
    value_at, gradient_at, here = along(formula)
    found = wolfe(value_at, gradient_at, here, np.array([length]), curvature)
    slope = here.gradient[0] * length
    assert found.value == value_at(found.point) <= here.value + 1e-4 * found.length * slope
    assert abs(found.slope) <= curvature * abs(slope)
    assert_array_equal(found.gradient, gradient_at(found.point))
    assert_allclose(found.point, here.point + found.length * length)


def test_an_ascent_direction_is_refused():
    value_at, gradient_at, here = along("x^2", 1.0)
    for direction in (1.0, 0.0, math.nan, -math.inf):
        assert wolfe(value_at, gradient_at, here, np.array([direction])) is None


def test_a_gradient_is_not_asked_for_where_f_is_too_high():
    value_at, gradient_at, here = along("x^2", 1.0)
    gradient = Counting(gradient_at)
    wolfe(value_at, gradient, here, np.array([-100.0]))
    assert gradient.calls == 1
