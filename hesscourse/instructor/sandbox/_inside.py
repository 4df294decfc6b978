"""The first process of a sandbox: build what the program may see, start it, wait for its end.

Run as a file by `unshare`, which makes it root of new namespaces. When it ends, the kernel ends all
that still runs inside. It imports nothing of ours, since ours is not in sight here.
"""

import ctypes
import json
import os
import resource
import shutil
import signal
import sys
from pathlib import Path

MS_RDONLY, MS_NOSUID, MS_NODEV = 1, 2, 4
MS_BIND, MS_REC = 4096, 16384
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
SYS_MOUNT_SETATTR = 442  # the same number on every processor
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID = 1, 2
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 24, 38
LAST_CAPABILITY = 63
NOBODY = 65534

libc = ctypes.CDLL(None, use_errno=True)


def main():
    plan = json.loads(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the program, not for us
    build(plan)
    os.chroot(plan["root"])
    os.chdir("/sheet")
    program = os.fork()
    if program == 0:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            limit(plan["limits"])
            give_up_powers(plan["as_root"])
            os.execve(plan["program"][0], plan["program"], plan["environment"])
        except BaseException as error:
            print(f"The sandbox could not start {plan['program'][0]}: {error}", file=sys.stderr)
            os._exit(127)
    while True:
        ended, status = os.wait()  # orphans come here, too
        if ended == program:
            sys.exit(os.waitstatus_to_exitcode(status) % 256)


def build(plan):
    """An empty memory disk, with what may be read, and copies of what may be changed."""
    root = Path(plan["root"])
    mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, f"size={plan['limits']['disk']},mode=755")
    for name in ("tmp", "dev/shm", "sheet", "kernel"):
        make_folder(root / name)
    for path in plan["visible"]:
        show(Path(path), root)
    for path in plan["hidden"]:
        target = inside(root, path)
        if target.is_dir():
            mount("tmpfs", target, "tmpfs", MS_RDONLY, "size=4k,mode=755")
    # A link is copied as a link: it leads nowhere in here.
    shutil.copytree(plan["work"], root / "sheet", symlinks=True, dirs_exist_ok=True)
    for path in [root / "sheet", *(root / "sheet").rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o777 if path.is_dir() else 0o666)
    for name, text in plan["files"].items():
        make_folder(inside(root, name).parent)
        inside(root, name).write_text(text, encoding="utf-8")


def make_folder(path):
    """A folder in which the program, whoever it is by then, may write."""
    if not path.exists():
        make_folder(path.parent)
        path.mkdir()
        path.chmod(0o777)


def show(path, root):
    target = inside(root, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        target.symlink_to(path.readlink())
        return
    if path.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    mount(path, target, None, MS_BIND | MS_REC, None)
    make_read_only(target)


def inside(root, path):
    return root / str(path).lstrip("/")


def mount(source, target, kind, flags, options):
    told = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    done(libc.mount(*told, flags, options and options.encode()), f"mount {source}")


def make_read_only(path):
    class MountAttributes(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]

    wanted = MountAttributes(set=MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID)
    done(
        libc.syscall(
            *(SYS_MOUNT_SETATTR, AT_FDCWD, os.fsencode(path), AT_RECURSIVE),
            *(ctypes.byref(wanted), ctypes.c_size_t(ctypes.sizeof(wanted))),
        ),
        f"make {path} read-only",
    )


def done(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"cannot {what}: {os.strerror(number)}")


def limit(limits):
    for name, most in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_NPROC", limits["processes"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", limits["disk"]),
        ("RLIMIT_CORE", 0),
    ):
        resource.setrlimit(getattr(resource, name), (most, most))


def give_up_powers(as_root):
    """No capability, none to be won by a program with set-uid, and nobody's files."""
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    if as_root:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    done(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "give up powers")


if __name__ == "__main__":
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    try:
        main()
    except OSError as error:
        sys.exit(f"The sandbox cannot be built: {error}")
