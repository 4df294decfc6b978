"""A sheet of exercises: its numbers, its tasks, and what is done so far."""

import random
import re
from importlib import import_module
from pkgutil import iter_modules

from ..objective import Objective
from . import sets
from ._verdicts import GREEN, PLAIN

FIELD = re.compile(r"\{\{(\w+)(:latex)?\}\}")


class Sheet:
    """The tasks of one sheet in one variant.

    Attributes
    ----------
    name : str
        As the folder in `exercises/`, such as "01_gradient_descent_1d".
    variant : int
    given : types.SimpleNamespace
        The functions and numbers of this variant, as the sheet's text shows them.
    tasks : dict
        From name to task; each is an attribute of the sheet, too.

    Examples
    --------
    >>> check = sheet("01_gradient_descent_1d")
    >>> check.gradient_step.hint(1)  # doctest: +ELLIPSIS
    Hint 1 of 2: ...
    """

    def __init__(self, name, variant):
        module = import_module(f"{sets.__name__}.{_module_name(name)}")
        self.name = name
        self.variant = variant
        self.given = module.given(random.Random(f"{name}, variant {variant}"))
        self.tasks = {task.name: task for task in module.tasks(self.given)}

    def __getattr__(self, name):
        tasks = self.__dict__.get("tasks", {})
        if name not in tasks:
            raise AttributeError(f"this sheet has no task {name!r}; it has {', '.join(tasks)}")
        return tasks[name]

    def __dir__(self):
        return [*super().__dir__(), *self.tasks]

    def __repr__(self):
        return f"<sheet {self.name}, variant {self.variant}: {', '.join(self.tasks)}>"

    def fill(self, text):
        """Put numbers of the variant where the text says {{alpha}}, formulas for {{well:latex}}.

        Examples
        --------
        >>> sheet("01_gradient_descent_1d").fill("on the {{deeper}}")
        'on the right'
        """
        return FIELD.sub(self._filled, text)

    def _filled(self, field):
        name, as_formula = field.groups()
        given = vars(self.given)
        if name not in given:
            raise ValueError(f"{field.group()} is unknown; {self.name} has {', '.join(given)}")
        if as_formula:
            import sympy as sp

            return sp.latex(Objective(given[name]).formula)
        value = given[name]
        return f"{value:g}" if isinstance(value, float) else str(value)

    def summary(self):
        """Print what is done, one line a task."""
        for task in self.tasks.values():
            print(task.state_line)
        checked = [task for task in self.tasks.values() if task.can_be_right]
        right = sum(task.is_right for task in checked)
        done = right == len(checked)
        text = f"{right} of {len(checked)} right." + " Well done!" * done
        print(f"{GREEN}{text}{PLAIN}" if done else text)


def sheet(name, variant=0):
    """Open a sheet of exercises.

    Parameters
    ----------
    name : str
        As the folder in `exercises/`.
    variant : int
        Zero or more. Each has other functions and other numbers.

    Raises
    ------
    ValueError
        No such sheet, or the variant is not a whole number, zero or more.

    Examples
    --------
    >>> sheet("01_gradient_descent_1d", variant=3).variant
    3
    """
    if name not in sheet_names():
        raise ValueError(f"there is no sheet {name!r}; there are {', '.join(sheet_names())}")
    if type(variant) is not int or variant < 0:
        raise ValueError(f"variant must be a whole number, zero or more; got {variant!r}")
    return Sheet(name, variant)


def sheet_names():
    """The names of all sheets, in the order of the lessons."""
    return sorted(
        module.name.removeprefix("sheet_")
        for module in iter_modules(sets.__path__)
        if module.name.startswith("sheet_")
    )


def _module_name(name):
    return f"sheet_{name}"
