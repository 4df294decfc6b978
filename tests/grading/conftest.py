"""Grading needs a sandbox: root, or user namespaces. Where there is none, the tests say so."""

import pytest

from hesscourse.instructor.sandbox import Refusal, require


@pytest.fixture(scope="session")
def sandbox():
    try:
        require()
    except Refusal as refusal:
        pytest.skip(str(refusal))
