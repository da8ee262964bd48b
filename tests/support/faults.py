"""Killing and failing a program at its n-th call of the operating system.

A child process is forked for each point, so that a kill is a real one: no `finally` runs, no buffer is
flushed. It ends by `posix._exit`, past the measuring of coverage, which would write what the whole test run
has covered at each of more than a thousand points. What is counted are the calls through which the client
changes or reads its disk.
"""

from __future__ import annotations

import builtins
import os
import posix
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = (
    "open", "write", "close", "fsync", "rename", "replace", "mkdir", "rmdir", "unlink", "link", "truncate",
    "listdir", "scandir",
)  # fmt: skip
"""The functions of `os` that are counted; `open` of builtins is counted too."""
CHANGING = ("open", "write", "fsync", "rename", "replace", "mkdir", "rmdir", "unlink", "link", "truncate")
"""Those at which a full or read-only disk shows itself."""

KILLED = 137
"""How a killed child ends, as a shell reports SIGKILL."""


class Fault:
    """What happens at the ``point``-th call: the end of the process, or an error of the system.

    A kill in a `write` first writes half of the bytes; an errno is met only by calls that change something.
    """

    def __init__(self, point: int, errno: int | None = None) -> None:
        self._point = point
        self._errno = errno
        self._numbers = count(1)
        self.met = False

    def __call__(self, name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        """Count one call, and do what is to be done at it."""
        if self._errno is not None and name not in CHANGING:
            return
        if next(self._numbers) != self._point:  # one step, so that no thread can pass another here
            return
        self.met = True
        if self._errno is not None:
            raise OSError(self._errno, os.strerror(self._errno), str(arguments[0]))
        if name == "write":
            call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        posix._exit(KILLED)


def run_with_fault(fault: Fault, program: Callable[[], int]) -> tuple[int, bool]:
    """Run ``program`` in a child; returns its exit code, and whether it met the fault's point."""
    child = os.fork()
    if not child:
        run_and_exit(fault, program)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return (KILLED, True) if code == KILLED else (code & 0x3F, bool(code & 0x40))


def run_and_exit(fault: Any, program: Callable[[], int]) -> None:
    """Run ``program`` with ``fault`` before each call; end with its exit code, and bit 6 set where met."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        for name in CALLS:
            setattr(os, name, _counted(fault, name, getattr(os, name)))
        builtins.open = _counted(fault, "open", open)
        code = program()
        posix._exit(code | 0x40 if fault.met else code)
    finally:
        posix._exit(0x3F)


def _counted(fault: Callable[..., None], name: str, call: Callable[..., Any]) -> Any:
    def counted(*arguments: Any, **options: Any) -> Any:
        fault(name, call, arguments)
        return call(*arguments, **options)

    return counted
