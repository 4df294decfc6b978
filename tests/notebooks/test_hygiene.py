"""The stored notebooks keep the rules, and each rule complains when it is broken."""

from pathlib import Path

import pytest
from good_lesson import OPENING, PNG_WITH_REMARKS, good_lesson
from hygiene import RULES, Notebook
from nbformat import v4

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("**/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_keeps_every_rule(path):
    notebook = Notebook.read(path)
    complaints = [complaint for rule in RULES for complaint in rule(notebook)]
    assert not complaints, "\n".join(complaints)


def cell(lesson, name):
    return next(cell for cell in lesson.cells if cell.id == name)


def say(name, text):
    def spoil(lesson):
        cell(lesson, name).source += text

    return spoil


def write(name, source):
    def spoil(lesson):
        cell(lesson, name).source = source

    return spoil


def print_(text):
    def spoil(lesson):
        cell(lesson, "numbers").outputs.append(v4.new_output("stream", text=text))

    return spoil


def set_(name, **values):
    def spoil(lesson):
        cell(lesson, name).update(values)

    return spoil


def drop(name):
    return lambda lesson: lesson.cells.remove(cell(lesson, name))


def replace(name, old, new):
    def spoil(lesson):
        spoilt = cell(lesson, name)
        assert old in spoilt.source
        spoilt.source = spoilt.source.replace(old, new)

    return spoil


def tag(name, *tags):
    def spoil(lesson):
        cell(lesson, name).metadata.tags = list(tags)

    return spoil


def picture_with(data=None, alt=None):
    def spoil(lesson):
        output = cell(lesson, "picture").outputs[0]
        output.data.update(data or {})
        if alt is not None:
            output.metadata["image/png"]["alt"] = alt

    return spoil


def store(kind):
    def spoil(lesson):
        cell(lesson, "numbers").outputs.append(v4.new_output("display_data", {kind: "<svg/>"}))

    return spoil


def long_traceback(lesson):
    cell(lesson, "mistake").outputs[0].traceback.insert(0, "File /home/me/hesscourse.py, line 3")


def notebook_metadata(lesson):
    lesson.metadata.language_info = {"name": "python", "version": "3.11.7"}


def swap_counts(lesson):
    cell(lesson, "numbers").execution_count = 3
    cell(lesson, "picture").execution_count = 2


def start_at_two(lesson):
    for count, name in enumerate(["imports", "numbers", "picture", "mistake"], start=2):
        cell(lesson, name).execution_count = count


LONG = "\n".join(["x = 0"] * 26)
MIDDLING = "\n".join(["x = 0"] * 6)

SPOILT = [
    ("every_code_cell_has_run", set_("mistake", execution_count=None)),
    ("cells_ran_in_order", swap_counts),
    ("cells_ran_in_order", start_at_two),
    ("ids_are_readable", set_("numbers", id="3f0c9a1e")),
    ("ids_are_readable", set_("numbers", id="First_Step")),
    ("ids_are_unique", set_("before-numbers", id="before-picture")),
    ("metadata_is_minimal", notebook_metadata),
    ("metadata_is_minimal", set_("numbers", metadata={"collapsed": True})),
    ("tags_hide_nothing", tag("numbers", "nbval-skip")),
    ("tags_hide_nothing", tag("numbers", "nbval-ignore-output")),
    ("errors_are_announced", tag("mistake")),
    ("announced_errors_happen", tag("numbers", "raises-exception")),
    ("errors_name_no_folder", long_traceback),
    (
        "nothing_on_stderr",
        lambda lesson: cell(lesson, "numbers").outputs.append(
            v4.new_output("stream", name="stderr", text="Warning")
        ),
    ),
    ("outputs_are_of_known_kinds", store("image/svg+xml")),
    ("outputs_are_of_known_kinds", store("application/vnd.jupyter.widget-view+json")),
    ("pictures_have_alt_text", picture_with(alt=" ")),
    ("pictures_have_alt_text", picture_with({"text/plain": "A figure."})),
    ("drawn_pictures_are_stored", set_("picture", outputs=[])),
    ("pictures_name_no_program", picture_with({"image/png": PNG_WITH_REMARKS})),
    ("text_is_the_same_next_time", print_("<Thing at 0x7f3a2c51>")),
    ("text_is_the_same_next_time", print_("<Figure size 640x480 with 1 Axes>")),
    ("numbers_are_formatted", print_("[np.float64(0.25)]")),
    ("no_negative_zero", print_("[1.0 -0.0000]")),
    ("no_negative_zero", print_("(-0, 1)")),
    ("no_walls_of_output", print_("1\n" * 41)),
    ("cells_are_short", write("numbers", LONG)),
    (
        "cells_are_short",
        lambda lesson: [
            write(name, MIDDLING)(lesson) for name in ("numbers", "picture", "mistake")
        ],
    ),
    ("imports_stand_in_the_first_code_cell", say("numbers", "\nimport math")),
    ("imports_are_the_agreed_ones", say("imports", "\nimport numpy")),
    ("imports_are_the_agreed_ones", say("imports", "\nfrom math import *")),
    ("imports_are_the_agreed_ones", say("imports", "\nfrom time import perf_counter")),
    ("no_magics", say("numbers", "\n%timeit steps")),
    ("no_magics", say("numbers", "\n!pip list")),
    ("no_trailing_semicolon", say("picture", ";")),
    ("no_display_tricks", say("numbers", "\ndisplay.clear_output()")),
    ("no_display_tricks", say("numbers", "\nOut[1]")),
    ("no_nbval_switches", say("numbers", "\n# NBVAL_IGNORE_OUTPUT")),
    ("title_comes_first", write("title", OPENING.removeprefix("# "))),
    ("prose_stands_before_code", drop("before-mistake")),
    ("folds_open_and_close", say("questions", "<details><summary>More?</summary>")),
    ("folds_open_and_close", say("questions", "<details>More.</details>")),
    ("no_style_sheets", say("questions", "<style>p { color: red }</style>")),
    ("numbers_in_prose_come_from_a_cell", say("questions", "It is 0.468.")),
    ("numbers_in_prose_come_from_a_cell", say("questions", "It is $4.3 \\times 10^{-3}$.")),
    ("numbers_in_prose_come_from_a_cell", say("questions", "That is 12.8 % of them.")),
    ("numbers_in_prose_come_from_a_cell", say("questions", "It takes 248 steps.")),
    ("links_lead_somewhere", say("questions", "[a lesson](03_missing.ipynb)")),
    ("links_lead_somewhere", say("questions", "[a part](#No-such-part)")),
    ("pictures_in_prose_have_alt_text", say("questions", "![](picture.png)")),
    ("pictures_in_prose_have_alt_text", say("questions", '<img src="picture.png">')),
    ("opening_says_what_it_takes", replace("title", "30 minutes", "a while")),
    ("opening_says_what_it_takes", replace("title", "You need", "Bring")),
    ("closing_says_what_was_learned", replace("closing", "What you learned", "End")),
    ("next_lesson_is_linked", replace("closing", "02_next.ipynb", "#Numbers")),
    ("answers_fold", write("questions", "None.")),
]


@pytest.fixture
def folder(tmp_path):
    for name in ("02_next.ipynb", "picture.png"):
        (tmp_path / name).touch()
    return tmp_path


def complaining(lesson, folder):
    notebook = Notebook(folder / "01_good.ipynb", lesson)
    return {rule.__name__ for rule in RULES if rule(notebook)}


def test_good_lesson_pleases_every_rule(folder):
    assert complaining(good_lesson(), folder) == set()


@pytest.mark.parametrize(("rule", "spoil"), SPOILT)
def test_broken_rule_alone_complains(rule, spoil, folder):
    lesson = good_lesson()
    spoil(lesson)
    assert complaining(lesson, folder) == {rule}


def test_every_rule_has_a_lesson_that_breaks_it():
    assert {rule for rule, _ in SPOILT} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    "said",
    [
        "It is 0.469, or 0.4688.",
        "About $4.27$, as in section 3.6.",
        "It is 4.266... and goes on.",
        "The report prints 7.3786. <!-- given: 7.3786 -->",
        "Type `0.123` and see.",
        "There are 12 ways.",
        "It takes 249 steps, that is $2.49 \\times 10^2$.",
    ],
)
def test_numbers_that_a_cell_prints_may_be_said(said, folder):
    lesson = good_lesson()
    say("questions", said)(lesson)
    assert complaining(lesson, folder) == set()


@pytest.mark.parametrize("text", ["-0.05", "1e-05", "10-0", "x-0", "2026-01-05", "-0.0001"])
def test_what_is_no_negative_zero(text, folder):
    lesson = good_lesson()
    print_(text)(lesson)
    assert complaining(lesson, folder) == set()
