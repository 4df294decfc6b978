"""Pictures are drawn, and shown to nobody."""

import matplotlib as mpl

mpl.use("agg")
