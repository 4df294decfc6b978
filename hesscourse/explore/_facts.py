"""Sentences and tasks, chosen and filled from facts: facts.js in the other language.

A condition is three words: ``"steps < 10"``, ``"rate > bound"``, ``"outcome = CYCLE"``. On the
left stands a fact, on the right a fact, a number or a word. Nothing holds of a missing fact.
"""

import json
import math
import operator
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path

SENTENCES = Path(__file__).with_name("sentences.json")
COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_FOUR_DIGITS = Context(prec=4, rounding=ROUND_HALF_UP)  # as JavaScript rounds a tie


@cache
def templates():
    """What is in sentences.json."""
    return json.loads(SENTENCES.read_text(encoding="utf-8"))


def number(value):
    """A number as a sentence shows it: four significant digits.

    Examples
    --------
    >>> number(249), number(3.99101544), number(0.00001234), number(12345.6)
    ('249', '3.991', '1.234e-05', '1.235e+04')
    """
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "infinite" if value > 0 else "minus infinite"
    rounded = float(_FOUR_DIGITS.create_decimal(Decimal(float(value))))
    return f"{rounded + 0.0:.4g}"


def place(point):
    """A point as a sentence shows it."""
    shown = [number(c) for c in point]
    return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"


def checked_condition(condition):
    """A condition, if it is three words; which facts there are, its explorer knows.

    Examples
    --------
    >>> checked_condition("steps < 10")
    'steps < 10'
    """
    words = condition.split(" ") if isinstance(condition, str) else []
    if len(words) != 3 or not all(words) or words[1] not in COMPARE:
        raise ValueError(
            "a condition is a fact, a comparison and a value, with a space on either side of the "
            f"comparison, such as 'steps < 10' or 'outcome = CYCLE'; got {condition!r}"
        )
    return condition


def unknown_fact(condition, facts):
    """What stands in a condition for a fact, and is none; None if all is well."""
    left, comparison, right = condition.split(" ")
    if left not in facts:
        return left
    # What is no number has no size: behind = and != it may be a word.
    sized = comparison not in ("=", "!=")
    return (
        right if sized and right not in facts and isinstance(_number_or_word(right), str) else None
    )


def holds(condition, facts):
    """Whether one condition holds of the facts."""
    left, comparison, right = condition.split(" ")
    a = facts.get(left)
    b = facts[right] if right in facts else _number_or_word(right)
    return a is not None and b is not None and COMPARE[comparison](a, b)


def _number_or_word(text):
    try:
        return float(text)
    except ValueError:
        return text


def all_hold(conditions, facts):
    return all(holds(condition, facts) for condition in conditions)


def fill(text, facts):
    """A template with its facts: ``{end}``, or ``{steps:step|steps}`` for 1 step, 249 steps.

    Examples
    --------
    >>> fill("{steps:step|steps} to {end}", {"steps": 1, "end": [4.0, 4.0]})
    '1 step to (4, 4)'
    """

    def filled(match):
        name, one, many = match.groups()
        fact = facts[name]
        if one:
            return f"{number(fact)} {one if fact == 1 else many}"
        if isinstance(fact, (list, tuple)):
            return place(fact)
        return fact if isinstance(fact, str) else number(fact)

    return re.sub(r"\{(\w+)(?::(\w+)\|(\w+))?\}", filled, text)


def sentence(entries, facts):
    """The first of the entries whose conditions hold, filled."""
    return fill(next(e["say"] for e in entries if all_hold(e["when"], facts)), facts)
