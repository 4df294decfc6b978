import inspect

import numpy as np
import pytest

import hesscourse as hc
from hesscourse import gallery
from hesscourse.stationary import Kind, classify

GALLERY = gallery.everything()
EACH = pytest.mark.parametrize("name", GALLERY)
KNOWN = [
    pytest.param(f, point, kind, id=f"{name} {point}")
    for name, f in GALLERY.items()
    for point, kind in f.known_points
]


@EACH
def test_each_has_a_name_a_note_and_a_window(name):
    f = GALLERY[name]
    assert isinstance(f, hc.Objective)
    assert f.name
    assert f.note.endswith(".")
    assert len(f.window) == f.n
    assert all(low < high for low, high in f.window)


def test_names_do_not_collide():
    names = [f.name for f in GALLERY.values()]
    assert len(set(names)) == len(names)
    functions = {name for name, _ in inspect.getmembers(gallery, inspect.isfunction)}
    assert functions & set(GALLERY) == {"ravine"}


def test_everything_is_everything():
    promised = "report_surface bowl saddle rosenbrock himmelblau ravine peano double_well quartic"
    assert set(promised.split()) <= set(GALLERY)
    assert all(getattr(gallery, name) is f for name, f in GALLERY.items() if name != "ravine")


@EACH
def test_each_is_finite_in_its_window(name):
    f = GALLERY[name]
    axes = np.meshgrid(*[np.linspace(*side, 21) for side in f.window])
    points = axes[0] if f.n == 1 else np.stack(axes, axis=-1)
    for function in (f, f.gradient, f.hessian):
        assert np.all(np.isfinite(function(points)))


@pytest.mark.parametrize(("f", "point", "kind"), KNOWN)
def test_known_points_are_stationary_and_of_their_kind(f, point, kind):
    hessian = f.hessian(point)
    scale = max(1.0, np.max(np.abs(hessian)))
    np.testing.assert_allclose(f.gradient(point), 0, atol=1e-11 * scale)
    assert classify(hessian) is kind


@pytest.mark.parametrize(("f", "point", "kind"), KNOWN)
def test_known_points_lie_in_the_window(f, point, kind):
    for coordinate, (low, high) in zip(np.atleast_1d(point), f.window, strict=True):
        assert low < coordinate < high


def test_how_many_points_are_known():
    kinds = [kind for _, kind in gallery.himmelblau.known_points]
    counts = {kind: kinds.count(kind) for kind in Kind}
    assert counts == {Kind.MINIMUM: 4, Kind.SADDLE: 4, Kind.MAXIMUM: 1, Kind.INCONCLUSIVE: 0}
    assert len(gallery.report_surface.known_points) == 2


@pytest.mark.parametrize("condition", [1, 2.5, 100, 1e8])
def test_a_ravine_has_its_condition_number(condition):
    f = gallery.ravine(condition)
    assert np.linalg.cond(f.hessian((1, 1))) == pytest.approx(condition)
    assert f"{condition:g}" in f.name


@pytest.mark.parametrize("condition", [0.5, 0, -1, np.inf, np.nan])
def test_a_ravine_of_no_condition_number(condition):
    with pytest.raises(ValueError, match="condition must be a number, 1 or more; got"):
        gallery.ravine(condition)


def test_peanos_order_of_differentiation_matters_at_zero_only():
    np.testing.assert_array_equal(gallery.peano.hessian((0, 0)), [[0, 1], [-1, 0]])
    assert gallery.peano((0, 0)) == 0
    np.testing.assert_array_equal(gallery.peano.gradient((0, 0)), [0, 0])
    h = 1e-6
    row_by_differences = (gallery.peano.gradient((h, 0)) - gallery.peano.gradient((-h, 0))) / (
        2 * h
    )
    np.testing.assert_allclose(gallery.peano.hessian((0, 0))[0], row_by_differences, atol=1e-12)


@pytest.mark.parametrize("size", [1e-300, 1e-100, 1e-20, 1.0, 1e20])
def test_peano_at_every_scale(size):
    f, point = gallery.peano, np.array([0.6, 0.3])
    np.testing.assert_allclose(f.gradient(size * point), size * f.gradient(point), rtol=1e-12)
    np.testing.assert_allclose(f.hessian(size * point), f.hessian(point), rtol=1e-12)
    np.testing.assert_allclose(f(size * point), size**2 * f(point), rtol=1e-12)
