"""Right answers by other routes than ours: for each function two, as a student may write them."""

from fractions import Fraction

import numpy as np


def product_with_two_names(gradient, x, d, h):
    ahead, behind = gradient(x + h * d), gradient(x - d * h)
    return 0.5 * (ahead - behind) / h


def product_of_halves(gradient, x, d, h):
    step = h * d
    forward = (gradient(x + step) - gradient(x)) / h
    backward = (gradient(x) - gradient(x - step)) / h
    return (forward + backward) / 2


def product_step_by_step(times, times_transposed, mu, d):
    Ad = times(d)
    Hd = times_transposed(Ad)
    for i in range(len(d)):
        Hd = Hd + mu * d[i] * np.eye(len(d))[i]
    return Hd


def product_from_gradients(times, times_transposed, mu, d):
    def gradient(x):
        return times_transposed(times(x) - 1) + mu * x

    return gradient(d) - gradient(0 * d)


def round_with_other_fractions(product, p, r, d):
    Hd = product(d)
    a = np.dot(d, r) / np.dot(d, Hd)
    after = r - a * Hd
    beta = -np.dot(Hd, after) / np.dot(d, Hd)
    return np.vstack([p + a * d, after, after + beta * d])


def round_into_a_table(product, p, r, d):
    table = np.empty((3, len(p)))
    a = np.sum(r**2) / (d @ product(d))
    table[0] = p + a * d
    table[1] = r - product(a * d)
    table[2] = table[1] + np.linalg.norm(table[1]) ** 2 / np.linalg.norm(r) ** 2 * d
    return table


def roll_by_the_last_two_places(gradient, start, rate, beta, steps):
    before, x = start, start
    for _ in range(steps):
        before, x = x, x + beta * (x - before) - rate * gradient(x)
    return x


def roll_by_recursion(gradient, start, rate, beta, steps, step=0.0):
    if steps == 0:
        return start
    step = beta * step - rate * gradient(start)
    return roll_by_recursion(gradient, start + step, rate, beta, steps - 1, step)


def right_answers(given):
    return {
        "whose_curve": lambda right: [tuple(right), [f"{word.title()} " for word in right]],
        "memory": lambda right: [tuple(right), [f"{10 * x:g}/10" for x in right]],
        "first_conjugate_step": lambda right: [np.array(right), [f"{x:.6g}" for x in right]],
        "learnt_by_hand": lambda right: [tuple(right), [_as_fraction(x) for x in right]],
        "product_by_differences": [product_with_two_names, product_of_halves],
        "product_without_matrix": [product_step_by_step, product_from_gradients],
        "conjugate_step": [round_with_other_fractions, round_into_a_table],
        "roll": [roll_by_the_last_two_places, roll_by_recursion],
    }


def _as_fraction(number):
    return str(Fraction(number).limit_denominator(10_000))
