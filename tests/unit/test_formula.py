"""`parse` reads what people write, points at what it cannot read, and is never harmed by it."""

import builtins
import math
import operator
import os
import pickle
import re
from contextlib import contextmanager
from functools import reduce

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from hesscourse import formula
from hesscourse.formula import FormulaError, parse

EXAMPLES = int(os.environ.get("HESSCOURSE_FUZZ", "500"))  # .ci/run asks for 20,000
fuzzed = settings(max_examples=EXAMPLES)

x, y, x1, x2, x10, x_1 = sp.symbols("x y x1 x2 x10 x_1")
half = sp.Rational(1, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("85 - x**2*(x - 6)*y**2*(y - 6)/90", 85 - x**2 * (x - 6) * y**2 * (y - 6) / 90),
        ("85 - x^2 (x - 6) y^2 (y - 6)/90", 85 - x**2 * (x - 6) * y**2 * (y - 6) / 90),
        ("100(y - x^2)^2 + (1 - x)^2", 100 * (y - x**2) ** 2 + (1 - x) ** 2),
        ("(x+1)(x-1)", (x + 1) * (x - 1)),
        ("2x", 2 * x),
        ("x y", x * y),
        ("x(y + 1)", x * (y + 1)),
        ("2 sin(x) cos(y)", 2 * sp.sin(x) * sp.cos(y)),
        ("x^2y", x**2 * y),
        ("2x^2/3", 2 * x**2 / 3),
        ("x - y - 2", x - y - 2),
        ("x/y/2", x / y / 2),
        ("-x^2", -(x**2)),
        ("(-x)^2", x**2),
        ("--x", x),
        ("+x - -y", x + y),
        ("2*-x", -2 * x),
        ("2^3^2", sp.Integer(512)),
        ("x^y^2", x ** (y**2)),
        ("2^-1", half),
        ("x^-2", x**-2),
        ("x**-y", x**-y),
        ("0^0", sp.Integer(1)),
        ("007", sp.Integer(7)),
        ("0.1", sp.Rational(1, 10)),
        (".5 + 1.", sp.Rational(3, 2)),
        ("1e-3", sp.Rational(1, 1000)),
        ("2.5E2", sp.Integer(250)),
        ("2e", 2 * sp.E),
        ("2 e^x", 2 * sp.exp(x)),
        ("e^(-x^2/2)/sqrt(2 pi)", sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi)),
        ("sqrt(x^2 + y^2)", sp.sqrt(x**2 + y**2)),
        ("sqrt(8)", 2 * sp.sqrt(2)),
        ("cos(pi/3) + tan(pi/4)", sp.Rational(3, 2)),
        ("ln(x) + log(y)", sp.log(x) + sp.log(y)),
        ("abs(x - 1) + abs(-3) + abs(1 - sqrt(2))", sp.Abs(x - 1) + 2 + sp.sqrt(2)),
        ("arcsin(x) + asin(y)", sp.asin(x) + sp.asin(y)),
        ("arccos(x)*acos(y)", sp.acos(x) * sp.acos(y)),
        ("arctan(x)/atan(y)", sp.atan(x) / sp.atan(y)),
        ("sinh(x) + cosh(y) + tanh(2x - 1)", sp.sinh(x) + sp.cosh(y) + sp.tanh(2 * x - 1)),
        ("tan(x + pi/2)", sp.tan(x + sp.pi / 2, evaluate=False)),
        ("(1 + 1/x)^x", (1 + 1 / x) ** x),
        ("x1 + x2 + x10 + x_1", x1 + x2 + x10 + x_1),
        ("x² − x·y × 2 ÷ 3 + π", x**2 - x * y * 2 / 3 + sp.pi),
        ("x¹² – 1", x**12 - 1),
        (" x\n+\t1 ", x + 1),
        ("E + I + N + O + Q + S", reduce(operator.add, sp.symbols("E I N O Q S"))),
        ("i j", sp.Symbol("i") * sp.Symbol("j")),
        ("λ + α2", sp.Symbol("λ") + sp.Symbol("α2")),
    ],
)
def test_reads(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("x y", ("x", "y"), x * y),
        ("3", ("x",), sp.Integer(3)),
        ("2 alpha beta_1", ["alpha", "beta_1"], 2 * sp.Symbol("alpha") * sp.Symbol("beta_1")),
        ("lambda^2", ("lambda",), sp.Symbol("lambda") ** 2),
    ],
)
def test_reads_only_the_variables_it_is_given(text, variables, expected):
    assert parse(text, variables) == expected


def test_symbols_assume_nothing():
    assert parse("x").assumptions0 == sp.Symbol("x").assumptions0


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("", 0, "no formula yet"),
        ("  ", 2, "no formula yet"),
        ("x +", 3, "stops too early"),
        ("*x", 0, 'missing before "*"'),
        ("x + × y", 4, 'missing before "×"'),
        ("x^^2", 2, 'missing before "^"'),
        ("()", 1, 'missing before ")"'),
        ("sin()", 4, 'missing before ")"'),
        ("2 (x + 1", 2, "never closed"),
        ("x + 1)", 5, "closes nothing"),
        ("2 3", 2, "* for a product"),
        ("1.2.3", 3, "* for a product"),
        ("(x + 1)2", 7, "^ for a power"),
        ("1/2x", 3, 'Is only "2" the divisor?'),
        ("x/(y + 1) sin(x)", 10, 'Is only "(y + 1)" the divisor?'),
        ("sin x", 0, "write sin(x)"),
        ("x + exp", 4, "write exp(x)"),
        ("sin^2(x)", 3, "sin(x)^2"),
        ("cos²(x)", 3, "cos(x)^2"),
        ("xy", 0, "Did you mean x*y?"),
        ("1 + xy(x + 1)", 4, "Did you mean x*y?"),
        ("sinx", 0, "Did you mean sin(x)?"),
        ("sin2x", 0, "Did you mean sin(2*x)?"),
        ("2xsin(x)", 1, "Did you mean x*sin?"),
        ("arcsn(x)", 0, "Did you mean arcsin?"),
        (
            "log10(x)",
            0,
            'no function "log10". Here log is the natural logarithm: write log(x)/log(10)',
        ),
        ("2 + lg(x)", 4, "write log(x)/log(10)"),
        ("log_2(x)", 0, "write log(x)/log(2)"),
        ("cot(x)", 0, "Write 1/tan(x)."),
        ("sec(x)", 0, "Write 1/cos(x)."),
        ("2πx", 1, "Did you mean π*x?"),
        ("gradient", 0, "the functions sin, cos"),
        ("f_x", 0, "the variables any letter"),
        ("1,5 x", 1, "1.5"),
        ("x.real", 1, "belongs inside a number"),
        ("y = x^2", 2, "right of the = sign"),
        ("|x|", 0, "abs(x)"),
        ("√x", 0, "sqrt(x)"),
        ("x!", 1, "no factorial"),
        ("f'", 1, "derivatives are worked out"),
        ("[x]", 0, "round brackets"),
        ("x % 2", 2, "cannot stand in a formula"),
        ("1/0", 1, "divides by zero"),
        ("y + x/(x - x)", 5, '"x/(x - x)" has no finite value'),
        ("0^-1", 2, "no finite value"),
        ("0/0", 1, "no finite value"),
        ("log(0)", 0, "logarithm of zero"),
        ("tan(pi/2)", 0, "no finite value"),
        ("sqrt(-1)", 0, '"sqrt(-1)" has no real value'),
        ("2 + (-8)^(1/3)", 9, '"(-8)^(1/3)" has no real value'),
        ("log(-1)", 0, "no real value"),
        ("x + asin(2)", 4, '"asin(2)" has no real value'),
        ("sqrt(-abs(x))", 0, "no real value"),
        ("0^x", 2, '"0^x" has no real value'),
        ("(-2)^(x + 1)", 5, "Raise a positive number"),
    ],
)
def test_points_at_what_it_cannot_read(text, position, says):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    error = caught.value
    assert (error.text, error.position) == (text, position)
    line, caret, sentence = str(error).split("\n")
    assert line == text
    assert caret == " " * position + "^"
    assert says in sentence


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("z", "the variables x, y"),
        ("x1", "the variables x, y"),
        ("xy", "Did you mean x*y?"),
        ("x + abc", "the variables x, y"),
    ],
)
def test_lists_the_names_that_it_knows(text, says):
    with pytest.raises(FormulaError, match=r"is not a name here") as caught:
        parse(text, ("x", "y"))
    assert says in str(caught.value)


@pytest.mark.parametrize("name", ["e", "pi", "π", "sin", "ln", "1", "x y", "", "x+1", 1])
def test_refuses_what_cannot_be_a_variable(name):
    with pytest.raises(FormulaError, match=re.escape(repr(name))):
        parse("x", ("x", name))


@pytest.mark.parametrize("thing", [None, 1, 2.5, b"x", ["x"], sp.Symbol("x")])
def test_refuses_what_is_not_text(thing):
    with pytest.raises(FormulaError, match=f"of type {type(thing).__name__}"):
        parse(thing)


def test_a_long_line_is_shown_near_the_fault():
    with pytest.raises(FormulaError) as caught:
        parse("x + " * 100 + "$" + " + x" * 20)
    line, caret, _ = str(caught.value).split("\n")
    assert len(line) < 80
    assert line[len(caret) - 1] == "$"


def test_the_line_stays_one_line():
    with pytest.raises(FormulaError) as caught:
        parse("x\n+\t$")
    assert str(caught.value).split("\n")[:2] == ["x + $", "    ^"]


def test_the_error_is_a_value_error_that_travels():
    with pytest.raises(ValueError, match="stops too early") as caught:
        parse("x +")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# Each would keep SymPy, or Python, busy for minutes, or for ever.
@pytest.mark.parametrize(
    "text",
    [
        "x" * 10**6,
        "(" * 400 + "x" + ")" * 400,
        "(" * 200 + "x" + ")" * 200,
        "-" * 400 + "x",
        "x^" * 200 + "x",
        "sin(" * 100 + "x" + ")" * 100,
        "x" + "_1" * 200 + "_",
        "9^9^9",
        "9**9**9**9",
        "x^1000",
        "((x^50)^50)^50",
        "x^99 x^99",
        "1e999999999",
        "1e" + "9" * 400,
        "9" * 400,
        "9^99 * 9^99",
        "((1 + sqrt(2))^99)^99",
        "exp(exp(exp(9)))",
        "exp(1000)",
        "exp(10^50*log(2))",
        "exp(x + 10^50*log(2))",
        "exp(5*10^21*log(1 + 10^-20))",
        "2^(x + 10^90) * 2^(-x)",
        "(2^(10^50*abs(x)))^(1/abs(x))",
        "exp(10^50*abs(x))^(log(2)/abs(x))",
        "12^(1/1000000007 - 1)",
        "((x + 1)^99 + (y + 1)^99)^(1/(x + 1))",
        "sqrt(((x + 1)^99 + (y + 1)^99)^2)",
        "exp(log(((x + 1)^99 + (y + 1)^99)^2)/2)",
        "(tan(1) + tan(2) + tan(3))^50",
        "12^0.777",
        "sqrt((cos(100)*(e - 100))^tanh(1e10) + tan(99))",
        "(10^50 + 1000)^(99/100)",
        "exp(atan(10^50*log(10^50 + 2))*x)",
        "(x + 1)^exp((y - 1)*log(2)/10^20 + pi)",
        "((x^2 + y)/z^(y*exp(x^99 - y)) - 1)^-1",
        "+".join(f"x{i}y" for i in range(100)),
    ],
)
def test_refuses_at_once_what_is_too_much(text):
    with pytest.raises(FormulaError):
        parse(text)


# Each is refused, or takes for ever, if SymPy is given it as it stands.
@pytest.mark.parametrize(
    ("text", "at_one"),
    [
        ("tanh(exp(10^10 (x - y)))", math.tanh(1)),
        ("tanh((x - y/2)^99 (x + 1)^3)", math.tanh(8 / 2**99)),
        ("sinh(sin(cosh(x)))", math.sinh(math.sin(math.cosh(1)))),
        ("cosh(tanh(cosh(x)) + y)", math.cosh(math.tanh(math.cosh(1)) + 1)),
        ("cos(pi/97) + cos(3*pi/1000)", math.cos(math.pi / 97) + math.cos(3 * math.pi / 1000)),
        ("x^(1/1000000007)", 1),
        ("abs((x + y)^99 - exp(x))^0.5", math.sqrt(2.0**99 - math.e)),
        ("sqrt(10^49 + 1)", math.sqrt(10**49 + 1)),
    ],
)
def test_is_not_held_up_by_sympy(text, at_one):
    assert math.isclose(parse(text).subs({x: 1, y: 1}).evalf(), at_one, rel_tol=1e-12)


def test_a_fault_of_sympy_is_a_formula_error(monkeypatch):
    def fault(argument):
        raise ZeroDivisionError

    monkeypatch.setitem(formula._FUNCTIONS, "sin", fault)
    with pytest.raises(FormulaError, match='"sin\\(x\\)" is more than can be worked out') as caught:
        parse("1 + sin(x)")
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('echo harmed')",
        "eval('1')",
        "exec",
        "open(x)",
        "().__class__",
        "x.__class__",
        "lambda x: x",
        "[x for x in y]",
        "x if y else 1",
        "'x'",
        '"x"',
        "f'{x}'",
        "x; y",
        "x := 1",
        "Symbol('x')",
        "{x}",
        "@x",
        "x\\",
        "# x",
    ],
)
def test_runs_nothing(text, monkeypatch):
    with no_code(monkeypatch), pytest.raises(FormulaError):
        parse(text)


def test_needs_no_eval(monkeypatch):
    text, expected = "2 sin(x)/3 + sqrt(8)", 2 * sp.sin(x) / 3 + 2 * sp.sqrt(2)
    parse(text)  # SymPy imports its modules when it first needs them
    with no_code(monkeypatch):
        assert parse(text) == expected


@contextmanager
def no_code(monkeypatch):
    def harmed(*_, **__):
        raise AssertionError("code was run")

    with monkeypatch.context() as patched:
        for name in ("eval", "exec", "compile", "open"):
            patched.setattr(builtins, name, harmed)
        yield


def read(text, variables=None):
    """The expression and None, or None and the error."""
    try:
        return parse(text, variables), None
    except FormulaError as error:
        if isinstance(error.__cause__, (ArithmeticError, type(None))):
            return None, error
        raise  # a fault of ours, behind a polite sentence


def assert_bounded(expression, variables=None):
    """What `parse` promises of everything that it returns."""
    assert isinstance(expression, sp.Expr)
    nodes = list(sp.preorder_traversal(expression))
    assert len(nodes) <= formula.MOST_NODES
    assert all(type(node) in KINDS or node.is_Rational for node in nodes)
    numbers = [number for node in nodes if node.is_Rational for number in (node.p, node.q)]
    assert all(len(str(abs(number))) <= formula.MOST_DIGITS for number in numbers)
    exponents = [node.exp for node in nodes if node.is_Pow and node.exp.is_Rational]
    assert all(abs(exponent) <= formula.LARGEST_EXPONENT for exponent in exponents)
    assert variables is None or {s.name for s in expression.free_symbols} <= set(variables)
    if not expression.free_symbols:
        assert math.isfinite(float(expression))


KINDS = {
    *(sp.Symbol, sp.Add, sp.Mul, sp.Pow, type(sp.pi), type(sp.E), sp.exp, sp.log, sp.Abs),
    *(sp.sin, sp.cos, sp.tan, sp.asin, sp.acos, sp.atan, sp.sinh, sp.cosh, sp.tanh),
}


def assert_read_or_refused(text, variables=None):
    expression, error = read(text, variables)
    if error:
        assert error.text == text
        assert 0 <= error.position <= len(text)
        assert len(str(error).split("\n")) == 3
    else:
        assert_bounded(expression, variables)


@fuzzed
@given(st.text())
def test_any_text_is_read_or_refused(text):
    assert_read_or_refused(text)


NUMBERS = ["0", "1", "2", "3", "7", "12", "100", "0.5", ".1", "1e-3", "1e50", "9" * 40, "1/3"]
NAMES = ["x", "y", "x1", "e", "pi", "E", "I", "xy"]
FUNCTIONS = sorted(formula._FUNCTIONS)
SIGNS = ["+", "-", "*", "/", "^", "**", "(", ")", "(", ")", " ", "²", ",", "=", "·"]
soups = st.lists(st.sampled_from(NUMBERS + NAMES + FUNCTIONS + 2 * SIGNS), max_size=40)


@fuzzed
@given(soups.map("".join), st.sampled_from([None, ("x", "y")]))
def test_any_soup_of_tokens_is_read_or_refused(text, variables):
    assert_read_or_refused(text, variables)


class Tree:
    """A formula, and what it means: its value at a point, by mpmath and not by SymPy."""

    def __init__(self, text, operation, *parts):
        self.text, self.operation, self.parts = text, operation, parts

    def __repr__(self):
        return self.text

    def value(self, point):
        if isinstance(self.operation, str):
            return point[self.operation]
        value = self.operation(*(part.value(point) for part in self.parts))
        if isinstance(value, mpf) and abs(value) < 1e6:
            return value
        raise ArithmeticError("complex, infinite or too large to compare")


def number(text):
    return Tree(text, lambda: mpf(text))


def variable(name):
    return Tree(name, name)


def signed(sign, tree):
    return Tree(f"{sign}({tree})", SIGNED[sign], tree)


def call(function, tree):
    return Tree(f"{function}({tree})", CALLS[function], tree)


def raised(tree, exponent):
    return Tree(f"({tree})^{exponent}", lambda base: base ** mpf(exponent), tree)


def joined(left, sign, right):
    return Tree(f"({left}){sign}({right})", JOINS[sign], left, right)


SIGNED = {"-": operator.neg, "+": operator.pos}
CALLS = {
    **{name: getattr(mpmath, name) for name in FUNCTIONS if hasattr(mpmath, name)},
    **{"arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan, "abs": abs},
}
JOINS = {
    **{
        "+": operator.add,
        " - ": operator.sub,
        "*": operator.mul,
        " ": operator.mul,
        "": operator.mul,
    },
    **{"/": operator.truediv, "^": operator.pow, "**": operator.pow},
}
leaves = st.sampled_from(["0", "1", "2", "3", "0.5", "1.25", "10", "1e-2"]).map(number)
leaves |= st.sampled_from(["x", "y"]).map(variable)
trees = st.recursive(
    leaves,
    lambda part: (
        st.builds(signed, st.sampled_from(sorted(SIGNED)), part)
        | st.builds(call, st.sampled_from(FUNCTIONS), part)
        | st.builds(raised, part, st.sampled_from(["2", "3", "-1", "0.5"]))
        | st.builds(joined, part, st.sampled_from(sorted(JOINS)), part)
    ),
    max_leaves=10,
)
tenths = st.integers(1, 30).map(lambda n: sp.Rational(n, 10))


@fuzzed
@given(trees, tenths, tenths)
def test_a_formula_means_what_it_says(tree, at_x, at_y):
    expression, error = read(tree.text, ("x", "y"))
    if error:  # for its value or its size: the grammar is as it should be
        assert error.sentence.startswith(('"', "This is nested", "This formula has"))
        return
    assert_bounded(expression, ("x", "y"))
    with mpmath.workdps(60):
        try:
            expected = tree.value({"x": mpf(at_x.p) / at_x.q, "y": mpf(at_y.p) / at_y.q})
        except (ArithmeticError, ValueError):
            return
    got = expression.evalf(20, subs={x: at_x, y: at_y}, maxn=200)
    assert abs(complex(got) - complex(expected)) <= 1e-12 * max(abs(expected), 1e-12)
