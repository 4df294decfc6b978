"""The browser's methods and sentences do what Python's do, step by step, over the gallery."""

import itertools
import json

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.explore import _facts
from hesscourse.explore._explorer import _recipe, checked_window
from hesscourse.explore._minima import minima_of
from hesscourse.explore._program import program_of
from hesscourse.explore.stage import HERE
from hesscourse.stopping import gradient_below, iterates_agree, step_below
from tools.chromium import chromium

COMPARED = 50  # steps; further on, rounding alone may lead two sound programs apart
RULES = [iterates_agree(), gradient_below(1e-6), step_below(1e-4)]
# Above 2/(the largest eigenvalue at its minimum) the report's surface is chaotic, and so are
# other functions that are not quadratic: rounding alone breaks their symmetry.
SHARES = [0.02, 0.3, 0.9]
SHARES_OF_QUADRATICS = [*SHARES, 1.0, 1.5]
QUADRATIC = {"bowl", "saddle", "hill", "parabola", "ravine"}
OUTSIDE_THE_GALLERY = {
    "logarithm": hc.Objective("log(x) + y^2/2 - x", window=((-1, 3), (-1, 1))),
    "root": hc.Objective("sqrt(x) - x/4 + y^2", window=((-1, 3), (-1, 1))),
    "exponential": hc.Objective("exp(x^2) + exp(5 y)", window=((-3, 3), (-3, 3))),
    "pole": hc.Objective("1/x + x + y^2", window=((-1, 3), (-1, 1))),
    "kink": hc.Objective("abs(x) + y^2", window=((-1, 1), (-1, 1))),
    "fractional": hc.Objective("x^1.5 + tan(y)^2 + cosh(x)", window=((-1, 3), (-1, 1))),
    "inverse": hc.Objective(
        "asin(x) + acos(y) + atan(x y) + sinh(y) + tanh(x)", window=((-2, 2), (-2, 2))
    ),
}
LOAD = """
const [source, done] = arguments;
import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})))
  .then(module => { Object.assign(window, module); done(true); }, error => done(String(error)));
"""
RUN = """
const {program, variables, method, start, rate, stop, steps} = JSON.parse(arguments[0]);
const f = compile(program, variables);
const run = method === "gradient_descent"
  ? gradientDescent(f, start, rate, stop, steps)
  : (method === "newton" ? newton : newtonRoot)(f, start, stop, steps);
return run;
"""


def functions():
    with_formula = {name: f for name, f in hc.gallery.everything().items() if f.formula is not None}
    return with_formula | OUTSIDE_THE_GALLERY


def starts(f):
    """Nine places, or three; and the origin, where the exact cases are: zeros, poles, cycles."""
    shares = np.array([0.13, 0.41, 0.77])
    ticks = [np.round(a + shares * (b - a), 3) for a, b in checked_window(f, None)]
    return [[0.0] * f.n, *(list(map(float, start)) for start in itertools.product(*ticks))]


def cases(name, f):
    bounds = [2 / m.most for m in minima_of(f, checked_window(f, None))]
    shares = SHARES_OF_QUADRATICS if name in QUADRATIC else SHARES
    for start in starts(f):
        for share, rule in zip(shares, itertools.cycle(RULES), strict=False):
            yield "gradient_descent", start, share * min(bounds, default=0.05), rule
        for rule in RULES:
            yield "newton", start, None, rule
        if f.n == 1:
            yield "newton_root", start, None, step_below(1e-8)


@pytest.fixture(scope="module")
def chrome(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


def load(browser, *sources):
    browser.get("about:blank")
    for source in sources:
        assert browser.execute_async_script(LOAD, source) is True


def source(name):
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture
def browser(chrome):
    load(chrome, source("methods.js"), source("facts.js"))
    return chrome


def in_the_browser(browser, f, method, start, rate, rule, steps):
    question = {
        "program": program_of(f),
        "variables": f.n,
        "method": method,
        "start": start,
        "rate": rate,
        "stop": _recipe(rule),
        "steps": steps,
    }
    return browser.execute_script(RUN, json.dumps(question))


def in_python(f, method, start, rate, rule, steps):
    at = start if f.n > 1 else start[0]
    rest = [rate] if method == "gradient_descent" else []
    return getattr(hc, method)(f, at, *rest, stop=rule, max_steps=steps)


def differences(browser, name, f):
    """A sentence for each case in which the two languages disagree."""
    for method, start, rate, rule in cases(name, f):
        for steps in (COMPARED, 1000):
            ours = in_python(f, method, start, rate, rule, steps)
            theirs = in_the_browser(browser, f, method, start, rate, rule, steps)
            case = f"{method} from {start}, rate {rate}, {rule}, {steps} steps allowed"
            if (ours.outcome.name, ours.steps) != (theirs["outcome"], theirs["steps"]):
                yield (
                    f"{case}: {ours.outcome.name} after {ours.steps} in Python, "
                    f"{theirs['outcome']} after {theirs['steps']} in the browser"
                )
            elif steps == COMPARED:
                points = np.reshape(ours.points, (-1, f.n))
                gap = np.abs(points - np.array(theirs["points"])) / np.maximum(1, np.abs(points))
                if not np.max(gap) <= 1e-9:
                    yield f"{case}: the iterates differ by {np.max(gap):.2g}"


@pytest.mark.parametrize("name", functions())
def test_both_languages_take_the_same_steps(name, browser):
    assert list(differences(browser, name, functions()[name])) == []


@pytest.mark.parametrize(
    ("ours", "other"),
    [
        ("c - rate * gradient[i]", "c - 1.00001 * rate * gradient[i]"),
        ("c - step[i]", "c - 0.99999 * step[i]"),
        ("const LONGEST_CYCLE = 8", "const LONGEST_CYCLE = 1"),
        ("Math.abs(next[i] - a) < tol", "Math.abs(next[i] - a) < tol / 10"),
        ("defined(b !== 0, a / b)", "(a / b)"),
    ],
)
def test_a_browser_that_does_something_else_is_noticed(ours, other, chrome):
    assert source("methods.js").count(ours) == 1
    load(chrome, source("methods.js").replace(ours, other))
    names = ("cubic", "report_surface", "logarithm", "pole", "cosine")
    found = [list(differences(chrome, name, functions()[name])) for name in names]
    assert any(found)


NUMBERS = [0.0, -0.0, 1.0, -3.5, 1.0625, 9999.5, 12345.6, 1e-4, 9.9996e-5, 1e300, 5e-324, 0.1 + 0.2]


def test_numbers_are_written_alike(browser):
    generator = np.random.default_rng(7)
    spread = generator.normal(size=2000) * 10.0 ** generator.integers(-12, 12, 2000)
    values = [*NUMBERS, *spread.tolist()]
    written = browser.execute_script("return arguments[0].map(number)", values)
    assert written == [_facts.number(value) for value in values]


def test_conditions_and_templates_mean_the_same(browser):
    facts = {"steps": 1, "end": [4.0, 4.00001], "word": "CYCLE", "rate": 0.5, "bound": None}
    conditions = [
        *("steps = 1", "steps < 1", "steps >= rate", "rate != 0.5", "word = CYCLE"),
        *("word != CYCLE", "rate > bound", "bound = 1", "nothing = 1", "rate <= steps"),
    ]
    held = browser.execute_script(
        "return arguments[0].map(c => holds(c, arguments[1]))", conditions, facts
    )
    assert held == [_facts.holds(condition, facts) for condition in conditions]
    text = "{steps:step|steps} to {end} at {rate}: {word}"
    filled = browser.execute_script("return fill(...arguments)", text, facts)
    assert filled == _facts.fill(text, facts) == "1 step to (4, 4) at 0.5: CYCLE"
