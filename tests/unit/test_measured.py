"""The measured numbers that lessons show: each there, each with where it comes from."""

import csv
import re

import pytest

import hesscourse as hc
from benchmarks.store import Number, store
from hesscourse.data import Measurement

EVERYTHING = hc.data.measured()
RACERS = [m.name for m in hc.data.measured("race", step=0, quantity="error")]


def test_every_row_says_where_it_comes_from():
    for row in EVERYTHING:
        assert row.made_by in {"make bench", "make test-tools"}
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.date)
        assert re.search(r"\d+ processors, Python 3\.\d+", row.machine)
        assert re.search(r"numpy \d", row.software)
        assert row.value >= 0
        assert row.n >= 1


def test_no_number_is_there_twice():
    keys = [(r.experiment, r.name, r.problem, r.n, r.step, r.quantity) for r in EVERYTHING]
    assert len(keys) == len(set(keys))


def test_a_dense_solve_grows_with_n():
    solves = hc.data.measured("dense solve")
    assert [m.n for m in solves] == sorted(m.n for m in solves)
    assert solves[-1].value > 100 * solves[0].value


@pytest.mark.parametrize(
    "name", [m.name for m in hc.data.measured("race", step=0, quantity="error")]
)
def test_a_race_is_three_series_in_step(name):
    series = {
        quantity: hc.data.measured("race", name=name, quantity=quantity)
        for quantity in ("error", "evaluations", "seconds")
    }
    steps, *others = ([m.step for m in rows] for rows in series.values())
    assert steps[0] == 0
    assert others == [steps, steps]
    assert steps == sorted(steps)
    for quantity in ("evaluations", "seconds"):
        values = [m.value for m in series[quantity]]
        assert values[0] == 0
        assert values == sorted(values)
    assert series["error"][-1].value < series["error"][0].value / 100


# What lesson 10 says of the times; it gives no number, since they change from machine to machine.


def times_of_tools(problem, quantity):
    rows = hc.data.measured("tools", problem=problem, quantity=f"{quantity} seconds")
    return {row.name: row.value for row in rows}


def test_every_tool_is_there():
    names = ["formula", "autograd", "JAX", "PyTorch", "TensorFlow"]
    for problem, quantity in (("report_surface", "Hessian"), ("rosen", "product")):
        assert list(times_of_tools(problem, quantity)) == names


def test_for_two_variables_a_formula_wins():
    formula, *others = times_of_tools("report_surface", "Hessian").values()
    assert formula < min(others)


def test_for_a_million_variables_it_pays_to_see_the_whole():
    times = times_of_tools("rosen", "product")
    assert times["JAX"] < times["formula"] < times["autograd"]


@pytest.mark.parametrize("name", ["formula", "JAX", "PyTorch", "TensorFlow"])
def test_the_first_call_prepares(name):
    first = times_of_tools("report_surface", "first Hessian")
    assert first[name] > 10 * times_of_tools("report_surface", "Hessian")[name]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"experiment": "a horse race"}, r"experiment is one of \['.*'race'.*got 'a horse race'"),
        ({"experiment": "race", "name": "simplex"}, r"name is one of \[.*'lbfgs'.*got 'simplex'"),
        ({"experiment": "race", "n": 7}, r"n is one of \[1000\] here; got 7"),
        ({"colour": "red"}, "a measurement has experiment, name, .*; no colour"),
    ],
)
def test_a_mistake_is_named(wanted, message):
    with pytest.raises(ValueError, match=message):
        hc.data.measured(**wanted)


def test_a_command_replaces_its_own_rows_only(tmp_path):
    path = tmp_path / "measured.csv"
    old, kept, new = (Number("race", name, "bowl", 2, "seconds", 1.0) for name in "abc")
    store([old], "make bench", ["numpy"], path)
    store([kept], "make test-tools", ["numpy"], path)
    store([new], "make bench", ["numpy"], path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted((row["name"], row["made_by"]) for row in rows) == [
        ("b", "make test-tools"),
        ("c", "make bench"),
    ]
    assert tuple(rows[0]) == Measurement._fields
