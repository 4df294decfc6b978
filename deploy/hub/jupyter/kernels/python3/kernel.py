"""A student's kernel that gives memory back: docs/hosting.md has the sums."""

import asyncio
import ctypes
import gc
import sys

del sys.path[0]  # this folder, which Python puts there
sys.modules["debugpy"] = None  # 7 MiB, for a debugger that ipykernel does without

from ipykernel.kernelapp import IPKernelApp  # noqa: E402

PAUSE = 1  # seconds after a cell: who runs all cells does not wait
waiting = None


def tidy():
    """Drop the pictures that are no longer needed, and hand their memory to the machine."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def tidy_soon(_):
    global waiting
    if waiting is not None:
        waiting.cancel()
    waiting = asyncio.get_running_loop().call_later(PAUSE, tidy)


app = IPKernelApp.instance()
app.initialize()
app.shell.events.register("post_run_cell", tidy_soon)
app.start()
