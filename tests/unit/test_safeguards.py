"""damped_newton and trust_region: Newton's method that only goes downhill."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mgh import PROBLEMS
from numpy.testing import assert_allclose, assert_array_equal
from objectives import NEVER, both_sorts
from scipy.optimize import minimize

import hesscourse as hc
from hesscourse import Objective, Outcome
from hesscourse.stopping import Rule, gradient_below, iterates_agree, step_below

METHODS = [hc.damped_newton, hc.trust_region]
GALLERY = hc.gallery.everything()
SURFACE = hc.gallery.report_surface


def assert_downhill(run):
    assert np.all(np.diff(run.values) <= 0)


# --- The report's surface ---


def test_damped_newton_takes_seven_steps_to_the_minimum():
    for f in both_sorts(SURFACE):
        run = hc.damped_newton(f, (1, 1))
        assert (run.outcome, run.steps) == (Outcome.CONVERGED, 7)
        assert_allclose(run.final, (4, 4), atol=1e-9)
        assert_downhill(run)


def test_the_first_damped_step_by_hand():
    hessian, gradient = SURFACE.hessian((1, 1)), SURFACE.gradient((1, 1))
    curvatures, directions = np.linalg.eigh(hessian)
    assert curvatures[0] < 0
    step = -directions @ (directions.T @ gradient / np.abs(curvatures))
    run = hc.damped_newton(SURFACE, (1, 1), max_steps=1)
    assert_allclose(run.final, 1 + step, rtol=1e-14)


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.0])
def test_a_trust_region_finds_the_minimum(radius):
    for f in both_sorts(SURFACE):
        run = hc.trust_region(f, (1, 1), radius=radius)
        assert run.outcome is Outcome.CONVERGED
        assert_allclose(run.final, (4, 4), atol=1e-6)
        assert_downhill(run)


def test_a_first_region_that_is_too_large_runs_away():
    run = hc.trust_region(SURFACE, (1, 1), radius=10)
    assert run.outcome is Outcome.DIVERGED
    assert_downhill(run)


# --- The problems of Moré, Garbow and Hillstrom ---

EACH = [pytest.param(m, name, id=f"{m.__name__}-{name}") for m in METHODS for name in PROBLEMS]


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_list_of_minima(name):
    f = PROBLEMS[name].objective
    for minimum in PROBLEMS[name].minima:
        gradient = f.gradient(minimum.point)
        if np.all(np.isfinite(minimum.point)):
            assert_allclose(f(minimum.point), minimum.value, rtol=1e-11, atol=1e-20)
        if np.all(np.isfinite(minimum.point)) and np.any(gradient):
            newton_step = np.linalg.solve(f.hessian(minimum.point), gradient)
            assert_allclose(newton_step, 0, atol=1e-9 * np.max(np.abs(minimum.point)))


def test_the_minima_at_which_the_hessian_is_singular():
    """There a method can end anywhere in a flat valley: no test asks where."""
    assert {name for name, p in PROBLEMS.items() for m in p.minima if p.reach(m, 1e-9) > 1} == {
        "Bard",
        "Kowalik and Osborne",
        "Powell singular",
        "extended Powell singular",
        "Brown almost linear",
    }


@pytest.mark.parametrize(("method", "name"), EACH)
def test_a_listed_minimum_is_found(method, name):
    problem = PROBLEMS[name]
    run = method(problem.objective, problem.start, stop=gradient_below(1e-8))
    ends = {Outcome.CONVERGED}
    if run.values[-1] > 1:  # rounding may leave a gradient that is larger
        ends.add(Outcome.LINE_SEARCH_FAILED)
    assert run.outcome in ends
    assert_downhill(run)
    minimum = problem.minimum_at(run.values[-1], run.final)
    assert abs(run.values[-1] - minimum.value) <= 1e-8 * max(1, abs(minimum.value))
    assert problem.is_at(minimum, run.final, 1e-8)


@pytest.mark.parametrize(("method", "name"), EACH)
def test_scipy_finds_no_lower_value_from_there(method, name):
    problem = PROBLEMS[name]
    f = problem.objective
    run = method(f, problem.start, stop=gradient_below(1e-8))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SciPy warns where rounding ends the search
        for theirs in ("trust-exact", "Newton-CG"):
            polished = minimize(
                f, run.final, jac=f.gradient, hess=f.hessian, method=theirs, options={"maxiter": 50}
            )
            assert polished.fun >= run.values[-1] - 1e-8 * max(1, abs(run.values[-1]))


@pytest.mark.parametrize("name", PROBLEMS)
def test_scipy_ends_at_the_same_minimum(name):
    problem = PROBLEMS[name]
    f = problem.objective
    theirs = minimize(
        f,
        problem.start,
        jac=f.gradient,
        hess=f.hessian,
        method="trust-exact",
        options={"gtol": 1e-6, "maxiter": 2000},
    )
    minimum = problem.minimum_at(theirs.fun, theirs.x)
    assert_allclose(theirs.fun, minimum.value, rtol=1e-7, atol=1e-8)
    ours = hc.trust_region(f, problem.start)
    assert ours.evaluations.hessian <= 1.5 * theirs.nhev + 2
    assert ours.values[-1] <= theirs.fun + 1e-7 * max(1, abs(theirs.fun))


# --- Downhill, whatever the surface ---

NUMBERS = st.floats(-2, 2, allow_subnormal=False)


@st.composite
def quartics(draw, coercive=False):
    """A random polynomial of degree four in one to four variables, and a start."""
    n = draw(st.integers(1, 4))
    fourth, second = (draw(arrays(float, (n, n), elements=NUMBERS)) for _ in range(2))
    slope, start = (draw(arrays(float, n, elements=NUMBERS)) for _ in range(2))
    second = second + second.T
    if coercive:
        fourth = fourth + 5 * np.eye(n)  # so that |fourth x| grows with |x|, usually
        weights = np.ones(n)
    else:
        weights = draw(arrays(float, n, elements=NUMBERS))

    def value(x):
        x = np.atleast_1d(x)
        return weights @ (fourth @ x) ** 4 / 12 + x @ second @ x / 2 + slope @ x

    def gradient(x):
        at = np.atleast_1d(x)
        g = fourth.T @ (weights * (fourth @ at) ** 3) / 3 + second @ at + slope
        return g if n > 1 else float(g[0])

    def hessian(x):
        at = np.atleast_1d(x)
        h = fourth.T @ np.diag(weights * (fourth @ at) ** 2) @ fourth + second
        return h if n > 1 else float(h[0, 0])

    f = Objective.from_callables(value, gradient, hessian, n=n)
    return f, start if n > 1 else float(start[0])


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=150)
@given(quartics())
def test_values_never_rise_on_a_random_quartic(method, drawn):
    f, start = drawn
    run = method(f, start, stop=gradient_below(1e-7), max_steps=60)
    assert_downhill(run)
    assert run.outcome in (
        Outcome.CONVERGED,
        Outcome.MAX_STEPS,
        Outcome.DIVERGED,
        Outcome.LINE_SEARCH_FAILED,
    )
    if run.outcome is Outcome.LINE_SEARCH_FAILED:  # only where rounding hides what is left
        assert np.max(np.abs(run.gradients[-1])) < 1e-4 * max(1, abs(run.values[-1]))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60)
@given(quartics(coercive=True))
def test_a_random_quartic_that_rises_all_round_has_its_minimum_found(method, drawn):
    f, start = drawn
    # Off every line of symmetry: along one, each of these methods walks straight into a saddle.
    aside = np.reshape(0.0123 * np.arange(1, f.n + 1), f.point_shape)
    run = method(f, start + aside, stop=gradient_below(1e-6), max_steps=500)
    if run.outcome is Outcome.CONVERGED and run.steps:
        assert np.all(np.linalg.eigvalsh(np.reshape(f.hessian(run.final), (f.n, f.n))) > -1e-3)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [name for name in GALLERY if GALLERY[name].formula is not None])
def test_formula_and_functions_take_the_same_way(method, name):
    f = GALLERY[name]
    low, high = np.array(f.window).T
    for start in np.random.default_rng(7).uniform(low, high, (4, f.n)):
        start = start.reshape(f.point_shape)
        runs = [method(sort, start, max_steps=6, stop=NEVER) for sort in both_sorts(f)]
        assert runs[0].outcome is runs[1].outcome
        assert runs[0].evaluations == runs[1].evaluations
        assert_allclose(runs[0].points, runs[1].points, rtol=1e-8, atol=1e-8)
        assert_allclose(runs[0].gradients, runs[1].gradients, rtol=1e-6, atol=1e-8)
        assert_downhill(runs[0])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "name", ["rosenbrock", "himmelblau", "double_well", "cosine", "ravine", "bowl", "parabola"]
)
def test_every_start_ends_in_a_minimum(method, name):
    f = GALLERY[name]
    low, high = np.array(f.window).T
    for start in np.random.default_rng(8).uniform(low, high, (10, f.n)):
        run = method(f, start.reshape(f.point_shape))
        assert run.outcome is Outcome.CONVERGED
        assert hc.classify(f.hessian(run.final)) is hc.Kind.MINIMUM


# --- Singular, indefinite and zero Hessians ---


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("formula", "start", "minimiser"),
    [
        ("(x + y - 1)^2 + (x + y)^4", (3.0, 1.0), None),  # singular everywhere
        ("x^4 + y^4 - x - y", (0.0, 0.0), (0.25 ** (1 / 3),) * 2),  # zero at the start
        ("x^4 - 2 x^2 + y^2", (0.1, 1.0), (1, 0)),  # indefinite at the start
        ("x^4/4 - x^2/2 + y^4/4 - y^2/2", (0.1, -0.1), (1, -1)),  # negative definite
        ("(x - 1)^4 + (y + 2)^2", (3.0, 3.0), None),  # singular at the minimum
    ],
)
def test_awkward_hessians(method, formula, start, minimiser):
    for f in both_sorts(Objective(formula)):
        run = method(f, start, stop=gradient_below(1e-8))
        assert run.outcome is Outcome.CONVERGED
        assert_downhill(run)
        if minimiser is not None:
            assert_allclose(run.final, minimiser, atol=1e-7)


@pytest.mark.parametrize("method", METHODS)
def test_a_plane_goes_down_for_ever(method):
    for f in both_sorts(Objective("x + 2 y")):
        run = method(f, (0, 0), max_steps=200)
        assert run.outcome in (Outcome.DIVERGED, Outcome.MAX_STEPS)
        assert run.values[-1] < -100
        assert_downhill(run)


# --- The lowest point of a quadratic model in a disc: one step of trust_region on a quadratic ---


def quadratic(hessian, gradient):
    """A quadratic whose gradient at 0 is `gradient`."""
    hessian, gradient = np.array(hessian, float), np.array(gradient, float)
    return Objective.from_callables(
        lambda p: gradient @ p + p @ hessian @ p / 2,
        lambda p: gradient + hessian @ p,
        lambda p: hessian,
        n=len(gradient),
    )


def lowest_in_disc(f, radius):
    """The least value on a fine polar grid."""
    angles = np.linspace(0, 2 * np.pi, 4001)
    circle = radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    shares = np.linspace(0, 1, 101)[1:, None, None]
    points = (shares * circle).reshape(-1, 2)
    h, g = f.hessian((0, 0)), f.gradient((0, 0))
    return np.min(points @ g + np.einsum("pi,ij,pj->p", points, h, points) / 2)


MODELS = {
    "inside": ([[2, 0], [0, 4]], [0.5, 0.5], 1.0),
    "on the edge": ([[2, 0], [0, 4]], [5, 5], 1.0),
    "indefinite": ([[-2, 0], [0, 4]], [1, 1], 1.0),
    "turned": ([[1, 3], [3, 1]], [1, 0.5], 2.0),
    "negative definite": ([[-2, 1], [1, -3]], [0.1, 0.2], 0.5),
    "hard": ([[-2, 0], [0, 4]], [0, 1], 1.0),
    "nearly hard": ([[-2, 0], [0, 4]], [1e-13, 1], 1.0),
    "hard, turned": ([[1, 3], [3, 1]], [1, 1], 2.0),
    "hard, all curvatures alike": ([[-2, 0], [0, -2]], [1e-9, 0], 1.0),
    "not hard after all": ([[-2, 0], [0, 4]], [0, 20], 1.0),
    "singular, level along": ([[0, 0], [0, 4]], [0, 1], 1.0),
    "singular, sloping along": ([[0, 0], [0, 4]], [0.1, 1], 1.0),
    "flat": ([[0, 0], [0, 0]], [3, 4], 1.0),
    "tiny": ([[2e-20, 0], [0, -4e-20]], [1e-20, 2e-20], 1.0),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_step_is_the_lowest_point_of_the_disc(name):
    hessian, gradient, radius = MODELS[name]
    f = quadratic(hessian, gradient)
    run = hc.trust_region(f, (0, 0), radius=radius, stop=NEVER, max_steps=1)
    assert run.rejected == ()
    assert np.linalg.norm(run.final) <= radius * (1 + 1e-9)
    lowest = lowest_in_disc(f, radius)
    assert f(run.final) <= lowest + 1e-9 * abs(lowest)
    assert f(run.final) >= lowest - 1e-3 * abs(lowest)


def test_the_hard_case_by_hand():
    # Downhill along x on both sides, but the gradient points along y only.
    f = quadratic([[-2, 0], [0, 4]], [0, 1])
    run = hc.trust_region(f, (0, 0), stop=NEVER, max_steps=1)
    y = -1 / (4 + 2)
    assert_allclose(np.abs(run.final), [math.sqrt(1 - y * y), abs(y)], rtol=1e-12)
    assert run.final[1] < 0


@settings(max_examples=150)
@given(st.integers(1, 5), st.data())
def test_a_step_meets_the_conditions_of_the_lowest_point(n, data):
    """(H + shift I) p = -g, H + shift I not negative, and shift (radius - |p|) = 0."""
    whole = st.integers(-3, 3)  # so that zeros, double eigenvalues and hard cases are common
    root = data.draw(arrays(float, (n, n), elements=whole))
    gradient = data.draw(arrays(float, n, elements=whole))
    radius = data.draw(st.floats(0.01, 100))
    hessian = root + root.T
    f = quadratic(hessian, gradient)
    if n == 1:
        slope, bend = gradient[0], hessian[0, 0]
        f = Objective.from_callables(
            lambda p: slope * p + bend * p * p / 2, lambda p: slope + bend * p, lambda p: bend, n=1
        )
    start = np.zeros(f.point_shape)
    run = hc.trust_region(f, start, radius=radius, stop=NEVER, max_steps=1)
    if not np.any(gradient):
        assert run.steps == 0
        return
    step = np.atleast_1d(run.final)
    length = np.linalg.norm(step)
    assert length <= radius * (1 + 1e-9)
    residual = hessian @ step + gradient
    shift = -(residual @ step) / length**2
    size = max(np.linalg.norm(hessian, 2), 1)
    assert_allclose(residual + shift * step, 0, atol=1e-7 * (size * length + 1))
    assert np.linalg.eigvalsh(hessian)[0] + shift >= -1e-7 * size
    assert shift >= -1e-7 * size
    assert shift * (radius - length) <= 1e-6 * size * radius


# --- Regions ---


def test_the_regions_are_in_the_trajectory():
    for f in both_sorts(SURFACE):
        run = hc.trust_region(f, (1, 1))
        assert run.radii.shape == (run.steps + 1,)
        lengths = np.linalg.norm(np.diff(run.points, axis=0), axis=1)
        assert np.all(lengths <= run.radii[:-1] * (1 + 1e-9))
        assert run.rejected
        for step, point, radius in run.rejected:
            here = run.points[step]
            assert run.radii[step] < radius
            assert np.linalg.norm(point - here) <= radius * (1 + 1e-9)
            # It fell by less than a tenth of what the model promised, or not at all.
            promise = f(here) - hc.taylor(f, here)(point)
            assert f(here) - f(point) < 0.1 * promise
        assert run.evaluations.value == 1 + run.steps + len(run.rejected)
        assert run.evaluations.hessian == run.steps


@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below(), NEVER])
@pytest.mark.parametrize("max_steps", [0, 3, 100])
def test_there_is_a_radius_for_each_iterate(stop, max_steps):
    for f in both_sorts(hc.gallery.rosenbrock):
        run = hc.trust_region(f, (-1.2, 1), stop=stop, max_steps=max_steps)
        assert len(run.radii) == len(run.points)
        assert run.radii[0] == 1
        brief = hc.trust_region(f, (-1.2, 1), stop=stop, max_steps=max_steps, record=False)
        assert_array_equal(brief.radii, run.radii[[0, -1] if run.steps else [0]])
        assert brief.rejected == ()


def test_points_of_tries_in_one_variable_are_numbers():
    run = hc.trust_region(Objective("log(x) + 1/x"), 4.0, radius=100.0)
    assert run.outcome is Outcome.CONVERGED
    assert run.rejected
    assert np.shape(run.rejected[0].point) == ()


# --- What a rule sees ---


def test_the_rule_of_damped_newton_sees_the_undamped_step():
    seen = []
    watch = Rule(lambda *what: seen.append(what) or False, "never")
    f = hc.gallery.rosenbrock
    run = hc.damped_newton(f, (-1.2, 1), stop=watch, max_steps=10)
    assert len(seen) == run.steps == 10
    damped = 0
    for k, (x, x_next, gradient) in enumerate(seen):
        assert_array_equal(x, run.points[k])
        step, taken = np.subtract(x_next, x), run.points[k + 1] - x
        share = np.linalg.norm(taken) / np.linalg.norm(step)
        assert_allclose(taken, share * step, atol=1e-12)
        assert_allclose(math.log2(share), round(math.log2(share)), atol=1e-9)
        assert_allclose(gradient, f.gradient(x), atol=1e-12)
        damped += share < 0.9
    assert damped


def test_a_step_that_is_short_only_because_it_was_halved_ends_nothing():
    f = Objective("sqrt(1 + x^2)")  # Newton's step from 10 is -1010
    run = hc.damped_newton(f, 10.0, stop=step_below(100))
    assert abs(run.points[1] - run.points[0]) < 100
    assert run.steps > 1


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("f", [SURFACE, hc.gallery.double_well])
def test_the_sorts_that_a_rule_sees(method, f):
    for sort, kind in zip(both_sorts(f), (tuple, np.ndarray), strict=True):
        seen = []
        watch = Rule(lambda *what, seen=seen: seen.append(what) or len(seen) == 3, "third")
        method(sort, np.full(f.n, 3.3).reshape(f.point_shape), stop=watch)
        assert len(seen) == 3
        assert all(isinstance(thing, kind) and len(thing) == f.n for what in seen for thing in what)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "stop", [iterates_agree(1e-12, 1e-13), step_below(1e-11), gradient_below(1e-12)]
)
@pytest.mark.parametrize("name", ["Rosenbrock", "Brown and Dennis", "Kowalik and Osborne", "Wood"])
def test_rules_that_ask_for_the_last_digits_end(method, stop, name):
    problem = PROBLEMS[name]
    run = method(problem.objective, problem.start, stop=stop, max_steps=300)
    assert run.outcome in (Outcome.CONVERGED, Outcome.LINE_SEARCH_FAILED)
    assert_downhill(run)
    value = problem.minimum_at(run.values[-1], run.final).value
    assert_allclose(run.values[-1], value, rtol=1e-9, atol=1e-12)


# --- Outcomes ---


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below(), NEVER])
@pytest.mark.parametrize(
    ("name", "start"),
    [("flat_bowl", (0, 0)), ("report_surface", (0, 3)), ("saddle", (0, 0)), ("quartic", 0)],
)
def test_a_zero_gradient_at_the_start(method, name, start, stop):
    for f in both_sorts(GALLERY[name]):
        run = method(f, start, stop=stop)
        assert (run.outcome, run.steps) == (Outcome.CONVERGED, 0)
        assert run.evaluations == (0, 1, 0)
        assert_array_equal(run.points, [start])


@pytest.mark.parametrize("method", METHODS)
def test_beside_a_saddle_it_is_left(method):
    for f in both_sorts(Objective("x^2 - y^2 + y^4")):
        run = method(f, (1, 0.01))
        assert run.outcome is Outcome.CONVERGED
        assert_allclose(run.final, (0, math.sqrt(0.5)), atol=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("formula", "start", "outcome"),
    [
        ("log(x)", -1.0, Outcome.NOT_FINITE),
        ("sqrt(x) + x", -1.0, Outcome.NOT_FINITE),
        ("exp(x^2)", 30.0, Outcome.DIVERGED),
        ("x^20", 1e30, Outcome.DIVERGED),
        ("-x^2", 1.0, Outcome.DIVERGED),
        ("x^3", -1.0, Outcome.DIVERGED),
    ],
)
def test_where_f_is_undefined_or_has_no_bottom(method, formula, start, outcome):
    for f in both_sorts(Objective(formula)):
        run = method(f, start)
        assert run.outcome is outcome
        assert np.all(np.isfinite(run.points))


@pytest.mark.parametrize("method", METHODS)
def test_a_try_outside_the_domain_is_no_step(method):
    for f in both_sorts(Objective("x - log(x)")):
        run = method(f, 5.0, stop=gradient_below(1e-8))
        assert run.outcome is Outcome.CONVERGED
        assert_allclose(run.final, 1, atol=1e-7)
        assert np.all(run.points > 0)


@pytest.mark.parametrize("method", METHODS)
def test_a_gradient_that_points_uphill(method):
    f = Objective.from_callables(lambda p: p @ p, lambda p: -2 * p, lambda p: 2 * np.eye(2), n=2)
    run = method(f, (1, 2))
    assert (run.outcome, run.steps) == (Outcome.LINE_SEARCH_FAILED, 0)
    assert run.sentence.startswith("No step that was tried lowered f enough.")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("entry", "outcome"), [(math.nan, Outcome.NOT_FINITE), (math.inf, Outcome.DIVERGED)]
)
def test_derivatives_that_are_not_finite(method, entry, outcome):
    strange_hessian = Objective.from_callables(
        np.sum, np.ones_like, lambda p: np.full((2, 2), entry), n=2
    )
    run = method(strange_hessian, (1, 2))
    assert (run.outcome, run.steps, run.evaluations) == (outcome, 0, (1, 1, 1))
    strange_gradient = Objective.from_callables(
        np.sum, lambda p: np.full(2, entry), lambda p: np.eye(2), n=2
    )
    run = method(strange_gradient, (1, 2))
    assert (run.outcome, run.steps, run.evaluations) == (outcome, 0, (0, 1, 0))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("scale", [1e-300, 1e-150, 1e150, 1e300])
def test_values_of_any_size(method, scale):
    f = Objective.from_callables(
        lambda p: scale * (p @ p / 2), lambda p: scale * p, lambda p: scale * np.eye(2), n=2
    )
    run = method(f, (0.5, -0.5), stop=step_below(1e-6))
    assert run.outcome is Outcome.CONVERGED
    assert_allclose(run.final, 0, atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("start", [1e155, 1e200, 1e308])
def test_starts_near_the_largest_float(method, start):
    for f in both_sorts(hc.gallery.bowl):
        run = method(f, (start, -start), max_steps=50)
        assert np.all(np.isfinite(run.points))
        assert run.sentence


@pytest.mark.parametrize("method", METHODS)
def test_no_steps_allowed(method):
    for f in both_sorts(hc.gallery.rosenbrock):
        run = method(f, (2, 2), max_steps=0)
        assert (run.outcome, run.steps, run.evaluations) == (Outcome.MAX_STEPS, 0, (0, 0, 0))


# --- Counting and recording ---


class Counting:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, point):
        self.calls += 1
        return self.function(point)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("stop", [iterates_agree(), step_below(), gradient_below()])
@pytest.mark.parametrize("max_steps", [3, 1000])
@pytest.mark.parametrize("start", [(1, 1), (3.2, 3.2), (0, 3), (2.0, 0.5)])
def test_evaluations_are_counted(method, start, stop, max_steps):
    value, gradient, hessian = map(Counting, (SURFACE, SURFACE.gradient, SURFACE.hessian))
    counting = Objective.from_callables(value, gradient, hessian, n=2)
    run = method(counting, start, stop=stop, max_steps=max_steps)
    asked_for_the_record = 0 if run.steps else 1  # whether f is defined at the start
    assert run.evaluations == (value.calls - asked_for_the_record, gradient.calls, hessian.calls)
    assert run.evaluations == method(SURFACE, start, stop=stop, max_steps=max_steps).evaluations


@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_computed_where_the_gradient_is_small_enough(method):
    run = method(SURFACE, (1, 1), stop=gradient_below(1e-3))
    assert run.evaluations.gradient == run.steps + 1
    assert run.evaluations.hessian == run.steps


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("name", "start"), [("report_surface", (1, 1)), ("rosenbrock", (-1.2, 1)), ("double_well", 0.3)]
)
def test_nothing_but_the_record_depends_on_record(method, name, start):
    for f in both_sorts(GALLERY[name]):
        kept, brief = method(f, start), method(f, start, record=False)
        assert (brief.steps, brief.outcome, brief.evaluations) == (
            kept.steps,
            kept.outcome,
            kept.evaluations,
        )
        assert_array_equal(brief.points, kept.points[[0, -1]])
        assert_allclose(brief.gradients, kept.gradients[[0, -1]], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("start", [2, 2.0, np.float64(2), np.array(2)])
def test_shapes_in_one_variable(method, start):
    for f in both_sorts(hc.gallery.double_well):
        run = method(f, start)
        assert run.points.shape == run.gradients.shape == (run.steps + 1,)
        assert type(run.final) is float


@pytest.mark.parametrize("method", METHODS)
def test_many_variables(method):
    n = 60
    scale = np.linspace(1, 100, n)
    f = Objective.from_callables(
        lambda p: np.sum(scale * p**2 / 2 + p**4 / 4 - p),
        lambda p: scale * p + p**3 - 1,
        lambda p: np.diag(scale + 3 * p**2),
        n=n,
    )
    run = method(f, np.full(n, 5.0), stop=gradient_below(1e-9))
    assert run.outcome is Outcome.CONVERGED
    assert_allclose(scale * run.final + run.final**3, 1, atol=1e-9)


# --- Mistakes ---


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((SURFACE, (1, 1, 1)), {}, "a start is 2 numbers here"),
        ((SURFACE, (1, math.nan)), {}, "a start must be finite"),
        ((SURFACE, (1, 1)), {"max_steps": -1}, "max_steps must be a whole number"),
        ((SURFACE, (1, 1)), {"stop": 1e-4}, "stop must be a rule, .* got 0.0001"),
        (("x^2", 1), {}, "f must be an Objective"),
        (
            (Objective.from_callables(sum, np.ones_like, n=2), (1, 1)),
            {},
            "made without its hessian",
        ),
    ],
)
def test_a_mistake_is_named(method, arguments, options, message):
    with pytest.raises(ValueError, match=message):
        method(*arguments, **options)


@pytest.mark.parametrize("radius", [0, -1, math.nan, math.inf, "large", None])
def test_a_radius_is_a_number_above_zero(radius):
    with pytest.raises(ValueError, match="radius must be a finite number above zero; got"):
        hc.trust_region(SURFACE, (1, 1), radius=radius)
