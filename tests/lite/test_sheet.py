"""A sheet of exercises in the browser: no processes, threads or signals, and still an answer."""

import pytest

SHEET = "exercises/01_gradient_descent_1d/01_gradient_descent_1d.ipynb"
STEP = "def gradient_step(x, slope, learning_rate):\n    return "
ENDLESS = "def gradient_step(x, slope, learning_rate):\n    while True:\n        x = x - slope"


@pytest.fixture(scope="module")
def answer(lite):
    """A function from what a student writes to what the check answers."""
    lite.open(SHEET)
    lite.run_cell("set-up")

    def answer(source=None):
        lite.run_cell("gradient_step", source)
        return lite.run_cell("check-gradient_step")

    return answer


def test_not_attempted_wrong_endless_and_right_are_told_apart(answer):
    assert "three dots" in answer()
    assert "uphill" in answer(f"{STEP}x + learning_rate * slope")
    assert "came to no end" in answer(ENDLESS)
    assert "right" in answer(f"{STEP}x - learning_rate * slope")
