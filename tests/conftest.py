"""Hypothesis draws the same examples each time, so that a verdict hangs on the code alone.

HESSCOURSE_FUZZ_AT_RANDOM=1 draws new ones, to look for what nobody has met yet.
"""

import os

from hypothesis import settings

settings.register_profile("same each time", deadline=None, derandomize=True)
settings.register_profile("at random", deadline=None)
settings.load_profile(
    "at random" if "HESSCOURSE_FUZZ_AT_RANDOM" in os.environ else "same each time"
)
