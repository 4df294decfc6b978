"""Wrong answers are told why; right answers are right, however they were found."""

import itertools
import os
from importlib import import_module

import numpy as np
import pytest
import sheets
from sheets import NAMES

from hesscourse.check import NotAttempted, Wrong, sheet
from hesscourse.check.tasks import Choice, Explanation, Function, Numbers, Words

VARIANTS = range(int(os.environ.get("HESSCOURSE_VARIANTS", "12")))  # 200 in `make test-exercises`
DIGITS_BY_HAND = 4  # a by-hand answer has no more digits behind the point
LARGEST_BY_HAND = 1000
LONGEST_SENTENCE = 300


def tasks_of(name, kinds, variant=0):
    return [task for task in sheet(name, variant).tasks.values() if isinstance(task, kinds)]


def every(kinds):
    return pytest.mark.parametrize(
        ("name", "task"),
        [(name, task.name) for name in NAMES for task in tasks_of(name, kinds)],
    )


def why_not(task, answer, **how):
    """What the check says about a wrong answer."""
    with pytest.raises(Wrong) as verdict:
        task.examine(answer, **how)
    return str(verdict.value)


@every((Function, Numbers, Words, Choice))
def test_each_misconception_is_named_by_its_own_sentence(name, task):
    for variant in VARIANTS[:40]:
        found = sheet(name, variant).tasks[task]
        how = {"seed": variant} if isinstance(found, Function) else {}
        for misconception in found.misconceptions:
            assert why_not(found, misconception.answer, **how) == misconception.sentence


@every(Function)
def test_no_misconception_is_met_by_coincidence(name, task):
    """Each differs from the right answer, and from every other, in at least three cases."""
    task = sheet(name).tasks[task]
    cases = task.cases(seed=1)
    answers = [task.reference, *(wrong.answer for wrong in task.misconceptions)]
    tried = [task._attempts(answer, cases) for answer in answers]
    for one, other in itertools.combinations(tried, 2):
        assert sum(not task._same(a, b) for a, b in zip(one, other, strict=True)) >= 3


@every((Numbers, Words))
def test_in_no_variant_do_two_mistakes_give_the_same_answer(name, task):
    for variant in VARIANTS:
        found = sheet(name, variant).tasks[task]
        answers = [found.answer, *(wrong.answer for wrong in found.misconceptions)]
        for one, other in itertools.combinations(answers, 2):
            if isinstance(found, Numbers):
                one, other = sheets.flat(one), pytest.approx(sheets.flat(other))
            assert one != other


@every((Function, Numbers, Words, Choice))
def test_sentences_are_short_and_end_with_a_stop(name, task):
    task = sheet(name).tasks[task]
    for sentence in [*task.hints, *(wrong.sentence for wrong in task.misconceptions)]:
        assert len(sentence) <= LONGEST_SENTENCE
        assert sentence.endswith((".", "?"))
        assert "!" not in sentence


@every((Function, Numbers, Words))
def test_right_answers_by_other_routes(name, task):
    hidden = sheets.hidden_part(name, task)
    for variant in VARIANTS[:20]:
        names = sheets.opened(name, variant)
        found = names["check"]
        module = import_module(f"alternatives.sheet_{name}")
        right = module.right_answers(found.given)[task]
        answers = right(found.tasks[task].answer) if callable(right) else right
        assert len(answers) >= 2
        for answer in answers:
            found.tasks[task].examine(answer)
            exec(hidden, names | {task: answer})


@every(Choice)
def test_all_choices_that_qualify_are_right(name, task):
    for variant in VARIANTS:
        found = sheet(name, variant).tasks[task]
        assert len(found.right) >= 2
        for answer in found.right:
            found.examine(answer)


@every(Numbers)
def test_sums_by_hand_stay_short(name, task):
    for variant in VARIANTS:
        for number in sheets.flat(sheet(name, variant).tasks[task].answer):
            assert abs(number) < LARGEST_BY_HAND
            assert round(number, DIGITS_BY_HAND) == pytest.approx(number, abs=1e-12)


@every(Numbers)
def test_a_rounded_answer_is_asked_about_rounding(name, task):
    """Unless it is more than one part in a hundred off, or a mistake that has its own sentence."""
    for variant in VARIANTS:
        found = sheet(name, variant).tasks[task]
        explained = {wrong.sentence for wrong in found.misconceptions}
        right = np.array(found.answer)
        for digits in range(DIGITS_BY_HAND):
            rounded = np.round(right, digits)
            off = np.abs(rounded - right)
            if off.max() > found.tolerance and np.all(off <= 0.01 * np.abs(right)):
                said = why_not(found, rounded.tolist())
                assert said in explained or "Did you round?" in said


@every((Numbers, Words))
def test_what_students_can_look_up_holds_no_answer(name, task):
    for variant in VARIANTS:
        found = sheet(name, variant)
        shown = [repr(value) for value in vars(found.given).values()]
        assert repr(found.tasks[task].answer) not in shown


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_is_right_in_every_variant(name):
    texts = set()
    for variant in VARIANTS:
        verdicts, names = sheets.run(sheets.source(name, variant))
        assert set(verdicts.values()) == {None}, variant
        assert names["check"].variant == variant
        texts.add(repr(names["given"]))
    assert len(texts) > len(VARIANTS) / 4


@every((Function, Numbers, Words, Choice))
def test_dots_are_not_attempted(name, task):
    task = sheet(name).tasks[task]
    with pytest.raises(NotAttempted):
        task(...)


@every(Explanation)
def test_an_explanation_is_left_to_the_teacher(name, task):
    assert "teacher" in sheet(name).tasks[task].state_line
