"""Is this value what was expected? If not, what kind of thing is it, in words?"""

import numbers

import numpy as np

REL_TOL = 1e-7
ABS_TOL = 1e-9


def fault(value, expected, rel_tol=REL_TOL, abs_tol=ABS_TOL):
    """What is wrong with a value, in a few words; None if nothing is.

    What is asked for follows from `expected`: True or False, a text, a whole number (int), a
    number (float), a list of numbers, or an array of a certain shape.

    Examples
    --------
    >>> fault(0.5, 0.5)
    >>> fault("0.5", 0.5)
    "the text '0.5'"
    >>> fault([[1.0], [2.0]], np.array([1.0, 2.0]))
    'a list, and not an array'
    """
    if value is None:
        return None if expected is None else "nothing (None)"
    if isinstance(expected, bool):
        return _fault_of_truth(value, expected)
    if isinstance(expected, str):
        return _fault_of_text(value, expected)
    if isinstance(expected, np.ndarray):
        return _fault_of_array(value, expected, rel_tol, abs_tol)
    if isinstance(expected, (list, tuple)):
        return _fault_of_list(value, expected, rel_tol, abs_tol)
    if expected is None:
        return shown(value)
    return _fault_of_number(value, expected, rel_tol, abs_tol)


def fits(value, expected):
    """Is it the kind of thing that is asked for, whatever its value?

    >>> fits(0.5, 2.0), fits("0.5", 2.0), fits([1, 2], [3.0]), fits("hill", "valley")
    (True, False, False, True)
    >>> fits(5, 7), fits(5.5, 7), fits(np.inf, 7.0)
    (True, False, True)
    """
    if isinstance(expected, bool | str):
        return isinstance(value, bool | np.bool_ if isinstance(expected, bool) else str)
    if isinstance(expected, int):
        return fits(value, float(expected)) and _as_float(value) % 1 == 0
    # np.isclose takes no infinite tolerance
    widest = np.finfo(float).max if isinstance(expected, np.ndarray) else np.inf
    return fault(value, expected, 0, widest) is None


def kind(expected):
    """What was asked for, in words."""
    if isinstance(expected, bool):
        return "True or False"
    if isinstance(expected, str):
        return "a text"
    if isinstance(expected, np.ndarray):
        return f"an array of shape {expected.shape}"
    if isinstance(expected, (list, tuple)):
        return "a list of numbers"
    return "a whole number" if isinstance(expected, int) else "a number"


def shown(value):
    """A value as it stands in a message: short, and without np.float64(...).

    >>> shown(np.float64(0.1) * 3)
    '0.3'
    """
    if value is None:
        return "nothing (None)"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, numbers.Real):
        try:
            return f"{float(value):.6g}"
        except OverflowError:
            return "a number of more than 300 digits"
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        return np.array2string(value, threshold=8, precision=6, separator=", ").replace("\n", "")
    if isinstance(value, (list, tuple)) and len(value) <= 8:
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, str):
        return f"the text {value!r}"
    if callable(value) and type(value).__name__ == "function":
        return "a function"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def amount(count, thing):
    """How many, in words.

    >>> amount(1, "number"), amount(3, "number")
    ('one number', '3 numbers')
    """
    return f"one {thing}" if count == 1 else f"{count} {thing}s"


def plain(word):
    """A word without its dress. It is str that does it, whatever a student's own class says.

    >>> plain("  Saddle ")
    'saddle'
    """
    return str.casefold(str.strip(word))


def _fault_of_truth(value, expected):
    if not isinstance(value, bool | np.bool_):
        return shown(value)
    return None if bool(value) == expected else shown(value)


def _fault_of_text(value, expected):
    if not isinstance(value, str):
        return shown(value)
    return None if plain(value) == plain(expected) else shown(value)


def _fault_of_number(value, expected, rel_tol, abs_tol):
    if isinstance(value, np.ma.MaskedArray) or value is np.ma.masked:
        return "a masked array"
    if isinstance(value, np.ndarray):
        if value.shape != ():
            return f"an array of shape {value.shape}"
        value = value[()]
    if isinstance(value, bool | np.bool_):
        return shown(value)
    if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
        return "a complex number"
    if not isinstance(value, numbers.Real):
        return shown(value)
    number = _as_float(value)
    if np.isnan(number):
        return None if np.isnan(expected) else "nan, which is no number"
    if isinstance(expected, int):
        rel_tol = abs_tol = 0
    return None if _close(number, expected, rel_tol, abs_tol) else shown(value)


def _fault_of_list(value, expected, rel_tol, abs_tol):
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, np.ndarray) and value.ndim == 0 or not _is_sequence(value):
        return shown(value)
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return f"an array of shape {value.shape}"
    if len(value) != len(expected):
        return f"{amount(len(value), 'number')}, and not {len(expected)}"
    for item, wanted in zip(value, expected, strict=True):
        if fault(item, wanted, rel_tol, abs_tol):
            return shown(value)
    return None


def _fault_of_array(value, expected, rel_tol, abs_tol):
    if isinstance(value, np.ma.MaskedArray):
        return "a masked array"
    if isinstance(value, (list, tuple)):
        return "a list, and not an array"
    if expected.shape == () and isinstance(value, numbers.Real):
        value = np.asarray(value)
    if type(value) is not np.ndarray:
        return shown(value)
    if value.dtype.kind not in "fiu":
        return f"an array of {value.dtype.name}, and not of numbers"
    if value.shape != expected.shape:
        return f"an array of shape {value.shape}"
    if np.isnan(value).any() and not np.isnan(expected).any():
        return "an array with nan in it, which is no number"
    scale = np.max(np.abs(expected[np.isfinite(expected)]), initial=0)
    wrong = ~np.isclose(value, expected, rel_tol, abs_tol + rel_tol * scale, equal_nan=True)
    return shown(value) if wrong.any() else None


def _as_float(value):
    """A real number as a float; infinite where Python's whole numbers go farther than a float."""
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf


def _is_sequence(value):
    return isinstance(value, (list, tuple, np.ndarray))


def _close(value, expected, rel_tol, abs_tol):
    if np.isinf(expected):  # equal to itself only; its tolerance would be infinite, too
        return value == expected
    return abs(value - expected) <= abs_tol + rel_tol * abs(expected)
