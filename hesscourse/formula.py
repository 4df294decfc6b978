"""What a student types, turned into a SymPy expression: safely, with no ``eval``.

A tokenizer and a recursive-descent parser build the expression one operation at a time. SymPy
carries out each operation at once (``9**9**9`` would never end), so what it is given is bounded
before, and what it makes of it after.
"""

import difflib
import math
import operator
import re
from typing import NamedTuple

import sympy as sp

LONGEST_TEXT = 500
DEEPEST_NESTING = 30
DEEPEST_CALLS = 4
MOST_NODES = 250
MOST_DIGITS = 100
LARGEST_EXPONENT = 100
HEAVIEST_BASE = 40
HEAVIEST_CONSTANT = 30
LARGEST_LOGARITHM_FACTOR = 1000

_TOO_LARGE = 10**MOST_DIGITS


class FormulaError(ValueError):
    """A formula that cannot be read, and where.

    Parameters
    ----------
    sentence : str
        What is wrong and what would be right.
    text : object
        The formula as it was given.
    position : int or None
        Index into ``text`` of the place to look at; None if the fault lies elsewhere.

    Examples
    --------
    >>> try:
    ...     parse("2 + cso(x)")
    ... except FormulaError as error:
    ...     print(error)
    2 + cso(x)
        ^
    There is no function "cso". Did you mean cos?
    """

    _WIDTH = 72

    def __init__(self, sentence, text=None, position=None):
        super().__init__(sentence, text, position)
        self.sentence = sentence
        self.text = text
        self.position = position

    def __str__(self):
        if self.position is None:
            return self.sentence
        start = max(0, min(self.position - self._WIDTH // 2, len(self.text) - self._WIDTH))
        shown = self.text[start : start + self._WIDTH]
        line = "".join(c if c.isprintable() else " " for c in shown)
        return f"{line}\n{' ' * (self.position - start)}^\n{self.sentence}"


def parse(text, variables=None):
    """Read a formula as people write it.

    Parameters
    ----------
    text : str
        The formula: ``+ - * / ^ **``, brackets, numbers, variables, ``pi``, ``e`` and the usual
        functions. The sign of a product may be left out: ``2x (x + 1)``.
    variables : sequence of str, optional
        The names that the formula may use. Without it, every single letter but ``e``, with or
        without a number (``x``, ``x10``, ``x_1``), is a variable.

    Returns
    -------
    sympy.Expr
        Exact (``0.1`` becomes 1/10) and of bounded size.

    Raises
    ------
    FormulaError
        If the formula cannot be read, has no finite real value, or is too large.

    Examples
    --------
    >>> parse("85 - x^2 (x - 6) y^2 (y - 6)/90")
    -x**2*y**2*(x - 6)*(y - 6)/90 + 85
    >>> parse("0.1 alpha", variables=("alpha",))
    alpha/10
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise FormulaError(f'A formula is text, such as "x^2 + y^2"; this is of type {kind}.', text)
    if len(text) > LONGEST_TEXT:
        raise FormulaError(
            f"This formula has {len(text)} characters, and {LONGEST_TEXT} are the most.",
            text,
            LONGEST_TEXT,
        )
    return _Parser(text, _Names(variables)).formula()


_LETTERS = "A-Za-zΑ-Ωα-ω"
_WORD = rf"[{_LETTERS}][{_LETTERS}0-9_]*"
_VARIABLE = rf"[{_LETTERS}](?:_?[0-9]+)?"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>{_WORD})
    |(?P<superscript>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    |(?P<sign>\*\*|[-+*/^()−–·⋅×÷])""",
    re.VERBOSE,
)
_PASTED_SIGNS = {"**": "^", "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HINTS = {
    ",": "Write decimals with a point, such as 1.5. A function takes one value.",
    ".": "A point belongs inside a number, such as 0.5.",
    "=": "Write only what stands to the right of the = sign.",
    "|": "Write abs(x) for the absolute value of x.",
    "!": "There is no factorial here.",
    "√": "Write sqrt(x) for the square root of x.",
    "'": "Write the function only: its derivatives are worked out for you.",
} | dict.fromkeys("[]{}", "Use round brackets: ( and ).")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def _tokens(text):
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            character = text[position]
            hint = _HINTS.get(character, "Use numbers, names, + - * / ^ and round brackets.")
            raise FormulaError(f"{character!r} cannot stand in a formula. {hint}", text, position)
        kind, written, span = match.lastgroup, match.group(), match.span()
        if kind == "superscript":
            yield _Token("sign", "^", *span)
            yield _Token("number", written.translate(_SUPERSCRIPTS), *span)
        elif kind != "space":
            yield _Token(kind, _PASTED_SIGNS.get(written, written), *span)
        position = match.end()
    yield _Token("end", "", len(text), len(text))


class _Names:
    """Which words mean what, and what to say about a word that means nothing."""

    def __init__(self, variables):
        self.variables = None if variables is None else tuple(variables)
        for name in self.variables or ():
            if not isinstance(name, str) or not re.fullmatch(_WORD, name):
                raise FormulaError(
                    f"A variable is a letter, then letters or digits, such as x1; not {name!r}."
                )
            if name in _CONSTANTS or name in _FUNCTIONS:
                raise FormulaError(
                    f"{name!r} has a meaning of its own. Choose another name for the variable."
                )

    def is_variable(self, word):
        if self.variables is None:
            return re.fullmatch(_VARIABLE, word) is not None
        return word in self.variables

    def why_unknown(self, word, called):
        if called and word in _WRITTEN_OUT:
            return f'There is no function "{word}". {_WRITTEN_OUT[word]}'
        shown, pieces = _shortened(word), self._pieces(word)
        close = difflib.get_close_matches(word, _FUNCTIONS, n=1)
        if called and close and pieces[-1:] != close:
            return f'There is no function "{shown}". Did you mean {close[0]}?'
        if 0 < len(pieces) <= 3:
            return f'"{shown}" is not a name here. Did you mean {_written_out(pieces)}?'
        variables = "any letter" if self.variables is None else ", ".join(self.variables)
        return (
            f'"{shown}" is not a name here. There are the variables {variables}; '
            f"the constants {', '.join(_CONSTANTS)}; the functions {', '.join(_FUNCTIONS)}."
        )

    def _pieces(self, word):
        """The names that the word is made of, or nothing: xy is x and y."""
        known = sorted((*_FUNCTIONS, *_CONSTANTS, *(self.variables or ())), key=len, reverse=True)
        letters = [_VARIABLE] if self.variables is None else []
        pieces = re.findall("|".join([*known, *letters, "[0-9]+"]), word)
        complete = "".join(pieces) == word and not pieces[-1].isdigit()
        return pieces if complete else []


def _written_out(pieces):
    first, *rest = pieces
    if not rest:
        return first
    rest = _written_out(rest)
    return f"{first}({rest})" if first in _FUNCTIONS else f"{first}*{rest}"


class _Parser:
    """One method for each rule of the grammar.

    ::

        sum     = product (("+" | "-") product)*
        product = signed (("*" | "/") signed | power)*
        signed  = ("+" | "-") signed | power
        power   = atom ("^" signed)?
        atom    = number | variable | constant | "(" sum ")" | function "(" sum ")"
    """

    def __init__(self, text, names):
        self.text = text
        self.names = names
        self.tokens = list(_tokens(text))
        self.index = 0
        self.depth = 0

    def formula(self):
        if self._next.kind == "end":
            self._fail("There is no formula yet. Write one, such as x^2 + y^2.")
        value = self._sum()
        if self._next.kind != "end":
            self._fail("This bracket closes nothing. Remove it, or open one before it.")
        return value

    def _sum(self):
        start = self._next.start
        value = self._product()
        while self._next.text in ("+", "-"):
            sign = self._take()
            combine = operator.add if sign.text == "+" else operator.sub
            value = self._apply(combine, value, self._product(), start=start, at=sign.start)
        return value

    def _product(self):
        start = self._next.start
        value = self._signed()
        divisor = None
        while True:
            place = self._next
            if place.text in ("*", "/"):
                self._take()
                divisor = self._next if place.text == "/" else None
                combine = operator.truediv if divisor else operator.mul
                value = self._apply(combine, value, self._signed(), start=start, at=place.start)
            elif place.kind == "number":
                self._fail("A sign is missing before this number: * for a product, ^ for a power.")
            elif place.kind == "word" or place.text == "(":
                if divisor:
                    self._fail_ambiguous(divisor)
                value = self._apply(operator.mul, value, self._power(), start=start, at=place.start)
            else:
                return value

    def _signed(self):
        # Every way to nest (brackets, signs, exponents) comes through here.
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            self._fail(f"This is nested too deeply: {DEEPEST_NESTING} levels are the most.")
        if self._next.text in ("+", "-"):
            sign = self._take()
            value = self._signed()
            if sign.text == "-":
                value = self._apply(operator.neg, value, start=sign.start, at=sign.start)
        else:
            value = self._power()
        self.depth -= 1
        return value

    def _power(self):
        start = self._next.start
        base = self._atom()
        if self._next.text != "^":
            return base
        self._take()
        at = self._next.start
        return self._apply(_power, base, self._signed(), start=start, at=at)

    def _atom(self):
        token = self._take()
        if token.kind == "number":
            return self._apply(_number, token.text, start=token.start, at=token.start)
        if token.kind == "word":
            return self._named(token)
        if token.text == "(":
            return self._bracketed(token)
        missing = "a number, a name or a bracket"
        if token.kind == "end":
            self._fail(f"The formula stops too early: {missing} should come here.", token)
        self._fail(f'Something is missing before "{self._written(token)}": {missing}.', token)

    def _named(self, token):
        word = token.text
        if word in _FUNCTIONS:
            return self._called(token)
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        if self.names.is_variable(word):
            return sp.Symbol(word)
        self._fail(self.names.why_unknown(word, called=self._next.text == "("), token)

    def _called(self, token):
        name = token.text
        if self._next.text == "^":
            self._fail(f"Write the power after the brackets: {name}(x)^2.")
        if self._next.text != "(":
            self._fail(f"A function needs its brackets: write {name}(x).", token)
        argument = self._bracketed(self._take())
        return self._apply(_FUNCTIONS[name], argument, start=token.start, at=token.start)

    def _bracketed(self, opening):
        value = self._sum()
        if self._next.text != ")":
            self._fail("This bracket is never closed. Add a ) where it should end.", opening)
        self._take()
        return value

    def _apply(self, operation, *operands, start, at):
        try:
            return _bounded(operation(*operands))
        except _Refusal as refusal:
            raise self._refused(start, at, str(refusal)) from None
        except Exception as fault:  # SymPy's, on numbers too close to each other, say
            sentence = "is more than can be worked out here. Write it more simply."
            raise self._refused(start, at, sentence) from fault

    def _refused(self, start, at, predicate):
        written = self.text[start : self.tokens[self.index - 1].end]
        return FormulaError(f'"{_shortened(written)}" {predicate}', self.text, at)

    @property
    def _next(self):
        return self.tokens[self.index]

    def _take(self):
        token = self._next
        self.index += token.kind != "end"
        return token

    def _written(self, token):
        return self.text[token.start : token.end]

    def _fail(self, sentence, token=None):
        raise FormulaError(sentence, self.text, (token or self._next).start)

    def _fail_ambiguous(self, divisor):
        below = self.text[divisor.start : self.tokens[self.index - 1].end]
        self._fail(
            f'Is only "{below}" the divisor? Then write * here. '
            "If the divisor goes on, put brackets round all of it."
        )


def _shortened(written):
    return written if len(written) <= 40 else f"{written[:19]}...{written[-18:]}"


class _Refusal(Exception):
    """What is wrong with a part of the formula: a sentence without its subject, that part."""


_NO_REAL_VALUE = (
    "has no real value. Roots and logarithms need positive numbers, asin and acos -1 to 1."
)
_NO_FINITE_VALUE = "has no finite value: it divides by zero, or takes the logarithm of zero."
_BEYOND = f"is a number of more than {MOST_DIGITS} digits. Use a smaller one."


def _number(written):
    mantissa, _, exponent = written.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    if max(len(whole + decimals), len(exponent)) > MOST_DIGITS:
        raise _Refusal(_BEYOND)
    power_of_ten = int(exponent or 0) - len(decimals)
    if abs(power_of_ten) > MOST_DIGITS:
        raise _Refusal(_BEYOND)
    return sp.Integer(whole + decimals) * sp.Integer(10) ** power_of_ten


def _power(base, exponent):
    if exponent.free_symbols and not base.free_symbols and _value(base) <= 0:
        raise _Refusal("has no real value for most exponents. Raise a positive number.")
    _check_power(base, exponent)
    return base**exponent


def _check_power(base, exponent):
    for factor in sp.Mul.make_args(base):
        inner, power = factor.as_base_exp()
        # SymPy may turn (2**a)**b into 2**(a*b), a huge number if the variables cancel.
        _check_exponent(inner, power * exponent)
        # SymPy looks for the imaginary part of such a base, and multiplies the base out for that.
        nested = power != 1 and inner is not sp.E and not exponent.is_Integer
        if (nested or exponent.free_symbols) and _weight(factor) > HEAVIEST_BASE:
            raise _Refusal("has a base too long for such an exponent. Make the base shorter.")


def _check_exponent(base, exponent):
    if exponent.free_symbols and base is not sp.E and _weight(exponent) > HEAVIEST_BASE:
        raise _Refusal("has too long an exponent. Make it shorter.")
    _check_logarithms(exponent)
    for term in sp.Add.make_args(exponent):
        if not term.free_symbols:
            _check_constant_exponent(base, term)


def _check_constant_exponent(base, exponent):
    coefficient, rest = exponent.as_coeff_Mul()
    size = abs(coefficient) if rest == 1 else max(abs(coefficient), abs(_value(exponent)))
    if size > LARGEST_EXPONENT:
        raise _Refusal(f"has an exponent beyond {LARGEST_EXPONENT}. Use a smaller one.")
    if base.is_Rational and exponent.is_Rational and not exponent.is_Integer:
        # SymPy takes 12**(7/10) for the tenth root of 12**7.
        digits = len(str(max(abs(base.p), base.q)))
        if digits * max(abs(exponent.p), exponent.q) > MOST_DIGITS:
            raise _Refusal("is a root too fine to be kept exact. Write its value instead.")


def _check_logarithms(exponent):
    """What SymPy may make of logarithms in an exponent: c*log(b) becomes log(b**c)."""
    if not exponent.has(sp.log):
        return
    numbers = exponent.atoms(sp.Rational)
    scale = math.lcm(*(n.q for n in numbers)) * max((abs(n.p) for n in numbers), default=1)
    if scale > LARGEST_LOGARITHM_FACTOR:
        raise _Refusal(
            "multiplies a logarithm in an exponent by too much. Write e^(c*log(b)) as b^c."
        )
    for product in exponent.atoms(sp.Mul):
        for factor in product.args:
            multiplier = product / factor
            if isinstance(factor, sp.log) and not multiplier.free_symbols:
                _check_power(factor.args[0], multiplier)


def _weight(expression):
    """How long the expression is, what is raised to the power n counted n times."""
    weight = 1 + sum(_weight(part) for part in expression.args)
    if expression.is_Pow and expression.exp.is_Rational:
        return weight * max(1, abs(expression.exp))
    return 2 * weight if expression.is_Function else weight


def _exp(argument):
    return _power(sp.E, argument)


def _sqrt(argument):
    return _power(argument, sp.S.Half)


def _hyperbolic(function, in_exponentials):
    def call(argument):
        _check_exponent(sp.E, argument)
        return function(argument) if _is_simple(argument) else in_exponentials(argument)

    return call


def _is_simple(argument):
    """Whether SymPy can soon tell if sinh of it is real: otherwise that may take it hours."""
    return (
        argument.is_polynomial()
        and not argument.has(sp.Function)
        and _weight(argument) <= HEAVIEST_BASE
    )


def _tan(argument):
    tangent = sp.tan(argument)
    # SymPy turns tan(x + pi/2) into a cotangent, which is not among our functions.
    return sp.tan(argument, evaluate=False) if tangent.has(sp.cot) else tangent


def _abs(argument):
    if argument.free_symbols:
        # Evaluated, Abs(exp(x)) would become exp(re(x)).
        return sp.Abs(argument, evaluate=False)
    return argument if _value(argument) >= 0 else -argument


_CONSTANTS = {"pi": sp.pi, "π": sp.pi, "e": sp.E}
_FUNCTIONS = {
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": _tan,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "arcsin": sp.asin,
    "arccos": sp.acos,
    "arctan": sp.atan,
    "sinh": _hyperbolic(sp.sinh, lambda u: (_exp(u) - _exp(-u)) / 2),
    "cosh": _hyperbolic(sp.cosh, lambda u: (_exp(u) + _exp(-u)) / 2),
    "tanh": _hyperbolic(sp.tanh, lambda u: 1 - 2 / (_exp(2 * u) + 1)),
    "exp": _exp,
    "log": sp.log,
    "ln": sp.log,
    "sqrt": _sqrt,
    "abs": _abs,
}
_NATURAL = "Here log is the natural logarithm: write log(x)/log({}) for the one to base {}."
# What students call and is no function here, though one that is spelt alike may be.
_WRITTEN_OUT = {
    **dict.fromkeys(("log10", "log_10", "lg"), _NATURAL.format(10, 10)),
    **dict.fromkeys(("log2", "log_2", "lb"), _NATURAL.format(2, 2)),
    "cot": "Write 1/tan(x).",
    "sec": "Write 1/cos(x).",
    "csc": "Write 1/sin(x).",
    "coth": "Write 1/tanh(x).",
    "sech": "Write 1/cosh(x).",
    "csch": "Write 1/sinh(x).",
}
_HEADS = (sp.Symbol, sp.Add, sp.Mul, type(sp.pi), type(sp.E))
_CALLS = (
    *(sp.sin, sp.cos, sp.tan, sp.asin, sp.acos, sp.atan),
    *(sp.sinh, sp.cosh, sp.tanh, sp.exp, sp.log, sp.Abs),
)


def _bounded(expression):
    """The expression itself, if it is real, finite and small enough to work on."""
    nodes = 0
    pending = [(expression, 0)]
    while pending:
        node, calls = pending.pop()
        nodes += 1
        if nodes > MOST_NODES:
            raise _Refusal(f"has too many parts: {MOST_NODES} are the most.")
        if node.is_Rational:
            if max(abs(node.p), node.q) >= _TOO_LARGE:
                raise _Refusal(_BEYOND)
        elif isinstance(node, sp.Pow):
            _check_exponent(node.base, node.exp)
        elif isinstance(node, _CALLS):
            if isinstance(node, sp.exp):
                _check_exponent(sp.E, node.exp)
            calls += 1
            if calls > DEEPEST_CALLS:
                raise _Refusal(f"puts more than {DEEPEST_CALLS} functions inside each other.")
        elif not isinstance(node, _HEADS):
            raise _Refusal(
                _NO_FINITE_VALUE if node.is_infinite or node is sp.nan else _NO_REAL_VALUE
            )
        pending.extend((part, calls) for part in node.args)
    if not expression.free_symbols and not expression.is_Rational:
        _check_constant(expression)
    return expression


def _check_constant(constant):
    if _weight(constant) > HEAVIEST_CONSTANT:
        raise _Refusal("is a number built from too many parts. Write its value instead.")
    size = abs(_value(constant))
    if size >= _TOO_LARGE:
        raise _Refusal(_BEYOND)
    if size < 1e-15:
        raise _Refusal("is too close to zero to be told from it. Write 0, or a larger number.")


def _value(constant):
    value = constant.evalf()
    if not (value.is_Float or value.is_Rational):
        raise _Refusal(_NO_REAL_VALUE)
    return value
