import math

import numpy as np
import pytest
import sympy as sp
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import rosen_hess_prod

import hesscourse as hc
from hesscourse import Objective

x, y = sp.symbols("x y")
GALLERY = hc.gallery.everything()
WITH_FORMULA = [name for name, f in GALLERY.items() if f.formula is not None]

FORMULAS = {
    1: "x^3 - 2 x",
    2: "x^2 y + sin(y)",
    3: "a b^2 + c^3/(1 + a^2)",
    5: "x1 x2 + x2^2 x3 + exp(x4 x5/9) + x1^4",
}


@pytest.mark.parametrize("n", FORMULAS)
@pytest.mark.parametrize("batch", [(), (1,), (4,), (0,), (2, 3), (2, 1, 3)])
def test_shapes_broadcast_over_leading_axes(n, batch):
    f = Objective(FORMULAS[n])
    one = () if n == 1 else (n,)
    points = np.random.default_rng(0).uniform(0.5, 1.5, (*batch, *one))
    assert f.n == n
    assert np.shape(f(points)) == batch
    assert np.shape(f.gradient(points)) == (*batch, *one)
    assert np.shape(f.hessian(points)) == (*batch, *one, *one)
    assert np.asarray(f(points)).dtype == float


@pytest.mark.parametrize("n", FORMULAS)
def test_one_point_and_many_agree(n):
    f = Objective(FORMULAS[n])
    points = np.random.default_rng(1).uniform(-2, 2, (20, n))
    points = points[:, 0] if n == 1 else points
    for function in (f, f.gradient, f.hessian):
        one_by_one = [function(point) for point in points]
        assert_allclose(function(points), one_by_one, rtol=1e-14, atol=1e-14)


def test_a_single_value_is_a_float():
    assert type(Objective("x y")((2, 3))) is float
    assert type(Objective("x^2")(3)) is float
    assert type(Objective("x^2").gradient(3)) is float
    assert type(Objective("x^2").hessian(3)) is float


@pytest.mark.parametrize("point", [[1, 2], (1, 2), np.array([1, 2]), [sp.Integer(1), sp.Float(2)]])
def test_a_point_may_be_any_sequence_of_numbers(point):
    assert Objective("x + 10 y")(point) == 21


def test_variables_are_in_natural_order():
    assert Objective("x10 + x2 + x1").variables == ("x1", "x2", "x10")
    assert Objective("y + a").variables == ("a", "y")
    assert Objective("x10 + 5 x2")((1, 100)) == 105  # (x2, x10)


def test_named_variables_set_the_order():
    f = Objective("x - 2 y", variables=("y", "x"))
    assert f.variables == ("y", "x")
    assert f((1, 10)) == 8
    assert_array_equal(f.gradient((1, 10)), [-2, 1])


@pytest.mark.parametrize("variables", ["alpha", ("alpha",), [sp.Symbol("alpha", real=True)]])
def test_variables_may_be_a_name_or_symbols(variables):
    assert Objective("alpha^2", variables=variables)(3) == 9
    assert Objective(sp.Symbol("alpha") ** 2, variables=variables).variables == ("alpha",)


def test_a_variable_need_not_occur():
    f = Objective("y^2", variables=("x", "y", "z"))
    assert f((5, 3, 7)) == 9
    assert_array_equal(f.gradient((5, 3, 7)), [0, 6, 0])
    assert_array_equal(f.hessian(np.ones((4, 3))), [np.diag([0, 2, 0])] * 4)


@pytest.mark.parametrize("formula", ["7", 7, 7.0, sp.Integer(7)])
def test_a_constant_with_named_variables(formula):
    f = Objective(formula, variables=("x", "y"))
    assert_array_equal(f(np.zeros((3, 2))), [7, 7, 7])
    assert_array_equal(f.gradient((1, 2)), [0, 0])
    assert_array_equal(f.hessian((1, 2)), np.zeros((2, 2)))


@pytest.mark.parametrize("name", ["lambda", "sqrt", "power", "math", "x0", "E", "S", "I", "numpy"])
def test_no_name_of_a_variable_is_special(name):
    odd = sp.Symbol(name)
    f = Objective(sp.sqrt(odd) + odd ** sp.Rational(4, 3) + sp.exp(odd), variables=(name,))
    expected = 2 + 4 ** (4 / 3) + math.exp(4)
    assert_allclose(f(4), expected)
    assert_allclose(f([4, 4]), expected)
    assert_allclose(f.gradient(4), 0.25 + 4 / 3 * 4 ** (1 / 3) + math.exp(4))


def test_a_variable_may_look_like_a_shared_subexpression():
    f = Objective("x0 + (x1 + x2)^4")
    step = hc.gradient_descent(f, (5, 1, 1), 0.01, max_steps=1).final
    assert_allclose(step, np.array([5, 1, 1]) - 0.01 * f.gradient((5, 1, 1)))


@pytest.mark.parametrize("assumptions", [{"real": True}, {"positive": True}, {"integer": True}])
def test_assumptions_of_symbols_do_not_matter(assumptions):
    symbol = sp.Symbol("x", **assumptions)
    f = Objective(symbol**2 * sp.exp(symbol))
    assert f.formula == x**2 * sp.exp(x)
    assert f.gradient(1) == pytest.approx(3 * math.e)


def test_formulas_of_the_derivatives():
    f = Objective("x^2 y + y^3")
    assert f.formula == x**2 * y + y**3
    assert sp.simplify(f.gradient_formula - sp.Matrix([2 * x * y, x**2 + 3 * y**2])).is_zero_matrix
    assert f.hessian_formula == sp.Matrix([[2 * y, 2 * x], [2 * x, 6 * y]])
    assert f.hessian_formula == f.hessian_formula.T
    one = Objective("x^3")
    assert (one.gradient_formula, one.hessian_formula) == (3 * x**2, 6 * x)


# --- Where a function is undefined, or too large ---


@pytest.mark.parametrize(
    ("formula", "at", "value"),
    [
        ("log(x)", -1, math.nan),
        ("sqrt(x)", -1, math.nan),
        ("x^(1/3)", -8, math.nan),
        ("x^(3/2)", -1, math.nan),
        ("x^(-1/2)", -1, math.nan),
        ("x^x", -0.5, math.nan),
        ("asin(x)", 2, math.nan),
        ("exp(x)", 1e4, math.inf),
        ("x^9", 1e200, math.inf),
        ("x^20", -1e200, math.inf),
        ("sinh(x)", -1e4, -math.inf),
        ("1/x^2", 0, math.inf),
        ("sin(x)", math.inf, math.nan),
    ],
)
def test_undefined_is_nan_and_too_large_is_inf(formula, at, value):
    f = Objective(formula)
    assert_array_equal(f(at), value)
    assert_array_equal(f([at, at]), [value, value])
    for derivative in (f.gradient, f.hessian):
        assert np.shape(derivative(at)) == ()
        assert_array_equal(derivative([at]), [derivative(at)])


@pytest.mark.parametrize("sort", ["formula", "functions"])
def test_zero_has_no_sign(sort):
    f, one = Objective("-x - x y"), Objective("-x")
    if sort == "functions":
        f = Objective.from_callables(lambda p: -0.0, lambda p: -0.0 * p, n=2)
        one = Objective.from_callables(lambda p: -0.0, lambda p: -0.0, n=1)
    zeros = [f((0, 0)), *f([(0, 0)]), one(0), *one([0.0])]
    zeros += [*f.gradient((1, -1)), *f.gradient([(1, -1)])[0]]
    signs = np.signbit([zero for zero in zeros if zero == 0])
    assert len(signs) >= 6
    assert not signs.any()


def test_undefined_in_two_variables():
    f = Objective("log(x y) + sqrt(x)")
    assert math.isnan(f((-1, 1)))
    assert f.gradient((-1, 1)).shape == (2,)
    assert f.hessian((-1, 1)).shape == (2, 2)
    assert_array_equal(np.isnan(f([[-1, 1], [1, 1]])), [True, False])


def test_nan_in_is_nan_out():
    assert math.isnan(Objective("x + y")((math.nan, 1)))


def test_the_absolute_value():
    f = Objective("abs(x)")
    assert_array_equal(f([-2, 0, 3]), [2, 0, 3])
    assert_array_equal(f.gradient([-2, 0, 3]), [-1, 0, 1])
    assert_array_equal(f.hessian([-2, 0, 3]), [0, 0, 0])
    assert [f.gradient(-2), f.gradient(0), f.gradient(3)] == [-1, 0, 1]
    assert Objective(sp.Abs(x * y)).gradient((-2, 3)).tolist() == [-3, 2]


@pytest.mark.parametrize(
    ("expression", "value", "derivative"),
    [
        (sp.erf(x), math.erf(0.5), 2 / math.sqrt(math.pi) * math.exp(-0.25)),
        (sp.Max(x, 0) ** 2, 0.25, 1.0),
        (sp.Piecewise((x**2, x > 0), (0, True)), 0.25, 1.0),
        (sp.asinh(x), math.asinh(0.5), 1 / math.sqrt(1.25)),
        (sp.sec(x), 1 / math.cos(0.5), math.tan(0.5) / math.cos(0.5)),
    ],
)
def test_sympy_functions_beyond_what_can_be_typed(expression, value, derivative):
    f = Objective(expression)
    assert_allclose([f(0.5), *f([0.5, 0.5])], value)
    assert_allclose([f.gradient(0.5), *f.gradient([0.5, 0.5])], derivative)


# --- Mistakes ---


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Objective(None), "a formula is text like .* got None"),
        (lambda: Objective(True), "a formula is text like .* got True"),
        (lambda: Objective(sp.Eq(x, y)), r"a formula is text like .* got Eq\(x, y\)"),
        (lambda: Objective(sp.Matrix([x])), "a formula is text like"),
        (lambda: Objective("7"), r"7 has no variable; say which there are, as in variables="),
        (lambda: Objective("x", variables=()), r"one or more different names; got \(\)"),
        (lambda: Objective(x, variables=("x", "x")), r"different names; got \('x', 'x'\)"),
        (lambda: Objective(x + y, variables=("x",)), r"y occurs .* the variables are \('x',\)"),
        (lambda: Objective(sp.I * x), r"real and finite values; I\*x has not"),
        (lambda: Objective(sp.zoo * x), "real and finite values"),
        (lambda: Objective(sp.Function("g")(x))(1), r"g\(x\) cannot be turned into numbers"),
        (lambda: Objective(sp.floor(x)).gradient(1), "cannot be turned into numbers"),
    ],
)
def test_a_formula_that_is_none(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_formula_with_an_unknown_name():
    with pytest.raises(hc.FormulaError, match='"z" is not a name here'):
        Objective("x + z", variables=("x", "y"))


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ((1, 2, 3), r"has 2 coordinates here, \(x, y\).* length 2; got shape \(3,\)"),
        (1, r"last axis must have length 2; got shape \(\)"),
        (np.ones((2, 3)), r"got shape \(2, 3\)"),
        ([[1, 2], [3]], r"rows of a point must be equally long; got \[\[1, 2\], \[3\]\]"),
        ("ab", "made of real numbers; got 'ab'"),
        (["a"] * 10**5, r"made of real numbers; got \['a', .*'a', \.\.\.\]$"),
        (None, "made of real numbers; got None"),
        ([1j, 2], "made of real numbers"),
        (np.array([1j, 2]), "made of real numbers"),
        ([x, y], r"made of real numbers; got \[x, y\]"),
    ],
)
def test_a_point_of_the_wrong_shape_or_sort(point, message):
    f = Objective("x + y")
    for function in (f, f.gradient, f.hessian):
        with pytest.raises(ValueError, match=message):
            function(point)


# --- from_callables ---


def sphere(n=2, **more):
    if n == 1:
        return Objective.from_callables(lambda p: p * p, lambda p: 2 * p, lambda p: 2, n=1, **more)
    hessian = 2 * np.eye(n)
    return Objective.from_callables(
        lambda p: p @ p, lambda p: 2 * p, lambda p: hessian, n=n, **more
    )


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("batch", [(), (3,), (2, 3), (0,)])
def test_callables_broadcast_too(n, batch):
    f, typed = sphere(n), Objective(sum(sp.symbols(f"x1:{n + 1}")[i] ** 2 for i in range(n)))
    points = np.random.default_rng(0).normal(size=(*batch, *f.point_shape))
    for one, other in ((f, typed), (f.gradient, typed.gradient), (f.hessian, typed.hessian)):
        assert np.shape(one(points)) == np.shape(other(points))
        assert_allclose(one(points), other(points))


def test_callables_of_one_variable_are_given_plain_floats():
    seen = []
    f = Objective.from_callables(lambda p: seen.append(p) or p, lambda p: 1.0, n=1)
    f(np.array([1, 2]))
    assert [type(p) for p in seen] == [float, float]


def test_callables_have_no_formula():
    f = sphere(3, name="sphere", window=[(0, 1)] * 3)
    assert f.formula is None
    assert (f.name, f.window, f.variables) == ("sphere", ((0.0, 1.0),) * 3, ("x1", "x2", "x3"))
    for name in ("gradient_formula", "hessian_formula"):
        with pytest.raises(ValueError, match="made from functions, so it has no formula"):
            getattr(f, name)


def test_a_missing_hessian_is_asked_for():
    f = Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=2)
    with pytest.raises(ValueError, match=r"made without its hessian: .*from_callables\(hessian="):
        f.hessian((1, 2))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (np.zeros(3), r"gradient must return shape \(2,\); it returned shape \(3,\)"),
        (np.zeros((2, 1)), r"it returned shape \(2, 1\)"),
        (0.0, r"it returned shape \(\)"),
        (None, "what gradient returns is made of real numbers; got None"),
        ([1j, 0], "what gradient returns is made of real numbers"),
    ],
)
def test_callables_that_return_something_else(answer, message):
    f = Objective.from_callables(lambda p: 0.0, lambda p: answer, n=2)
    with pytest.raises(ValueError, match=message):
        f.gradient((1, 2))


@pytest.mark.parametrize("n", [0, -1, 2.0, "2", None])
def test_the_number_of_variables_is_a_whole_number(n):
    with pytest.raises(ValueError, match="n, the number of variables, must be 1, 2, 3") as caught:
        Objective.from_callables(abs, abs, n=n)
    assert repr(n) in str(caught.value)


def test_callables_too_large_or_undefined():
    f = Objective.from_callables(math.exp, lambda p: 1 / p, n=1)
    assert f(1e4) == math.inf
    assert math.isnan(f.gradient(0))
    g = Objective.from_callables(lambda p: np.log(p[0]), lambda p: p / 0.0, n=2)
    assert math.isnan(g((-1, 1)))


def test_messages_about_a_million_variables_are_short():
    f = Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=10**5)
    for mistake in (np.ones(3), np.full(10**5, np.nan)):
        with pytest.raises(ValueError, match="a start") as caught:
            f.as_start(mistake)
        assert len(str(caught.value)) < 200


# --- Starts ---


@pytest.mark.parametrize(
    ("formula", "start", "message"),
    [
        ("x + y", (1, 2, 3), r"a start is 2 numbers here, \(x, y\); got \[1.0, 2.0, 3.0\]"),
        ("x + y", 1, r"a start is 2 numbers here, .* of shape \(\)"),
        ("x + y", [[1, 2]], r"a start is 2 numbers here, .* of shape \(1, 2\)"),
        ("x", [1], r"a start is a plain number here, \(x\); got \[1.0\], of shape \(1,\)"),
        ("x + y", (1, math.nan), r"a start must be finite; got \[1.0, nan\]"),
        ("x", math.inf, "a start must be finite; got inf"),
        ("x", "one", "a start is made of real numbers; got 'one'"),
    ],
)
def test_a_start_is_one_finite_point(formula, start, message):
    with pytest.raises(ValueError, match=message):
        Objective(formula).as_start(start)


def test_a_start_is_a_copy():
    start = np.array([1.0, 2.0])
    copy = Objective("x + y").as_start(start)
    start[:] = 9
    assert copy.tolist() == [1, 2]


# --- taylor ---


TAYLOR_CASES = {
    "formula": (Objective("exp(x) sin(y) + x y^2"), (0.5, -1.25)),
    "formula, one variable": (Objective("exp(x) + x^3"), 0.5),
    "callables": (hc.gallery.peano, (0.5, -1.25)),
    "callables, one variable": (
        Objective.from_callables(np.sin, np.cos, lambda p: -np.sin(p), n=1),
        2,
    ),
}
TAYLOR = pytest.mark.parametrize(("f", "point"), TAYLOR_CASES.values(), ids=TAYLOR_CASES)


@TAYLOR
@pytest.mark.parametrize("order", [1, 2])
def test_taylor_matches_at_the_point(f, point, order):
    model = hc.taylor(f, point, order)
    assert (model.variables, model.window) == (f.variables, f.window)
    assert_allclose(model(point), f(point), rtol=1e-14)
    assert_allclose(model.gradient(point), f.gradient(point), rtol=1e-14, atol=1e-13)
    assert_allclose(model.hessian(point), f.hessian(point) if order == 2 else 0, rtol=1e-14)


@TAYLOR
@pytest.mark.parametrize("order", [1, 2])
def test_taylor_misses_by_the_next_order(f, point, order):
    model = hc.taylor(f, point, order)
    direction = np.array([0.6, 0.8])[: f.n] if f.n > 1 else 1.0
    near, nearer = (
        abs(f(np.add(point, h * direction)) - model(np.add(point, h * direction)))
        for h in (2e-3, 1e-3)
    )
    assert near / nearer == pytest.approx(2 ** (order + 1), rel=0.05)


@TAYLOR
def test_taylor_models_are_whole_objectives(f, point):
    model = hc.taylor(f, point)
    batch = np.random.default_rng(0).normal(size=(4, *f.point_shape))
    assert_allclose(model.hessian(batch), [f.hessian(point)] * 4, rtol=1e-14)
    step = np.linalg.solve(
        np.reshape(f.hessian(point), (f.n, f.n)), np.reshape(f.gradient(point), f.n)
    )
    stationary = np.subtract(point, step.reshape(f.point_shape))
    assert_allclose(model.gradient(stationary), 0, atol=1e-12)


def test_taylor_is_as_neat_as_by_hand():
    assert hc.taylor(Objective("x^2 y"), (1, 2), 1).formula == 4 * x + y - 4
    second = hc.taylor(Objective("x^2 y"), (1, 2)).formula
    assert (
        sp.expand(second - (2 + 4 * (x - 1) + (y - 2) + 2 * (x - 1) ** 2 + 2 * (x - 1) * (y - 2)))
        == 0
    )
    assert hc.taylor(Objective("x^3"), 1).formula == 3 * x + 3 * (x - 1) ** 2 - 2


@pytest.mark.parametrize("order", [1, 2])
def test_taylor_is_of_the_same_variables(order):
    loss = hc.LogisticLoss(*hc.data.challenger())
    assert hc.taylor(loss, (1, 0), order).variables == ("beta0", "beta1")
    assert hc.taylor(Objective("b^2 - a"), (1, 0), order).variables == ("a", "b")


def test_taylor_keeps_a_point_of_its_own():
    point = np.array([1.0, 2.0])
    model = hc.taylor(sphere(), point)
    point[:] = 50
    assert model((1, 2)) == 5


def test_taylor_of_callables_needs_no_hessian_for_a_plane():
    f = Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=2)
    assert hc.taylor(f, (1, 2), order=1)((2, 2)) == 7


@pytest.mark.parametrize(
    ("f", "point", "order", "message"),
    [
        ("x + y", (1, 2), 3, "order must be 1 .* or 2 .*; got 3"),
        ("x + y", (1, 2), 0, "got 0"),
        ("x + y", 1, 2, "the point of a Taylor polynomial is 2 numbers here"),
        ("log(x)", 0, 2, "f, or a derivative of it, is not finite at 0.0"),
        ("log(x)", -1, 1, "not finite at -1.0"),
        ("sqrt(x)", 0, 1, "not finite at 0.0"),
        ("x^(3/2)", 0, 2, "not finite at 0.0"),
    ],
)
def test_taylor_refuses(f, point, order, message):
    with pytest.raises(ValueError, match=message):
        hc.taylor(Objective(f), point, order)


@pytest.mark.parametrize(
    "call",
    [
        lambda f: hc.taylor(f, 1),
        lambda f: hc.hessian_vector_product(f, 1, 2),
        lambda f: hc.newton(f, 1),
        lambda f: hc.basins(f, hc.newton),
    ],
)
def test_a_formula_that_is_still_text_is_no_objective(call):
    with pytest.raises(ValueError, match=r"f must be an Objective, such as .*; got 'x\^2'"):
        call("x^2")


# --- hessian_vector_product ---


@pytest.mark.parametrize("name", WITH_FORMULA)
def test_the_product_of_a_formula_is_the_hessian_times_the_direction(name):
    f = GALLERY[name]
    random = np.random.default_rng(6)
    low, high = np.array(f.window).T
    for _ in range(5):
        point = random.uniform(low, high).reshape(f.point_shape)
        direction = random.normal(size=f.n).reshape(f.point_shape)
        product = hc.hessian_vector_product(f, point, direction)
        assert_allclose(product, np.dot(f.hessian(point), direction), rtol=1e-9, atol=1e-9)


def test_the_product_of_a_formula_forms_no_hessian(monkeypatch):
    n = 40
    p = sp.symbols(f"x1:{n + 1}")
    f = Objective(sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in zip(p, p[1:], strict=False)))
    monkeypatch.setattr(Objective, "hessian_formula", None)
    start = np.linspace(0.5, 1.5, n)
    direction = np.cos(np.arange(n))
    product = hc.hessian_vector_product(f, start, direction)
    assert_allclose(product, rosen_hess_prod(start, direction), rtol=1e-9)
    assert hc.newton_cg(f, start).outcome is hc.Outcome.CONVERGED


@pytest.mark.parametrize("f", [Objective("x^3 y + y^4"), hc.gallery.peano])
def test_hessian_times_a_direction(f):
    product = hc.hessian_vector_product(f, (1, 2), (3, -1))
    assert product.shape == (2,)
    assert_allclose(product, f.hessian((1, 2)) @ [3, -1])


def test_hessian_times_a_direction_in_one_variable():
    product = hc.hessian_vector_product(Objective("x^3"), 2, 5)
    assert (product, type(product)) == (60, float)


def test_a_product_of_its_own_needs_no_hessian():
    f = Objective.from_callables(
        lambda p: p @ p,
        lambda p: 2 * p,
        hessian_vector_product=lambda p, direction: 2 * direction,
        n=10**6,
    )
    assert_array_equal(hc.hessian_vector_product(f, np.ones(f.n), np.ones(f.n)), np.full(f.n, 2.0))
    one = Objective.from_callables(abs, abs, hessian_vector_product=lambda p, d: 7 * d, n=1)
    assert hc.hessian_vector_product(one, 1, 2) == 14


@pytest.mark.parametrize(
    ("f", "point", "direction", "message"),
    [
        (sphere(), (1, 2, 3), (1, 2), r"a point is 2 numbers here, \(x1, x2\)"),
        (sphere(), (1, 2), 1, "a direction is 2 numbers here"),
        (sphere(), (1, 2), (1, math.nan), "a direction must be finite"),
        (
            sphere(hessian_vector_product=lambda p, d: d[:1]),
            (1, 2),
            (1, 2),
            r"must return shape \(2,\)",
        ),
        (Objective.from_callables(abs, abs, n=2), (1, 2), (1, 2), "made without its hessian"),
    ],
)
def test_hessian_times_a_direction_refuses(f, point, direction, message):
    with pytest.raises(ValueError, match=message):
        hc.hessian_vector_product(f, point, direction)


# --- How it shows ---


def test_how_it_shows():
    f = Objective("x^2 + 3 y")
    assert repr(f) == "Objective('x**2 + 3*y', variables=('x', 'y'))"
    assert f._repr_latex_() == r"$\displaystyle f(x, y) = x^{2} + 3 y$"
    assert Objective("x1^2")._repr_latex_() == r"$\displaystyle f(x_{1}) = x_{1}^{2}$"
    assert repr(sphere(3)) == "Objective.from_callables(n=3)"
    assert sphere(3)._repr_latex_() == r"$f : \mathbb{R}^{3} \to \mathbb{R}$, given by functions"


def test_it_shows_the_same_after_use():
    f = Objective("x^2 y")
    before = repr(f), f._repr_latex_()
    hc.newton(f, (1, 2), max_steps=2)
    assert (repr(f), f._repr_latex_()) == before
    assert Objective("y x x").formula == f.formula
