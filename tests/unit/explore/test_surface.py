"""The surface that is turned by hand: what it knows, says, and cuts off."""

import json

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.explore import surface
from hesscourse.explore._surface import CELLS, ticks_of

PLANE = ((-2, 2), (-2, 2))


def objective(formula, **more):
    return hc.Objective(formula, ["x", "y"], window=PLANE, **more)


def test_the_report_surface_is_seen_with_its_points():
    explorer = surface()
    assert explorer.facts["lowest"] == pytest.approx(85 - 49 * 49 / 90)
    assert explorer.facts["highest"] == pytest.approx(85 + 49 * 32 / 90)
    assert explorer.sentence == (
        "Heights from 58.32 to 102.4. Known isolated stationary points: minimum (4, 4); saddle "
        "(6, 6). Round a minimum the surface rises on every side; at a saddle it rises one way "
        "and falls another."
    )
    assert [mark["at"] for mark in explorer.stage.scene["marks"]] == [[0.25, 0.25], [0.75, 0.75]]


@pytest.mark.parametrize(
    ("f", "said"),
    [
        (hc.gallery.bowl, "minimum (0, 0). Round a minimum the surface rises on every side."),
        (hc.gallery.saddle, "saddle (0, 0). At a saddle the surface is level, but it rises one"),
        (hc.gallery.hill, "maximum (0, 0). Round a maximum the surface falls on every side."),
        (hc.gallery.flat_bowl, "inconclusive (0, 0). There the Hessian does not tell the kind."),
        (hc.gallery.report_question, "Round a maximum the surface falls on every side; at a sad"),
        (hc.gallery.himmelblau, "minima (3, 2), (-2.805, 3.131)"),
        (hc.gallery.peano, "Heights from -0.3 to 0.3. No isolated stationary point is known"),
        (objective("x^2 + 3 y^2 - 2 y"), "0.3333). Round a minimum"),
        (objective("1/(x^2 + y^2)"), "What lies above 39.56 is cut off."),
        (objective("-1/(x^2 + y^2)"), "What lies below -39.56 is cut off."),
        (objective("x*sqrt(y)"), "Where f is not defined there is a gap."),
        (objective("7 + 0*x*y"), "Heights from 7 to 7."),
    ],
)
def test_each_kind_of_surface_has_its_sentence(f, said):
    assert said in surface(f).sentence


def test_a_minimum_and_a_maximum_without_a_saddle_are_said():
    f = objective(
        "x*exp(-x^2 - y^2)",
        known_points=(((0.5**0.5, 0), hc.Kind.MAXIMUM), ((-(0.5**0.5), 0), hc.Kind.MINIMUM)),
    )
    assert "rises on every side; round a maximum it falls." in surface(f).sentence


def test_what_is_cut_off_leaves_the_known_points_in_the_picture():
    f = objective("-exp(-400*(x^2 + y^2))", known_points=(((0, 0), hc.Kind.MINIMUM),))
    assert surface(f).facts["lowest"] == -1


def test_the_mesh_is_small_and_can_be_sent():
    scene = surface(objective("log(x)*y")).stage.scene
    heights = scene["heights"]
    assert np.shape(heights) == (CELLS + 1, CELLS + 1)
    assert len(json.dumps(heights, allow_nan=False)) < 20_000
    assert heights[0][:3] == [None, None, None]  # where x < 0
    assert [axis["name"] for axis in scene["axes"]] == ["x", "y", "f"]


def test_the_rows_of_the_mesh_go_with_y():
    heights = np.array(surface(objective("x + 10*y")).stage.scene["heights"])
    assert heights[0, 0] == 0
    assert heights[0, -1] == pytest.approx(4 / 44, abs=1e-4)
    assert heights[-1, 0] == pytest.approx(40 / 44, abs=1e-4)


def test_points_outside_the_window_are_not_marked():
    explorer = surface(window=((-1, 5), (-1, 5)))
    assert [mark["name"] for mark in explorer.stage.scene["marks"]] == ["minimum"]


def test_the_view_is_state():
    explorer = surface(azimuth=10, elevation=20)
    assert (explorer.azimuth, explorer.elevation) == (10, 20)
    assert explorer.done == [False, False]
    explorer.elevation = 90
    assert explorer.done == [True, False]
    explorer.elevation = 0
    assert explorer.done == [False, True]
    assert explorer.stage.get_state()["elevation"] == 0
    assert explorer.stage.scene["defaults"] == {"azimuth": 10, "elevation": 20}


@pytest.mark.parametrize(("name", "wrong"), [("azimuth", 181), ("elevation", -1), ("azimuth", "N")])
def test_a_view_that_cannot_be_is_refused(name, wrong):
    explorer = surface()
    before = getattr(explorer, name)
    with pytest.raises(ValueError, match=f"{name} must be from .* got {wrong!r}"):
        setattr(explorer, name, wrong)
    assert getattr(explorer, name) == before
    with pytest.raises(ValueError, match=name):
        surface(**{name: wrong})


def test_there_is_nothing_to_run():
    for name in ("trajectory", "start", "learning_rate"):
        with pytest.raises(AttributeError, match="no method runs"):
            getattr(surface(), name)


@pytest.mark.parametrize(
    ("f", "complaint"),
    [
        (hc.gallery.parabola, "two variables"),
        ("x^2 + y^2", "two variables"),
        (hc.Objective("x + y"), "window"),
        (objective("sqrt(-1 - x^2 - y^2)"), "not defined anywhere"),
    ],
)
def test_what_has_no_surface_is_refused(f, complaint):
    with pytest.raises(ValueError, match=complaint):
        surface(f)


def test_ticks_are_round_and_inside():
    assert [tick["text"] for tick in ticks_of(-1, 7)] == ["0", "2", "4", "6"]
    assert [tick["at"] for tick in ticks_of(-1, 7)] == pytest.approx([-0.75, -0.25, 0.25, 0.75])


def test_the_still_picture_shows_the_same_view_and_points(silence):
    explorer = surface(hc.gallery.saddle, azimuth=30, elevation=15)
    still = explorer._still(None)
    (ax,) = still.axes
    assert (ax.azim, ax.elev) == (30, 15)
    assert "The surface of the saddle" in still.alt
    (mark,) = [line for line in ax.lines if line.get_marker() == "s"]
    assert np.ravel(mark.get_data_3d()).tolist() == [0, 0, 0]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["saddle"]
    assert explorer.sentence in still.alt
