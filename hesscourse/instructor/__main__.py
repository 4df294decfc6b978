"""python -m hesscourse.instructor: what a teacher types."""

import argparse
import sys
from pathlib import Path


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m hesscourse.instructor", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    exercises = commands.add_parser("exercises", help="make exercises/ anew from solutions/")
    exercises.add_argument("--check", action="store_true", help="change nothing; fail if stale")

    release = commands.add_parser("release", help="write sheets ready to hand out")
    release.add_argument("--variant", type=int, required=True, help="zero or more")
    release.add_argument("--to", type=Path, required=True, metavar="DIR")
    release.add_argument("--sheet", help="one sheet only, such as 01_gradient_descent_1d")

    publish = commands.add_parser("publish", help="write the students' tree, without solutions")
    publish.add_argument("--to", type=Path, required=True, metavar="DIR")

    again = commands.add_parser("regrade", help="grade again, where no student can interfere")
    again.add_argument("sheet", help="such as 01_gradient_descent_1d")
    again.add_argument("--to", type=Path, required=True, metavar="FILE.csv")
    again.add_argument("--settle", action="store_true", help="put the points into the gradebook")

    options = parser.parse_args(arguments)
    try:
        from . import course, sandbox
        from .regrade._table import regrade
    except ModuleNotFoundError as missing:
        print(f"{missing}. Teachers need: pip install 'hesscourse[instructor]'", file=sys.stderr)
        return 1

    root = Path.cwd()
    try:
        if options.command == "exercises":
            done = course.make_exercises(root, only_check=options.check)
        elif options.command == "release":
            done = course.release(root, options.variant, options.to, options.sheet)
        elif options.command == "regrade":
            done = regrade(root, options.sheet, options.to, options.settle)
        else:
            done = course.publish(root, options.to)
    except (course.Refusal, sandbox.Refusal) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for line in done:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
