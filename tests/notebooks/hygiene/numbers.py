"""A number in the prose comes from a cell.

Checked are decimals (0.469, 1.5e4, $1.52 \\times 10^4$), percentages (12.8 %) and counts of work
(249 steps): each must round from a number that the notebook prints, or stand in its code. Other
whole numbers are free, and so is whatever is in `code`, a link's address or a section's number.

A number that no cell can give (a published value, a mistake that is quoted) is declared in its own
Markdown cell, where no reader sees it: <!-- given: 7.3786, 0.1082 -->
"""

import re

from hygiene.notebook import texts, without_code

GIVEN = re.compile(r"<!--\s*given:(.*?)-->", re.DOTALL)
UNREAD = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>|\]\([^)]*\)|https?://\S+", re.DOTALL)
SECTION = re.compile(
    r"\b(sections?|appendix|report|article|Python|version)\s+\d+\.\d+((,| and| to)\s+\d+\.\d+)*",
    re.IGNORECASE,
)
POWER_OF_TEN = re.compile(r"\s*(?:\\times|\\cdot|×)\s*10\^\{?(-?\d+)\}?")
THOUSANDS = re.compile(r"(?<=\d)(\{,\}|,)(?=\d{3}(?!\d))")
WORK = r"\$?\s+(?:steps|iterations|evaluations)\b"
PERCENT = r"\$?\s?\\?%"
DOTS = r"\s?(?:\.\.\.|…|\\l?dots)"
SAID = re.compile(
    rf"(?<![\d.])(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?!\.?\d)(?:({WORK})|({PERCENT})|({DOTS}))?"
)
PRINTED = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


def numbers_in_prose_come_from_a_cell(notebook):
    printed = printed_numbers(notebook)
    return [
        f"{cell.id} says {said}, which no cell prints"
        for cell in notebook.prose_cells
        for said, acceptable in claims(cell.source)
        if not any(acceptable(number) for number in printed + given_numbers(cell.source))
    ]


def claims(markdown):
    """Pairs of what the prose says and a test of whether a number stands behind it."""
    for found in SAID.finditer(readable(markdown)):
        number, work, percent, dots = found.groups()
        if work:
            yield found.group(), near(float(number), 0)
        elif percent:
            yield found.group(), near_percentage(float(number), half_unit(number))
        elif "." in number or "e" in number:
            yield found.group(), near(float(number), half_unit(number) * (2 if dots else 1))


def near(value, tolerance):
    return lambda number: abs(number - value) <= tolerance * (1 + 1e-9)


def near_percentage(value, tolerance):
    as_printed, as_fraction = near(value, tolerance), near(value / 100, tolerance / 100)
    return lambda number: as_printed(number) or as_fraction(number)


def half_unit(number):
    """Half a unit of the last digit: what rounding may have taken away."""
    mantissa, _, exponent = number.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 0.5 * 10.0 ** (int(exponent or 0) - decimals)


def readable(markdown):
    text = POWER_OF_TEN.sub(r"e\1", without_code(markdown))
    for unread in (UNREAD, SECTION, THOUSANDS):
        text = unread.sub("", text)
    return text


def given_numbers(markdown):
    return [number for text in GIVEN.findall(markdown) for number in numbers_in(text)]


def printed_numbers(notebook):
    shown = [text for _, output in notebook.outputs for text in texts(output)]
    written = [cell.source.replace("_", "") for cell in notebook.code_cells]
    return [number for text in shown + written for number in numbers_in(text)]


def numbers_in(text):
    """As they stand, and with the commas taken out of the thousands."""
    text = POWER_OF_TEN.sub(r"e\1", text)
    return [
        float(number)
        for form in (text, THOUSANDS.sub("", text))
        for number in PRINTED.findall(form)
    ]


RULES = [numbers_in_prose_come_from_a_cell]
