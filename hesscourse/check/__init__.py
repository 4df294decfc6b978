"""What the exercises call: checks that say what is wrong, and hints that do not give it away.

A sheet of exercises begins with ``check = hc.check.sheet("01_gradient_descent_1d", variant=0)``.
From there each task is an attribute: ``check.gradient_step(my_function)``,
``check.gradient_step.hint(1)``, and at the end ``check.summary()``.

An answer is *right*, *not attempted* (`NotAttempted` is raised) or *wrong* (`Wrong` is raised).
"""

from ._sheet import Sheet, sheet, sheet_names
from ._verdicts import NotAttempted, Verdict, Wrong

__all__ = ["NotAttempted", "Sheet", "Verdict", "Wrong", "sheet", "sheet_names"]


def __getattr__(name):
    """``hc.check.gradient_step`` is that task of the sheet that has it, in variant 0."""
    if not name.startswith("_"):
        for sheet_name in sheet_names():
            found = sheet(sheet_name).tasks.get(name)
            if found:
                return found
    raise AttributeError(f"hesscourse.check has no {name!r}, and no sheet has such a task")
