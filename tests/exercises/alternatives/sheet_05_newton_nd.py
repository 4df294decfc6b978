"""Right answers by other routes than ours: for each function two, as a student may write them."""

from fractions import Fraction

import numpy as np


def jump_with_the_inverse(x, gradient, hessian):
    return x - np.linalg.inv(hessian) @ gradient


def jump_along_the_eigenvectors(x, gradient, hessian):
    eigenvalues, Q = np.linalg.eigh(hessian)
    return x - Q @ ((Q.T @ gradient) / eigenvalues)


def way_by_a_short_walk(gradient, hessian, worst):
    if np.linalg.cond(hessian) > worst:
        return "no step"
    p = np.linalg.solve(hessian, -gradient)
    rises = np.dot(gradient, p / np.linalg.norm(p)) > 0
    return "uphill" if rises else "downhill"


def way_by_the_curvature_along_it(gradient, hessian, worst):
    sizes = np.abs(np.linalg.eigvalsh(hessian))
    if sizes.max() >= worst * sizes.min():
        return "no step"
    p = np.linalg.inv(hessian) @ gradient
    if p @ hessian @ p > 0:
        return " Downhill"
    return "uphill"


def jumps_with_break(gradient, hessian, start, tolerance, most):
    x = np.array(start)
    rows = x.reshape(1, -1)
    for _ in range(most):
        g = gradient(x)
        if np.sqrt(g @ g) < tolerance:
            break
        x = x - np.linalg.inv(hessian(x)) @ g
        rows = np.vstack([rows, x])
    return rows


def jumps_by_recursion(gradient, hessian, start, tolerance, most):
    if most == 0 or np.linalg.norm(gradient(start)) < tolerance:
        return start[np.newaxis]
    after = start + np.linalg.solve(hessian(start), -gradient(start))
    rest = jumps_by_recursion(gradient, hessian, after, tolerance, most - 1)
    return np.concatenate([[start], rest])


def right_answers(given):
    return {
        "arrows": lambda right: [tuple(right), [f" {word.upper()}" for word in right]],
        "jump_by_hand": lambda right: [tuple(right), [f"{2 * x:g}/2" for x in right]],
        "promise_and_truth": lambda right: [np.array(right), [str(Fraction(x)) for x in right]],
        "her_map": lambda right: [np.array(right), [str(x) for x in right]],
        "price": lambda right: [tuple(right), [f"{10 * x:g}/10" for x in right]],
        "jump": [jump_with_the_inverse, jump_along_the_eigenvectors],
        "way_of_the_step": [way_by_a_short_walk, way_by_the_curvature_along_it],
        "jumps": [jumps_with_break, jumps_by_recursion],
    }
