"""Mutants that no check can kill, since they are right answers too. Each with the reason."""

STEPS = "line 3: first, second, third = (abs(b - a), abs(c - b), abs(d - c)) -> "
THE_SAME_LENGTH = "|u - v| = |v - u|"
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
        (4, LENGTH, "d @ Hd", "Hd @ d", "a dot product has no order"),
        (4, LENGTH, "d @ Hd", "r @ Hd", "d is r and a part of the last direction, conjugate to d"),
        (6, DIRECTION, "(r @ r)", "(d @ r)", NOTHING_LEFT_ALONG_THE_LAST),
        (6, DIRECTION, "(r @ r)", "(r @ d)", NOTHING_LEFT_ALONG_THE_LAST),
    )
}
