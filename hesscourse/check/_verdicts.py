"""The three things that a check can answer, and how each looks in a notebook."""

import textwrap

# Bold, and dark on yellow: on the pink that a notebook gives to errors, plain colours are pale.
RED, YELLOW, GREEN, PLAIN = "\033[1;31m", "\033[1;30;43m", "\033[1;32m", "\033[0m"
WIDTH = 88  # a notebook breaks longer lines in the middle of a word


class Verdict(Exception):
    """An answer is not right. The text says why, in one or two sentences.

    A notebook shows the sentence, with a coloured word in front; nbgrader sees an error.

    Examples
    --------
    >>> Wrong("Look at the sign again.").line
    '✗ wrong: Look at the sign again.'
    """

    symbol = word = colour = ""

    @property
    def line(self):
        return f"{self.symbol} {self.word}: {self}"

    def _render_traceback_(self):
        head = f"{self.symbol} {self.word}:"
        return [wrapped(self.line).replace(head, f"{self.colour}{head}{PLAIN}", 1)]


class Wrong(Verdict):
    """The answer is there, and it is wrong."""

    symbol, word, colour = "✗", "wrong", RED


class NotAttempted(Verdict):
    """The three dots are still there."""

    symbol, word, colour = "○", "not attempted", YELLOW


def wrapped(line):
    """Broken between words, where a notebook would break within one."""
    return textwrap.fill(line, WIDTH)


def right_line(task_name):
    return f"{GREEN}✓ right:{PLAIN} {task_name}"
