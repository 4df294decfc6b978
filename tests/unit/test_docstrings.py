"""Each public name shows how it is used, and each example is true."""

import doctest
import inspect
import pkgutil
from importlib import import_module

import matplotlib as mpl
import pytest

import hesscourse as hc

mpl.use("agg")

MODULES = sorted(found.name for found in pkgutil.walk_packages(hc.__path__, "hesscourse."))
PUBLIC = {name: getattr(hc, name) for name in hc.__all__}
PUBLIC = {name: thing for name, thing in PUBLIC.items() if not inspect.ismodule(thing)}


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name):
    assert doctest.testmod(import_module(name)).failed == 0


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_has_an_example(name):
    assert ">>> " in (PUBLIC[name].__doc__ or "")
