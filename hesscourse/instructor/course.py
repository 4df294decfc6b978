"""The course's folder: make `exercises/`, release a variant, publish the students' tree."""

import shutil

from .sheets import student_sheet

# What students get. Everything else stays with the teachers.
STUDENTS_TREE = (
    *("README.md", "LICENSE", "CITATION.cff", "Makefile", "pyproject.toml"),
    *("requirements.lock", "environment.yml", "tools/jupyterlab_settings.json"),
    *("notebooks", "exercises", "hesscourse", "docs"),
)
NOT_FOR_STUDENTS = ("__pycache__", ".ipynb_checkpoints", "instructor")


class Refusal(Exception):
    """Something was asked that would lose work, or that cannot be done here."""


def sources(root, only=None):
    """The source notebooks of the course, by the names of their sheets."""
    found = {path.stem: path for path in sorted(root.glob("solutions/*/*.ipynb"))}
    if not found:
        raise Refusal(f"There is no solutions/ in {root}. Run this in the folder of the course.")
    if only is not None:
        if only not in found:
            raise Refusal(f"There is no sheet {only!r}; there are {', '.join(found)}.")
        found = {only: found[only]}
    return found


def require_folder(path):
    """Refuse where something that is no folder stands in the way of one.

    >>> from pathlib import Path
    >>> require_folder(Path("not/there/yet"))
    """
    there = next(place for place in (path, *path.parents) if place.exists())
    if not there.is_dir():
        raise Refusal(f"{there} is there already, and it is no folder. Choose another name.")


def make_exercises(root, only_check=False):
    """Write `exercises/` anew; it holds nothing but what is made here.

    Returns
    -------
    list of str
        One line a file that changed.
    """
    wanted = {
        root / "exercises" / name / path.name: student_sheet(path.read_text(encoding="utf-8"))
        for name, path in sources(root).items()
    }
    stale = [path for path, text in wanted.items() if not _holds(path, text)]
    left_over = sorted(set(root.glob("exercises/*/*.ipynb")) - wanted.keys())
    changes = [_relative(path, root) for path in [*stale, *left_over]]
    if only_check:
        if changes:
            raise Refusal(f"Not current: {', '.join(changes)}. Run make exercises.")
        return []
    for path in stale:
        _write(path, wanted[path])
    for path in left_over:
        path.unlink()
    return [f"{change}: written anew" for change in changes] or ["exercises/: unchanged"]


def release(root, variant, to, only=None):
    """Write the sheets of a variant to `to`, ready to hand out. Nothing is overwritten.

    Returns
    -------
    list of str
        One line a file.
    """
    if variant < 0:
        raise Refusal(f"The variant must be zero or more; got {variant}.")
    sheets = {to / name / path.name: path for name, path in sources(root, only).items()}
    for path in sheets:
        require_folder(path.parent)
    there = [str(path) for path in sheets if path.exists()]
    if there:
        raise Refusal(
            f"{', '.join(there)}: already there, perhaps with somebody's work in it. "
            "Nothing was written. Choose another folder."
        )
    for path, source in sheets.items():
        _write(path, student_sheet(source.read_text(encoding="utf-8"), variant))
    return [f"{path}: variant {variant}" for path in sheets]


def publish(root, to):
    """Write what students get to `to`: the course without solutions and grading.

    An empty folder is fine, and so is one that holds nothing but `.git`.

    Returns
    -------
    list of str
    """
    sources(root)  # refuses where there is no course
    if to.resolve().is_relative_to(root.resolve()):
        raise Refusal(f"{to} lies inside the course. Choose a folder outside it.")
    require_folder(to)
    there = sorted(path.name for path in to.iterdir() if path.name != ".git") if to.exists() else []
    if there:
        raise Refusal(
            f"{to} is not empty: it holds {', '.join(there[:4])}. Nothing was written. Choose "
            "an empty folder; to publish again into a Git repository, remove all but .git first."
        )
    make_exercises(root, only_check=True)
    for name in STUDENTS_TREE:
        source, target = root / name, to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(*NOT_FOR_STUDENTS))
        elif source.exists():
            shutil.copyfile(source, target)
        else:
            raise Refusal(f"{name} is missing from {root}.")
    return [f"{to}: the students' tree, without solutions"]


def _holds(path, text):
    return path.exists() and path.read_text(encoding="utf-8") == text


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _relative(path, root):
    return path.relative_to(root).as_posix()
