"""Where every start ends up: the report's numbers, and the methods' own answers."""

import tracemalloc

import numpy as np
import pytest
import sympy as sp

import hesscourse as hc
from hesscourse import Outcome, gallery

X, Y = sp.symbols("x y")
MINIMA = [(-3.779310, -3.283186), (-2.805118, 3.131313), (3, 2), (3.584428, -1.848127)]


@pytest.fixture(scope="module")
def report():
    return hc.basins(gallery.report_surface, hc.newton, ((-1, 7), (-1, 7)), 400)


def objective(formula, low=-2, high=2):
    return hc.Objective(formula, ("x", "y"), window=((low, high), (low, high)))


def test_newton_finds_the_minimum_from_one_start_in_eight(report):
    assert report.share((4, 4)) == pytest.approx(0.128, abs=5e-4)
    assert report.share((6, 6)) == pytest.approx(0.106, abs=5e-4)


def test_newtons_basin_on_the_diagonal(report):
    reached = np.diag(report.label) == report.at((4, 4)).label
    assert np.all(np.diff(np.flatnonzero(reached)) == 1)
    assert report.x[reached][[0, -1]] == pytest.approx([3.12, 5.04], abs=0.02)


def test_three_starts_in_four_end_where_no_point_is_isolated(report):
    three = [report.share(point) for point in ((0, 0), (0, 6), (6, 0))]
    assert three == pytest.approx([0.354, 0.201, 0.201], abs=5e-4)
    # The 76.5 % of the sources: some of them meet a singular Hessian next to an axis, some
    # creep towards (0, 0) and use up the steps.
    near = np.any(np.abs(report.ends) < 1e-3, axis=-1)
    late = report.outcome != Outcome.CONVERGED
    assert set(report.outcome[late]) == {Outcome.SINGULAR_HESSIAN, Outcome.MAX_STEPS}
    assert np.all(near[late])
    assert np.mean(near) == pytest.approx(0.765, abs=2e-3)


def test_the_limits_are_five_the_isolated_ones_first(report):
    expected = [(4, 4), (6, 6), (0, 0), (0, 6), (6, 0)]
    assert np.array(report.limits) == pytest.approx(np.array(expected), abs=1e-7)
    assert report.natures == ["isolated"] * 2 + ["point"] * 3


def test_the_map_says_itself(report):
    assert repr(report) == (
        "BasinMap: newton from 400 x 400 starts, x from -1 to 7, y from -1 to 7\n"
        " 0  (4.0000, 4.0000)   12.8 %  isolated\n"
        " 1  (6.0000, 6.0000)   10.6 %  isolated\n"
        " 2  (0.0000, 0.0000)   35.4 %  point\n"
        " 3  (0.0000, 6.0000)   20.1 %  point\n"
        " 4  (6.0000, 0.0000)   20.1 %  point\n"
        "-1  MAX_STEPS           0.2 %\n"
        "-4  SINGULAR_HESSIAN    0.9 %"
    )


def test_the_shares_add_up(report):
    labels = [*range(len(report.limits)), -1, -2, -3, -4, -5]
    assert sum(report.share(label) for label in labels) == pytest.approx(1)
    assert sum(report.share(outcome) for outcome in Outcome) == pytest.approx(1)
    assert report.share(Outcome.SINGULAR_HESSIAN) == report.share(-4)
    assert report.share((5, 1)) == 0


def test_shapes_rows_and_columns(report):
    assert report.label.shape == report.steps.shape == report.outcome.shape == (400, 400)
    assert report.ends.shape == (400, 400, 2)
    assert report.x[[0, -1]].tolist() == report.y[[0, -1]].tolist() == [-1, 7]
    row, column = 10, 300
    run = hc.newton(gallery.report_surface, (report.x[column], report.y[row]), stop=report.stop)
    arrival = report.at((report.x[column] + 0.005, report.y[row] - 0.005))
    assert arrival.start.tolist() == [report.x[column], report.y[row]]
    assert (arrival.outcome, arrival.steps) == (run.outcome, run.steps)
    assert arrival.end == pytest.approx(run.final, abs=1e-6)
    assert arrival.label == report.label[row, column]


def test_an_axis_in_the_grid_is_one_family():
    # With an odd size the starts on the axes are there already.
    surface = hc.basins(gallery.report_surface, hc.newton, size=81)
    assert surface.natures == ["isolated"] * 2 + ["point"] * 3 + ["family"]
    assert surface.at((0, 2)).label == surface.at((3, 0)).label == 5
    assert surface.at((0, 2)).steps == 0
    assert surface.share((0, 2)) == surface.share(5) > 0.01


def test_gradient_descent_diverges_from_a_quarter_of_the_starts():
    descent = hc.basins(gallery.report_surface, hc.gradient_descent, size=200, learning_rate=0.05)
    assert descent.share(Outcome.DIVERGED) == pytest.approx(0.24, abs=0.01)
    assert descent.share((4, 4)) == pytest.approx(0.715, abs=0.01)
    assert descent.limits[0] == pytest.approx([4, 4], abs=1e-9)
    # The minima on the axes beyond 6, not strict: one family on each axis.
    assert descent.share((0, 6.5)) == descent.share((6.5, 0)) == pytest.approx(0.02, abs=0.005)
    assert set(descent.natures[1:]) == {"family"}
    assert len(descent.limits) <= 4


def test_himmelblaus_four_minima_by_gradient_descent():
    descent = hc.basins(gallery.himmelblau, "gradient_descent", size=40, learning_rate=0.01)
    assert np.array(descent.limits) == pytest.approx(np.array(MINIMA), abs=1e-6)
    assert descent.natures == ["isolated"] * 4
    assert [descent.share(point) for point in MINIMA] == pytest.approx([0.25] * 4, abs=0.05)


def test_himmelblaus_nine_points_by_newton():
    everything = hc.basins(gallery.himmelblau, "newton", size=40)
    known = sorted(point for point, _ in gallery.himmelblau.known_points)
    assert np.array(everything.limits) == pytest.approx(np.array(known), abs=1e-9)
    assert everything.share(Outcome.CONVERGED) == 1
    assert all(everything.share(point) > 0 for point in MINIMA)


@pytest.mark.parametrize(
    ("f", "limits", "nature"),
    [
        (gallery.rosenbrock, [(1, 1)], "isolated"),
        (gallery.ravine(1e6), [(0, 0)], "isolated"),
        (gallery.flat_bowl, [(0, 0)], "point"),
        (gallery.monkey_saddle, [(0, 0)], "point"),
        (gallery.peano, [(0, 0)], "isolated"),
        (objective("x^2 + y^2 + 1e-9*x"), [(-5e-10, 0)], "isolated"),
        (objective("1e-90*(x^2 + y^2)"), [(0, 0)], "isolated"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_newton_on_one_point_only(f, limits, nature):
    found = hc.basins(f, hc.newton, size=12)
    assert np.array(found.limits) == pytest.approx(np.array(limits), abs=1e-6)
    assert found.natures == [nature]


def test_a_ring_of_minima_is_one_family():
    ring = objective("(x^2 + y^2 - 1)^2")
    descent = hc.basins(ring, "gradient_descent", size=30, learning_rate=0.05)
    assert descent.natures == ["family"]
    assert descent.share((0.6, 0.8)) == descent.share(0)
    newton = hc.basins(ring, "newton", size=30)
    assert newton.natures == ["isolated", "family"]
    assert newton.limits[0] == pytest.approx([0, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("f", "options"),
    [
        (gallery.report_surface, {}),
        (gallery.report_surface, {"tolerance": 1e-3, "max_steps": 7}),
        (gallery.report_surface, {"learning_rate": 0.05}),
        (gallery.report_surface, {"learning_rate": 0.5, "max_steps": 500}),  # cycles
        (gallery.himmelblau, {}),
        (gallery.himmelblau, {"learning_rate": 0.02, "max_steps": 200}),
        (gallery.monkey_saddle, {}),
        (gallery.monkey_saddle, {"learning_rate": 0.1}),
        (gallery.bowl, {}),  # entries of the Hessian are plain numbers
        (gallery.peano, {}),
        (objective("(x - y)^2"), {}),  # singular everywhere
        (objective("(x^2 + y^2 - 1)^2"), {}),  # cycles of equal distances from the origin
        (objective("x^4/4 - 5*x^2/2 + y^4/4 - 5*y^2/2"), {}),
        (objective("3"), {}),
        (objective("abs(x) + abs(y)"), {"learning_rate": 0.3}),
        (objective("x - log(x) + y^2 - log(y)", -1, 3), {}),
        (objective("log(x) + x*y^2", -2, 2), {}),  # paths come in from where it has no value
        (objective("x - log(x) + y^2 - log(y)", -1, 3), {"learning_rate": 0.1}),
        (objective("sqrt(x) + 1/y + x*y", -1, 3), {}),
        (objective("exp(x^2) - exp(y^2)", -30, 30), {}),
        (objective("exp(x^2) - exp(y^2)", -30, 30), {"learning_rate": 0.1}),
        (hc.Objective(sp.Float("1e200") * (X**2 + 2 * Y**2), window=gallery.bowl.window), {}),
        (objective("x^3 + y^3"), {"max_steps": 0}),
    ],
    ids=str,
)
def test_every_start_is_answered_as_the_method_answers(f, options):
    rate = options.get("learning_rate")
    method, arguments = (hc.newton, ()) if rate is None else (hc.gradient_descent, (rate,))
    max_steps = options.get("max_steps", 60 if rate is None else 2000)
    grid = hc.basins(f, method, size=21, **options)
    sample = np.random.default_rng(4).integers(0, 21, (50, 2))
    for i, j in sample:
        start = grid.x[j], grid.y[i]
        run = method(f, start, *arguments, stop=grid.stop, max_steps=max_steps)
        assert (grid.outcome[i, j], grid.steps[i, j]) == (run.outcome, run.steps), start
        assert grid.ends[i, j] == pytest.approx(run.final, rel=1e-6, abs=1e-6), start


def test_every_failure_has_its_label():
    cycle = hc.basins(gallery.report_surface, "gradient_descent", size=10, learning_rate=0.5)
    assert cycle.label[5, 5] == -3
    logarithm = hc.basins(objective("log(x) + y^2", -3, -1), "newton", size=4)
    assert np.all(logarithm.label == -5)
    assert logarithm.limits == []
    assert logarithm.share((1, 1)) == 0
    assert repr(logarithm).endswith("\n-5  NOT_FINITE  100.0 %")


def test_functions_without_a_formula():
    formula, size = gallery.himmelblau, 10
    functions = hc.Objective.from_callables(
        formula, formula.gradient, formula.hessian, n=2, window=formula.window
    )
    for method, rate in ((hc.newton, None), (hc.gradient_descent, 0.01)):
        one = hc.basins(formula, method, size=size, learning_rate=rate)
        other = hc.basins(functions, method, size=size, learning_rate=rate)
        assert np.array_equal(one.label, other.label)
        assert np.array_equal(one.steps, other.steps)


def test_gradient_descent_needs_no_hessian():
    bowl = hc.Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=2)
    descent = hc.basins(bowl, hc.gradient_descent, ((-1, 1), (-2, 2)), 8, learning_rate=0.1)
    assert descent.natures == ["point"]
    assert descent.share((0, 0)) == 1
    with pytest.raises(ValueError, match="without its hessian"):
        hc.basins(bowl, hc.newton, ((-1, 1), (-2, 2)), 8)


def test_the_same_call_gives_the_same_map():
    maps = [hc.basins(gallery.report_surface, "newton", size=50) for _ in range(2)]
    assert repr(maps[0]) == repr(maps[1])
    assert np.array_equal(maps[0].limits, maps[1].limits)
    for name in ("label", "steps", "ends"):
        assert np.array_equal(getattr(maps[0], name), getattr(maps[1], name))


def test_a_start_does_not_depend_on_the_others():
    whole = hc.basins(gallery.report_surface, "newton", size=33)
    part = hc.basins(gallery.report_surface, "newton", ((-1, 3), (3, 7)), 17)
    assert np.array_equal(whole.steps[16:, :17], part.steps)
    assert np.array_equal(whole.ends[16:, :17], part.ends)


def test_very_many_limits_are_said_in_few_lines():
    waves = hc.basins(objective("cos(x)*cos(y)", -4, 4), "newton", size=41)
    assert len(waves.limits) > 40
    lines = repr(waves).splitlines()
    assert len(lines) == 1 + 20 + 1
    assert lines[-1].split()[:2] == [f"{len(waves.limits) - 20}", "others"]


def test_a_window_need_not_be_square():
    wide = hc.basins(gallery.bowl, "newton", ((-3, 3), (1, 2)), 5)
    assert wide.x.tolist() == [-3, -1.5, 0, 1.5, 3]
    assert wide.y.tolist() == [1, 1.25, 1.5, 1.75, 2]
    assert wide.window == ((-3, 3), (1, 2))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"f": "x^2 + y^2"}, r"f must be an Objective, .*; got 'x\^2"),
        ({"f": gallery.quartic}, "two variables; f has 1"),
        ({"method": "bfgs"}, "hc.newton or hc.gradient_descent, or their names; got 'bfgs'"),
        pytest.param({"method": hc.newton_root}, "got <function newton_root", id="another method"),
        ({"method": None}, "got None"),
        ({"learning_rate": 0.1}, "newton has no learning rate; got learning_rate=0.1"),
        (
            {"method": "gradient_descent"},
            "learning_rate must be a finite number above zero; got None",
        ),
        ({"method": "gradient_descent", "learning_rate": -1}, "got -1"),
        ({"window": ((0, 1), (2, 1))}, r"low below its high; got \(\(0, 1\), \(2, 1\)\)"),
        ({"window": (0, 1)}, r"got \(0, 1\)"),
        ({"window": ((0, 1), (0, np.inf))}, "inf"),
        ({"window": "all"}, "got 'all'"),
        ({"f": hc.Objective("x*y")}, r"say which part to draw: window=\(\(-2, 2\), \(-2, 2\)\)"),
        ({"size": 1}, "size must be a whole number, 2 or more; got 1"),
        ({"size": 2.5}, "got 2.5"),
        ({"tolerance": 0}, "tolerance must be a number above zero; got 0"),
        ({"max_steps": -1}, "max_steps must be a whole number, 0 or more; got -1"),
    ],
    ids=str,
)
def test_a_mistake_is_named(change, message):
    call = {"f": gallery.bowl, "method": "newton", "size": 5} | change
    with pytest.raises(ValueError, match=message):
        hc.basins(**call)


def test_a_mistake_in_a_question_is_named():
    bowl = hc.basins(gallery.bowl, "newton", size=5)
    with pytest.raises(ValueError, match=r"one of \[0, -1, -2, -3, -4, -5\] here; got 1"):
        bowl.share(1)
    with pytest.raises(ValueError, match="outside the window"):
        bowl.at((9, 0))
    with pytest.raises(ValueError, match="a start is 2 numbers"):
        bowl.at(1)
    with pytest.raises(ValueError, match="a point is 2 numbers"):
        bowl.share((1, 2, 3))


def test_four_million_starts_take_less_than_200_megabytes_and_show_their_progress(capsys):
    tracemalloc.start()
    try:
        large = hc.basins(gallery.bowl, "newton", size=2000)
        assert large.share((0, 0)) == 1
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 200e6
    assert large.natures == ["isolated"]
    output, progress = capsys.readouterr()
    assert "basins" in progress
    assert output == ""


def test_the_map_of_a_lesson_says_nothing_while_it_is_made(capsys):
    hc.basins(gallery.bowl, "newton", size=400)
    assert capsys.readouterr() == ("", "")


def test_functions_show_their_progress_sooner(capsys):
    f = gallery.bowl
    functions = hc.Objective.from_callables(f, f.gradient, f.hessian, n=2, window=f.window)
    hc.basins(functions, "newton", size=40)
    assert capsys.readouterr().err == ""
    hc.basins(functions, "newton", size=160, max_steps=0)
    assert "basins" in capsys.readouterr().err


@pytest.mark.parametrize("method", ["newton", "gradient_descent"])
def test_a_map_does_not_depend_on_how_its_starts_are_divided(method, monkeypatch):
    rate = 0.05 if method == "gradient_descent" else None
    whole = hc.basins(gallery.report_surface, method, size=61, learning_rate=rate)
    monkeypatch.setattr("hesscourse.basin_map.CROWD", 500)
    divided = hc.basins(gallery.report_surface, method, size=61, learning_rate=rate)
    assert repr(divided) == repr(whole)
    assert np.array(divided.limits) == pytest.approx(np.array(whole.limits), abs=1e-9)
    for name in ("label", "steps", "ends"):
        assert np.array_equal(getattr(divided, name), getattr(whole, name))
