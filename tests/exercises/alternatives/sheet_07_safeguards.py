"""Right answers by other routes than ours: for each function two, as a student may write them."""

import math
from fractions import Fraction

import numpy as np


def downhill_by_a_sum(gradient, p):
    total = 0
    for slope, part in zip(gradient, p, strict=True):
        total += slope * part
    return total < 0


def downhill_by_the_angle(gradient, p):
    if np.inner(p, gradient) < 0:
        return True
    return False


def reach_with_a_factor(p, radius):
    longest = max(np.sqrt(np.sum(p**2)), radius)
    return p * (radius / longest)


def reach_in_two_cases(p, radius):
    p = p.copy()
    if math.sqrt(p @ p) > radius:
        p *= radius / math.sqrt(p @ p)
    return p


def turned_by_a_matrix(gradient, hessian, floor):
    lam, Q = np.linalg.eigh(hessian)
    lam = np.clip(np.abs(lam), floor, None)
    return np.linalg.solve(Q @ np.diag(lam) @ Q.T, -gradient)


def turned_in_a_loop(gradient, hessian, floor):
    lam, Q = np.linalg.eigh(hessian)
    p = np.zeros(len(gradient))
    for i in range(len(lam)):
        q = Q[:, i]
        p = p - (q @ gradient) / max(abs(lam[i]), floor) * q
    return p


def fraction_by_counting(f, x, p, slope, c):
    k, before = 0, f(x)
    while not f(x + p / 2**k) <= before + c * slope / 2**k:
        k += 1
    return 1 / 2**k


def fraction_by_recursion(f, x, p, slope, c):
    if f(x + p) <= f(x) + c * slope:
        return 1
    return fraction_by_recursion(f, x, p / 2, slope / 2, c) / 2


def radius_with_else(radius, length, promised, got):
    if got < promised / 4:
        after = 0.25 * length
    elif got > 3 * promised / 4 and not length < radius:
        after = radius + radius
    else:
        after = radius
    return after


def radius_in_one_line(radius, length, promised, got):
    if 0.25 <= got / promised:
        return radius * (1 + (got / promised > 0.75 and length == radius))
    return length / 4


def right_answers(given):
    return {
        "which_step": lambda right: [tuple(right), [f" {word.title()}" for word in right]],
        "turned_by_hand": lambda right: [np.array(right), [f"{2 * x:g}/2" for x in right]],
        "damped_by_hand": lambda right: [tuple(right), [str(Fraction(x)) for x in right]],
        "is_downhill": [downhill_by_a_sum, downhill_by_the_angle],
        "within_reach": [reach_with_a_factor, reach_in_two_cases],
        "turned_step": [turned_by_a_matrix, turned_in_a_loop],
        "first_fraction": [fraction_by_counting, fraction_by_recursion],
        "next_radius": [radius_with_else, radius_in_one_line],
    }
