"""A Jupyter kernel in a sandbox: what the kernelspec `hesscourse-sandbox` starts.

The kernel has no network: it listens on sockets in its own memory disk. This process listens where
the client expects a kernel, and carries the bytes.
"""

import asyncio
import json
import math
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from ._start import Refusal, Sandboxed, compile_package, require

CHANNELS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
MOST_BYTES = 16 * 2**20
BETWEEN_LOOKS = 0.2
PATIENCE = 5  # seconds in which an interrupted kernel must answer


class Carrier:
    """Carries bytes between the client and the sockets inside, up to a limit."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.left = MOST_BYTES
        self.answer_until = math.inf

    def interrupted(self):
        """The client lost its patience with the student's program: that must answer soon."""
        self.answer_until = min(self.answer_until, time.monotonic() + PATIENCE)

    def look(self):
        if time.monotonic() > self.answer_until:
            self.sandbox.end("it went on after it was interrupted")
        return self.sandbox.look()

    def serve(self, channel, place):
        """What to do with a client that asks for the socket at `place`."""

        async def connect(from_client, to_client):
            with suppress(asyncio.CancelledError):  # the kernel has ended
                try:
                    from_kernel, to_kernel = await self._open(place)
                except OSError:
                    to_client.close()  # not there yet: the client asks again
                    return
                await asyncio.gather(
                    self._carry(from_client, to_kernel),
                    self._carry(from_kernel, to_client, is_answer=channel == "shell_port"),
                )

        return connect

    async def _open(self, place):
        root = self.sandbox.root
        if root is None:
            raise ConnectionError("the kernel has ended")
        # A student may have put a link there, to a socket outside: it is not followed.
        found = os.open(root / place, os.O_PATH | os.O_NOFOLLOW)
        try:
            if not stat.S_ISSOCK(os.fstat(found).st_mode):
                raise ConnectionError(f"{place} is no socket")
            return await asyncio.open_unix_connection(f"/proc/self/fd/{found}")
        finally:
            os.close(found)

    async def _carry(self, source, target, is_answer=False):
        try:
            while data := await source.read(2**16):
                if is_answer:
                    self.answer_until = math.inf
                self.left -= len(data)
                if self.left < 0:
                    self.sandbox.end(f"it wrote more than {MOST_BYTES / 2**20:g} MiB")
                    break
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass
        finally:
            target.close()


async def run(connection_file):
    wanted = json.loads(Path(connection_file).read_text(encoding="utf-8"))
    numbers = dict(zip(CHANNELS, range(1, 6), strict=True))
    inside = {**wanted, **numbers, "transport": "ipc", "ip": "/kernel/channel"}
    program = ["-m", "ipykernel_launcher", "-f", "/kernel/connection.json"]
    async with AsyncExitStack() as stack:
        sandbox = stack.enter_context(
            Sandboxed(
                [*program, "--HistoryManager.enabled=False"],
                Path.cwd(),
                files={"/kernel/connection.json": json.dumps(inside)},
                answers=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # where ipykernel talks about itself
            )
        )
        carrier = Carrier(sandbox)
        # The client's interrupt goes to all of us; it is meant for the student's program.
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, carrier.interrupted)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, sandbox.end)
        for channel, number in numbers.items():
            serve = carrier.serve(channel, f"kernel/channel-{number}")
            if wanted["transport"] == "ipc":
                path = f"{wanted['ip']}-{wanted[channel]}"
                listening = asyncio.start_unix_server(serve, path)
            else:
                listening = asyncio.start_server(serve, wanted["ip"], wanted[channel])
            stack.push_async_callback(_close, await listening)
        while carrier.look():
            await asyncio.sleep(BETWEEN_LOOKS)
    if sandbox.ended_because:
        print(f"The sandbox ended the kernel: {sandbox.ended_because}.", file=sys.stderr)
    return sandbox.process.returncode


async def _close(server):
    server.close()


def main():
    try:
        require()
        compile_package()
        return asyncio.run(run(sys.argv[1]))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
