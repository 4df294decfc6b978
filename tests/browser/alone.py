"""The browser's half of an explorer on an empty page, with no kernel: fast, for many states."""

import json
import math

import pytest
from explorers import SETTLED

MOUNT = """
const [source, text, done] = arguments;
const state = JSON.parse(text), listeners = {};
window.model = {
  get: name => state[name],
  set: (name, value) => {
    state[name] = value;
    for (const listener of listeners[`change:${name}`] || []) listener();
  },
  on: (names, listener) => {
    for (const name of names.split(" ")) (listeners[name] ||= []).push(listener);
  },
  save_changes: () => {},
};
document.body.replaceChildren();
import(URL.createObjectURL(new Blob([source], {type: "text/javascript"}))).then(
  module => { module.default.render({model, el: document.body}); done(true); },
  error => done(String(error)));
"""
SET = (
    "for (const [name, value] of Object.entries(JSON.parse(arguments[0]))) model.set(name, value);"
)
READ = """
const root = document.querySelector(".hc-stage");
const {run, heights, ...facts} = root.explorer.facts;
return {
  facts: JSON.parse(JSON.stringify(facts)),
  sentence: root.querySelector(".hc-sentence").textContent,
  done: [...root.querySelectorAll(".hc-task")].map(task => task.classList.contains("hc-done")),
};
"""
STATE = ("x", "y", "learning_rate", "scene", "run", "typed", "complaint")


def mount(browser, explorer):
    """Show the stage of an explorer, and nothing else."""
    browser.get("about:blank")
    state = {name: getattr(explorer.stage, name) for name in STATE}
    mounted = browser.execute_async_script(MOUNT, explorer.stage._esm, json.dumps(state))
    assert mounted is True


def differences(browser, explorer, states):
    """A sentence for each state in which Python and the browser disagree."""
    mount(browser, explorer)
    for change in states:
        for name, value in change.items():
            setattr(explorer, name, value)
        values = {name: getattr(explorer.stage, name) for name in (*STATE[:3], "run")}
        browser.execute_script(SET, json.dumps(values))
        browser.execute_async_script(SETTLED)
        theirs = browser.execute_script(READ)
        for name, fact in explorer.facts.items():
            if theirs["facts"].get(name) != as_sent(fact):
                yield f"{change}: {name} is {fact} in Python, {theirs['facts'].get(name)} there"
        for name in ("sentence", "done"):
            if theirs[name] != getattr(explorer, name):
                yield f"{change}: {getattr(explorer, name)!r} in Python, {theirs[name]!r} there"


def as_sent(fact):
    """A fact as JSON has it: nothing for what is not finite, and numbers up to rounding."""
    if isinstance(fact, (list, tuple)):
        return [as_sent(part) for part in fact]
    if isinstance(fact, float):
        return pytest.approx(fact, rel=1e-6, abs=1e-9) if math.isfinite(fact) else None
    return fact
