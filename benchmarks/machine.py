"""What a measurement was made on, and whether it had the machine to itself."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def name():
    return f"{processor()}, {os.cpu_count()} processors, Python {platform.python_version()}"


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def versions(packages):
    return ", ".join(f"{package} {version(package)}" for package in packages)


def how_busy():
    """Running programs for each processor, or 0 where the system does not say."""
    return os.getloadavg()[0] / os.cpu_count() if hasattr(os, "getloadavg") else 0.0
