"""The basin map under the hand: it says of a start what the map and the method say."""

import json

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.explore import Task, basins
from hesscourse.explore._basins import TASKS, limit_at, neighbours, thinned

PLANE = ((-2, 2), (-2, 2))


def objective(formula, window=PLANE):
    return hc.Objective(formula, ["x", "y"], window=window)


@pytest.fixture(scope="module")
def report():
    return basins(size=80)


@pytest.fixture(scope="module")
def descent():
    return basins(method=hc.gradient_descent, size=60)


def said(explorer, start):
    explorer.start = start
    return explorer.sentence


def test_the_map_is_that_of_the_method(report, descent):
    assert report.map.method == "newton"
    assert report.map.size == 80
    assert np.array_equal(report.map.label, hc.basins(report.objective, hc.newton, size=80).label)
    assert descent.map.method == "gradient_descent"
    assert descent.learning_rate == 0.05
    assert report.learning_rate is None


@pytest.mark.parametrize(
    ("f", "options"),
    [
        (hc.gallery.report_surface, {}),
        (hc.gallery.report_surface, {"method": "gradient_descent", "learning_rate": 0.05}),
        (hc.gallery.himmelblau, {}),
        (hc.gallery.monkey_saddle, {}),
        (hc.gallery.peano, {}),
        (objective("(x^2 + y^2 - 1)^2"), {}),
        (objective("log(x) + x*y^2"), {}),
    ],
)
def test_a_start_of_the_grid_ends_as_the_map_says(f, options):
    explorer = basins(f, size=30, **options)
    basin = explorer.map
    for i in range(0, 30, 3):
        for j in range(0, 30, 3):
            run = explorer._run_from((basin.x[j], basin.y[i]))
            label = basin.label[i, j]
            assert explorer._fate(run) == (label if label >= 0 else basin.outcome[i, j])


def test_a_minimum_is_reached_and_its_share_is_told(report):
    report.start = (3.2, 3.2)
    facts = report.facts
    assert (facts["limit"], facts["limit_kind"], facts["nature"]) == ([4, 4], "MINIMUM", "isolated")
    assert facts["percent"] == round(100 * report.map.share((4, 4)), 1)
    assert facts["distance"] == pytest.approx(0.8 * 2**0.5)
    assert facts["rival"] is None
    share = f"On the map, {facts['percent']:.4g} % of the starts end there."
    assert report.sentence == f"Settles in 6 steps at the minimum (4, 4). {share}"


def test_each_end_has_its_sentence(report, descent):
    assert "at the saddle (6, 6): Newton's method looks for a point where" in said(report, (6, 5.5))
    assert "at (0, 0), where the Hessian does not tell the kind" in said(report, (1, 1))
    assert "stays there" in said(report, (4, 4))
    assert "one of a whole line of stationary points" in said(descent, (6.9, 0.5))
    assert "Runs away: after" in said(descent, (-1, 3))
    assert "stays there" in said(descent, (0, 2))


def test_a_nearer_limit_that_is_passed_by_is_named(report):
    assert "at the minimum (4, 4), although (6, 6) is nearer" in said(report, (4.2, 6.6))
    assert report.facts["rival"] == [6, 6]
    assert report.facts["rival_distance"] < report.facts["distance"]
    assert report.done[0]


@pytest.mark.parametrize(
    ("f", "options", "start", "sentence"),
    [
        (objective("log(x) + y^2"), {}, (-1, 1), "f is not defined at the start (-1, 1)."),
        (objective("x - log(x) + y^2"), {}, (1.9, 1), "Settles in"),
        (objective("sqrt(x) + y^2"), {"method": "gradient_descent"}, (0.2, 1), "the path left the"),
        (objective("x^3 + y^2"), {}, (1, 1), "at (0, 0), where the Hessian does not tell the kind"),
        (
            objective("x^4 + y^4"),
            {"method": "gradient_descent"},
            (1, 1),
            "Still on the way after 2",
        ),
        (
            objective("x^2 - y^2"),
            {"method": "gradient_descent"},
            (1, 0),
            "at the saddle (0, 0): this",
        ),
        (
            objective("x^2 + y^2"),
            {"method": "gradient_descent", "learning_rate": 1},
            (1, 0),
            "Goes ",
        ),
        (objective("-x^2 - y^2"), {}, (1, 1), "at the maximum (0, 0): Newton's method"),
        (objective("exp(x) + y^2"), {}, (1, 1), "Stuck after 33 steps: at (-32, 0) the Hessian"),
        (objective("x^3 + y^2"), {}, (0, 1), "At the start (0, 1) the Hessian is singular, so"),
        (objective("x^20 + y^20"), {}, (1, 1), "Still on the way after 60 steps"),
    ],
)
def test_what_else_can_happen_has_its_sentence(f, options, start, sentence, silence):
    assert sentence in basins(f, start=start, size=9, **options).sentence


def test_an_end_that_no_start_of_the_map_shares_is_said():
    f = objective("sin(3*x)*sin(3*y)", ((-3, 3), (-3, 3)))
    explorer = basins(f, size=4)
    sentences = {said(explorer, (x / 10, 0.7)) for x in range(-30, 31, 3)}
    assert any(text.endswith("No start on the map ends there.") for text in sentences)


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("newton", [(4.2, 6.6), (6, 5.5), (3.95, 1)]),
        ("gradient_descent", [(0.3, 0.3), (-1, 3), (5.95, -0.05)]),
    ],
)
def test_each_task_can_be_met_and_none_is_at_first(name, starts):
    explorer = basins(method=name, size=30)
    assert tuple(explorer.tasks) == TASKS[name]
    assert explorer.done == [False, False, False]
    for task, start in enumerate(starts):
        explorer.start = start
        assert explorer.done[task]


def test_a_border_is_where_a_neighbour_ends_elsewhere(report):
    report.start = (3.2, 3.2)
    assert report.facts["elsewhere"] == 0
    report.start = (6.5, 4)
    here = report._fate(report.trajectory)
    beside = [report._fate(report._run_from(p)) for p in neighbours((6.5, 4), report.range)]
    assert report.facts["elsewhere"] == sum(fate != here for fate in beside)
    assert len(neighbours((7, 7), report.range)) == 2  # in a corner


def test_a_typed_function_gets_its_own_map(report):
    explorer = basins(size=20)
    told = []
    explorer.stage.observe(lambda change: told.append(change["new"]), "busy")
    explorer.stage.typed = {"text": "x^2 + 4 y^2", "count": 1}
    assert told == ["The map is being computed ...", ""]
    assert explorer.map.share((0, 0)) == 1
    assert "at the minimum (0, 0). On the map, 100 %" in explorer.sentence
    explorer.stage.typed = {"text": "x^2 + sni(y)", "count": 2}
    assert "sin" in explorer.stage.complaint
    assert told[-1] == ""
    assert explorer.map.share((0, 0)) == 1


def test_the_learning_rate_is_that_of_the_map():
    explorer = basins(method=hc.gradient_descent, size=20)
    before = explorer.map
    explorer.learning_rate = 0.01
    assert explorer.map is not before
    assert explorer.stage.scene["rate"] == 0.01
    assert explorer.trajectory.steps > 300
    with pytest.raises(ValueError, match="learning_rate"):
        explorer.learning_rate = -1
    assert explorer.learning_rate == 0.01
    with pytest.raises(ValueError, match="newton has no learning rate"):
        basins(size=20).learning_rate = 0.1


def test_functions_without_a_formula_are_run_by_the_kernel():
    explorer = basins(hc.gallery.peano, size=20, start=(0.5, 0.2))
    assert explorer.stage.scene["program"] is None
    explorer.start = (0.3, -0.4)
    run = explorer.stage.run
    assert run["points"][0] == [0.3, -0.4]
    assert run["elsewhere"] == explorer.facts["elsewhere"] == 0


def test_what_is_sent_is_small(descent):
    scene = {k: v for k, v in descent.stage.scene.items() if k != "panels"}
    assert len(json.dumps(scene, allow_nan=False)) < 20_000


def test_thinned_points_stand_for_all():
    points = np.random.default_rng(1).uniform(0, 1, (500, 2))
    few = thinned(points, 0.2)
    assert len(few) < 150
    gaps = np.min(np.hypot(*(points[:, None] - few).T), axis=0)
    assert gaps.max() <= 0.2


def test_the_nearest_of_two_limits_in_reach_is_meant():
    near, far = ({"places": [[x, 0.0]], "reach": 1.0} for x in (0.0, 1.5))
    assert limit_at([0.7, 0.0], [near, far]) is near
    assert limit_at([0.8, 0.0], [near, far]) is far
    assert limit_at([0.8, 3.0], [near, far]) is None


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"f": hc.gallery.parabola}, "two variables"),
        ({"f": hc.Objective("x + y^2")}, "window"),
        ({"method": hc.bfgs}, "hc.newton or hc.gradient_descent"),
        ({"size": 1}, "size"),
        ({"size": 0}, "size must be a whole number, 2 or more; got 0"),
        ({"learning_rate": 0.1}, "newton has no learning rate"),
        ({"method": "gradient_descent", "learning_rate": 0}, "learning_rate"),
        ({"start": (9, 9)}, "start"),
    ],
)
def test_a_mistake_is_named(options, complaint):
    with pytest.raises(ValueError, match=complaint):
        basins(**{"size": 10, **options})


def test_tasks_of_ones_own():
    task = Task("Reach the saddle.", ("limit_kind = SADDLE",))
    explorer = basins(size=20, tasks=[task], start=(6.0, 5.5))
    assert explorer.done == [True]


def test_the_still_picture_shows_the_path(silence, report):
    report.start = (3.2, 3.2)
    still = report._still(report.trajectory)
    assert "Settles in 6 steps" in still.alt
    (ax,) = still.axes
    assert ax.get_xlim() == (-1, 7)
