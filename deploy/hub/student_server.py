"""A student's Jupyter server, without what costs memory and is of no use here."""

import ctypes
import gc
import os
import sys
import threading
import time
from pathlib import Path
from unittest.mock import MagicMock

# Where kernels listen: jupyter_server_config.py needs a short path.
os.environ["JUPYTER_RUNTIME_DIR"] = str(Path.home() / ".run")

# An optional check of addresses, which jsonschema does without: 16 MiB and half of the start.
sys.modules["rfc3987_syntax"] = None

# The hub encrypts with it, a student's server does not: 6 MiB.
sys.modules["cryptography"] = None

# What keeps the hub's database up to date, and jupyterhub imports everywhere: 11 MiB.
for name in ("alembic", "alembic.command", "alembic.config", "alembic.script"):
    sys.modules[name] = MagicMock()

from jupyterhub.singleuser import main  # noqa: E402


def tidy():
    """Hand back, now and then, what opening and saving notebooks has left."""
    while True:
        time.sleep(20)
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)


threading.Thread(target=tidy, daemon=True).start()
sys.exit(main())
