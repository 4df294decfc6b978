"""Gradients and Hessians against three other routes: differences, autograd's and SciPy's."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import sympy as sp
from numpy.testing import assert_allclose
from scipy import differentiate, optimize

import hesscourse as hc

GALLERY = hc.gallery.everything()
SEVERAL = {name: f for name, f in GALLERY.items() if f.n > 1}
EACH = pytest.mark.parametrize("name", GALLERY)
EACH_OF_SEVERAL = pytest.mark.parametrize("name", SEVERAL)


def points_in_window(f, count):
    low, high = np.array(f.window).T
    points = np.random.default_rng(20251115).uniform(low, high, (count, f.n))
    return points[:, 0] if f.n == 1 else points


def by_differences(function, f, points, h=1e-5):
    """The derivative of `function` along each variable, as a last axis; none for one variable."""
    if f.n == 1:
        return (function(points + h) - function(points - h)) / (2 * h)
    ahead, behind = (points[:, None] + sign * h * np.eye(f.n) for sign in (1, -1))
    return np.moveaxis(function(ahead) - function(behind), 1, -1) / (2 * h)


def for_autograd(f):
    if f is hc.gallery.peano:
        return lambda p: p[0] * p[1] * (p[0] ** 2 - p[1] ** 2) / (p[0] ** 2 + p[1] ** 2)
    function = sp.lambdify([sp.Symbol(v) for v in f.variables], f.formula, modules=[anp])
    return function if f.n == 1 else lambda p: function(*p)


def assert_close(ours, theirs, rtol):
    assert_allclose(ours, theirs, rtol=rtol, atol=rtol * (1 + np.max(np.abs(theirs))))


@EACH
def test_against_differences(name):
    f = GALLERY[name]
    points = points_in_window(f, 40)
    assert_close(f.gradient(points), by_differences(f, f, points), 1e-7)
    assert_close(f.hessian(points), by_differences(f.gradient, f, points), 1e-7)


@EACH
def test_against_autograd(name):
    f = GALLERY[name]
    value = for_autograd(f)
    gradient = autograd.grad(value)
    hessian = autograd.hessian(value) if f.n > 1 else autograd.grad(gradient)
    points = points_in_window(f, 10)
    assert_close(f(points), [value(p) for p in points], 1e-13)
    assert_close(f.gradient(points), [gradient(p) for p in points], 1e-12)
    assert_close(f.hessian(points), [hessian(p) for p in points], 1e-12)


@EACH
def test_one_point_and_many_agree(name):
    f = GALLERY[name]
    points = points_in_window(f, 12)
    for function in (f, f.gradient, f.hessian):
        assert_close(np.array([function(p) for p in points]), function(points), 1e-14)
        grid = points.reshape(3, 4, *f.point_shape)
        assert_close(function(grid).reshape(function(points).shape), function(points), 1e-15)


@EACH
def test_against_check_grad(name):
    f = GALLERY[name]
    for point in points_in_window(f, 10).reshape(10, f.n):
        value = (lambda p: f(p[0])) if f.n == 1 else f
        gradient = (lambda p: [f.gradient(p[0])]) if f.n == 1 else f.gradient
        size = 1 + np.max(np.abs(f.hessian(point.reshape(f.point_shape))))
        assert optimize.check_grad(value, gradient, point) < 1e-6 * size


@EACH_OF_SEVERAL
def test_against_scipys_differentiation(name):
    f = SEVERAL[name]

    def value(columns):
        return f(np.moveaxis(columns, 0, -1))

    for point in points_in_window(f, 5):
        assert_close(f.gradient(point), differentiate.jacobian(value, point).df, 1e-8)
        assert_close(f.hessian(point), differentiate.hessian(value, point).ddf, 1e-6)


@EACH_OF_SEVERAL
def test_hessians_are_symmetric(name):
    f = SEVERAL[name]
    hessians = f.hessian(points_in_window(f, 40))
    np.testing.assert_array_equal(hessians, np.swapaxes(hessians, -1, -2))


def chained_rosenbrock(n):
    x = sp.symbols(f"x1:{n + 1}")
    terms = [100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:], strict=False)]
    return hc.Objective(sum(terms))


@pytest.mark.parametrize("f", [hc.gallery.rosenbrock, chained_rosenbrock(2), chained_rosenbrock(5)])
def test_rosenbrock_against_scipys_own(f):
    points = np.random.default_rng(4).uniform(-2, 2, (30, f.n))
    assert_allclose(f(points), optimize.rosen(points.T), rtol=1e-12)
    for point in points:
        assert_close(f.gradient(point), optimize.rosen_der(point), 1e-13)
        assert_close(f.hessian(point), optimize.rosen_hess(point), 1e-13)
    direction = np.linspace(-1, 1, f.n)
    assert_close(
        hc.hessian_vector_product(f, points[0], direction),
        optimize.rosen_hess_prod(points[0], direction),
        1e-13,
    )


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        ("x^x + x^(1/3)", 0.2, 3),
        ("sqrt(x^2 + 1) log(x + 5)", -3, 3),
        ("sin(x) cos(2x) tan(x/2)", -2, 2),
        ("asin(x/3) + acos(x/4) atan(x)", -2, 2),
        ("sinh(x) cosh(x/2) - tanh(3x)", -2, 2),
        ("exp(-x^2) abs(x - 1/3)^3", -2, 2),
        ("2^x/(1 + x^2)^3 - x^-2", 0.5, 2),
        ("x^11 - 7 x^9 + x^-5", 0.5, 1.5),
    ],
)
def test_every_typed_function_against_differences(formula, low, high):
    f = hc.Objective(formula, window=((low, high),))
    points = points_in_window(f, 40)
    assert_close(f.gradient(points), by_differences(f, f, points), 1e-7)
    assert_close(f.hessian(points), by_differences(f.gradient, f, points), 1e-7)
