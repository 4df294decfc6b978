"""The measured numbers that lessons show: each there, each with where it comes from."""

import csv
import re
from itertools import pairwise

import pytest

import hesscourse as hc
from benchmarks.other_tools import timing
from benchmarks.store import Number, store
from hesscourse.data import Measurement

EVERYTHING = hc.data.measured()
RACERS = [m.name for m in hc.data.measured("race", step=0, quantity="error")]
COMPILERS = ("JAX", "TensorFlow")
TABLES = [("report_surface", "Hessian"), ("rosen", "Hessian"), ("rosen", "product")]


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


# What lesson 8 says of the solves, the race and a million variables.


def test_a_dense_solve_grows_like_the_cube_of_n_in_the_end():
    sizes, seconds = zip(*((m.n, m.value) for m in hc.data.measured("dense solve")), strict=True)
    assert [n / sizes[0] for n in sizes] == [2**k for k in range(len(sizes))]
    factors = [after / before for before, after in pairwise(seconds)]
    assert factors[0] < 6
    assert all(6 < factor < 10 for factor in factors[-2:])


def test_a_dense_solve_with_a_million_variables_would_take_months():
    last = hc.data.measured("dense solve")[-1]
    days = last.value * (10**6 / last.n) ** 3 / 86_400
    assert 60 < days < 700


@pytest.mark.parametrize("name", ["lbfgs", "newton_cg"])
def test_a_million_variables_take_seconds(name):
    (seconds,) = hc.data.measured("large scale", name=name, quantity="seconds")
    assert seconds.value < 10


@pytest.mark.parametrize("name", RACERS)
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


def arrival(name):
    """After how many steps a method is within 0.0001 of the minimum."""
    errors = hc.data.measured("race", name=name, quantity="error")
    return next(m.step for m in errors if m.value < 1e-4)


def cost(name, quantity):
    """The evaluations or seconds until then."""
    (there,) = hc.data.measured("race", name=name, step=arrival(name), quantity=quantity)
    return there.value


def test_in_steps_damped_newton_is_among_the_best():
    assert set(sorted(RACERS, key=arrival)[:2]) == {"damped_newton", "newton_cg"}


@pytest.mark.parametrize("quantity", ["evaluations", "seconds"])
def test_newton_cg_wins_the_race_and_lbfgs_is_second(quantity):
    order = sorted(RACERS, key=lambda name: cost(name, quantity))
    assert order[:2] == ["newton_cg", "lbfgs"]
    for slow in ("gradient_descent", "damped_newton"):
        assert cost(slow, quantity) > 5 * cost("lbfgs", quantity)


def test_in_work_damped_newton_is_in_the_company_of_gradient_descent():
    share = cost("damped_newton", "evaluations") / cost("gradient_descent", "evaluations")
    assert 1 / 3 < share < 3


def test_bfgs_does_as_little_work_as_lbfgs_in_much_more_time():
    assert cost("bfgs", "evaluations") < 1.5 * cost("lbfgs", "evaluations")
    assert cost("bfgs", "seconds") > 10 * cost("lbfgs", "seconds")


# What lesson 10 says of the times; it gives no number, since they change from machine to machine.


def times_of_tools(problem, quantity):
    rows = hc.data.measured("tools", problem=problem, quantity=f"{quantity} seconds")
    return {row.name: row.value for row in rows}


def test_every_tool_is_there():
    names = ["formula", "autograd", "JAX", "PyTorch", "TensorFlow"]
    for problem, quantity in TABLES:
        assert list(times_of_tools(problem, quantity)) == names


def test_for_two_variables_a_formula_wins_clearly():
    formula, *others = times_of_tools("report_surface", "Hessian").values()
    assert 1.5 * formula < min(others)


def test_for_a_million_variables_it_pays_to_see_the_whole():
    times = times_of_tools("rosen", "product")
    assert times["formula"] < times["autograd"]
    jax = times.pop("JAX")
    assert 4 * jax < min(times.values())


@pytest.mark.parametrize("name", ["formula", "JAX", "PyTorch", "TensorFlow"])
def test_the_first_call_prepares(name):
    first = times_of_tools("report_surface", "first Hessian")
    assert first[name] > 10 * times_of_tools("report_surface", "Hessian")[name]


@pytest.mark.parametrize("name", COMPILERS)
@pytest.mark.parametrize("table", TABLES)
def test_who_compiles_does_so_for_each_function(table, name):
    problem, quantity = table
    first = times_of_tools(problem, f"first {quantity}")
    assert first[name] > 5 * times_of_tools(problem, quantity)[name]


def test_no_later_call_is_slower_than_the_first():
    assert timing.slower_again(hc.data.measured("tools")) == []


# How they are timed.


class Clock:
    """A clock that only moves when somebody says so."""

    now = 0.0

    def perf_counter(self):
        return self.now


def test_a_processor_that_is_taken_away_now_and_then_changes_no_time(monkeypatch):
    clock, calls = Clock(), []
    monkeypatch.setattr(timing, "time", clock)

    def call():
        taken_away = len(calls) % 3 == 1
        clock.now += 5.0 if not calls else 0.25 if taken_away else 0.0009765625
        calls.append(clock.now)
        return len(calls)

    assert timing.timed(call) == (5.0, 0.0009765625, 1)
    assert len(calls) > timing.CALLS


def test_a_later_call_that_is_slower_than_the_first_is_named():
    def rows(name, first, later):
        yield Number("tools", name, "rosen", 100, "first Hessian seconds", first)
        yield Number("tools", name, "rosen", 100, "Hessian seconds", later)

    numbers = [*rows("JAX", 0.2, 1e-5), *rows("autograd", 2.0, 2.2), *rows("Octave", 1.0, 1.5)]
    assert timing.slower_again(numbers) == ["Octave, rosen, n = 100, Hessian seconds"]


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
