"""The curvature explorer: what the Hessian says at a point, and what it cannot say."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import hesscourse as hc
from hesscourse.explore import curvature

SURFACE = hc.gallery.report_surface
WINDOW = ((-3, 3), (-3, 3))


@pytest.mark.parametrize(
    ("f", "point", "level", "shape", "words"),
    [
        (SURFACE, (5, 3), "NO", "POSITIVE_DEFINITE", "H alone does not make a minimum"),
        (SURFACE, (4, 4), "ZERO", "POSITIVE_DEFINITE", "this is a strict local minimum"),
        (SURFACE, (4.01, 4), "NEAR", "POSITIVE_DEFINITE", "Nearly a minimum"),
        (SURFACE, (6, 6), "ZERO", "INDEFINITE", "this is a saddle"),
        (SURFACE, (6.01, 6), "NEAR", "INDEFINITE", "Nearly a saddle"),
        (SURFACE, (1, 1), "NO", "INDEFINITE", "Yet this is no saddle"),
        (SURFACE, (0, 3), "ZERO", "NEGATIVE_SEMIDEFINITE", "H cannot tell"),
        (SURFACE, (0, 7), "ZERO", "POSITIVE_SEMIDEFINITE", "H cannot tell"),
        (SURFACE, (0, 0), "ZERO", "ZERO", "no curvature in any direction"),
        (hc.gallery.hill, (0, 0), "ZERO", "NEGATIVE_DEFINITE", "strict local maximum"),
        (hc.gallery.hill, (0.005, 0), "NEAR", "NEGATIVE_DEFINITE", "Nearly a maximum"),
        (hc.gallery.hill, (1, 0), "NO", "NEGATIVE_DEFINITE", "Yet this is no maximum"),
        (hc.gallery.himmelblau, (-2.81, 3.13), "NEAR", "POSITIVE_DEFINITE", "Nearly a minimum"),
    ],
)
def test_it_says_what_the_eigenvalues_mean(f, point, level, shape, words):
    explorer = curvature(f, point)
    assert (explorer.facts["level"], explorer.facts["shape"]) == (level, shape)
    assert words in explorer.sentence


@pytest.mark.parametrize(
    ("formula", "shape", "words"),
    [
        ("x + y", "ZERO", "Taylor's quadratic is a plane"),
        ("x + y^2", "POSITIVE_SEMIDEFINITE", "no stationary point"),
        ("x - y^2", "NEGATIVE_SEMIDEFINITE", "no stationary point"),
    ],
)
def test_a_zero_eigenvalue_on_a_slope(formula, shape, words):
    f = hc.Objective(formula, variables=("x", "y"), window=WINDOW)
    explorer = curvature(f, (1, 1))
    assert (explorer.facts["level"], explorer.facts["shape"]) == ("NO", shape)
    assert words in explorer.sentence


@pytest.mark.parametrize("f", [SURFACE, hc.gallery.himmelblau, hc.gallery.rosenbrock])
def test_along_each_angle_the_curvature_is_the_eigenvalue(f):
    facts = curvature(f, (0.75, 1.9)).facts
    hessian = f.hessian((0.75, 1.9))
    for name in ("least", "most"):
        angle = np.radians(facts[f"{name}_angle"])
        u = np.array([np.cos(angle), np.sin(angle)])
        assert u @ hessian @ u == pytest.approx(facts[name])


def test_where_all_directions_bend_alike_there_are_no_angles():
    explorer = curvature(hc.gallery.bowl, (1, 1))
    assert explorer.facts["most_angle"] is None
    assert "Curvature 2 in every direction" in explorer.reading


def test_where_f_is_undefined_or_h_not_symmetric_it_says_so():
    f = hc.Objective("log(x) + y^2", window=WINDOW)
    for explorer in (curvature(f, (-1, 1)), curvature(hc.gallery.peano, (0, 0))):
        assert explorer.facts["shape"] is None
        assert "not defined, or H is not symmetric" in explorer.sentence
        assert explorer.done == [False, False, False]


def test_the_tasks_can_be_met():
    explorer = curvature()
    assert not any(explorer.done)
    for i, point in enumerate([(4, 4), (6, 6), (0, 3)]):
        explorer.start = point
        assert explorer.done[i]


def test_it_has_no_run_and_no_learning_rate():
    assert curvature().trajectory is None
    assert "learning_rate" not in curvature()._controls


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="two variables"):
        curvature(hc.gallery.double_well)
    with pytest.raises(ValueError, match="point's y must be from -1 to 7"):
        curvature().start = (1, 8)


def test_a_typed_function_is_looked_at():
    explorer = curvature()
    explorer.formula = "x^2 - y^2"
    assert explorer.facts["shape"] == "INDEFINITE"


def test_for_a_function_without_a_formula_the_kernel_computes():
    explorer = curvature(hc.gallery.peano, (0.5, 0.25))
    sent = explorer.stage.run
    assert sent["at"] == [0.5, 0.25]
    assert np.reshape(sent["hessian"], (2, 2)) == pytest.approx(
        hc.gallery.peano.hessian((0.5, 0.25))
    )


@pytest.mark.parametrize("point", [(5, 3), (1, 1)])
def test_the_still_picture_says_what_it_shows(point):
    explorer = curvature(start=point)
    still = explorer._still(None)
    assert "the eigenvalues are" in still.alt
    plt.close(still)


def test_a_still_picture_can_be_drawn_where_f_is_undefined():
    f = hc.Objective("log(x) + y^2", window=WINDOW, name="a logarithm")
    still = curvature(f, (-1, 1))._still(None)
    assert "a logarithm" in still.alt
    plt.close(still)
