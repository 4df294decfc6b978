"""The frame that every lesson has. 00_start_here is a way in, not a lesson."""

import re

MINUTES = re.compile(r"\d+ minutes")
LEARNED = re.compile(r"^## What you learned\s*$", re.MULTILINE)
FEWEST_FOLDS = 3


def opening_says_what_it_takes(notebook):
    opening = ""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            break
        opening += cell.source.lower() + "\n"
    missing = [words for words in ("you will be able to", "you need") if words not in opening]
    if not MINUTES.search(opening):
        missing.append("NN minutes")
    return [f"the opening does not say '{words}'" for words in missing if is_lesson(notebook)]


def closing_says_what_was_learned(notebook):
    if not is_lesson(notebook) or LEARNED.search(notebook.prose):
        return []
    return ["there is no section '## What you learned'"]


def next_lesson_is_linked(notebook):
    following = next_lesson(notebook)
    if following is None or f"]({following.name})" in notebook.prose:
        return []
    return [f"nothing links to the next lesson, {following.name}"]


def answers_fold(notebook):
    folds = notebook.prose.count("<details")
    if not is_lesson(notebook) or folds >= FEWEST_FOLDS:
        return []
    return [f"{folds} folded answers, fewer than {FEWEST_FOLDS}"]


def is_lesson(notebook):
    number = re.match(r"(\d\d)_", notebook.path.name)
    return bool(number) and int(number.group(1)) > 0


def next_lesson(notebook):
    lessons = sorted(notebook.path.parent.glob("[0-9][0-9]_*.ipynb"))
    return next((lesson for lesson in lessons if lesson.name > notebook.path.name), None)


RULES = [
    opening_says_what_it_takes,
    closing_says_what_was_learned,
    next_lesson_is_linked,
    answers_fold,
]
