"""Targets that an explorer recognises when a student meets them."""

from dataclasses import dataclass

from ..trajectory import Outcome
from ._facts import all_hold, fill, templates


@dataclass(frozen=True)
class Task:
    """Something to do with an explorer.

    Attributes
    ----------
    text : str
        What to do, in a sentence.
    when : tuple of str
        The conditions that must hold together, such as ``"steps < 10"``.

    Examples
    --------
    >>> Task("Find the slow way.", ("steps > 500",))
    Task(text='Find the slow way.', when=('steps > 500',))
    """

    text: str
    when: tuple

    def is_done(self, facts):
        """Whether these facts meet it."""
        return all_hold(self.when, facts)


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
