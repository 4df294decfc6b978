"""The pictures: what the artists hold, and what a reader who cannot see them is told."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import hesscourse as hc
from hesscourse.figures._canvas import SERIES, math_label, number, place

SURFACE = hc.gallery.report_surface
WELL = hc.gallery.double_well
TOO_HIGH = hc.Objective("e^(x^2*y^2)", window=((-1, 7), (-1, 7)))


@pytest.fixture(autouse=True)
def _close_figures():
    plt.switch_backend("agg")
    yield
    plt.close("all")


def descent(start=(3.2, 3.2), rate=0.05):
    return hc.gradient_descent(SURFACE, start, rate)


ONE_OF_EACH = {
    "curve": lambda: hc.figures.curve(WELL),
    "tangents": lambda: hc.figures.tangents(WELL, [-1, 1]),
    "contours": lambda: hc.figures.contours(SURFACE),
    "gradients": lambda: hc.figures.gradients(SURFACE, [(2, 2), (5, 3)]),
    "surface": lambda: hc.figures.surface(SURFACE),
    "path in one variable": lambda: hc.figures.path(hc.gradient_descent(WELL, 2, 0.1)),
    "path in two": lambda: hc.figures.path(descent()),
    "convergence": lambda: hc.figures.convergence(descent()),
    "tangent_steps": lambda: hc.figures.tangent_steps(hc.newton_root(hc.gallery.cubic, -2.3)),
    "parabola_steps": lambda: hc.figures.parabola_steps(hc.newton(WELL, 2)),
    "model": lambda: hc.figures.model(SURFACE, (3.2, 3.2)),
    "slices": lambda: hc.figures.slices(SURFACE, (3, 2)),
    "curvature_ellipse": lambda: hc.figures.curvature_ellipse(SURFACE, (4.5, 3.5)),
    "directional_curvature": lambda: hc.figures.directional_curvature(SURFACE, (3, 3)),
    "basins": lambda: hc.figures.basins(hc.basins(SURFACE, hc.newton, size=20)),
}


def figure_of(axes):
    return np.ravel(axes)[0].figure


def test_there_is_one_of_each():
    drawn = {name.split()[0] for name in ONE_OF_EACH}
    assert drawn == set(hc.figures.__all__) - {"CourseFigure", "subplots"}


@pytest.mark.parametrize("draw", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_a_picture_tells_what_it_shows_and_is_the_same_each_time(draw):
    first, second = figure_of(draw()), figure_of(draw())
    data, metadata = first._repr_mimebundle_()
    assert len(first.alt) > 30
    assert data["text/plain"] == metadata["image/png"]["alt"] == first.alt
    assert (data, metadata) == second._repr_mimebundle_()


@pytest.mark.parametrize("draw", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_axes_show_nothing_of_their_own(draw):
    axes = draw()
    assert axes._ipython_display_() is None
    assert all(ax.get_xlabel() and ax.get_ylabel() for ax in np.ravel(axes)[:1])


def test_a_title_and_an_alt_text_of_ones_own_are_kept():
    ax = hc.figures.contours(SURFACE, title="A hollow", alt="A hollow near (4, 4).")
    assert ax.get_title(loc="left") == "A hollow"
    assert ax.figure.alt == "A hollow near (4, 4)."


def test_what_is_laid_over_a_picture_is_told_as_well():
    ax = hc.figures.contours(SURFACE)
    hc.figures.path(descent(), ax=ax)
    assert "Contour lines" in ax.figure.alt
    assert "27 steps from (3.2, 3.2)" in ax.figure.alt


def test_a_path_goes_through_every_iterate():
    run = descent()
    line = hc.figures.path(run).lines[0]
    np.testing.assert_array_equal(np.transpose(line.get_data()), run.points)


def test_a_path_in_one_variable_lies_on_the_graph():
    run = hc.gradient_descent(WELL, 2, 0.1)
    x, y = hc.figures.path(run).lines[1].get_data()
    np.testing.assert_array_equal(x, run.points)
    np.testing.assert_array_equal(y, WELL(run.points))


def test_a_path_that_runs_away_leaves_the_window_as_it_is():
    run = hc.gradient_descent(SURFACE, (6.5, 6.5), 0.05)
    ax = hc.figures.path(run)
    assert run.outcome is hc.Outcome.DIVERGED
    assert ax.get_xlim() == (-1, 7)
    assert np.max(np.abs(ax.lines[0].get_data()[0][:-1])) < 20


def test_convergence_shows_the_distance():
    run = descent()
    drawn = hc.figures.convergence(run, "error", to=(4, 4)).lines[0].get_ydata()
    np.testing.assert_allclose(drawn, np.hypot(*(run.points - 4).T))


def test_convergence_to_a_root_shows_the_size_of_f():
    run = hc.newton_root(hc.gallery.cubic, -1.5)
    drawn = hc.figures.convergence(run, "height").lines[0].get_ydata()
    np.testing.assert_array_equal(drawn[:3], np.abs(hc.gallery.cubic(run.points[:3])))


def test_convergence_stops_at_rounding():
    run = hc.newton(hc.gallery.bowl, (1, 1))
    drawn = hc.figures.convergence(run, "error", to=(0, 0)).lines[0].get_ydata()
    assert drawn[-1] == 1e-16


def test_a_tangent_meets_the_axis_at_the_next_iterate():
    run = hc.newton_root(hc.gallery.cubic, -2.3)
    ends = [line.get_xydata()[-1] for line in hc.figures.tangent_steps(run).lines]
    assert any(np.allclose(end, (run.points[1], 0)) for end in ends)


def test_slices_have_the_partial_derivatives_as_slopes():
    gradient = SURFACE.gradient((3, 2))
    for ax, partial in zip(hc.figures.slices(SURFACE, (3, 2)), gradient, strict=True):
        (x0, y0), (x1, y1) = ax.lines[1].get_xydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(partial)


def test_the_ellipse_is_a_contour_of_the_quadratic_part():
    point = np.array([4.5, 3.5])
    rim = hc.figures.curvature_ellipse(SURFACE, point).lines[2].get_xydata() - point
    heights = np.einsum("ki,ij,kj->k", rim, SURFACE.hessian(point), rim)
    np.testing.assert_allclose(heights, heights[0])


def test_there_is_no_ellipse_at_a_saddle():
    ax = hc.figures.curvature_ellipse(hc.gallery.saddle, (0, 0))
    assert "no ellipse" in ax.figure.alt


def test_runs_differ_by_more_than_colour():
    for what in ("color", "marker", "linestyle"):
        assert len({str(style[what]) for style in SERIES}) == len(SERIES)


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: hc.figures.curve(SURFACE), "for 1 variable; f has 2"),
        (lambda: hc.figures.contours(WELL), "for 2 variables; f has 1"),
        (lambda: hc.figures.contours("x^2 + y"), "f must be an Objective"),
        (lambda: hc.figures.contours(hc.Objective("x^2 + y")), "window="),
        (lambda: hc.figures.contours(SURFACE, (1, 2, 3)), "a window is 2 pairs"),
        (lambda: hc.figures.curve(WELL, (1, 2, 3)), "a window is a pair"),
        (lambda: hc.figures.curve(WELL, (0, np.inf)), "a window is a pair"),
        (lambda: hc.figures.contours(TOO_HIGH), "too high to draw"),
        (lambda: hc.figures.contours(SURFACE, ((3, 1), (0, 1))), "low, high"),
        (lambda: hc.figures.convergence(descent(), "speed"), "'speed'"),
        (lambda: hc.figures.convergence(descent(), "error"), "to="),
        (lambda: hc.figures.path([descent()], labels=["a", "b"]), "1 runs need as many labels"),
    ],
)
def test_a_mistake_is_named(draw, words):
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        draw()


def test_small_helpers():
    assert math_label("x10") == "$x_{10}$"
    assert math_label("y") == "$y$"
    assert number(-0.0) == "0"
    assert place([4.0, -0.25]) == "(4, -0.25)"
