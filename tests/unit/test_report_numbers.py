"""Every number of the report (section 4, appendix B), and those that sources/README.md adds."""

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.stopping import Rule, gradient_below, step_below

REPORT = hc.gallery.report_surface
FIRST, SECOND = (1, 1), (3.2, 3.2)

B1 = """
0. x 1 y 1 --> (-0.5000000000000000,-0.5000000000000000)
1. x 1.0050000000000 y 1.0050000000000 --> (-0.506184974895937,-0.506184974895937)
2. x 1.01006184974896 y 1.01006184974896 --> (-0.512483652519824,-0.512483652519824)
3. x 1.01518668627416 y 1.01518668627416 --> (-0.518898669704649,-0.518898669704649)
246. x 3.98976321048153 y 3.98976321048153 --> (-0.0435643360994635,-0.0435643360994638)
247. x 3.99019885384252 y 3.99019885384252 --> (-0.0417150068300141,-0.0417150068300138)
248. x 3.99061600391082 y 3.99061600391082 --> (-0.0399437948089941,-0.0399437948089938)
249. x 3.99101544185891 y 3.99101544185891 --> (-0.0382474329314844,-0.0382474329314846)
"""

B2 = """
(1.0000,1.0000) - (0.4054,0.4054) = (0.5946,0.5946)
(0.5946,0.5946) - (0.2190,0.2190) = (0.3756,0.3756)
(0.3756,0.3756) - (0.1327,0.1327) = (0.2429,0.2429)
(0.2429,0.2429) - (0.0839,0.0839) = (0.1589,0.1589)
(0.1589,0.1589) - (0.0542,0.0542) = (0.1047,0.1047)
(0.1047,0.1047) - (0.0354,0.0354) = (0.0693,0.0693)
(0.0693,0.0693) - (0.0233,0.0233) = (0.0460,0.0460)
(0.0460,0.0460) - (0.0154,0.0154) = (0.0305,0.0305)
(0.0305,0.0305) - (0.0102,0.0102) = (0.0203,0.0203)
(0.0203,0.0203) - (0.0068,0.0068) = (0.0135,0.0135)
(0.0135,0.0135) - (0.0045,0.0045) = (0.0090,0.0090)
(0.0090,0.0090) - (0.0030,0.0030) = (0.0060,0.0060)
(0.0060,0.0060) - (0.0020,0.0020) = (0.0040,0.0040)
(0.0040,0.0040) - (0.0013,0.0013) = (0.0027,0.0027)
(0.0027,0.0027) - (0.0009,0.0009) = (0.0018,0.0018)
(0.0018,0.0018) - (0.0006,0.0006) = (0.0012,0.0012)
(0.0012,0.0012) - (0.0004,0.0004) = (0.0008,0.0008)
(0.0008,0.0008) - (0.0003,0.0003) = (0.0005,0.0005)
(0.0005,0.0005) - (0.0002,0.0002) = (0.0004,0.0004)
(0.0004,0.0004) - (0.0001,0.0001) = (0.0002,0.0002)
(0.0002,0.0002) - (0.0001,0.0001) = (0.0002,0.0002)
"""

B3 = """
(3.2000,3.2000) - (-1.4933,-1.4933) = (4.6933,4.6933)
(4.6933,4.6933) - (0.7598,0.7598) = (3.9336,3.9336)
(3.9336,3.9336) - (-0.0677,-0.0677) = (4.0013,4.0013)
(4.0013,4.0013) - (0.0013,0.0013) = (4.0000,4.0000)
(4.0000,4.0000) - (0.0000,0.0000) = (4.0000,4.0000)
"""

LAST_HESSIAN_B2 = [[-4.37584933e-08, -8.75203986e-08], [-8.75203986e-08, -4.37584933e-08]]
LAST_EIGENVALUES_B2 = [-1.31278892e-07, 4.37619053e-08]
LAST_DIAGONAL_B3 = 4.26666750
LAST_EIGENVALUES_B3 = [4.2666675, 4.2666675]


def rows(appendix):
    return appendix.strip().splitlines()


def as_printed(number, like):
    """`number` with as many digits after the point as the text `like`."""
    return f"{number:.{len(like.partition('.')[2])}f}"


@pytest.mark.parametrize("row", rows(B1))
def test_appendix_b1(row):
    number, _, x, _, y, _, gradient = row.split()
    run = hc.gradient_descent(REPORT, FIRST, 0.01)
    k = int(number.rstrip("."))
    assert as_printed(run.points[k, 0], like=x) == x
    assert as_printed(run.points[k, 1], like=y) == y
    printed = [float(g) for g in gradient.strip("()").split(",")]
    np.testing.assert_allclose(run.gradients[k], printed, rtol=0, atol=1e-13)


def printed_by_newton(run):
    def pair(point):
        return "({:.4f},{:.4f})".format(*(np.round(point, 4) + 0.0))

    steps = run.points[:-1] - run.points[1:]
    return [
        f"{pair(x)} - {pair(step)} = {pair(x_next)}"
        for x, step, x_next in zip(run.points[:-1], steps, run.points[1:], strict=True)
    ]


@pytest.mark.parametrize(("start", "appendix"), [(FIRST, B2), (SECOND, B3)], ids=["B.2", "B.3"])
def test_appendices_b2_and_b3(start, appendix):
    assert printed_by_newton(hc.newton(REPORT, start)) == rows(appendix)


def test_last_hessian_of_b2():
    hessian = REPORT.hessian(hc.newton(REPORT, FIRST).points[-2])
    np.testing.assert_allclose(hessian, LAST_HESSIAN_B2, rtol=1e-8)
    np.testing.assert_allclose(np.linalg.eigvalsh(hessian), LAST_EIGENVALUES_B2, rtol=1e-8)


def test_last_hessian_of_b3():
    hessian = REPORT.hessian(hc.newton(REPORT, SECOND).points[-2])
    np.testing.assert_allclose(np.diag(hessian), LAST_DIAGONAL_B3, rtol=1e-8)
    assert 0 < abs(hessian[0, 1]) < 1e-12
    assert hessian[1, 0] == hessian[0, 1]
    np.testing.assert_allclose(np.linalg.eigvalsh(hessian), LAST_EIGENVALUES_B3, rtol=1e-8)


def test_first_gradient_of_section_4():
    np.testing.assert_array_equal(REPORT.gradient(FIRST), [-0.5, -0.5])


@pytest.mark.parametrize(
    ("start", "rate", "steps", "x", "evaluations", "distance"),
    [
        (FIRST, 0.01, 249, "3.99101544185891", 250, "0.0090"),
        (FIRST, 0.05, 56, "3.99843244", 57, "0.0016"),
        (SECOND, 0.01, 109, "3.99067048", 110, "0.0093"),
        (SECOND, 0.05, 27, "3.99821688", 28, "0.0018"),
    ],
)
def test_gradient_descent_counts(start, rate, steps, x, evaluations, distance):
    run = hc.gradient_descent(REPORT, start, rate)
    assert run.outcome is hc.Outcome.CONVERGED
    assert run.steps == len(run.points) - 1 == steps
    assert [as_printed(c, like=x) for c in run.final] == [x, x]
    assert run.evaluations == (0, evaluations, 0)
    assert as_printed(np.max(np.abs(run.final - 4)), like=distance) == distance


@pytest.mark.parametrize(("start", "steps"), [(FIRST, 21), (SECOND, 5)])
def test_newton_counts(start, steps):
    run = hc.newton(REPORT, start)
    assert run.outcome is hc.Outcome.CONVERGED
    assert run.steps == len(run.points) - 1 == steps
    assert run.evaluations == (0, steps, steps)


MAX_NORM = Rule(lambda x, x_next, g: max(map(abs, g)) < 1e-4, "max-norm of the gradient < 1e-4")


@pytest.mark.parametrize(
    ("stop", "counts"),
    [
        (gradient_below(1e-4), (394, 75, 255, 47)),
        (MAX_NORM, (386, 74, 247, 46)),
        (step_below(1e-4), (281, 63, 142, 34)),
    ],
    ids=["gradient norm", "max-norm", "largest step"],
)
def test_other_rules_give_other_counts(stop, counts):
    starts_and_rates = [(FIRST, 0.01), (FIRST, 0.05), (SECOND, 0.01), (SECOND, 0.05)]
    found = [hc.gradient_descent(REPORT, s, rate, stop=stop).steps for s, rate in starts_and_rates]
    assert found == list(counts)


@pytest.mark.parametrize(("start", "steps"), [(SECOND, 4), (FIRST, 11)])
def test_the_surprise_of_the_best_learning_rate(start, steps):
    run = hc.gradient_descent(REPORT, start, 15 / 64, stop=step_below(1e-4))
    assert (run.outcome, run.steps) == (hc.Outcome.CONVERGED, steps)
    np.testing.assert_allclose(run.final, 4, atol=1e-7)


def test_the_minimum_and_the_saddle():
    np.testing.assert_allclose(REPORT((4, 4)), 85 - 1024 / 90, rtol=1e-15)
    np.testing.assert_allclose(REPORT.hessian((4, 4)), 64 / 15 * np.eye(2), rtol=1e-14)
    assert REPORT((6, 6)) == 85
    np.testing.assert_allclose(REPORT.hessian((6, 6)), [[0, -14.4], [-14.4, 0]], rtol=1e-14)


@pytest.mark.parametrize("b", [-1.5, 0.0, 3.0, 6.0, 7.5])
def test_the_axes_are_stationary(b):
    for point, diagonal in (((0, b), 0), ((b, 0), 1)):
        assert REPORT(point) == 85
        assert not REPORT.gradient(point).any()
        expected = np.zeros((2, 2))
        expected[diagonal, diagonal] = 2 * b**2 * (b - 6) / 15
        np.testing.assert_allclose(REPORT.hessian(point), expected, rtol=1e-14)


def test_newton_from_the_first_start_gains_a_third_at_each_step():
    x = hc.newton(REPORT, FIRST).points[:, 0]
    ratios = x[1:] / x[:-1]
    assert [f"{ratio:.3f}" for ratio in ratios[:2]] == ["0.595", "0.632"]
    assert np.all(np.diff(ratios) > 0)
    assert 2 / 3 - 1e-4 < ratios[-1] < 2 / 3


def test_gradient_descent_contracts_by_the_curvature_at_the_minimum():
    run = hc.gradient_descent(REPORT, FIRST, 0.01, stop=gradient_below(1e-6))
    error = np.abs(run.points[:, 0] - 4)
    assert f"{error[-1] / error[-2]:.4f}" == "0.9573" == f"{1 - 64 / 15 * 0.01:.4f}"


@pytest.mark.parametrize("start", [FIRST, SECOND])
@pytest.mark.parametrize("rate", [0.5, 0.6, 0.69])
def test_above_the_bound_it_neither_settles_nor_diverges(start, rate):
    never = Rule(lambda x, x_next, g: False, "never")
    run = hc.gradient_descent(REPORT, start, rate, stop=never, max_steps=2000)
    assert run.outcome in (hc.Outcome.CYCLE, hc.Outcome.MAX_STEPS)
    assert np.all((run.points > 0) & (run.points < 6))
    assert np.linalg.norm(run.gradients[-8:], axis=1).max() > 1


@pytest.mark.parametrize("start", [FIRST, SECOND])
def test_below_the_bound_it_settles(start):
    run = hc.gradient_descent(REPORT, start, 0.46, stop=gradient_below(1e-6))
    assert run.outcome is hc.Outcome.CONVERGED
    np.testing.assert_allclose(run.final, 4, atol=1e-6)


@pytest.mark.parametrize("start", [FIRST, SECOND])
def test_at_a_rate_of_0_71_it_diverges(start):
    assert hc.gradient_descent(REPORT, start, 0.71).outcome is hc.Outcome.DIVERGED


@pytest.mark.parametrize(("outside", "inside", "edge"), [(3.1, 3.2, 3.12), (5.1, 5.0, 5.04)])
def test_the_basin_of_the_minimum_on_the_diagonal(outside, inside, edge):
    def reaches_the_minimum(c):
        return np.allclose(hc.newton(REPORT, (c, c)).final, 4, atol=1e-3)

    assert reaches_the_minimum(inside)
    assert not reaches_the_minimum(outside)
    while abs(inside - outside) > 1e-4:
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if reaches_the_minimum(middle) else (inside, middle)
    assert f"{inside:.2f}" == f"{edge:.2f}"


def test_the_reports_first_question():
    np.testing.assert_array_equal(hc.gallery.report_question.hessian((1, 2)), [[6, 2], [2, 12]])


def test_the_hessian_is_zero_at_three_places():
    # The upper left is zero where y is 0 or 6, or x is 2; the lower right where x is 0 or 6, or y
    # is 2: both only here.
    both = np.array([(0, 0), (0, 6), (6, 0), (6, 6), (2, 2)])
    hessians = REPORT.hessian(both)
    assert not np.any(hessians[:, [0, 1], [0, 1]])
    np.testing.assert_array_equal(both[hessians[:, 0, 1] == 0], [(0, 0), (0, 6), (6, 0)])
