"""Numbers for sums by hand: chosen so that each mistake gives another answer."""

import numpy as np

MOST_DRAWS = 100_000


def choose(draw, accept):
    """Draw until it is accepted; ValueError where that seems never to happen.

    >>> choose(iter([(2, 2), (2, 3)]).__next__, lambda one, two: one != two)
    (2, 3)
    """
    for _ in range(MOST_DRAWS):
        if accept(*(drawn := draw())):
            return drawn
    raise ValueError(f"none of {MOST_DRAWS:,} draws is accepted, the last one being {drawn}")


def all_differ(answers):
    """Are no two of these answers the same? `answers` is a dict.

    >>> all_differ({"right": [1, 2], "swapped": [2, 1]})
    True
    >>> all_differ({"right": [1, 2], "swapped": [2, 1], "rounded": [1.0, 2.0]})
    False
    """
    plain = {tuple(np.round(np.ravel(answer), 6) + 0.0) for answer in answers.values()}
    return len(plain) == len(answers)


def all_short(numbers, digits=4):
    """Has no number more digits behind the point than one likes to write by hand?

    >>> all_short([0.25, -3]), all_short([1 / 3])
    (True, False)
    """
    return np.allclose(numbers, np.round(numbers, digits), rtol=0, atol=1e-12)


def as_sum(*terms):
    """A formula of numbers and letters, as one writes it.

    >>> as_sum((1, "x^2 y"), (-3, "y^2"), (0, "x"))
    'x^2 y - 3 y^2'
    """
    signed = [f"{'-' if number < 0 else '+'} {abs(number):g} {x}" for number, x in terms if number]
    text = " ".join(signed).replace("+ 1 ", "+ ").replace("- 1 ", "- ")
    return text.removeprefix("+ ").replace("- ", "-", 1) if text[0] == "-" else text[2:]
