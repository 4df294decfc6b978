"""A place where a student's program can do no harm: no network, no other files, no long life.

Linux makes it, with `unshare` (util-linux): for root, and for everybody else where ordinary users
may make user namespaces. Where it cannot be made, there is a `Refusal` with the reason.
"""

from ._start import Limits, Refusal, Sandboxed, compile_package, require

__all__ = ["Limits", "Refusal", "Sandboxed", "compile_package", "require"]
