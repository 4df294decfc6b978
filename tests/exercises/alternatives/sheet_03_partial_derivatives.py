"""Right answers by other routes than ours: for each function two, as a student may write them."""

import math

import numpy as np

import hesscourse as hc


def slope_by_pythagoras(f, point, direction, h):
    length = math.sqrt(sum(x**2 for x in direction))
    ahead = [p + h * d / length for p, d in zip(point, direction, strict=True)]
    behind = [p - h * d / length for p, d in zip(point, direction, strict=True)]
    return (f(ahead) - f(behind)) / 2 / h


def slope_as_a_mean(f, point, direction, h):
    step = direction * (h / np.sqrt(direction @ direction))
    forward = (f(point + step) - f(point)) / h
    backward = (f(point) - f(point - step)) / h
    return np.mean([forward, backward])


def slope_in_two_letters(f, point, direction, h):
    x, y = point
    u, v = direction
    length = math.hypot(u, v)
    u, v = u / length, v / length
    return (f([x + h * u, y + h * v]) - f([x - h * u, y - h * v])) / (2 * h)


def walk_in_an_array(gradient, start, learning_rate, steps):
    points = np.zeros((steps + 1, len(start)))
    points[0] = start
    for k in range(steps):
        points[k + 1] = points[k] - learning_rate * gradient(points[k])
    return points


def walk_with_copies(gradient, start, learning_rate, steps):
    point = start.copy()
    points = [point.copy()]
    while len(points) <= steps:
        point -= learning_rate * gradient(point)
        points.append(point.copy())
    return np.vstack(points)


def walk_in_two_letters(gradient, start, learning_rate, steps):
    x, y = start
    points = [[x, y]]
    for _ in range(steps):
        slope_x, slope_y = gradient((x, y))
        x, y = x - learning_rate * slope_x, y - learning_rate * slope_y
        points.append([x, y])
    return np.array(points)


def right_answers(given):
    valley = hc.Objective(given.valley)

    def multiplied_out(point):
        x, y = point
        a, b = given.inner, given.outer
        return np.array([4 * x**3 + (b - 4 * a * x) * y, 2 * a**2 * y - 2 * a * x**2 + b * x])

    return {
        "rises_or_falls": lambda right: [tuple(right), [f" {word.upper()} " for word in right]],
        "partials": lambda right: [tuple(right), np.array(right)],
        "guess_nearby": lambda right: [f"{10 * right:g}/10", np.float64(right)],
        "two_slopes": lambda right: [np.array(right), [f"{5 * x:g}/5" for x in right]],
        "valley_gradient": [valley.gradient, multiplied_out],
        "slope_along": [slope_by_pythagoras, slope_as_a_mean, slope_in_two_letters],
        "walk_in_the_plane": [walk_in_an_array, walk_with_copies, walk_in_two_letters],
    }
