"""Right answers by other routes than ours: for each function two, as a student may write them."""

import math

import numpy as np


def distance_from_a_share(rate, curvature, minimum, rel_tol):
    shrinks_by = rate * curvature
    return math.sqrt((rel_tol * minimum / shrinks_by) ** 2)


def distance_with_a_condition(rate, curvature, minimum, rel_tol):
    if minimum < 0:
        minimum = -minimum
    return minimum / curvature / rate * rel_tol


def shares_in_a_loop(points, goal):
    shares = []
    for k in range(1, len(points)):
        after = np.sqrt(sum((points[k] - goal) ** 2))
        shares.append(after / np.sqrt(sum((points[k - 1] - goal) ** 2)))
    return np.array(shares)


def shares_by_logarithms(points, goal):
    with np.errstate(divide="ignore"):
        logs = np.log(np.sum((points - goal) ** 2, axis=1)) / 2
    return np.exp(np.diff(logs))


def shares_in_two_letters(points, goal):
    goal_x, goal_y = goal
    errors = [math.hypot(x - goal_x, y - goal_y) for x, y in points]
    return np.array([errors[k + 1] / errors[k] for k in range(len(errors) - 1)])


def count_with_a_while_loop(gradient, start, rate, rel_tol, most):
    x, k = start, 0
    while k < most:
        x_next = x - rate * gradient(x)
        if math.isclose(x[0], x_next[0], rel_tol=rel_tol) and math.isclose(
            x[1], x_next[1], rel_tol=rel_tol
        ):
            break
        x, k = x_next, k + 1
    return k


def count_in_numpy(gradient, start, rate, rel_tol, most):
    points = [start]
    for _ in range(most):
        points.append(points[-1] - rate * gradient(points[-1]))
    points = np.array(points)
    size = np.maximum(np.abs(points[1:]), np.abs(points[:-1]))
    agree = np.all(np.abs(np.diff(points, axis=0)) <= rel_tol * size, axis=1)
    return int(np.argmax(agree)) if agree.any() else most


def right_answers(given):
    return {
        "four_curves": lambda right: [tuple(right), [f"{word.title()} " for word in right]],
        "what_is_there": lambda right: [tuple(right), [word.upper() for word in right]],
        "hollow": lambda right: [np.array(right), [f"{200 * x:g}/200" for x in right]],
        "power_factors": lambda right: [tuple(right), [f"{10 * x:g}/10" for x in right]],
        "stops_within": [distance_from_a_share, distance_with_a_condition],
        "surviving_shares": [shares_in_a_loop, shares_by_logarithms, shares_in_two_letters],
        "agree_after": [count_with_a_while_loop, count_in_numpy],
    }
