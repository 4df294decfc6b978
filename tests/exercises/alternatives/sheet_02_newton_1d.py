"""Right answers by other routes than ours: for each function two, as a student may write them."""

import math
from fractions import Fraction

import numpy as np


def step_over_a_common_denominator(x, slope, bend):
    return (x * bend - slope) / bend


def step_as_the_vertex(x, slope, bend):
    # The slope of the parabola, bend * t + (slope - bend * x), is zero at t.
    return np.roots([bend, slope - bend * x])[0]


def root_by_recursion(f, derivative, start, steps):
    if steps == 0:
        return start
    return root_by_recursion(f, derivative, start - f(start) / derivative(start), steps - 1)


def root_counting_down(f, derivative, start, steps):
    x = start
    while steps:
        x -= f(x) / derivative(x)
        steps = steps - 1
    return x


def places_with_break(slope, bend, start, tolerance):
    places, x = [], start
    while True:
        places.append(x)
        if -tolerance < slope(x) < tolerance or not bend(x):
            return places
        x = x - slope(x) / bend(x)


def places_by_recursion(slope, bend, start, tolerance):
    if abs(slope(start)) < tolerance or bend(start) == 0:
        return np.array([start])
    x = start - slope(start) / bend(start)
    return np.concatenate([[start], places_by_recursion(slope, bend, x, tolerance)])


def order_in_numpy(a, b, c, d):
    logs = np.diff(np.log(np.abs(np.diff([a, b, c, d]))))
    return logs[1] / logs[0]


def order_by_differences(a, b, c, d):
    first, second, third = (math.log10(abs(step)) for step in (b - a, c - b, d - c))
    return (third - second) / (second - first)


def right_answers(given):
    return {
        "first_steps": lambda right: [tuple(right), [word.title() for word in right]],
        "root_steps": lambda right: [tuple(right), [str(Fraction(x)) for x in right]],
        "vertex": lambda right: [np.array(right), [str(x) for x in right]],
        "newton_step": [step_over_a_common_denominator, step_as_the_vertex],
        "root_after": [root_by_recursion, root_counting_down],
        "newton_places": [places_with_break, places_by_recursion],
        "order": [order_in_numpy, order_by_differences],
    }
