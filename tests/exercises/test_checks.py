"""What a check says, whatever it is given."""

import math
import threading

import numpy as np
import pytest
import sympy as sp

import hesscourse as hc
from hesscourse.check import NotAttempted, Wrong, sheet
from hesscourse.check._attempt import attempt
from hesscourse.check._compare import fault
from hesscourse.check.tasks import Choice, Function, Misconception, Named, Numbers, Words

DOUBLE = Function(
    name="double",
    reference=lambda x: 2 * x,
    examples=[(1.5,), (-2.0,), (3.0,)],
    draw=lambda pick: (pick.uniform(1, 9),),
    misconceptions=[Misconception(lambda x: x * x, "you squared it.")],
)
ARRAY = Function(
    name="twice",
    reference=lambda v: 2 * v,
    examples=[(np.array([1.0, 2.0]),)],
    draw=lambda pick: (np.array([pick.uniform(1, 9), 5.0]),),
)


COUNT = Function(
    name="count",
    reference=lambda x: int(x),
    examples=[(1.5,), (3.0,)],
    draw=lambda pick: (pick.uniform(1, 9),),
)


def verdict_on(task, answer):
    with pytest.raises((Wrong, NotAttempted)) as verdict:
        task.examine(answer)
    return verdict.value


def doubled_in_place(v):
    v *= 2
    return v


def printed(x):
    print(2 * x)


def unbounded(x):
    while True:
        pass


def unbounded_in_one_line(x):
    while True: x += 1  # fmt: skip # noqa: E701 (as a student may write it)


def stubborn(x):
    while True:
        try:  # noqa: SIM105 (as a student may write it)
            x += 1
        except Exception:
            pass


def recursive(x):
    return recursive(x)


@pytest.mark.parametrize(
    ("task", "answer", "words"),
    [
        (DOUBLE, lambda x: x * x, "you squared it."),
        (DOUBLE, lambda x: x * x if x > 1 else 7.0, "for x = 1.5 your function returned 2.25."),
        (
            DOUBLE,
            lambda x: 2 * x if x > 1 else 7.0,
            "for x = -2 your function returned 7. That is not it.",
        ),
        (DOUBLE, lambda x: 2 * x + 0.0001, "It is close, but not equal: did you round, or use"),
        (DOUBLE, lambda x: None, "returned nothing (None). Does it end with return?"),
        (DOUBLE, printed, "printed something but returned nothing (None)."),
        (DOUBLE, lambda x: str(2 * x), "returned the text '3.0'. Asked for is a number."),
        (DOUBLE, lambda x: math.nan, "returned nan, which is no number."),
        (DOUBLE, lambda x: math.inf, "returned inf. That is not it."),
        (DOUBLE, lambda x: 10**400, "returned a number of more than 300 digits. That is not it."),
        (DOUBLE, lambda x: [10**400], "returned [a number of more than 300 digits]. Asked for is"),
        (COUNT, lambda x: -(10**400), "returned a number of more than 300 digits."),
        (DOUBLE, lambda x: [2 * x], "returned [3]. Asked for is a number."),
        (DOUBLE, lambda x: np.array([2 * x]), "returned an array of shape (1,)."),
        (DOUBLE, lambda x: np.ma.masked, "returned a masked array."),
        (DOUBLE, lambda x: 2 * x + 0j, "returned a complex number."),
        (DOUBLE, lambda x: True, "returned True."),
        (DOUBLE, lambda x: x / 0, "for x = 1.5 your function stopped with ZeroDivisionError"),
        (DOUBLE, lambda x: xx, "stopped with NameError: name 'xx' is not defined."),  # noqa: F821
        (DOUBLE, lambda x: exit(), "stopped with SystemExit"),
        (DOUBLE, unbounded, "it was stopped after 200,000 lines"),
        (DOUBLE, unbounded_in_one_line, "it was stopped after 200,000 lines"),
        (DOUBLE, stubborn, "it was stopped after 200,000 lines"),
        (DOUBLE, recursive, "called itself again and again"),
        (DOUBLE, lambda x: x ^ 2, "x**2"),
        (DOUBLE, lambda x: np.float64(x) ^ 2, "x**2"),
        (DOUBLE, lambda: 3, "cannot be called as double(x)"),
        (DOUBLE, lambda x, y: 3, "cannot be called as double(x)"),
        (DOUBLE, 3.0, "3 is no function."),
        (COUNT, lambda x: int(x) + 1, "returned 2. That is not it."),
        (COUNT, lambda x: x, "returned 1.5. Asked for is a whole number."),
        (COUNT, lambda x: math.inf, "returned inf. Asked for is a whole number."),
        (ARRAY, lambda v: list(2 * v), "returned a list, and not an array. Asked for is an array"),
        (ARRAY, lambda v: (2 * v)[:, None], "returned an array of shape (2, 1)."),
        (ARRAY, lambda v: np.ma.masked_all(2), "returned a masked array."),
        (ARRAY, lambda v: np.array(["2", "4"]), "returned an array of str32, and not of numbers."),
        (ARRAY, lambda v: 2 * v * [1, math.nan], "an array with nan in it"),
        (ARRAY, lambda v: 2 * v[0], "returned 2. Asked for is an array of shape (2,)."),
        (ARRAY, lambda v: np.eye(3) @ v, "the shapes of two arrays do not fit together in @."),
        (ARRAY, doubled_in_place, "your function changed its input."),
    ],
)
def test_a_wrong_function_is_told_why(task, answer, words):
    verdict = verdict_on(task, answer)
    assert type(verdict) is Wrong
    assert words in str(verdict)


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: np.float64(2 * x),
        lambda x: np.array(2 * x),
        lambda x: 2 * sp.Float(x),
        lambda x: x + x,
        lambda x, factor=2: factor * x,
        lambda *numbers: 2 * numbers[0],
        lambda x: 2 * x + 0 * np.log(np.float64(0) + 1e-300),
        np.float64(2).__mul__,
    ],
)
def test_a_right_function_is_right_in_any_dress(answer):
    DOUBLE.examine(answer)


def test_noise_is_no_mistake(capfd):
    def noisy(x):
        print("working")
        np.array([1.0]) / np.array([0.0])
        return 2 * x

    DOUBLE.examine(noisy)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("answer", [..., lambda x: ..., lambda x: raise_not_implemented()])
def test_dots_in_a_function_are_not_attempted(answer):
    assert type(verdict_on(DOUBLE, answer)) is NotAttempted


def raise_not_implemented():
    raise NotImplementedError


def test_an_endless_loop_ends_in_a_thread_too():
    found = []
    thread = threading.Thread(target=lambda: found.append(attempt(unbounded, (1.0,)).endless))
    thread.start()
    thread.join()
    assert found == [True]


def test_a_message_shows_the_function_that_went_in():
    task = Function(
        name="twice_at_two",
        reference=lambda slope: 2 * slope(2.0),
        examples=[(Named("3 x", lambda x: 3 * x),)],
        draw=lambda pick: (Named("5 x", lambda x: 5 * x),),
    )
    assert str(verdict_on(task, lambda slope: 1.0)).startswith("for slope = 3 x your function")


PAIR = Numbers(name="pair", answer=[0.5, -2.0], labels=("the first", "the second"))


@pytest.mark.parametrize(
    "answer",
    [
        [0.5, -2],
        (0.5, -2),
        ["1/2", "-2"],
        ["1.0/2", "-sqrt(4)"],
        [" 5e-1 ", "-2^1"],
        np.array([0.5, -2]),
        [sp.Rational(1, 2), sp.Integer(-2)],
        [np.float64(0.5), np.int64(-2)],
        [0.5 + 1e-9, -2],
    ],
)
def test_numbers_may_be_typed_in_several_ways(answer):
    PAIR.examine(answer)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([0.5, 2.0], "the first: right. Not right yet: the second."),
        ([1.0, 2.0], "none is right yet: the first, the second."),
        ([0.5], "you typed a list of one number; asked for is a list of 2 numbers: the first, "),
        (0.5, "you typed one number"),
        ([[0.5, -2.0]], "rows and columns: 1 by 2"),
        ([0.5, "minus two"], "the text 'minus two' is not a number that I can read."),
        ([0.5, "1,5"], "with a point."),
        ([0.5, None], "your answer is None."),
        ([0.5, 10**400], "a number of more than 300 digits is not a number that I can read."),
        ([0.5, math.nan], "nan is no number."),
        ([0.5, True], "True is not a number."),
        ([0.5, "2 x"], "is not a number that I can read"),
        ([0.5, "1/0"], "is not a number that I can read"),
        ([0.5, [1.0, 2.0]], "different lengths"),
        (np.ma.masked_all(2), "a masked array"),
        ({"a": 1}, "is not a number that I can read"),
    ],
)
def test_wrong_numbers_are_told_why(answer, words):
    verdict = verdict_on(PAIR, answer)
    assert type(verdict) is Wrong
    assert words in str(verdict)


FINE = Numbers(name="fine", answer=[-51.6875, 2.5], labels=("the height", "the place"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([-51.69, 2.5], "the place: right. Close, but not equal: the height. Did you round? Type"),
        ([-51.69, 2.5], "Did you round? Type 4 digits behind the point."),
        ([-51.6, 2.5], "Type 4 digits behind the point."),  # cut off
        ([-51.68751, 2.5], "Did you round on the way?"),
        ([-51.69, 3], "Close, but not equal: the height. Did you round? Type 4 digits behind the"),
        ([-51.69, 3], "Not right yet: the place."),
        ([-52.5, 2.5], "the place: right. Not right yet: the height."),
        ([-51.6875, 2], "Not right yet: the place."),  # more than one part in a hundred off
        ([51.69, 2], "none is right yet: the height, the place."),
    ],
)
def test_a_rounded_number_is_told_so(answer, words):
    assert words in str(verdict_on(FINE, answer))


def test_a_single_rounded_number_is_told_so():
    alone = Numbers(name="alone", answer=0.3125)
    assert str(verdict_on(alone, 0.31)) == (
        "0.31 is close, but not equal. Did you round? Type 4 digits behind the point."
    )
    assert str(verdict_on(alone, 0.3)).startswith("0.3 is not it.")


@pytest.mark.parametrize("answer", [..., [..., ...], [0.5, ...]])
def test_dots_among_numbers_are_not_attempted(answer):
    assert type(verdict_on(PAIR, answer)) is NotAttempted


WORDS = Words(name="shapes", answer=["hill", "valley"], options=("hill", "valley", "saddle"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (["hill", "hill"], "1 of 2 are right. Look at number 2 again."),
        (["hill"], "you gave one answer; this task asks for 2 answers"),
        (["hill", "pit"], "'pit' is not one of the words to choose from: 'hill', 'valley', "),
        (3, "3 is no text. Put the word in quotes."),
        (["hill", 3], "3 is no text. Put the word in quotes."),
        (["hill", np.array([1.0, 2.0])], "[1., 2.] is no text. Put the word in quotes."),
        ([np.array(["hill"]), ["valley"]], "is no text. Put the word in quotes."),
    ],
)
def test_wrong_words_are_told_why(answer, words):
    assert words in str(verdict_on(WORDS, answer))


class Agreeable(str):
    """A text that says yes to everything."""

    def strip(self):
        return self

    casefold = strip

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def test_a_text_that_says_yes_to_everything_is_read_as_it_is():
    assert "1 of 2 are right" in str(verdict_on(WORDS, ["hill", Agreeable("hill")]))
    assert fault(Agreeable("hill"), "valley")


EVEN = Choice(
    name="even",
    judge=lambda value: value % 2 == 0,
    right=[2.0, 4.0],
    otherwise=lambda value: f"{value:g} is odd.",
)


def test_every_choice_that_qualifies_is_right():
    for answer in (2, 4.0, "6", np.int64(8)):
        EVEN.examine(answer)
    assert str(verdict_on(EVEN, 3)) == "3 is odd."
    assert "one number" in str(verdict_on(EVEN, [2, 4]))
    assert "infinite" in str(verdict_on(EVEN, math.inf))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3, 3), (3.0, 3), (True, True), (np.True_, True), ("Yes ", "yes"), ([1, 2], [1.0, 2.0])],
)
def test_kinds_follow_from_what_is_expected(value, expected):
    assert fault(value, expected) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0000001, 3),
        (1, True),
        ("no", "yes"),
        ([1, 2, 3], [1.0, 2.0]),
        (3, None),
        ([], 0.0),
        (3.0, math.inf),
        (math.inf, -math.inf),
        (math.inf, 3.0),
        (np.array([1.0, 2.0]), np.array([np.inf, 2.0])),
        (np.array([1.0, 2.0]), np.array([np.inf, np.nan])),
    ],
)
def test_other_kinds_are_noticed(value, expected):
    assert fault(value, expected)


def test_a_verdict_has_a_symbol_and_a_coloured_word():
    (line,) = Wrong("look again.")._render_traceback_()
    assert line == "\033[1;31m✗ wrong:\033[0m look again."
    (line,) = NotAttempted("dots.")._render_traceback_()
    assert line == "\033[1;30;43m○ not attempted:\033[0m dots."


def test_a_long_sentence_breaks_between_words():
    (text,) = Wrong("word " * 40)._render_traceback_()
    first, *rest = text.splitlines()
    assert first.startswith("\033[1;31m✗ wrong:\033[0m word")
    assert rest
    assert {line.strip().split()[-1] for line in rest} == {"word"}


def test_a_sheet_tells_what_is_done(capsys):
    check = sheet("01_gradient_descent_1d")
    check.gradient_step(lambda x, slope, learning_rate: x - learning_rate * slope)
    with pytest.raises(Wrong):
        check.descend(lambda *case: 0.0)
    capsys.readouterr()
    check.summary()
    lines = capsys.readouterr().out.splitlines()
    assert "\033[1;32m✓ right:\033[0m gradient_step" in lines
    assert "\033[1;31m✗ wrong:\033[0m descend" in lines
    assert "\033[1;30;43m○ not attempted:\033[0m path" in lines
    assert lines[-1] == "1 of 9 right."


def test_a_long_hint_breaks_between_words(capsys):
    task = Numbers(name="long", answer=1.0, hints=("word " * 40, "end."))
    task.hint(1)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 1
    assert {line.split()[-1] for line in lines} == {"word"}


def test_tasks_are_found_by_name_and_hints_by_number(capsys):
    hc.check.gradient_step.hint(2)
    assert capsys.readouterr().out.startswith("Hint 2 of 2: ")
    with pytest.raises(ValueError, match="there are hints 1 to 2; got 3"):
        hc.check.gradient_step.hint(3)
    with pytest.raises(AttributeError, match="this sheet has no task 'gradent_step'"):
        _ = sheet("01_gradient_descent_1d").gradent_step
    with pytest.raises(AttributeError, match="no sheet has such a task"):
        _ = hc.check.gradent_step
    with pytest.raises(ValueError, match="there is no sheet '99'"):
        sheet("99")
    with pytest.raises(ValueError, match="variant must be a whole number"):
        sheet("01_gradient_descent_1d", -1)


@pytest.mark.parametrize(
    ("ridge", "words"),
    [
        (0.2, "A larger ridge makes the curve flatter."),
        (4, "A smaller ridge makes the curve steeper."),
    ],
)
def test_a_ridge_on_the_wrong_side_is_sent_the_right_way(ridge, words):
    task = sheet("09_logistic_regression").enough_ridge
    assert words in str(verdict_on(task, ridge))


def test_no_task_name_stands_on_two_sheets():
    names = [task for name in hc.check.sheet_names() for task in sheet(name).tasks]
    assert len(set(names)) == len(names)
