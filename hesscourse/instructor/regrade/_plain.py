"""Values as plain JSON and back: all that passes between a student's program and us."""

import json
import math
import numbers

import numpy as np

DEEPEST = 12
MOST_NUMBERS = 100_000


class Unreadable(Exception):
    """What came is no value of ours."""


class Other:
    """A value that is no number, text, list or array. It says what it was."""

    def __init__(self, words, number=None):
        self._words = words
        if number is not None:
            self.number = number

    def __repr__(self):
        return self._words

    def __float__(self):
        if not hasattr(self, "number"):
            raise TypeError(f"{self._words} is no number")
        return self.number


def dumps(message):
    return json.dumps(message).encode() + b"\n"


def loads(line):
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"unreadable: {error}") from None


def pack(value, function=None, depth=0):
    """A value as something that `json` can write.

    Parameters
    ----------
    value : object
    function : callable, optional
        ``function(value) -> int``: remembers a function, so that it can be called from the other
        side.

    Examples
    --------
    >>> pack([1, 0.5, "saddle"])
    {'list': [1, 0.5, 'saddle']}
    >>> unpack(pack(np.eye(2)))
    array([[1., 0.],
           [0., 1.]])
    """

    def inner(items):
        return [pack(item, function, depth + 1) for item in items]

    if value is None or type(value) in (bool, int, float, str):
        return value
    if value is ...:
        return {"dots": True}
    if isinstance(value, np.ma.MaskedArray) or value is np.ma.masked:
        return {"other": "a masked array"}
    if isinstance(value, np.generic) and value.dtype.kind in "biufc":
        return {"scalar": _plain(value.item()), "dtype": value.dtype.name}
    if type(value) is np.ndarray and value.dtype.kind in "biufc" and value.size <= MOST_NUMBERS:
        items = [_plain(item) for item in value.ravel().tolist()]
        return {"array": items, "shape": list(value.shape), "dtype": value.dtype.name}
    # A list is what list itself sees, whatever a student's own class says.
    for kind in (list, tuple):
        if isinstance(value, kind) and depth < DEEPEST and kind.__len__(value) <= MOST_NUMBERS:
            return {kind.__name__: inner(kind.__iter__(value))}
    if isinstance(value, dict) and depth < DEEPEST:
        return {"dict": inner(dict.items(value))}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    if isinstance(value, numbers.Complex):
        return {"complex": _plain(complex(value))}
    if getattr(value, "formula", None) is not None and hasattr(value, "variables"):
        names = [str(name) for name in value.variables]
        return {"objective": str(value.formula), "variables": names}
    if callable(value) and function is not None:
        return {"function": function(value), "words": repr(value)}
    return {"other": f"a value of type {type(value).__name__}"} | _as_float(value)


def unpack(packed, function=None):
    """The value again; a function becomes what ``function(number, words)`` makes of it.

    Raises
    ------
    Unreadable
    """
    try:
        return _unpack(packed, function)
    except Exception as error:  # whatever a student's program can think of
        raise Unreadable(f"unreadable: {error}") from None


def _unpack(packed, function):
    def inner(items):
        return [_unpack(item, function) for item in items]

    if not isinstance(packed, dict):
        if packed is not None and type(packed) not in (bool, int, float, str):
            raise Unreadable("a list without its kind")
        return packed
    if "dots" in packed:
        return ...
    if "list" in packed:
        return inner(packed["list"])
    if "tuple" in packed:
        return tuple(inner(packed["tuple"]))
    if "dict" in packed:
        return dict(inner(pair["tuple"]) for pair in packed["dict"])
    if "scalar" in packed:
        return _dtype(packed).type(_number(packed["scalar"]))
    if "array" in packed:
        items = np.array([_number(item) for item in packed["array"]], dtype=_dtype(packed))
        return items.reshape([int(length) for length in packed["shape"]])
    if "complex" in packed:
        return _number(packed["complex"])
    if "objective" in packed:
        from ...objective import Objective

        return Objective(packed["objective"], variables=tuple(packed["variables"]))
    if "function" in packed and function is not None:
        return function(int(packed["function"]), str(packed["words"]))
    number = packed.get("float")
    return Other(str(packed["other"]), None if number is None else float(number))


def _plain(number):
    return {"re": number.real, "im": number.imag} if isinstance(number, complex) else number


def _number(plain):
    if isinstance(plain, dict):
        return complex(plain["re"], plain["im"])
    if type(plain) not in (bool, int, float):
        raise Unreadable(f"{plain!r} is no number")
    return plain


def _dtype(packed):
    dtype = np.dtype(str(packed["dtype"]))
    if dtype.kind not in "biufc":
        raise Unreadable(f"{dtype} is no kind of number")
    return dtype


def _as_float(value):
    """Some objects can say their number, such as a Decimal."""
    try:
        number = float(value)
    except Exception:
        return {}
    return {} if math.isnan(number) else {"float": number}
