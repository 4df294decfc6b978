"""Right answers by other routes than ours: for each function two, as a student may write them."""

import numpy as np


def through_by_the_product_rule(a, outer):
    inner_slope, inner_bend = a[1:]
    slope = (outer[1], outer[2] * inner_slope)  # g'(u) and its derivative
    return (outer[0], slope[0] * inner_slope, slope[1] * inner_slope + slope[0] * inner_bend)


def through_the_taylor_polynomial(a, outer):
    small = np.array([0.0, a[1], a[2] / 2])  # u near the place, without its value
    squared = np.convolve(small, small)[:3]
    c = [outer[0], 0, 0] + outer[1] * small + outer[2] / 2 * squared
    return np.array([c[0], c[1], 2 * c[2]])


def steps_by_a_loop(f, x, slope, steps):
    best = [None, None]
    errors = [float("inf"), float("inf")]
    for h in steps:
        right, left = f(x + h), f(x - h)
        for k, quotient in enumerate([(right - f(x)) / h, (right - left) / h / 2]):
            if abs(slope - quotient) < errors[k]:
                best[k], errors[k] = h, abs(slope - quotient)
    return best


def steps_by_min(f, x, slope, steps):
    def off(h, back):
        return np.abs((f(x + h) - f(x - back * h)) / ((1 + back) * h) - slope)

    return tuple(min(steps, key=lambda h: off(h, back)) for back in (0, 1))


def hessian_by_the_simplest_quotients(f, point, h):
    n = point.size
    H = np.empty((n, n))
    step = [h * (np.arange(n) == i) for i in range(n)]
    for i in range(n):
        H[i, i] = (f(point + step[i]) - 2 * f(point) + f(point - step[i])) / h**2
        for j in range(i):
            a, b = step[i], step[j]
            corners = f(point + a + b) - f(point + a - b) - f(point - a + b) + f(point - a - b)
            H[i, j] = H[j, i] = corners / 4 / h**2
    return H


def hessian_of_slopes(f, point, h):
    def gradient(at):
        return np.array([(f(at + s) - f(at - s)) / (2 * h) for s in np.eye(len(point)) * h])

    rows = [(gradient(point + s) - gradient(point - s)) / (2 * h) for s in np.eye(len(point)) * h]
    return np.array(rows)


def right_answers(given):
    return {
        "four_errors": lambda right: [tuple(right), [f" {word.upper()}" for word in right]],
        "triples": lambda right: [np.array(right), [f"{2 * x:g}/2" for x in right]],
        "backward": lambda right: [tuple(right), [f"{2 * x:g}/2" for x in right]],
        "prices": lambda right: [np.array(right), [f"{10 * x:g}/10" for x in right]],
        "what_it_sees": lambda right: [tuple(right), [f"{word.title()} " for word in right]],
        "through": [through_by_the_product_rule, through_the_taylor_polynomial],
        "best_steps": [steps_by_a_loop, steps_by_min],
        "hessian_from_values": [hessian_by_the_simplest_quotients, hessian_of_slopes],
    }
