"""Lay the course out in a student's folder, and bring it up to date, touching none of their work.

A record in that folder holds what was laid out. A file that still is what was laid out is ours to
update. Any other is the student's: changed, or deleted.
"""

import errno
import json
from hashlib import sha256
from itertools import count
from pathlib import Path

FOLDERS = ("notebooks", "exercises")
RECORD = ".hesscourse.json"
PART = ".part"  # of a file that is being written

LAY, UPDATE, LAY_BESIDE, STAYS_AWAY, KEEP = range(5)

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Refusal(Exception):
    """The course cannot be laid out there."""


def course():
    """The folder that the lessons come from: inside the package, or around it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_course", package.parent):
        if all((folder / name).is_dir() for name in FOLDERS):
            return folder
    raise Refusal("This copy of hesscourse was installed without its lessons. Install it again.")


def lay_out(source, target, version, restore=False):
    """Lay out what is new in the course; whatever the student changed stays as it is.

    Parameters
    ----------
    source : Path
        The folder that holds `notebooks/` and `exercises/`.
    target : Path
        The student's folder; made if it is not there.
    version : str
        Names the new files that are laid beside changed ones.
    restore : bool
        Bring back what the student deleted.

    Returns
    -------
    list of str
        What was done, a line each.

    Raises
    ------
    Refusal
        If the course cannot be laid out there. Files are whole or not there at all.
    """
    if target.resolve().is_relative_to(source.resolve()):
        raise Refusal(
            f"{target} lies inside the course itself. Choose a folder outside it: "
            "hesscourse start DIR."
        )
    try:
        if target.exists() and not target.is_dir():
            raise Refusal(f"{target} is a file. Choose a folder: hesscourse start DIR.")
        return _lay_out(source, target, version, restore)
    except OSError as error:
        raise Refusal(_explained(error, source, target)) from error


def _lay_out(source, target, version, restore):
    files = _files(source)
    laid, said = _read_record(target)
    if not any((target / name).exists() for name in laid):
        laid = {}  # the student deleted everything, and asks for the course
    gone = sorted(laid.keys() - files.keys())
    for name in gone:
        del laid[name]
        if (target / name).exists():
            said.append(f"{name} is no longer part of the course. It stays where it is.")
    if gone:
        _write_record(target, laid)

    for name, path in files.items():
        new, here, digest = path.read_bytes(), target / name, _digest(path)
        action = _action(laid.get(name), _digest(here), digest, restore)
        if action == STAYS_AWAY:
            said.append(f"You deleted {name}. To have it back: hesscourse start --restore.")
            continue
        if action in (LAY, UPDATE):
            _write(here, new)
            said.append(f"{name}: {'new' if action == LAY else 'updated; you had not changed it'}.")
        elif action == LAY_BESIDE:
            beside = _beside(here, new, version)
            _write(beside, new)
            said.append(
                f"You changed {name}, so it stays as it is. The new one lies beside it: "
                f"{beside.name}."
            )
        if laid.get(name) != digest:
            laid[name] = digest
            _write_record(target, laid)  # at once: whoever is interrupted can go on from here
    return said


def _action(laid, here, new, restore):
    """What to do with a file, from the digest of what was laid out, is there now, and is new."""
    if here is None:
        return LAY if laid is None or restore else STAYS_AWAY
    if here == new or laid == new:
        return KEEP
    return UPDATE if here == laid else LAY_BESIDE


def _files(source):
    """The files of the course by their names, without what editors leave in a checkout."""
    paths = sorted(path for folder in FOLDERS for path in (source / folder).rglob("*"))
    return {
        path.relative_to(source).as_posix(): path
        for path in paths
        if path.is_file()
        and not any(part.startswith((".", "__")) for part in path.relative_to(source).parts)
    }


def _beside(path, content, version):
    """A name beside `path` that is free, or that holds this very content already."""
    for number in count(1):
        label = version if number == 1 else f"{version}, {number}"
        beside = path.with_name(f"{path.stem} (version {label}){path.suffix}")
        if not beside.exists() or beside.read_bytes() == content:
            return beside


def _digest(path):
    return sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _read_record(target):
    """The digest of what was laid out, by name; and what there is to say about the record."""
    path = target / RECORD
    if not path.exists():
        return {}, []
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))["laid out"]), []
    except (ValueError, KeyError, TypeError):
        said = f"{path} is damaged, so each file that is not the newest counts as changed by you."
        return {}, [said]


def _write_record(target, laid):
    text = json.dumps({"laid out": laid}, indent=1, sort_keys=True)
    _write(target / RECORD, f"{text}\n".encode())


def _write(path, content):
    """All of it or nothing: whoever is interrupted leaves no half-written file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{PART}")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _explained(error, source, target):
    place = Path(error.filename or target)
    place = place.parent if place.suffix == PART else place  # nobody but us knows of the part
    if error.errno in NO_ROOM:
        size = sum(path.stat().st_size for path in _files(source).values())
        return (
            f"There is no room left in {target}. The course needs {size / 1e6:.0f} MB. What is "
            "there is whole; make room, and say the same again."
        )
    if error.errno in NOT_ALLOWED:
        return (
            f"You may not read or write {place}. Choose a folder of your own: "
            "hesscourse start DIR. What is there is whole."
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{place}: there is a file where a folder must be. Move it away, and say it again."
    if isinstance(error, IsADirectoryError):
        return f"{place}: there is a folder where a file must be. Move it away, and say it again."
    return f"{place}: {error.strerror}. What is there is whole."
