import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import approx_fprime, linprog, minimize
from scipy.special import expit

import hesscourse as hc
from hesscourse import LogisticLoss, Outcome
from hesscourse.stopping import gradient_below

CHALLENGER = hc.data.challenger()


pytestmark = pytest.mark.usefixtures("silence")


@pytest.fixture
def challenger():
    return LogisticLoss(*CHALLENGER)


def random_data(m=60, d=3, seed=20251121):
    random = np.random.default_rng(seed)
    X = random.normal(size=(m, d))
    return X, (random.random(m) < expit(0.5 + X @ np.arange(1, d + 1))).astype(float)


# --- The Challenger data ---


def test_the_data_are_the_23_launches():
    temperature_f, distress = CHALLENGER
    assert temperature_f.shape == distress.shape == (23,)
    assert (temperature_f.min(), temperature_f.max()) == (53, 81)
    assert_array_equal(np.sort(temperature_f[distress == 1]), [53, 57, 58, 63, 70, 70, 75])


def test_the_data_are_read_afresh():
    hc.data.challenger()[0][:] = 0
    assert hc.data.challenger()[0].min() == 53


def test_newton_finds_the_published_fit(challenger):
    run = hc.newton(challenger, (0, 0))
    assert (run.steps, run.outcome) == (6, Outcome.CONVERGED)
    assert_allclose(run.final, [15.0429, -0.23216], atol=5e-5)
    assert_allclose(run.final[1], -0.23216, atol=5e-6)
    errors = np.sqrt(np.diag(np.linalg.inv(challenger.hessian(run.final))))
    assert_allclose(errors, [7.3786, 0.1082], atol=5e-5)
    assert 2 * run.values[-1] == pytest.approx(20.315, abs=5e-4)


def test_the_curvature_that_holds_gradient_descent_back(challenger):
    best = hc.newton(challenger, (0, 0)).final
    smallest, largest = np.linalg.eigvalsh(challenger.hessian(best))
    assert largest == pytest.approx(1.52e4, rel=5e-3)
    assert 2 / largest == pytest.approx(1.319e-4, rel=5e-4)
    assert largest / smallest == pytest.approx(8.3e5, rel=5e-3)


def test_newton_does_not_mind_the_units():
    temperature_f, distress = CHALLENGER
    celsius = (temperature_f - 32) / 1.8
    raw = hc.newton(LogisticLoss(temperature_f, distress), (0, 0))
    other = hc.newton(LogisticLoss(celsius, distress), (0, 0))
    intercept, slope = raw.points.T
    assert_allclose(other.points, np.stack([intercept + 32 * slope, 1.8 * slope], 1), rtol=1e-7)


# --- Value and derivatives ---

BOTH = pytest.mark.parametrize("ridge", [0, 2.5])


@BOTH
def test_the_value_is_its_definition(ridge):
    X, y = random_data()
    loss, beta = LogisticLoss(X, y, ridge), np.array([0.3, -1, 2, 0.5])
    chances = expit(beta[0] + X @ beta[1:])
    expected = -np.sum(y * np.log(chances) + (1 - y) * np.log(1 - chances))
    assert loss(beta) == pytest.approx(expected + ridge / 2 * np.sum(beta**2), rel=1e-13)
    assert loss(np.zeros(4)) == pytest.approx(60 * math.log(2))


@BOTH
def test_derivatives_against_differences(ridge):
    loss = LogisticLoss(*random_data(), ridge)
    for beta in np.random.default_rng(1).normal(size=(5, loss.n)):
        assert_allclose(loss.gradient(beta), approx_fprime(beta, loss, 1e-7), atol=1e-4)
        by_differences = [
            (loss.gradient(beta + e) - loss.gradient(beta - e)) / 2e-5 for e in 1e-5 * np.eye(4)
        ]
        assert_allclose(loss.hessian(beta), by_differences, atol=1e-7)


@BOTH
def test_the_product_is_the_hessian_times_the_direction(ridge):
    loss = LogisticLoss(*random_data(), ridge)
    beta, direction = np.random.default_rng(2).normal(size=(2, loss.n))
    assert_allclose(
        hc.hessian_vector_product(loss, beta, direction),
        loss.hessian(beta) @ direction,
        rtol=1e-12,
        atol=1e-12,
    )


def test_the_product_forms_no_hessian(monkeypatch):
    loss = LogisticLoss(*random_data())
    monkeypatch.setattr(loss, "_hessian", None)
    run = hc.newton_cg(loss, np.zeros(4))
    assert run.outcome is Outcome.CONVERGED


def test_the_hessian_of_many_rows_is_summed_in_blocks():
    X, y = random_data(m=10_000)
    loss, beta = LogisticLoss(X, y, 1), np.array([0.3, -1, 2, 0.5])
    chances = expit(loss.X @ beta)
    weighted = loss.X * (chances * (1 - chances))[:, np.newaxis]
    assert_allclose(loss.hessian(beta), loss.X.T @ weighted + np.eye(4), rtol=1e-11, atol=1e-9)


def test_points_may_be_many():
    loss = LogisticLoss(*random_data())
    points = np.random.default_rng(3).normal(size=(2, 5, 4))
    assert loss(points).shape == (2, 5)
    assert loss.gradient(points).shape == (2, 5, 4)
    assert loss.hessian(points).shape == (2, 5, 4, 4)
    assert loss(points)[1, 2] == loss(points[1, 2])


def test_huge_margins_lose_nothing():
    loss = LogisticLoss([-1, 1], [0, 1])
    assert loss((0, 800)) == 0
    assert loss((0, -800)) == 1600
    assert_array_equal(loss.gradient((0, -800)), [0, -2])
    assert_array_equal(loss.hessian((0, 800)), np.zeros((2, 2)))
    assert loss((0, 40)) == pytest.approx(2 * math.exp(-40), rel=1e-12)
    assert loss.gradient((0, 40))[1] == pytest.approx(-2 * math.exp(-40), rel=1e-12)
    for side in (40, -40):
        assert loss.hessian((0, side))[1, 1] == pytest.approx(2 * math.exp(-40), rel=1e-12)


@pytest.mark.parametrize("size", [1e3, 1e10, 1e200, 1e307])
@BOTH
def test_huge_coefficients_make_no_nan(size, ridge):
    loss = LogisticLoss([-1, 1, 2], [0, 1, 0], ridge)
    beta = np.array([0, size])
    for answer in (loss(beta), loss.gradient(beta), loss.hessian(beta)):
        assert not np.any(np.isnan(answer))
    assert not np.any(np.isnan(hc.hessian_vector_product(loss, beta, (1, 1))))


# --- The ridge, and the fit ---


@pytest.mark.parametrize("ridge", [0, 0.1, 30])
@pytest.mark.parametrize("seed", range(3))
def test_the_fit_is_scipys(seed, ridge):
    loss = LogisticLoss(*random_data(200, 4, seed), ridge)
    ours = hc.newton(loss, np.zeros(5), stop=gradient_below(1e-9))
    theirs = minimize(
        loss, np.zeros(5), jac=loss.gradient, hess=loss.hessian, method="trust-exact", tol=1e-10
    )
    assert ours.outcome is Outcome.CONVERGED
    assert_allclose(ours.final, theirs.x, atol=1e-7)


@pytest.mark.parametrize("method", [hc.damped_newton, hc.trust_region, hc.bfgs, hc.lbfgs])
def test_every_method_takes_it(method):
    loss = LogisticLoss(*random_data())
    run = method(loss, np.zeros(4), stop=gradient_below(1e-6))
    assert_allclose(run.final, hc.newton(loss, np.zeros(4)).final, atol=1e-5)


def test_the_ridge_penalises_the_intercept_too():
    free, held = (LogisticLoss([1, 2], [1, 1], ridge) for ridge in (0, 4))
    assert held((3, 0)) - free((3, 0)) == pytest.approx(4 / 2 * 9)
    assert_allclose(held.hessian((3, 0)) - free.hessian((3, 0)), 4 * np.eye(2))


def test_a_larger_ridge_means_smaller_coefficients():
    fits = [hc.newton(LogisticLoss(*CHALLENGER, ridge), (0, 0)).final for ridge in (0, 0.01, 1)]
    sizes = np.linalg.norm(fits, axis=1)
    assert sizes[0] > sizes[1] > sizes[2]


# --- Whether there is a minimum ---

SQUARE = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
LINE = np.arange(6.0)


@pytest.mark.parametrize(
    ("X", "y", "separable", "words"),
    [
        (*CHALLENGER, False, "exactly one minimum"),
        (SQUARE, [0, 1, 1, 0], False, "exactly one minimum"),
        (SQUARE, [0, 0, 0, 1], True, "two classes, and the loss sinks to 0"),
        (SQUARE, [0, 0, 1, 0], True, "two classes, and the loss sinks to 0"),
        (LINE, LINE > 2, True, "two classes, and the loss sinks to 0"),
        (1e9 + LINE, LINE < 3, True, "two classes, and the loss sinks to 0"),
        (1e-9 * LINE, LINE > 2, True, "two classes, and the loss sinks to 0"),
        ([0, 1, 1, 2], [0, 0, 1, 1], True, "but for points on it"),
        (SQUARE[[0, 1, 0, 1, 2]], [0, 0, 1, 1, 1], True, "but for points on it"),
        ([1, 2, 3], [1, 1, 1], True, "every y is 1"),
        ([1], [0], True, "every y is 0"),
        ([0.1, 0.1, 0.1], [0, 1, 1], False, "many minima"),
        (np.stack([LINE, 2 * LINE], 1), [0, 1, 0, 1, 1, 0], False, "many minima"),
        ([0, 0], [0, 1], False, "many minima"),
    ],
)
def test_the_diagnosis(X, y, separable, words):
    loss = LogisticLoss(X, y)
    assert loss.separable is separable
    assert words in loss.diagnosis
    assert ("no minimum" in loss.diagnosis) is separable
    assert loss.diagnosis.endswith(("minimum.", "ridge=1.", "one out."))
    assert "strictly convex" in LogisticLoss(X, y, 0.1).diagnosis


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=8))
def test_one_input_is_separable_if_the_classes_meet_in_a_point_at_most(data):
    X, y = np.array(data, float).T
    zeros, ones = X[y == 0], X[y == 1]
    if len(zeros) and len(ones):
        apart = zeros.max() <= ones.min() or ones.max() <= zeros.min()
        expected = apart and np.ptp(X) > 0
    else:
        expected = True
    assert LogisticLoss(X, y).separable == expected


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.booleans()), min_size=1, max_size=9
    )
)
def test_separable_means_that_a_separating_hyperplane_is_found(data):
    *columns, y = np.array(data, float).T
    loss = LogisticLoss(np.stack(columns, 1), y)
    # The other side of the theorem: look for the hyperplane itself, none of its margins above 1.
    margins = (2 * y - 1)[:, np.newaxis] * loss.X
    best = linprog(
        -margins.sum(axis=0),
        A_ub=np.vstack([margins, -margins]),
        b_ub=np.repeat([1, 0], len(y)),
        bounds=(None, None),
    )
    assert loss.separable == (-best.fun > 0.5)


@pytest.mark.parametrize("y", [[0, 0, 0, 1], [0, 0, 1, 1], [1, 1, 1, 1]])
def test_newton_on_separable_data_ends_and_claims_little(y):
    loss = LogisticLoss(SQUARE, y)
    run = hc.newton(loss, np.zeros(3))
    assert run.outcome in {Outcome.MAX_STEPS, Outcome.SINGULAR_HESSIAN}
    assert np.linalg.norm(run.final) > 20
    mended = hc.newton(LogisticLoss(SQUARE, y, ridge=1), np.zeros(3))
    assert mended.outcome is Outcome.CONVERGED
    assert np.linalg.norm(mended.final) < 20


@settings(max_examples=40)
@given(st.permutations(range(23)), st.floats(-5, 5), st.floats(-0.1, 0.1))
def test_the_order_of_the_observations_does_not_matter(order, intercept, slope):
    beta = (intercept, slope)
    temperature_f, distress = CHALLENGER
    loss = LogisticLoss(temperature_f, distress)
    shuffled = LogisticLoss(temperature_f[order], distress[order])
    assert shuffled(beta) == pytest.approx(loss(beta), rel=1e-12)
    assert_allclose(shuffled.gradient(beta), loss.gradient(beta), rtol=1e-10, atol=1e-9)
    assert_allclose(shuffled.hessian(beta), loss.hessian(beta), rtol=1e-10, atol=1e-9)


# --- The object ---


def test_it_is_an_objective_with_its_data(challenger):
    assert isinstance(challenger, hc.Objective)
    assert (challenger.n, challenger.formula) == (2, None)
    assert challenger.variables == ("beta0", "beta1")
    assert challenger.X.shape == (23, 2)
    assert_array_equal(challenger.X[:, 0], 1)
    assert_array_equal(challenger.X[:, 1], CHALLENGER[0])
    assert_array_equal(challenger.y, CHALLENGER[1])
    assert challenger.ridge == 0
    assert repr(challenger) == "LogisticLoss(23 observations, n=2, ridge=0)"


def test_it_keeps_a_copy_of_the_data():
    X, y = random_data()
    loss = LogisticLoss(X, y)
    before = loss(np.ones(4))
    X[:], y[:] = 0, 0
    assert loss(np.ones(4)) == before
    assert np.any(loss.y)


def test_answers_may_be_true_and_false():
    X, y = random_data()
    assert LogisticLoss(X, y == 1)(np.ones(4)) == LogisticLoss(X, y)(np.ones(4))


@pytest.mark.parametrize(
    ("X", "y", "ridge", "message"),
    [
        (np.ones((2, 2, 2)), [0, 1], 0, r"shape is \(m, d\) or \(m,\); got shape \(2, 2, 2\)"),
        (3, [0], 0, r"shape is \(m, d\) or \(m,\); got shape \(\)"),
        ([], [], 0, r"got shape \(0,\)"),
        (np.ones((3, 0)), [0, 1, 1], 0, r"got shape \(3, 0\)"),
        ([1, math.nan], [0, 1], 0, "X must be finite; got nan in row 1, column 0"),
        ([[1, 2], [3, math.inf]], [0, 1], 0, "X must be finite; got inf in row 1, column 1"),
        (["warm", "cold"], [0, 1], 0, r"X is made of real numbers; got \['warm', 'cold'\]"),
        ([[1, 2], [3]], [0, 1], 0, r"rows of X must be equally long; got \[\[1, 2\], \[3\]\]"),
        ([1, 2, 3], [0, 1], 0, r"the 3 rows of X, so its shape is \(3,\); got shape \(2,\)"),
        ([1, 2], [[0], [1]], 0, r"its shape is \(2,\); got shape \(2, 1\)"),
        ([1, 2], [-1, 1], 0, "each y is 0 or 1; got -1 in row 0"),
        ([1, 2], [0, 0.5], 0, "each y is 0 or 1; got 0.5 in row 1"),
        ([1, 2], [0, math.nan], 0, "each y is 0 or 1; got nan in row 1"),
        ([1, 2], ["no", "yes"], 0, "each y is 0 or 1; got 'no' in row 0"),
        ([1, 2], [1, None], 0, "each y is 0 or 1; got None in row 1"),
        ([1, 2], [0, 1j], 0, "each y is 0 or 1; got"),
        ([1, 2], None, 0, r"its shape is \(2,\); got shape \(\)"),
        ([1, 2], [0, [1]], 0, "the rows of y must be equally long"),
        ([1, 2], [0, 1], -1, "ridge must be a number, zero or more; got -1"),
        ([1, 2], [0, 1], math.nan, "ridge must be a number, zero or more; got nan"),
        ([1, 2], [0, 1], math.inf, "ridge must be a number, zero or more; got inf"),
        ([1, 2], [0, 1], "a little", "ridge must be a number, zero or more; got 'a little'"),
    ],
)
def test_a_mistake_is_named(X, y, ridge, message):
    with pytest.raises(ValueError, match=message):
        LogisticLoss(X, y, ridge)


def test_answers_may_be_numbers_as_text():
    X, y = random_data()
    assert LogisticLoss(X, [str(answer) for answer in y])(np.ones(4)) == LogisticLoss(X, y)(
        np.ones(4)
    )


def test_a_mistake_in_long_data_is_named_in_few_words():
    words = ["yes", "no"] * 50_000
    with pytest.raises(ValueError, match="each y is 0 or 1; got 'yes' in row 0"):
        LogisticLoss(np.arange(10**5), words)
    for X in (words, [[word] for word in words], np.array(words)):
        with pytest.raises(ValueError, match="X is made of real numbers; got") as caught:
            LogisticLoss(X, np.zeros(10**5))
        assert len(str(caught.value)) < 300


def test_a_point_of_the_wrong_shape_is_named(challenger):
    with pytest.raises(ValueError, match=r"2 coordinates here, \(beta0, beta1\)"):
        challenger((1, 2, 3))
