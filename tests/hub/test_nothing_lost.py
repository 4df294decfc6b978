"""Whatever is killed, and when: what a student saved is there."""

import os
import signal
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from threading import Thread

import pytest
import requests

from tools.processes import processes
from tools.student import Student

BIG = 20_000_000  # characters: long enough in writing to be caught at it
PATH = "essay.ipynb"
PATIENCE = 60  # seconds


@contextmanager
def present(class_hub):
    with Student(class_hub, "hctest-eve") as student:
        student.log_in()
        student.spawn()
        yield student


@pytest.fixture
def eve(class_hub):
    with present(class_hub) as student:
        yield student
        student.stop()


def notebook(letter):
    cell = {"cell_type": "markdown", "id": "essay", "metadata": {}, "source": letter * BIG}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def save_and_be_cut_off(student, work):
    with pytest.raises(requests.RequestException):
        student.save(work, PATH)


def culler(class_hub):
    """The process that ends idle servers of this hub."""
    (found,) = (
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if runs_in(process) == class_hub.folder
        and b"jupyterhub_idle_culler" in (process / "cmdline").read_bytes()
    )
    return found


def runs_in(process):
    with suppress(OSError):  # it ended while we looked
        return (process / "cwd").readlink()


def test_a_server_that_is_killed_in_the_middle_of_a_save(eve, home):
    eve.save(notebook("a"), PATH)
    folder = home("hctest-eve")
    saving = Thread(target=save_and_be_cut_off, args=(eve, notebook("b")))
    saving.start()
    while not (folder / f".~{PATH}").exists() and saving.is_alive():
        pass
    for process in processes(eve.name):
        os.kill(process, signal.SIGKILL)
    saving.join()
    assert (folder / f".~{PATH}").exists(), "the save had ended before the server was killed"

    eve.stop()  # the hub looks, and finds it gone
    eve.spawn()
    text = eve.open(PATH)["cells"][0]["source"]
    assert text in ("a" * BIG, "b" * BIG)


def test_a_hub_that_is_killed_and_started_again(class_hub, eve, home):
    eve.save(notebook("c"), PATH)
    eve.start_kernel(PATH)
    eve.run("kept = 42")
    of_the_killed_hub = os.pidfd_open(culler(class_hub))
    class_hub.stop(signal.SIGKILL)
    assert select([of_the_killed_hub], [], [], PATIENCE)[0], "its culler runs on"
    class_hub.start()
    with present(class_hub) as again:
        assert again.open(PATH)["cells"][0]["source"] == "c" * BIG
        again.start_kernel(PATH)  # the same notebook has its kernel still
        assert again.kernel == eve.kernel
        assert again.value("kept") == "42"


def test_a_hub_that_is_stopped_in_order_ends_every_server(class_hub, eve):
    eve.save(notebook("d"), PATH)
    class_hub.stop()
    assert processes(eve.name) == []
    class_hub.start()
    with present(class_hub) as again:
        assert again.open(PATH)["cells"][0]["source"] == "d" * BIG
