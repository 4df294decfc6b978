"""Mutants that no check can kill, since they are right answers too. Each with the reason."""

STEPS = "line 3: first, second, third = (abs(b - a), abs(c - b), abs(d - c)) -> "
THE_SAME_LENGTH = "|u - v| = |v - u|"
A_DOT_PRODUCT = "a dot product has no order"
WAY = "return 'downhill' if p @ gradient < 0 else 'uphill'"
CUT = "return p if length <= radius else radius / length * p"
CLOSE = "close = [math.isclose({}[i], {}[i], rel_tol=rel_tol) for i in (0, 1)]"

EQUIVALENT = (
    {
        (
            "02_newton_1d",
            "order",
            f"{STEPS}first, second, third = ({lengths})",
        ): THE_SAME_LENGTH
        for lengths in (
            "abs(a - b), abs(c - b), abs(d - c)",
            "abs(b - a), abs(b - c), abs(d - c)",
            "abs(b - a), abs(c - b), abs(c - d)",
        )
    }
    | {
        (
            "04_hessian",
            "hessian_by_differences",
            "line 4: H = np.zeros((n, n)) -> H = np.ones((n, n))",
        ): "the loop fills every column, whatever stood there",
    }
    | {
        (
            "05_newton_nd",
            "way_of_the_step",
            f"line {line}: {before} -> {after}",
        ): reason
        for line, before, after, reason in (
            (
                3,
                "if np.linalg.cond(hessian) > worst:",
                "if np.linalg.cond(hessian) >= worst:",
                "a condition number is rounded, so no case lies on the bound",
            ),
            (
                6,
                WAY,
                WAY.replace("<", "<="),
                "the sheet says that no step begins level",
            ),
            (
                6,
                WAY,
                WAY.replace("p @ gradient", "gradient @ p"),
                "a dot product has no order",
            ),
        )
    }
) | {
    (
        "07_safeguards",
        "is_downhill",
        "line 3: return p @ gradient < 0 -> return gradient @ p < 0",
    ): "a dot product has no order",
    (
        "07_safeguards",
        "within_reach",
        f"line 4: {CUT} -> {CUT.replace('<=', '<')}",
    ): "a step that is just as long as the radius keeps its length either way",
    (
        "07_safeguards",
        "turned_step",
        "line 4: sizes = np.maximum(np.abs(lam), floor) -> sizes = np.maximum(floor, np.abs(lam))",
    ): "the larger of two has no order",
    (
        "07_safeguards",
        "next_radius",
        "line 7: return 2 * radius -> return 2 * length",
    ): "it is reached only where length == radius",
    (
        "06_worked_example",
        "surviving_shares",
        "line 3: errors = np.linalg.norm(points - goal, axis=1) -> "
        "errors = np.linalg.norm(goal - points, axis=1)",
    ): THE_SAME_LENGTH,
    (
        "06_worked_example",
        "agree_after",
        "line 4: for k in range(most): -> for k in range(most + 1):",
    ): "one round more can only return most, which is returned after the loop as well",
    (
        "06_worked_example",
        "agree_after",
        f"line 6: {CLOSE.format('x', 'x_next')} -> {CLOSE.format('x_next', 'x')}",
    ): "math.isclose compares with the larger of the two, whichever comes first",
}

LENGTH = "a = r @ r / (d @ Hd)"
DIRECTION = "d_new = r_new + r_new @ r_new / (r @ r) * d"
NOTHING_LEFT_ALONG_THE_LAST = "d is r and a part of the last direction, along which r has none"

EQUIVALENT |= {
    (
        "08_hessians_at_scale",
        "conjugate_step",
        f"line {line}: {before} -> {before.replace(old, new)}",
    ): reason
    for line, before, old, new, reason in (
        (4, LENGTH, "r @ r", "d @ r", NOTHING_LEFT_ALONG_THE_LAST),
        (4, LENGTH, "r @ r", "r @ d", NOTHING_LEFT_ALONG_THE_LAST),
        (4, LENGTH, "d @ Hd", "Hd @ d", A_DOT_PRODUCT),
        (4, LENGTH, "d @ Hd", "r @ Hd", "d is r and a part of the last direction, conjugate to d"),
        (6, DIRECTION, "(r @ r)", "(d @ r)", NOTHING_LEFT_ALONG_THE_LAST),
        (6, DIRECTION, "(r @ r)", "(r @ d)", NOTHING_LEFT_ALONG_THE_LAST),
    )
}

EQUIVALENT |= {
    ("09_logistic_regression", task, what): reason
    for task, what, reason in (
        (
            "loss_of_one",
            "line 3: return np.logaddexp(0, -t if y == 1 else t) -> "
            "return np.logaddexp(-t if y == 1 else t, 0)",
            "a sum has no order",
        ),
        (
            "loss_of_one",
            "line 3: return np.logaddexp(0, -t if y == 1 else t) -> "
            "return np.logaddexp(0, -t if y > 0.9 * 1 else t)",
            "y is 0 or 1",
        ),
        (
            "hessian_of_loss",
            "line 3: p = 1 / (1 + np.exp(-X @ beta)) -> p = 1 / (1 + np.exp(X @ beta))",
            "p (1 - p) is the same for p and for 1 - p",
        ),
        ("range_at", "line 3: t = v @ beta -> t = beta @ v", A_DOT_PRODUCT),
        (
            "range_at",
            "line 4: error = np.sqrt(v @ np.linalg.solve(hessian, v)) -> "
            "error = np.sqrt(np.linalg.solve(hessian, v) @ v)",
            A_DOT_PRODUCT,
        ),
        (
            "safe_everywhere",
            "line 3: largest = np.linalg.eigvalsh(X.T @ X / 4)[-1] -> "
            "largest = np.linalg.eigvalsh(X @ X.T / 4)[-1]",
            "both products have the same largest eigenvalue",
        ),
    )
}

FORWARD, CENTRAL = "(f(x + h) - f(x)) / h", "(f(x + h) - f(x - h)) / (2 * h)"
EQUIVALENT |= {
    ("10_other_tools", task, what): reason
    for task, what, reason in (
        (
            "best_steps",
            f"line 3: forward = [abs({FORWARD} - slope) for h in steps] -> "
            f"forward = [abs(slope - {FORWARD}) for h in steps]",
            THE_SAME_LENGTH,
        ),
        (
            "best_steps",
            f"line 4: central = [abs({CENTRAL} - slope) for h in steps] -> "
            f"central = [abs(slope - {CENTRAL}) for h in steps]",
            THE_SAME_LENGTH,
        ),
        (
            "hessian_from_values",
            "line 4: step, H = (h * np.eye(n), np.zeros((n, n))) -> "
            "step, H = (h * np.eye(n), np.ones((n, n)))",
            "the loops fill every entry, whatever stood there",
        ),
    )
}
