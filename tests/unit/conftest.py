import warnings

import pytest


@pytest.fixture
def silence(capsys):
    """Whatever a method or a loss meets, it neither prints nor warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    assert capsys.readouterr() == ("", "")
