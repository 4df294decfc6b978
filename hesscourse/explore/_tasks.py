"""Targets that an explorer recognises when a student meets them."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..trajectory import Outcome
from ._facts import all_hold, checked_condition, fill, templates, unknown_fact


@dataclass(frozen=True)
class Task:
    """Something to do with an explorer.

    Attributes
    ----------
    text : str
        What to do, in a sentence.
    when : tuple of str
        The conditions that must hold together, such as ``"steps < 10"``.

    Raises
    ------
    ValueError
        If a condition is not a fact, a comparison and a value. That there is such a fact is
        checked by the explorer to which the task is given.

    Examples
    --------
    >>> Task("Find the slow way.", ("steps > 500",))
    Task(text='Find the slow way.', when=('steps > 500',))
    """

    text: str
    when: tuple

    def __post_init__(self):
        if not isinstance(self.when, (list, tuple)):
            raise ValueError(
                f"when is a tuple of conditions, such as ('steps < 10',); got {self.when!r}"
            )
        for condition in self.when:
            checked_condition(condition)

    def is_done(self, facts):
        """Whether these facts meet it."""
        return all_hold(self.when, facts)


def checked_tasks(tasks):
    """`tasks` as a list, if each of them is a Task."""
    given = list(tasks) if isinstance(tasks, Iterable) else [None]
    if not all(isinstance(task, Task) for task in given):
        raise ValueError(f"tasks is a list of Task, such as [within(0.1)]; got {tasks!r}")
    return given


def check_facts(tasks, facts):
    """Raise ValueError if a task speaks of a fact that its explorer does not have."""
    for condition in (condition for task in tasks for condition in task.when):
        if unknown := unknown_fact(condition, facts):
            raise ValueError(
                f"this explorer has no fact {unknown!r}, as in {condition!r}; it "
                f"has {', '.join(sorted(facts))}"
            )


def within(distance, steps=None):
    """The task to come within a distance of a minimum, in fewer than so many steps.

    Examples
    --------
    >>> within(0.001, steps=10).text
    'Come within 0.001 of a minimum in fewer than 10 steps.'
    """
    if not distance > 0:
        raise ValueError(f"distance must be a number above zero; got {distance!r}")
    when = [f"error < {distance:g}", "steps > 0"]  # to start there is no feat
    if steps is not None:
        when.append(f"steps < {steps}")
    text = templates()["tasks"]["within_steps" if steps else "within"]
    return Task(fill(text, {"distance": distance, "steps": steps}), tuple(when))


def ends(outcome):
    """The task to make a method end in a certain way.

    Parameters
    ----------
    outcome : Outcome or str
        Such as ``"DIVERGED"``.

    Examples
    --------
    >>> ends("DIVERGED").text
    'Make the iterates run away.'
    """
    name = getattr(outcome, "name", outcome)
    texts = templates()["tasks"]
    if name not in Outcome.__members__ or name not in texts:
        known = ", ".join(name for name in Outcome.__members__ if name in texts)
        raise ValueError(f"outcome must be one of {known}; got {outcome!r}")
    return Task(texts[name], (f"outcome = {name}",))
