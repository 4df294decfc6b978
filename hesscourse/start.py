"""The command `hesscourse start`: the course in a folder of your own, open in JupyterLab."""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

from ._lay_out import RECORD, Refusal, course, lay_out

FIRST = "notebooks/00_start_here.ipynb"


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="hesscourse", description="Gradient descent, Newton's method and the Hessian."
    )
    parser.add_argument("--version", action="version", version=version("hesscourse"))
    commands = parser.add_subparsers(required=True)
    start = commands.add_parser(
        "start",
        help="lay the course out, and open it in JupyterLab",
        description="Lay the course out in a folder, and open it in JupyterLab. After you have "
        "installed a newer version: add what is new. What you changed is never touched.",
    )
    start.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="where (./hesscourse if you say nothing)",
    )
    start.add_argument("--restore", action="store_true", help="bring back what you deleted")
    start.add_argument(
        "--no-browser", action="store_true", help="open no window; print the address"
    )
    start.add_argument("--lay-out-only", action="store_true", help="do not start JupyterLab")
    options = parser.parse_args(arguments)

    try:
        folder = _place(options.folder or _usual_folder())
        done = lay_out(course(), folder, version("hesscourse"), options.restore)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for line in done or ["Nothing is new."]:
        print(line)
    print(f"The course lies in {folder}.")
    if not options.lay_out_only:
        _open(folder, options.no_browser)
    return 0


def _usual_folder():
    """Where the student stands, if the course lies there already."""
    return Path() if Path(RECORD).exists() else Path("hesscourse")


def _place(folder):
    """The folder that the student means, from the root of the disk."""
    try:
        return folder.expanduser().resolve()
    except RuntimeError as error:  # nobody of that name has a home, or links lead in a circle
        raise Refusal(
            f"{folder} leads nowhere ({str(error).rstrip('.')}). Choose another folder: "
            "hesscourse start DIR."
        ) from error


def _open(folder, no_browser):
    from jupyterlab.labapp import LabApp  # half a second, and only needed here

    first = f"/lab/tree/{FIRST}" if (folder / FIRST).exists() else "/lab"
    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={folder}",
            f"--LabApp.default_url={first}",
            f"--ServerApp.open_browser={not no_browser}",
            "--allow-root",  # containers run as root
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
