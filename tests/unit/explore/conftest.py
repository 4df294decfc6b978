import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def _no_window_opens():
    plt.switch_backend("agg")
