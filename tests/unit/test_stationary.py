"""Stationary points: of which kind one is, and where they all are."""

import subprocess
import sys
import time

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import hesscourse as hc
from hesscourse import gallery, stationary
from hesscourse.stationary import FamilyKind, Kind, classify, stationary_points

LOW, HIGH, NEITHER, LEVEL = (
    FamilyKind.NONSTRICT_MINIMUM,
    FamilyKind.NONSTRICT_MAXIMUM,
    FamilyKind.NEITHER,
    FamilyKind.LEVEL,
)
XY = ("x", "y")
REPORT = stationary_points(gallery.report_surface)
SQUARE = ((-2, 2), (-2, 2))


def found(formula, variables=XY, window=None):
    return stationary_points(hc.Objective(formula, variables), window)


def kinds(result, digits=6):
    """The isolated points, rounded, with their kinds."""
    return {tuple(np.round(np.atleast_1d(p), digits) + 0.0): kind for p, kind in result.isolated}


def along(family):
    return [(piece.text, piece.kind) for piece in family.pieces]


class TestClassify:
    @pytest.mark.parametrize(
        ("hessian", "kind"),
        [
            ([[2, 0], [0, 1]], Kind.MINIMUM),
            ([[-2, 0], [0, -1]], Kind.MAXIMUM),
            ([[0, 1], [1, 0]], Kind.SADDLE),
            ([[2, 0], [0, 0]], Kind.INCONCLUSIVE),
            ([[-2, 0], [0, 0]], Kind.INCONCLUSIVE),
            ([[0, 0], [0, 0]], Kind.INCONCLUSIVE),
            (np.diag([1, 0, -1]), Kind.SADDLE),
            (np.diag([1, 0, 0, -1e-9]), Kind.SADDLE),
            ([[1, 1], [1, 1]], Kind.INCONCLUSIVE),
            (2, Kind.MINIMUM),
            (-2.0, Kind.MAXIMUM),
            (0, Kind.INCONCLUSIVE),
            ([[3]], Kind.MINIMUM),
        ],
    )
    def test_the_kind_is_read_off_the_signs(self, hessian, kind):
        assert classify(hessian) is kind

    @pytest.mark.parametrize("scale", [1e-310, 1e-20, 1e20, 1e305])
    @pytest.mark.parametrize(
        "diagonal", [(2, 1), (-2, -1), (2, -1), (2, 0), (1, 1e-11), (1, 1e-13)]
    )
    def test_units_do_not_change_the_kind(self, diagonal, scale):
        assert classify(scale * np.diag(diagonal)) is classify(np.diag(diagonal))

    def test_zero_means_small_beside_the_largest(self):
        assert classify(np.diag([1, 1e-11])) is Kind.MINIMUM
        assert classify(np.diag([1, 1e-13])) is Kind.INCONCLUSIVE
        assert classify(np.diag([1, 1e-11]), rtol=1e-10) is Kind.INCONCLUSIVE
        assert classify([[1, 1 - 1.5e-12], [1 - 1.5e-12, 1]]) is Kind.INCONCLUSIVE
        assert classify(np.diag([1, -1e-13])) is Kind.INCONCLUSIVE
        assert classify(np.diag([1, -1e-13]), rtol=0) is Kind.SADDLE

    @pytest.mark.parametrize(
        ("hessian", "complaint"),
        [
            ([[1, 2, 3], [4, 5, 6]], r"square, n x n; this one has shape \(2, 3\)"),
            ([1, 2], "square"),
            (np.zeros((2, 2, 2)), "square"),
            (np.empty((0, 0)), "square"),
            ([[1, 2], [3, 4]], "symmetric"),
            ([[0, 1e308], [-1e308, 0]], "symmetric"),
            ([[1e-20, 2e-20], [0, 1e-20]], "symmetric"),
            ([[1, np.nan], [np.nan, 1]], "finite"),
            (np.inf, "finite"),
        ],
    )
    def test_what_is_no_hessian_is_refused(self, hessian, complaint):
        with pytest.raises(ValueError, match=complaint):
            classify(hessian)

    @pytest.mark.parametrize("rtol", [-1e-12, 1, np.nan, np.inf])
    def test_a_tolerance_that_makes_no_sense_is_refused(self, rtol):
        with pytest.raises(ValueError, match="rtol"):
            classify([[1]], rtol)

    def test_rounding_is_no_asymmetry(self):
        assert classify([[2, 1e-9], [0, 2]]) is Kind.MINIMUM

    @given(
        signs=st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=5),
        seed=st.integers(0, 2**32 - 1),
        scale=st.floats(-100, 100),
    )
    def test_a_rotation_changes_nothing(self, signs, seed, scale):
        random = np.random.default_rng(seed)
        n = len(signs)
        eigenvalues = np.array(signs) * random.uniform(0.1, 1, n) * 10**scale
        rotation, _ = np.linalg.qr(random.normal(size=(n, n)))
        rotated = rotation.T @ np.diag(eigenvalues) @ rotation
        assert classify(rotated) is expected_kind(set(signs))

    def test_it_is_exact_only_at_the_exact_point(self):
        last = hc.newton(gallery.report_surface, (1, 1)).final
        assert 0 < np.max(np.abs(last)) < 1e-3
        assert classify(gallery.report_surface.hessian(last)) is Kind.SADDLE
        assert classify(gallery.report_surface.hessian((0, 0))) is Kind.INCONCLUSIVE


def expected_kind(signs):
    if {-1, 1} <= signs:
        return Kind.SADDLE
    if 0 in signs:
        return Kind.INCONCLUSIVE
    return Kind.MINIMUM if signs == {1} else Kind.MAXIMUM


class TestTheReportsSurface:
    def test_two_points_are_isolated(self):
        assert kinds(REPORT) == {(4, 4): Kind.MINIMUM, (6, 6): Kind.SADDLE}
        assert REPORT.complete

    def test_the_axes_are_families_with_three_pieces_each(self):
        x, y = sp.symbols(XY)
        assert [family.equation for family in REPORT.families] == [x, y]
        assert [family.value for family in REPORT.families] == [85, 85]
        upright, level = REPORT.families
        assert along(upright) == [("y < 6", HIGH), ("y = 6", NEITHER), ("y > 6", LOW)]
        assert along(level) == [("x < 6", HIGH), ("x = 6", NEITHER), ("x > 6", LOW)]

    def test_pieces_are_exact_sets(self):
        below, at, above = (piece.where for piece in REPORT.families[0].pieces)
        assert below == sp.Interval.open(-sp.oo, 6)
        assert at == sp.FiniteSet(6)
        assert above == sp.Interval.open(6, sp.oo)

    @pytest.mark.parametrize(
        ("b", "kind"),
        [(-50, HIGH), (0, HIGH), (3, HIGH), (5.999, HIGH), (6, NEITHER), (6.001, LOW), (50, LOW)],
    )
    def test_the_kind_at_a_point(self, b, kind):
        upright, level = REPORT.families
        assert upright.kind_at((0, b)) is kind
        assert level.kind_at([b, 0]) is kind

    @pytest.mark.parametrize("point", [(1, 2), (np.nan, 1), (0, np.inf), 3, (0, 1, 2)])
    def test_a_point_elsewhere_has_no_kind(self, point):
        with pytest.raises(ValueError, match="not on the family x = 0|one number for each"):
            REPORT.families[0].kind_at(point)

    def test_a_window_leaves_out_what_is_not_in_it(self):
        result = stationary_points(gallery.report_surface, ((-1, 5), (-1, 5)))
        assert kinds(result) == {(4, 4): Kind.MINIMUM}
        assert len(result.families) == 2
        assert result.note == "There are no others in the window."

    def test_the_edge_of_a_window_is_in_it(self):
        assert len(stationary_points(gallery.report_surface, ((4, 6), (4, 6))).isolated) == 2


@pytest.mark.parametrize("name", gallery.everything())
def test_the_gallery_says_what_is_there(name):
    f = gallery.everything()[name]
    result = stationary_points(f)
    known = {tuple(np.atleast_1d(p).astype(float)): kind for p, kind in f.known_points}
    for point, kind in known.items():
        nearest = min(result.isolated, key=lambda pair: np.max(np.abs(pair[0] - np.array(point))))
        np.testing.assert_allclose(np.atleast_1d(nearest[0]), point, rtol=1e-12, atol=1e-12)
        assert nearest[1] is kind
    assert len(result.isolated) == len(known) or name == "peano"
    assert result.complete is (name not in ("peano", "cosine"))


def test_himmelblau_has_nine():
    result = stationary_points(gallery.himmelblau)
    count = [kind for _, kind in result.isolated]
    assert len(count) == 9
    assert [count.count(kind) for kind in Kind] == [4, 1, 4, 0]
    assert result.complete
    for point, _ in result.isolated:
        assert np.linalg.norm(gallery.himmelblau.gradient(point)) < 1e-12


def test_peano_has_a_point_whose_hessian_says_nothing():
    for window in (None, ((-1, 1.2), (-1.1, 1))):
        result = stationary_points(gallery.peano, window)
        assert kinds(result) == {(0, 0): Kind.INCONCLUSIVE}
        assert "no formula" in result.note


class TestIsolatedPoints:
    @pytest.mark.parametrize(
        ("formula", "expected"),
        [
            ("x^4 + y^4", {(0, 0): Kind.INCONCLUSIVE}),
            ("x^3 - 3*x*y^2", {(0, 0): Kind.INCONCLUSIVE}),
            ("(x^2 + y^2)^2", {(0, 0): Kind.INCONCLUSIVE}),
            ("(x^2 + y^4)^2", {(0, 0): Kind.INCONCLUSIVE}),
            ("x^2 + y^2 + 1", {(0, 0): Kind.MINIMUM}),
            ("x + y", {}),
            ("x^3 + y", {}),
            ("x^3 + x + y^2", {}),
            ("0.1*x^2 + 0.3*(y - 0.7)^2", {(0, 0.7): Kind.MINIMUM}),
            ("x*y*(x + y - 1)", {
                (0, 0): Kind.SADDLE, (0, 1): Kind.SADDLE, (1, 0): Kind.SADDLE,
                (0.333333, 0.333333): Kind.MINIMUM,
            }),
            ("(y^2 - x^3 + x^2)^2", {(0, 0): Kind.INCONCLUSIVE, (0.666667, 0): Kind.SADDLE}),
        ],
    )  # fmt: skip
    def test_in_the_plane(self, formula, expected):
        result = found(formula)
        assert kinds(result) == expected
        assert result.complete

    def test_in_one_variable_points_are_numbers(self):
        result = found("x^3*(x - 1)^2", "x")
        assert [type(point) for point, _ in result.isolated] == [float] * 3
        assert kinds(result) == {
            (0,): Kind.INCONCLUSIVE,
            (0.6,): Kind.MAXIMUM,
            (1,): Kind.MINIMUM,
        }
        assert (result.families, result.complete) == ((), True)

    def test_flat_at_an_irrational_point(self):
        """Rounded to a float, sqrt(2) would make f'' a tiny positive number."""
        low, middle, high = kinds(found("(x^2 - 2)^4", "x")).values()
        assert (low, middle, high) == (Kind.INCONCLUSIVE, Kind.MAXIMUM, Kind.INCONCLUSIVE)

    def test_in_three_variables(self):
        result = found("x^2 + y^2*(y - 3) + z^2*(z^2 - 2)", ("x", "y", "z"))
        assert kinds(result) == {
            (0, 0, -1): Kind.SADDLE,
            (0, 0, 0): Kind.SADDLE,
            (0, 0, 1): Kind.SADDLE,
            (0, 2, -1): Kind.MINIMUM,
            (0, 2, 0): Kind.SADDLE,
            (0, 2, 1): Kind.MINIMUM,
        }
        assert result.complete

    def test_they_are_in_order_and_arrays(self):
        points = [point for point, _ in stationary_points(gallery.himmelblau).isolated]
        assert all(point.shape == (2,) and point.dtype == float for point in points)
        assert [*map(tuple, points)] == sorted(map(tuple, points))

    def test_units_do_not_matter(self):
        for scale in (sp.Rational(1, 10**20), 10**20):
            result = stationary_points(hc.Objective(scale * gallery.report_surface.formula))
            assert kinds(result) == kinds(REPORT)
            assert [*map(along, result.families)] == [*map(along, REPORT.families)]


class TestFamilies:
    @pytest.mark.parametrize(
        ("formula", "families"),
        [
            ("x^2", {"x = 0, where f = 0": [("everywhere on it", LOW)]}),
            ("5 - y^4", {"y = 0, where f = 5": [("everywhere on it", HIGH)]}),
            ("x^3", {"x = 0, where f = 0": [("everywhere on it", NEITHER)]}),
            ("(x + y - 1)^2", {"x + y - 1 = 0, where f = 0": [("everywhere on it", LOW)]}),
            ("(x + y - 1)^2*(x - y)", {"x + y - 1 = 0, where f = 0": [
                ("x < 1/2", HIGH), ("x = 1/2", NEITHER), ("x > 1/2", LOW),
            ]}),
            ("(x^2 + y^2 - 1)^2", {"x^2 + y^2 - 1 = 0, where f = 0": [("everywhere on it", LOW)]}),
            ("(x^2 + y^2 - 1)^3", {
                "x^2 + y^2 - 1 = 0, where f = 0": [("everywhere on it", NEITHER)],
            }),
            ("x*(x^2 + y^2 - 1)^2", {"x^2 + y^2 - 1 = 0, where f = 0": [
                ("where x < 0", HIGH), ("where x > 0", LOW), ("at (0, -1), (0, 1)", NEITHER),
            ]}),
            ("(y - 1)*(x^2 + y^2 - 1)^2", {"x^2 + y^2 - 1 = 0, where f = 0": [
                ("where y - 1 < 0", HIGH), ("at (0, 1)", NEITHER),
            ]}),
            ("x^2*(y^2 - 2)*y^2", {
                "x = 0, where f = 0": [
                    ("y < -1.4142", LOW), ("y = -1.4142", NEITHER),
                    ("-1.4142 < y < 1.4142", HIGH),
                    ("y = 1.4142", NEITHER), ("y > 1.4142", LOW),
                ],
                "y = 0, where f = 0": [("everywhere on it", HIGH)],
            }),
            ("y^2*(y^2 - x^3)", {"y = 0, where f = 0": [
                ("x < 0", LOW), ("x = 0", NEITHER), ("x > 0", HIGH),
            ]}),
            ("x^2*(x^2 - 2*y^2)", {"x = 0, where f = 0": [
                ("y < 0", HIGH), ("y = 0", NEITHER), ("y > 0", HIGH),
            ]}),
            ("x^2*(x^2 + 2*y^2)", {"x = 0, where f = 0": [("everywhere on it", LOW)]}),
            ("(x^2 - 2)^2", {
                "x = -1.4142, where f = 0": [("everywhere on it", LOW)],
                "x = 1.4142, where f = 0": [("everywhere on it", LOW)],
                "x = 0, where f = 4": [("everywhere on it", HIGH)],
            }),
            ("x^3/3 - 2*x", {
                "x = -1.4142, where f = 1.8856": [("everywhere on it", HIGH)],
                "x = 1.4142, where f = -1.8856": [("everywhere on it", LOW)],
            }),
            ("(x^2 + y^2 + 1)^2", {}),
            ("3", {"every point, where f = 3": [("everywhere", LEVEL)]}),
        ],
    )  # fmt: skip
    def test_in_the_plane(self, formula, families):
        result = found(formula)
        assert {family.text: along(family) for family in result.families} == families
        assert result.complete

    def test_beside_a_circle_the_middle_is_isolated(self):
        result = found("(x^2 + y^2 - 1)^2")
        assert kinds(result) == {(0, 0): Kind.MAXIMUM}
        assert result.families[0].kind_at((0.6, 0.8)) is LOW

    def test_a_point_of_a_curve_that_lies_apart_is_not_on_the_family(self):
        """y^2 = x^2 (x - 1) is a branch from x = 1 on, and the origin."""
        family = found("x*(y^2 - x^3 + x^2)^2").families[0]
        assert along(family) == [("everywhere on it", LOW)]
        assert family.kind_at((2, 2)) is LOW
        with pytest.raises(ValueError, match="not on the family"):
            family.kind_at((0, 0))

    @pytest.mark.parametrize(
        "formula",
        [
            "85 - x^2*(x - 6)*y^2*(y - 6)/90",
            "x*(x^2 + y^2 - 1)^2",
            "(x - y)^2*(x*y - 1)*(x + 2)",
            "(y - x^2)^2*(x + y)*(x^2 + y^2)",
            "2 - (x^2 - 2*y^2)^2*(x - 1)",
            "(x^2 - 2)^2*(y^3 - y - 1)",
        ],
    )
    def test_the_kind_is_that_of_the_values_around(self, formula):
        f = hc.Objective(formula, XY)
        for family in stationary_points(f).families:
            for point in points_on(family):
                assert family.kind_at(point) is kind_by_sampling(f, family, point), point

    def test_in_three_variables(self):
        sphere = found("(x^2 + y^2 + z^2 - 1)^2", ("x", "y", "z"))
        assert kinds(sphere) == {(0, 0, 0): Kind.MAXIMUM}
        assert along(sphere.families[0]) == [("everywhere on it", LOW)]
        assert sphere.families[0].kind_at((0, 0.6, 0.8)) is LOW
        assert sphere.complete

    def test_a_sphere_of_radius_zero_is_a_point(self):
        result = found("(x^2 + y^2 + z^2)^2", ("x", "y", "z"))
        assert kinds(result) == {(0, 0, 0): Kind.INCONCLUSIVE}
        assert result.families == ()

    def test_a_constant_of_one_variable(self):
        result = found("3", "x")
        assert result.families[0].kind_at(7) is LEVEL
        assert result.complete


def points_on(family):
    x, y = sp.symbols(XY)
    for at in np.linspace(-3.3, 3.1, 8):
        for first, second, order in ((x, y, 1), (y, x, -1)):
            section = sp.Poly(sp.N(family.equation.subs(first, at)), second)
            for root in np.roots([float(c) for c in section.all_coeffs()]):
                if abs(root.imag) < 1e-12:
                    yield (at, root.real)[::order]


def kind_by_sampling(f, family, point):
    x, y = sp.symbols(XY)
    rise = sp.lambdify((x, y), sp.factor(f.formula - family.value))
    around = np.random.default_rng(0).uniform(-1e-3, 1e-3, (2000, 2))
    values = rise(*(point + around).T)
    up, down = np.mean(values > 0) > 0.01, np.mean(values < 0) > 0.01
    return NEITHER if up and down else LOW if up else HIGH


class TestSearch:
    """What algebra cannot do is left to Newton's method, which is never sure."""

    def test_a_wave(self):
        result = found("cos(x) + y^2", window=((-4, 4), (-1, 1)))
        assert kinds(result) == {
            (-3.141593, 0): Kind.MINIMUM,
            (0, 0): Kind.SADDLE,
            (3.141593, 0): Kind.MINIMUM,
        }
        assert not result.complete
        assert "not a polynomial" in result.note

    def test_egg_box(self):
        result = found("sin(x)*sin(y)", window=((-4, 4), (-4, 4)))
        assert [*kinds(result).values()].count(Kind.SADDLE) == 9
        assert [*kinds(result).values()].count(Kind.MINIMUM) == 2
        assert [*kinds(result).values()].count(Kind.MAXIMUM) == 2

    def test_a_window_of_its_own_will_do(self):
        f = hc.Objective("cos(x)", window=((1, 5),))
        assert kinds(stationary_points(f)) == {(3.141593,): Kind.MINIMUM}
        assert kinds(stationary_points(f, (-1, 1))) == {(0,): Kind.MAXIMUM}

    def test_points_in_rows_are_not_isolated(self):
        result = found("sin(x)^2*sin(y)^2", window=((-1, 1), (-1, 1)))
        assert result.isolated == ()
        assert not result.complete
        assert "not isolated" in result.note

    def test_a_flat_point_is_isolated_and_inconclusive(self):
        result = found("sin(x)^4 + y^2", window=((-1, 1.1), (-1, 1.2)))
        assert kinds(result) == {(0, 0): Kind.INCONCLUSIVE}

    def test_a_flat_point_of_one_variable(self):
        assert kinds(found("sin(x)^4", "x", (-1, 1.1))) == {(0,): Kind.INCONCLUSIVE}

    def test_a_singular_hessian_is_not_enough(self):
        result = found("cos(x) + y", window=SQUARE)
        assert result.isolated == ()
        assert "not isolated" not in result.note

    def test_from_functions(self):
        f = hc.Objective.from_callables(
            lambda p: p @ p - 2 * p[2] ** 2,
            lambda p: 2 * p * [1, 1, -1],
            lambda p: 2 * np.diag([1.0, 1.0, -1.0]),
            n=3,
        )
        result = stationary_points(f, ((-1, 1),) * 3)
        assert kinds(result) == {(0, 0, 0): Kind.SADDLE}
        assert not result.complete

    def test_irrational_coefficients(self):
        assert kinds(found("pi*x^2 + y^2", window=SQUARE)) == {(0, 0): Kind.MINIMUM}

    def test_undefined_in_a_part_of_the_window(self):
        assert kinds(found("log(x) - x", "x", (-1, 3))) == {(1,): Kind.MAXIMUM}

    def test_what_algebra_misses_is_found(self, monkeypatch):
        monkeypatch.setattr(stationary, "_by_algebra", lambda f: ([], [], []))
        result = stationary_points(gallery.himmelblau)
        assert len(result.isolated) == 9
        assert not result.complete
        assert "algebra missed" in result.note


class TestItNeverHangs:
    @pytest.mark.parametrize(
        ("formula", "n"),
        [
            (lambda x: (x[0] + x[1]) ** 500, 2),
            (lambda x: x[0] ** (10**9) + x[1], 2),
            (lambda x: sum(c**4 - c**2 for c in x), 6),
            (lambda x: sum((k + 1) * c**9 - c**2 for k, c in enumerate(x)) + x[0] * x[1], 2),
            (lambda x: (x[0] ** 5 - x[0] - 1) ** 2 + 0 * x[1], 2),
            (lambda x: x[0] ** 2 + x[1] ** 2, 3),
        ],
    )
    def test_it_says_what_it_cannot_do(self, formula, n):
        names = [f"x{i + 1}" for i in range(n)]
        f = hc.Objective(sp.sympify(formula(sp.symbols(names))), names)
        started = time.process_time()
        result = stationary_points(f)
        assert time.process_time() - started < 60  # against minutes and more
        assert not result.complete
        assert result.note.startswith("There may be")

    def test_a_window_helps_where_algebra_gives_up(self):
        result = found("x^40 + y^40 + x^2 - y^2", window=SQUARE)
        assert kinds(result)[0, 0] is Kind.SADDLE
        assert len(result.isolated) == 3
        assert not result.complete


class TestMistakes:
    @pytest.mark.parametrize(
        "window",
        [(-1, 7), ((-1, 7),), ((-1, 7),) * 3, ((7, -1), (0, 1)), ((0, 0), (0, 1)), "wide", 3,
         ((0, np.inf), (0, 1)), ((0, 1), (0, 1, 2))],
    )  # fmt: skip
    def test_a_wrong_window_is_told_what_would_be_right(self, window):
        with pytest.raises(ValueError, match=r"such as \(\(-1, 7\), \(-1, 7\)\)"):
            stationary_points(gallery.bowl, window)

    def test_a_search_needs_a_window(self):
        with pytest.raises(ValueError, match=r"give a window, such as \(\(-1, 7\), \(-1, 7\)\)"):
            found("sin(x)*y")

    def test_a_search_needs_a_hessian(self):
        f = hc.Objective.from_callables(lambda p: p @ p, lambda p: 2 * p, n=2)
        with pytest.raises(ValueError, match="without its hessian"):
            stationary_points(f, SQUARE)

    def test_an_objective_is_needed(self):
        with pytest.raises(ValueError, match="Objective"):
            stationary_points("x^2")


class TestHowItReads:
    def test_as_text(self):
        assert (
            repr(REPORT)
            == """\
     x       y        f     kind
4.0000  4.0000  73.6222  minimum
6.0000  6.0000  85.0000   saddle
x = 0, where f = 85
  y < 6: non-strict maximum
  y = 6: neither
  y > 6: non-strict minimum
y = 0, where f = 85
  x < 6: non-strict maximum
  x = 6: neither
  x > 6: non-strict minimum
There are no others."""
        )

    def test_in_a_notebook(self):
        page = REPORT._repr_html_()
        assert page.count("<tr>") == 3
        assert "<td>73.6222</td><td>minimum</td>" in page
        assert "<li>y &lt; 6: non-strict maximum</li>" in page

    def test_where_there_is_nothing(self):
        assert repr(found("x + y")) == "There are no stationary points."
        assert found("x + y")._repr_html_() == "<p>There are no stationary points.</p>"

    def test_zero_has_no_sign(self):
        rounded = found("exp(x + y) - x - y + (x - y)^2", window=((-1.1, 0.9), (-0.7, 1.2)))
        for result in (found("-x^2 - y^2"), rounded):
            assert len(result.isolated) == 1
            assert "-0.0000" not in repr(result)
            assert "np.float64" not in repr(result.isolated)
            for point, _ in result.isolated:
                assert not np.any((point == 0) & np.signbit(point))
                assert not np.any((point != 0) & (np.abs(point) < 1e-12))


@settings(max_examples=25)
@given(
    roots=st.lists(st.integers(-3, 3), min_size=1, max_size=4, unique=True),
    curve=st.sampled_from(["x - y", "x^2 + y^2 - 4", "x*y - 1", "y - x^2"]),
    data=st.data(),
)
def test_along_any_family_the_kind_is_the_sign_of_the_other_factor(roots, curve, data):
    other = "*".join(f"(x - ({root}))" for root in roots)
    result = found(f"({curve})^2*{other}")
    family = next(f for f in result.families if len(sp.sympify(f.equation).free_symbols) == 2)
    at = data.draw(st.integers(-60, 60)) / 16 + 0.01
    sides = {LOW: 1.0, HIGH: -1.0, NEITHER: 0.0}
    for point in points_with_x(family, at):
        assert sides[family.kind_at(point)] == np.sign(np.prod([point[0] - r for r in roots]))


def points_with_x(family, at):
    x, y = sp.symbols(XY)
    section = sp.Poly(sp.N(family.equation.subs(x, at)), y)
    roots = np.roots([float(c) for c in section.all_coeffs()])
    return [(at, root.real) for root in roots if abs(root.imag) < 1e-12]


def test_importing_the_module_does_not_load_sympy():
    program = (
        "import sys, hesscourse.stationary as s; s.classify(2); assert 'sympy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
