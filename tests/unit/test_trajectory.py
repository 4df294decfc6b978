import re
from html.parser import HTMLParser

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.trajectory import Evaluations, Outcome, Trajectory, fixed

REPORT = hc.gallery.report_surface


@pytest.fixture(scope="module")
def crawl():
    return hc.gradient_descent(REPORT, (1, 1), 0.01)


def trajectory(formula, points, outcome=Outcome.CONVERGED):
    f = hc.Objective(formula)
    return Trajectory(f, points, f.gradient(points), len(points) - 1, outcome, Evaluations())


def test_its_table(crawl):
    assert repr(crawl.table()) == (
        "  k         x         y          f  |gradient|\n"
        "  0  1.000000  1.000000  84.722222    7.07e-01\n"
        "  1  1.005000  1.005000  84.717191    7.16e-01\n"
        "  2  1.010062  1.010062  84.712035    7.25e-01\n"
        "  3  1.015187  1.015187  84.706749    7.34e-01\n"
        "...       ...       ...        ...         ...\n"
        "246  3.989763  3.989763  73.622669    6.16e-02\n"
        "247  3.990199  3.990199  73.622631    5.90e-02\n"
        "248  3.990616  3.990616  73.622597    5.65e-02\n"
        "249  3.991015  3.991015  73.622566    5.41e-02"
    )


@pytest.mark.parametrize(
    ("first", "last", "numbers"),
    [
        (1, 1, ["0", "...", "5"]),
        (2, 0, ["0", "1", "..."]),
        (0, 2, ["...", "4", "5"]),
        (0, 0, ["..."]),
        (3, 3, ["0", "1", "2", "3", "4", "5"]),
        (2, 3, ["0", "1", "...", "3", "4", "5"]),
        (99, 99, ["0", "1", "2", "3", "4", "5"]),
    ],
)
def test_which_rows_a_table_shows(first, last, numbers):
    run = hc.newton(REPORT, (3.2, 3.2))
    assert [row[0] for row in run.table(first, last).rows] == numbers


def test_a_table_of_no_steps():
    table = hc.newton(REPORT, (0, 0)).table()
    assert [row[0] for row in table.rows] == ["0"]


def test_a_table_of_the_first_and_last_iterate_only():
    run = hc.gradient_descent(REPORT, (1, 1), 0.01, record=False)
    assert [row[0] for row in run.table().rows] == ["0", "...", "249"]


def test_digits_of_a_table(crawl):
    assert crawl.table(digits=2).rows[0] == ("0", "1.00", "1.00", "84.72", "7.07e-01")
    assert crawl.table(digits=0).rows[0] == ("0", "1", "1", "85", "7.07e-01")


def test_a_table_shows_no_negative_zero():
    run = trajectory("x^3 y", [(-1e-9, 0.5), (-0.0, -1e-12)])
    assert "-0.0" not in repr(run.table())
    assert "-0.0" not in run.sentence


def test_a_table_of_many_variables_is_narrow():
    f = hc.Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=1000)
    run = hc.gradient_descent(f, np.ones(1000), 0.1)
    header, *rows = (line.split() for line in repr(run.table()).splitlines())
    assert header == ["k", *(f"x{i}" for i in range(1, 9)), "...", "f", "|gradient|"]
    assert {len(row) for row in rows} == {len(header)}
    assert max(map(len, repr(run).splitlines())) < 200


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_its_html(crawl):
    cells = Cells()
    cells.feed(crawl._repr_html_())
    assert cells.open == []
    table = crawl.table()
    expected = [*table.header, *(cell for row in table.rows for cell in row), crawl.sentence]
    assert cells.texts == expected
    assert cells.tags.count("tr") == 1 + len(table.rows)
    assert '<th scope="col">|gradient|</th>' in crawl._repr_html_()


def test_its_html_is_escaped():
    f = hc.Objective.from_callables(abs, np.sign, n=1)
    f.__class__ = type("Odd", (type(f),), {"variables": ("<x>",)})
    html = hc.gradient_descent(f, 1, 0.5, max_steps=1)._repr_html_()
    assert "&lt;x&gt;" in html
    assert "<x>" not in html


@pytest.mark.parametrize("keyword", ["first", "last", "digits"])
@pytest.mark.parametrize("value", [-1, 1.5, None])
def test_a_table_of_no_size(crawl, keyword, value):
    with pytest.raises(ValueError, match=f"{keyword} must be a whole number.*got {value}"):
        crawl.table(**{keyword: value})


def test_what_it_holds(crawl):
    assert crawl.points.shape == crawl.gradients.shape == (250, 2)
    assert crawl.values.shape == (250,)
    np.testing.assert_array_equal(crawl.values, REPORT(crawl.points))
    np.testing.assert_allclose(crawl.gradients, REPORT.gradient(crawl.points), atol=1e-13)
    assert crawl.final.tolist() == crawl.points[-1].tolist()
    assert crawl.objective is REPORT


def test_what_it_holds_in_one_variable():
    run = hc.gradient_descent(hc.gallery.double_well, 0.5, 0.1)
    assert run.points.shape == run.gradients.shape == run.values.shape == (run.steps + 1,)
    assert type(run.final) is float
    assert run.table().header == ("k", "x", "f", "|gradient|")


def test_the_gradient_where_a_method_never_looked():
    run = hc.newton(REPORT, (3.2, 3.2))
    assert run.gradients.shape == (6, 2)
    np.testing.assert_array_equal(run.gradients[-1], REPORT.gradient(run.final))


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_says_itself(outcome):
    run = trajectory("x^2 + y", [(1, 2), (3, -0.5)], outcome)
    assert re.fullmatch(r"[A-Z].*\.", outcome.sentence)
    assert str(outcome) == outcome.sentence
    assert repr(outcome) == f"Outcome.{outcome.name}"
    assert run.sentence == (
        f"{outcome.sentence} 1 step, ending at (3.0000, -0.5000), where the gradient has norm 6.08."
    )
    assert repr(run) == f"{run.table()}\n{run.sentence}"


def test_outcomes_say_different_things():
    assert len({outcome.sentence for outcome in Outcome}) == len(Outcome) == 8


def test_its_sentence(crawl):
    assert crawl.sentence == (
        "The stopping rule fired. 249 steps, ending at (3.9910, 3.9910), "
        "where the gradient has norm 0.0541."
    )
    one = hc.newton(hc.gallery.parabola, 1)
    assert one.sentence.endswith("0 steps, ending at 1.0000, where the gradient has norm 0.")


def test_its_sentence_in_many_variables_is_short():
    run = trajectory("a + b + c + d + g", [np.arange(5.0)])
    assert "ending at (0.0000, 1.0000, 2.0000, 3.0000, ...), where" in run.sentence


@pytest.mark.parametrize("size", [1e160, 1e300])
def test_huge_gradients_have_a_norm(size):
    run = trajectory("x^2 + y^2", [(size, 0.0)])
    assert f"norm {2 * size:.3g}." in run.sentence
    assert run.table().rows[0][-1] == f"{2 * size:.2e}"


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (1.23456, 2, "1.23"),
        (-1.5, 1, "-1.5"),
        (-0.0, 3, "0.000"),
        (-0.0004, 3, "0.000"),
        (-0.0006, 3, "-0.001"),
        (-0.4, 0, "0"),
        (999999999.4, 0, "999999999"),
        (1e9, 2, "1.00e+09"),
        (-2.5e20, 3, "-2.500e+20"),
        (np.nan, 3, "nan"),
        (-np.inf, 3, "-inf"),
    ],
)
def test_fixed(number, digits, text):
    assert fixed(number, digits) == text
