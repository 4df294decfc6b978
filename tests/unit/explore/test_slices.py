"""Partial derivatives at a point that is dragged."""

import numpy as np
import pytest
from curves import explorer_of, shows_itself

from hesscourse import Objective, gallery
from hesscourse.explore import slices

HALF = Objective("log(x) + y", window=((-1, 2), (-1, 1)))


@pytest.mark.parametrize(
    ("f", "point", "said"),
    [
        (gallery.report_surface, (5, 3), "to smaller x and larger y, at 150.9 degrees"),
        (gallery.report_surface, (3, 5), "to larger x and smaller y"),
        (gallery.report_surface, (1, 1), "to larger x and larger y, at 45 degrees"),
        (gallery.bowl, (1, 1), "to smaller x and smaller y, at 225 degrees"),
        (gallery.report_surface, (4, 4), "The gradient vanishes at (4, 4)"),
        (gallery.report_surface, (4, 4), "This is a minimum"),
        (gallery.report_surface, (6, 6), "That alone does not make a minimum."),
        (
            gallery.report_surface,
            (4, 3),
            "Along x the ground is level here, but along y the slope is -3.2",
        ),
        (
            gallery.report_surface,
            (3, 4),
            "Along y the ground is level here, but along x the slope is -3.2",
        ),
        (gallery.report_surface, (4.01, 4.01), "Nearly level: at (4.01, 4.01)"),
        (gallery.peano, (0.5, 0.2), "Along x1 the slope is 0.24, along x2"),
        (HALF, (-0.5, 0), "is not defined at (-0.5, 0)"),
    ],
)
def test_it_says_what_the_slopes_come_to(f, point, said):
    explorer = explorer_of(slices, f)
    explorer.start = point
    assert said in explorer.sentence


def test_the_facts_are_the_partial_derivatives():
    facts = slices().facts
    assert facts["gradient"] == [4.5, -2.5]
    assert facts["norm"] == pytest.approx(np.hypot(4.5, 2.5))
    way = np.radians(facts["down"])
    assert np.cross([*facts["gradient"], 0], [np.cos(way), np.sin(way), 0])[2] == pytest.approx(0)
    assert np.dot(facts["gradient"], [np.cos(way), np.sin(way)]) == pytest.approx(-facts["norm"])


def test_the_tasks_can_be_met():
    explorer = slices()
    assert explorer.done == [False, False]
    explorer.start = (4, 4)
    assert explorer.done == [True, False]
    explorer.start = (4, 3)
    assert explorer.done == [False, True]


def test_there_is_no_trajectory_and_it_says_so():
    explorer = slices()
    assert not hasattr(explorer, "trajectory")
    with pytest.raises(AttributeError, match="runs no method"):
        explorer.trajectory  # noqa: B018


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="an Objective of two variables"):
        slices(gallery.parabola)
    with pytest.raises(ValueError, match="point's x must be from -1 to 7; got 9"):
        slices().start = (9, 1)


def test_a_typed_function_is_taken():
    explorer = slices()
    explorer.formula = "3 x + 4 y"
    assert explorer.facts["norm"] == 5
    assert explorer.stage.scene["typical"] == 5
    explorer.stage.typed = {"text": "3 x + 4 z"}
    assert "z" in explorer.stage.complaint
    assert explorer.facts["norm"] == 5


def test_a_constant_is_level_everywhere():
    explorer = slices(Objective("3", variables=("x", "y"), window=((0, 2), (0, 2))))
    assert "The gradient vanishes" in explorer.sentence


def test_a_function_with_no_formula_is_cut_by_the_kernel():
    explorer = slices(gallery.peano, (0.5, 0.2))
    sent = explorer.stage.run
    assert sent["gradient"] == pytest.approx(explorer.facts["gradient"])
    along_x, along_y = sent["cuts"]
    assert along_x[90] == pytest.approx(gallery.peano((0.5, 0.2)))
    assert along_y[72] == pytest.approx(gallery.peano((0.5, 0.2)))


def test_a_right_angle_looks_like_one_unless_the_map_would_be_a_strip():
    def scale(panel):
        wide = (panel["right"] - panel["left"]) * panel["width"] / np.ptp(panel["x"])
        high = (panel["bottom"] - panel["top"]) * panel["height"] / np.ptp(panel["y"])
        return wide / high

    assert scale(slices(gallery.ravine(10)).stage.scene["panels"]["map"]) == pytest.approx(
        1, abs=0.01
    )
    house = Objective("40 + 3 a - 4 d - a d / 10", window=((0, 200), (0, 20)))
    panel = slices(house).stage.scene["panels"]["map"]
    assert (panel["bottom"] - panel["top"]) > 0.5


def test_it_shows_itself():
    assert "Through (5, 3) along x the slope is 4.5." in shows_itself(slices())
    assert shows_itself(slices(HALF, (-0.5, 0)))
