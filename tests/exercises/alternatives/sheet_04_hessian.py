"""Right answers by other routes than ours: for each function two, as a student may write them."""

import numpy as np


def hessian_by_rows(gradient, point, h):
    rows = []
    for step in h * np.eye(len(point)):
        rows.append((gradient(point + step) - gradient(point - step)) / (2 * h))
    return np.array(rows)


def hessian_with_copies(gradient, point, h):
    columns = []
    for i in range(point.size):
        ahead, behind = point.copy(), point.copy()
        ahead[i] += h
        behind[i] -= h
        columns.append((gradient(ahead) - gradient(behind)) / h / 2)
    return np.column_stack(columns)


def kind_by_counting(gradient, hessian, tolerance):
    if sum(slope**2 for slope in gradient) ** 0.5 >= tolerance:
        return "not stationary"
    eigenvalues = [value for value in np.linalg.eigvalsh(hessian) if abs(value) >= tolerance]
    signs = {bool(value > 0) for value in eigenvalues}
    if len(signs) == 2:
        return "saddle"
    if len(eigenvalues) < len(hessian):
        return "cannot tell"
    return "minimum" if True in signs else "maximum"


def kind_by_the_extremes(gradient, hessian, tolerance):
    eigenvalues = np.linalg.eigvals(hessian).real
    lowest, highest = min(eigenvalues), max(eigenvalues)
    if np.sqrt(np.dot(gradient, gradient)) >= tolerance:
        return "not stationary"
    if lowest <= -tolerance and highest >= tolerance:
        return "Saddle"
    if lowest >= tolerance:
        return "Minimum"
    if highest <= -tolerance:
        return "Maximum"
    return "Cannot tell"


def rates_by_the_condition_number(hessian):
    kappa, largest = np.linalg.cond(hessian), np.linalg.norm(hessian, 2)
    return np.array([2 / largest, 2 / (largest + largest / kappa), (kappa - 1) / (kappa + 1)])


def rates_by_min_and_max(hessian):
    eigenvalues = np.linalg.eigvals(hessian)
    best = 2 / (min(eigenvalues) + max(eigenvalues))
    return 2 / max(eigenvalues), best, 1 - best * min(eigenvalues)


def right_answers(given):
    return {
        "kinds_on_the_map": lambda right: [tuple(right), [f" {word.upper()} " for word in right]],
        "report_question": lambda right: [np.array(right), [["6", "4/2"], ["sqrt(4)", "2 * 6"]]],
        "second_question": lambda right: [tuple(right), [f"{2 * x:g}/2" for x in right]],
        "two_orders": lambda right: [np.array(right), [str(x) for x in right]],
        "hessian_by_differences": [hessian_by_rows, hessian_with_copies],
        "kind_of_point": [kind_by_counting, kind_by_the_extremes],
        "rates_from_hessian": [rates_by_the_condition_number, rates_by_min_and_max],
    }
