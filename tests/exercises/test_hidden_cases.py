"""A hidden case asks for nothing that the visible cases have not asked for."""

import math

import numpy as np
import pytest
import sheets
from sheets import NAMES

import hesscourse as hc
from hesscourse.check import Wrong, sheet
from hesscourse.check.tasks import Function

# Arguments whose first axis counts points, observations or steps. Everything else about an array
# says how many variables there are.
OF_ANY_LENGTH = {
    ("surviving_shares", "points"),
    ("gradient_of_loss", "X"),
    ("gradient_of_loss", "y"),
    ("hessian_of_loss", "X"),
    ("safe_everywhere", "X"),
    ("best_steps", "steps"),
}
FUNCTIONS = [
    (name, task.name)
    for name in NAMES
    for task in sheet(name).tasks.values()
    if isinstance(task, Function)
]
each_function = pytest.mark.parametrize(("name", "task"), FUNCTIONS)


def examples_and_hidden_cases(name, task):
    """Both as one dict a case, from the name of a parameter to its value."""
    names = sheets.opened(name, variant=0)
    found = names["check"].tasks[task]
    exec(sheets.hidden_part(name, task), names | {task: found.reference}, hidden := {})
    return [
        [dict(zip(found.parameters, case, strict=True)) for case in cases]
        for cases in (found.examples, hidden["hidden"])
    ]


def lengths(cases, parameter):
    """For each axis of an argument, the lengths that it has in these cases."""
    shapes = [np.shape(case[parameter]) for case in cases if not callable(case[parameter])]
    return [set(axis) for axis in zip(*shapes, strict=True)]


@each_function
def test_a_hidden_number_of_variables_stands_among_the_examples(name, task):
    examples, hidden = examples_and_hidden_cases(name, task)
    for parameter in examples[0]:
        seen, asked = lengths(examples, parameter), lengths(hidden, parameter)
        assert len(seen) == len(asked), parameter
        for axis, (ours, theirs) in enumerate(zip(seen, asked, strict=True)):
            if axis == 0 and (task, parameter) in OF_ANY_LENGTH:
                assert len(ours) > 1, parameter
            else:
                assert theirs <= ours, parameter


@each_function
def test_a_random_number_of_variables_stands_among_the_examples(name, task):
    """Else a check would be right today and wrong tomorrow."""
    examples, _ = examples_and_hidden_cases(name, task)
    found = sheet(name).tasks[task]
    drawn = [
        dict(zip(found.parameters, case, strict=True))
        for seed in range(5)
        for case in found.cases(seed)
    ]
    for parameter in examples[0]:
        free = (task, parameter) in OF_ANY_LENGTH
        pairs = zip(lengths(drawn, parameter), lengths(examples, parameter), strict=True)
        for ours, theirs in list(pairs)[free:]:
            assert ours <= theirs, parameter


def is_of_three(value):
    return isinstance(value, np.ndarray) and value.shape[-1] == 3


def first_two(task, parameter, value):
    """The part of an argument that belongs to the first two variables."""
    if not isinstance(value, np.ndarray):
        return value
    free = (task, parameter) in OF_ANY_LENGTH
    return value[tuple(slice(None if free and axis == 0 else 2) for axis in range(value.ndim))]


def jumps_by_two_entries(gradient, hessian, start, tolerance, most):
    points = [start]
    while len(points) <= most:
        g = gradient(points[-1])
        if math.hypot(g[0], g[1]) < tolerance:
            break
        points.append(points[-1] - np.linalg.solve(hessian(points[-1]), g))
    return np.array(points)


@each_function
def test_where_more_than_two_are_asked_for_two_are_refused_in_sight(name, task):
    found = sheet(name).tasks[task]

    def for_two(*case):
        parts = zip(found.parameters, case, strict=True)
        return found.reference(*(first_two(task, *part) for part in parts))

    if any(is_of_three(value) for case in found.examples for value in case):
        with pytest.raises(Wrong):
            found.examine(for_two, found.examples)


def test_a_norm_of_two_entries_is_refused_in_sight():
    with pytest.raises(Wrong):
        hc.check.jumps.examine(jumps_by_two_entries, hc.check.jumps.examples)
