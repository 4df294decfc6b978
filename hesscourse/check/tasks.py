"""The kinds of task. Each describes itself in one place: answer, cases, misconceptions, hints.

`Function`: a function to write. `Numbers`: numbers to find by hand. `Choice`: a number of which
many are right, judged by trying it. `Words`: what a picture shows. `Explanation`: a text, which a
teacher reads.
"""

import inspect
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ..formula import parse
from ._attempt import MOST_LINES, attempt, case_in_words, same
from ._compare import ABS_TOL, REL_TOL, amount, fault, fits, kind, plain, shown
from ._verdicts import NotAttempted, Verdict, Wrong, right_line, wrapped

RANDOM_CASES = 12
# How far from the right number, as a share of it, a check asks whether a student rounded.
ROUNDED_WITHIN, ROUNDED_ON_THE_WAY = 0.01, 0.001
MOST_DIGITS = 9


class Misconception(NamedTuple):
    """A wrong answer that students give, and the sentence that helps.

    The sentence says what happened and where to look again, and never the answer.

    Attributes
    ----------
    answer : object
        Of a `Function`: a function. Of any other task: the wrong answer itself.
    sentence : str
    applies : callable or None
        For a `Choice` only: does this misconception explain that wrong value?
    """

    answer: object
    sentence: str
    applies: Callable | None = None


class Named:
    """A function among the inputs of a case, with the words that a message shows.

    Examples
    --------
    >>> slope = Named("2x - 6", lambda x: 2 * x - 6)
    >>> slope, slope(1)
    (2x - 6, -4)
    """

    def __init__(self, words, function):
        self.words = words
        self.function = function

    def __call__(self, *arguments):
        return self.function(*arguments)

    def __repr__(self):
        return self.words


@dataclass(kw_only=True)
class Task:
    """What all kinds of task have.

    Attributes
    ----------
    name : str
        Also the name of the student's variable or function, and the nbgrader id of the cell in
        which it is asked.
    hints : tuple of str
        Two: the first says where to look, the second how to begin.
    misconceptions : list of Misconception
        At least four.
    """

    name: str
    hints: tuple = ()
    misconceptions: list = field(default_factory=list)
    state: object = None

    can_be_right = True

    def __call__(self, answer):
        """Check an answer: print one line if it is right, raise a `Verdict` if not."""
        try:
            self.examine(answer)
        except Verdict as verdict:
            self.state = verdict
            raise
        self.state = "right"
        print(right_line(self.name))

    def examine(self, answer):
        """As a call, but nothing is printed or remembered."""
        if answer is ...:
            raise NotAttempted(f"replace the three dots in {self.name} by your answer.")
        self._examine(answer)

    def hint(self, number=1):
        """Print a hint: 1 says where to look, 2 how to begin."""
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"there are hints 1 to {len(self.hints)}; got {number!r}")
        print(wrapped(f"Hint {number} of {len(self.hints)}: {self.hints[number - 1]}"))

    def _try_a_hint(self):
        return f"Do you want a hint? Run check.{self.name}.hint(1)." if self.hints else ""

    @property
    def is_right(self):
        return self.state == "right"

    @property
    def state_line(self):
        if self.is_right:
            return right_line(self.name)
        word = self.state or NotAttempted()
        return f"{word.colour}{word.symbol} {word.word}:\033[0m {self.name}"

    def __repr__(self):
        return f"<task {self.name}>"


@dataclass(kw_only=True, repr=False)
class Function(Task):
    """Write a function.

    Attributes
    ----------
    reference : callable
        A right answer. The names of its parameters are those of the task. What it returns says
        which type and shape is asked for.
    examples : list of tuple
        Cases that are tried first, the simplest first: a message shows the first that fails.
    draw : callable
        ``draw(pick) -> tuple``: a random case; `pick` is a `random.Random`.
    """

    reference: Callable
    examples: list
    draw: Callable
    rel_tol: float = REL_TOL
    abs_tol: float = ABS_TOL

    @property
    def parameters(self):
        return list(inspect.signature(self.reference).parameters)

    def cases(self, seed=None):
        """The examples, then random cases: new ones each time, or those of a seed."""
        pick = random.Random(seed)
        return [*self.examples, *(self.draw(pick) for _ in range(RANDOM_CASES))]

    def examine(self, answer, cases=None, seed=None):
        """As a call, but nothing is printed or remembered.

        Parameters
        ----------
        answer : callable
        cases : list of tuple, optional
            Instead of `self.cases(seed)`: hidden cases.
        seed : int, optional
        """
        if answer is ...:
            raise NotAttempted(f"{self.name} is still three dots.")
        self._check_signature(answer)
        cases = self.cases(seed) if cases is None else cases
        tries = []
        for case in cases:
            tries.append(attempt(answer, case))
            self._check_conduct(tries[-1], case)
        expected = self._attempts(self.reference, cases)
        if all(map(self._same, tries, expected)):
            return
        for misconception in self.misconceptions:
            if all(map(self._same, tries, self._attempts(misconception.answer, cases))):
                raise Wrong(misconception.sentence)
        for case, tried, right in zip(cases, tries, expected, strict=True):
            if not self._same(tried, right):
                raise Wrong(self._first_difference(case, tried, right.value))

    def _attempts(self, function, cases):
        return [attempt(function, case) for case in cases]

    def _same(self, one, other):
        return same(one, other, self.rel_tol, self.abs_tol)

    def _check_signature(self, answer):
        call = f"{self.name}({', '.join(self.parameters)})"
        if not callable(answer):
            raise Wrong(f"{shown(answer)} is no function. Write one that is called as {call}.")
        try:
            inspect.signature(answer).bind(*self.parameters)
        except TypeError:
            raise Wrong(f"your function cannot be called as {call}. Keep its first line.") from None
        except ValueError:  # built in, without a signature: try it
            pass

    def _check_conduct(self, tried, case):
        """What is worth saying before any value is compared."""
        if tried.value is ... or isinstance(tried.error, NotImplementedError):
            raise NotAttempted(f"replace the three dots in {self.name} by your own lines.")
        given = case_in_words(self.parameters, case)
        if tried.endless:
            raise Wrong(
                f"for {given} your function came to no end: it was stopped after {MOST_LINES:,} "
                "lines. Is there a loop whose condition never becomes False?"
            )
        if tried.changed:
            raise Wrong(
                f"for {given} your function changed its input. Work on a copy, or write "
                "x = x - ... in place of x -= ...: whoever calls you still needs the old value."
            )
        if tried.value is None and tried.error is None:
            how = "printed something but returned" if tried.printed else "returned"
            raise Wrong(f"your function {how} nothing (None). Does it end with return?")

    def _first_difference(self, case, tried, expected):
        given = case_in_words(self.parameters, case)
        if isinstance(tried.error, RecursionError):
            return f"for {given} your function called itself again and again, without end."
        if _is_of_hat(tried.error):
            return f"for {given} Python cannot work out ^. Do you mean a power? Write x**2."
        if _is_of_shapes(tried.error):
            return (
                f"for {given} your function stopped: the shapes of two arrays do not fit together "
                "in @. Print the .shape of each."
            )
        if tried.error:
            error = f"{type(tried.error).__name__}: {tried.error}"
            return f"for {given} your function stopped with {error}."
        came = fault(tried.value, expected, self.rel_tol, self.abs_tol)
        returned = f"for {given} your function returned {came}."
        if not fits(tried.value, expected):
            return f"{returned} Asked for is {kind(expected)}."
        if fault(tried.value, expected, 0.01, 0.001):
            return f"{returned} That is not it. Work this case out by hand, and compare."
        near = "It is close, but not equal: did you round, or use another constant or step?"
        return f"{returned} {near}"


def _is_of_hat(error):
    """Is it what Python and NumPy say of x^2, where x is no whole number?"""
    return isinstance(error, TypeError) and ("bitwise_xor" in str(error) or " ^:" in str(error))


def _is_of_shapes(error):
    """Is it what NumPy says of a product by @ of arrays that do not fit together?"""
    return isinstance(error, ValueError) and "core dimension" in str(error)


@dataclass(kw_only=True, repr=False)
class Numbers(Task):
    """Find numbers by hand and type them in: 0.5, 1/2 and "1/2" are the same answer.

    Attributes
    ----------
    answer : float, or list of float, or list of such lists
    labels : tuple of str
        What each number of a list is, for messages.
    tolerance : float
        How far off a number may be.
    """

    answer: object
    labels: tuple = ()
    tolerance: float = 1e-6

    def _examine(self, answer):
        typed = as_numbers(answer, self.name)
        right = np.asarray(self.answer, dtype=float)
        if typed.shape != right.shape:
            raise Wrong(f"you typed {_count(typed)}; asked for is {self._asked(right)}.")
        close = np.abs(typed - right) <= self.tolerance
        if close.all():
            return
        for wrong in self.misconceptions:
            if (np.abs(typed - np.asarray(wrong.answer, float)) <= self.tolerance).all():
                raise Wrong(wrong.sentence)
        raise Wrong(self._which(typed, right))

    def _asked(self, right):
        labels = f": {', '.join(self.labels)}" if self.labels else ""
        return f"{_count(right)}{labels}"

    def _which(self, typed, right):
        labels = self.labels or [f"number {i + 1}" for i in range(typed.size)]
        good, rounded, bad = [], {}, []
        for label, number, wanted in zip(labels, typed.flat, right.flat, strict=True):
            if abs(number - wanted) <= self.tolerance:
                good.append(label)
            elif about_rounding := _about_rounding(number, wanted):
                rounded[label] = about_rounding
            else:
                bad.append(label)
        if typed.ndim == 0:
            number = shown(float(typed))
            if rounded:
                return f"{number} is close, but not equal. {next(iter(rounded.values()))}"
            return f"{number} is not it. {self._try_a_hint()}"
        parts = [f"{', '.join(good)}: right."] if good else []
        parts += [f"Close, but not equal: {label}. {words}" for label, words in rounded.items()]
        if bad:
            none = "Not right yet" if parts else "none is right yet"
            parts.append(f"{none}: {', '.join(bad)}. {self._try_a_hint()}")
        return " ".join(parts)


def _about_rounding(typed, right):
    """What to say of a number that is right but for rounding; None of any other."""
    off = abs(typed - right)
    if off > ROUNDED_WITHIN * abs(right):
        return None
    if _digits(typed) < _digits(right) and off < 10.0 ** -_digits(typed):
        return f"Did you round? Type {amount(_digits(right), 'digit')} behind the point."
    return "Did you round on the way?" if off <= ROUNDED_ON_THE_WAY * abs(right) else None


def _digits(number):
    """How many digits a number needs behind the point."""
    enough = (k for k in range(MOST_DIGITS) if abs(round(number, k) - number) < 1e-9)
    return next(enough, MOST_DIGITS)


@dataclass(kw_only=True, repr=False)
class Choice(Task):
    """Find a number, or a few, that does something. All that do are right.

    Attributes
    ----------
    judge : callable
        ``judge(value) -> bool``: tries it. `value` is a float, or an array if `shape` says so.
    right : list
        Examples of right answers.
    otherwise : callable
        ``otherwise(value) -> str``: what happened, where no misconception applies.
    shape : tuple
        () for one number.
    """

    judge: Callable
    right: list
    otherwise: Callable
    shape: tuple = ()

    def _examine(self, answer):
        typed = as_numbers(answer, self.name)
        if typed.shape != self.shape:
            raise Wrong(f"you typed {_count(typed)}; asked for is {_count(np.empty(self.shape))}.")
        value = typed if self.shape else float(typed)
        if not np.isfinite(typed).all():
            raise Wrong("an infinite number is no answer here.")
        if self.judge(value):
            return
        for wrong in self.misconceptions:
            if wrong.applies(value):
                raise Wrong(wrong.sentence)
        raise Wrong(self.otherwise(value))


@dataclass(kw_only=True, repr=False)
class Words(Task):
    """Say what a picture shows: one of the given words, or a list of them.

    Attributes
    ----------
    answer : str or list of str
    options : tuple of str
    labels : tuple of str
        What each word of a list is about.
    """

    answer: object
    options: tuple
    labels: tuple = ()

    def _examine(self, answer):
        typed = self._words(answer)
        right = self._words(self.answer)
        if any(word is ... for word in typed):
            raise NotAttempted(f"there are still three dots in {self.name}.")
        for word in typed:
            if not isinstance(word, str):
                raise Wrong(f"{shown(word)} is no text. Put the word in quotes.")
        if len(typed) != len(right):
            asked = amount(len(right), "answer")
            raise Wrong(f"you gave {amount(len(typed), 'answer')}; this task asks for {asked}.")
        unknown = [word for word in typed if word not in self.options]
        if unknown:
            choice = ", ".join(map(repr, self.options))
            raise Wrong(f"{unknown[0]!r} is not one of the words to choose from: {choice}.")
        if typed == right:
            return
        for wrong in self.misconceptions:
            if typed == self._words(wrong.answer):
                raise Wrong(wrong.sentence)
        if len(right) == 1:
            raise Wrong(f"{typed[0]!r} is not it. {self._try_a_hint()}")
        labels = self.labels or [f"number {i + 1}" for i in range(len(right))]
        bad = [label for label, one, two in zip(labels, typed, right, strict=True) if one != two]
        raise Wrong(f"{len(right) - len(bad)} of {len(right)} are right. Look at {bad[0]} again.")

    def _words(self, answer):
        if isinstance(answer, str):
            answer = [answer]
        if not isinstance(answer, (list, tuple)):
            raise Wrong(f"{shown(answer)} is no text. Put the word in quotes.")
        return [plain(word) if isinstance(word, str) else word for word in answer]


@dataclass(kw_only=True, repr=False)
class Explanation(Task):
    """Explain something in words. A teacher reads it; nothing is checked."""

    can_be_right = False

    @property
    def state_line(self):
        return f"… in words: {self.name}, which your teacher reads"


def as_numbers(answer, name):
    """What a student typed, as an array of floats.

    Raises
    ------
    NotAttempted
        Three dots are left in it.
    Wrong
        It cannot be read as numbers.

    Examples
    --------
    >>> as_numbers(["1/2", 3], "place")
    array([0.5, 3. ])
    """
    if answer is ...:
        raise NotAttempted(f"there are still three dots in {name}.")
    if isinstance(answer, np.ma.MaskedArray):
        raise Wrong("a masked array hides some of its numbers. Type a plain list.")
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if isinstance(answer, (list, tuple)):
        items = [as_numbers(item, name) for item in answer]
        if len({item.shape for item in items}) > 1:
            raise Wrong("the rows of your list have different lengths.")
        return np.array(items, dtype=float)
    return np.asarray(_as_number(answer))


def _as_number(answer):
    if answer is None:
        raise Wrong("your answer is None. A call of print gives None: type the number itself.")
    if isinstance(answer, bool):
        raise Wrong(f"{answer} is not a number.")
    try:
        number = float(parse(answer) if isinstance(answer, str) else answer)
    except (TypeError, ValueError, OverflowError):
        raise Wrong(
            f"{shown(answer)} is not a number that I can read. Write 0.5 or 1/2, with a point."
        ) from None
    if np.isnan(number):
        raise Wrong("nan is no number.")
    return number


def _count(numbers):
    if numbers.ndim == 0:
        return "one number"
    if numbers.ndim == 1:
        return f"a list of {amount(numbers.size, 'number')}"
    return "rows and columns: " + " by ".join(map(str, numbers.shape))
