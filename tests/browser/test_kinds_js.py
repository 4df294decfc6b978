"""The facts and sentences of an explorer are the same in the browser and in Python."""

import itertools
import json

import numpy as np
import pytest

import hesscourse as hc
from hesscourse.explore.stage import script
from tools.chromium import chromium

WINDOW = ((-3, 3), (-3, 3))
TYPED = {
    "logarithm": "log(x) - x + y^2",
    "trough": "x^2 + y^3 - 3 y",
    "bump": "1/(1 + x^2 + y^2)",
    "cone": "sqrt(1 + x^2 + y^2)",
    "slope": "x + y^2",
    "plane": "x + y",
    "flat": "x^4 + y^2",
    "line": "sqrt(-x^2) + y",
}
GALLERY = ["report_surface", "himmelblau", "bowl", "saddle", "hill", "flat_bowl", "rosenbrock"]
LOAD = """
const [source, done] = arguments;
import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})))
  .then(module => { Object.assign(window, module); done(true); }, error => done(String(error)));
"""
ASK = """
const [question] = arguments;
const {scene, states} = JSON.parse(question);
const prepared = kind.prepare(scene);
return states.map(state => {
  const full = {...state, scene};
  const facts = kind.facts(full, prepared);
  const shapes = kind.shapes(facts, full, prepared);
  const said = [sentence(scene.sentences, facts), sentence(scene.readings, facts)];
  const {run, heights, ...rest} = facts;
  // JSON has neither NaN nor infinity, and Python's own reader knows both words.
  const inWords = (_, v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v);
  const text = JSON.stringify(rest, inWords);
  return {facts: JSON.parse(text), said, drawn: Object.keys(shapes).length};
});
"""
# What Python says nothing of: it is for the drawing.
DRAWN_ONLY = {"floor"}
FAR = 3  # windows: beyond, rounding alone leads two sound programs apart
SAME_EVEN_FAR_AWAY = {"outcome", "kind", "descent_kind", "newton_kind", "start", "rate"}


def functions():
    typed = {
        name: hc.Objective(text, variables=("x", "y"), window=WINDOW, name=name)
        for name, text in TYPED.items()
    }
    return {name: getattr(hc.gallery, name) for name in GALLERY} | typed


@pytest.fixture(scope="module")
def chrome(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


def load(browser, kind):
    browser.get("about:blank")
    source = script(f"{kind}.js") + f"\nexport {{ {kind}Kind as kind, sentence }};"
    assert browser.execute_async_script(LOAD, source) is True


def states_of(explorer, rates):
    """Places all over the window and at its corners; every rate with each."""
    shares = [0, 0.25, 0.525, 1]
    grid = [[low + s * (high - low) for s in shares] for low, high in explorer.range]
    places = [tuple(map(float, np.round(p, 6))) for p in itertools.product(*grid)]
    return list(itertools.product([*places, (0.0, 0.0), (1.0, 1.0)], rates))


def in_the_browser(browser, explorer, states, steps):
    questions = [
        {"start": start, "rate": rate, "run": {}, "step": step}
        for (start, rate), step in zip(states, steps, strict=True)
    ]
    question = json.dumps({"scene": explorer.stage.scene, "states": questions})
    return browser.execute_script(ASK, question)


def in_python(explorer, start, rate, step):
    explorer.start = start
    if explorer.has_rate:
        explorer.rates = (min(rate, explorer.rates[0]), max(rate, explorer.rates[1]))
        explorer.learning_rate = rate
    if explorer.more_state:
        explorer.stage.step = step
    return explorer.facts, [explorer.sentence, explorer.reading]


def agree(ours, theirs):
    if ours is None or theirs is None or isinstance(ours, str):
        return ours == theirs
    a, b = np.array(ours, float), np.array(theirs, float)
    neither = ~np.isfinite(a) & ~np.isfinite(b)
    return bool(np.all(neither | np.isclose(a, b, rtol=1e-6, atol=1e-9)))


def is_far_away(explorer, facts):
    size = FAR * np.ptp(explorer.window)
    ends = [facts[name] for name in ("end", "newton_end") if name in facts]
    return any(not np.max(np.abs(end)) < size for end in ends)


def differences(browser, explorer, rates):
    states = states_of(explorer, rates)
    steps = list(itertools.islice(itertools.cycle([0, 1, 3, 100]), len(states)))
    answers = in_the_browser(browser, explorer, states, steps)
    for (start, rate), step, answer in zip(states, steps, answers, strict=True):
        facts, said = in_python(explorer, start, rate, step)
        theirs = answer["facts"]
        where = f"{explorer.objective.name} at {start}, rate {rate}, step {step}"
        names = (facts.keys() | theirs.keys()) - DRAWN_ONLY
        far_away = is_far_away(explorer, facts)
        for name in sorted(names & SAME_EVEN_FAR_AWAY if far_away else names):
            if not agree(facts.get(name), theirs.get(name)):
                yield f"{where}: {name} is {facts.get(name)} and {theirs.get(name)}"
        if said != answer["said"] and not far_away:
            yield f"{where}: {said} and {answer['said']}"


@pytest.mark.parametrize("kind", ["newton", "race", "curvature"])
def test_both_languages_know_and_say_the_same(kind, chrome):
    load(chrome, kind)
    found = []
    for f in functions().values():
        explorer = getattr(hc.explore, kind)(f)
        rates = [0.3 * max(explorer.rates), 0.01] if explorer.has_rate else [0.1]
        found += differences(chrome, explorer, rates)
    assert found == []


CONTOURS = """
const [quadratic, heights, window] = JSON.parse(arguments[0]);
return heights.map(height => contoursOf(quadratic, [height], window));
"""


@pytest.mark.parametrize(
    ("hessian", "gradient", "pieces"),
    [
        ([[3, 1], [1, 2]], [1, -2], {1}),  # an ellipse
        ([[-3, 1], [1, -2]], [1, -2], {1}),
        ([[1, 2], [2, -1]], [0.5, 1], {2}),  # the two branches of a hyperbola
        ([[0, 0], [0, 2]], [1, 0.5], {1}),  # a parabola
        ([[0, 0], [0, 2]], [0, 0.5], {2}),  # two parallel lines
        ([[0, 0], [0, 0]], [1, 2], {1}),  # one line
        ([[0, 0], [0, 0]], [0, 0], {0}),  # nothing
        ([[1e-9, 0], [0, 2]], [1, 0.5], {1}),  # an ellipse whose centre is far away
    ],
)
def test_a_contour_of_a_quadratic_stays_at_its_height(hessian, gradient, pieces, chrome):
    chrome.get("about:blank")
    source = script("quadratic.js") + "\nexport { contoursOf };"
    assert chrome.execute_async_script(LOAD, source) is True
    at, value = np.array([0.5, -0.25]), 2.0
    look = {"at": at.tolist(), "value": value, "gradient": gradient, "hessian": sum(hessian, [])}
    heights = [value, value + (0.7 if hessian[0][0] >= 0 else -0.7)]
    drawn = chrome.execute_script(CONTOURS, json.dumps([look, heights, WINDOW]))
    for height, lines in zip(heights, drawn, strict=True):
        assert len(lines) in pieces
        for line in lines:
            step = np.array(line) - at
            there = value + step @ gradient + np.einsum("ki,ij,kj->k", step, hessian, step) / 2
            assert there == pytest.approx(height, abs=1e-8)
