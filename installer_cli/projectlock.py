"""One run at a time in a project: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import os
import time
from contextlib import suppress

from installer_cli.errors import ERRORS, os_error
from installer_cli.filelock import lock, unlock
from installer_cli.project import AGENT_FOLDER, LOCK, STAGE, STATE, TRASH
from installer_cli.settings import seconds_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from installer_cli.project import Project

LONGEST_WAIT = 60.0
"""Seconds to wait for another run; ``CTXPACK_LOCK_TIMEOUT`` sets another limit."""
_LOCK_NAME = LOCK.rpartition("/")[2]
_PAUSE = 0.05
_LONGEST_NUMBER = 32


class ProjectLock:
    """The project's lock, held inside a ``with`` block; ``waiting`` is called once when it has to wait."""

    def __init__(self, project: Project, waiting: Callable[[str], None]):
        self._project = project
        self._waiting = waiting
        self._descriptor = -1
        self._made: list[str] = []

    def __enter__(self) -> Self:
        """Take the lock; raises E_LOCKED, E_TARGET_LINK or E_PERMISSION."""
        try:
            self._project.check_state()
            self._take()
        except OSError as error:
            raise os_error(error, STATE) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._remove_if_first()
        unlock(self._descriptor)
        os.close(self._descriptor)

    def _take(self) -> None:
        deadline = time.monotonic() + seconds_of("CTXPACK_LOCK_TIMEOUT", LONGEST_WAIT)
        told = False
        while not self._try():
            if time.monotonic() > deadline:
                raise ERRORS.error("E_LOCKED", holder=self._holder())
            if not told:
                self._waiting(self._holder())
                told = True
            time.sleep(_PAUSE)
        os.truncate(self._descriptor, 0)
        os.write(self._descriptor, str(os.getpid()).encode())

    def _try(self) -> bool:
        """Take the lock if it is free and still the file of that name: its holder may have removed it."""
        path = self._project.path(LOCK)
        try:
            self._make_folders()
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except (FileNotFoundError, FileExistsError):
            return False
        if lock(descriptor) and _is_named(descriptor, path):
            self._descriptor = descriptor
            return True
        os.close(descriptor)
        return False

    def _make_folders(self) -> None:
        for folder in (AGENT_FOLDER, STATE):
            if not self._project.has(folder):
                os.mkdir(self._project.path(folder))
                self._made.append(folder)

    def _holder(self) -> str:
        number = (self._project.read(LOCK) or b"")[:_LONGEST_NUMBER].decode("ascii", "replace")
        return f" (process {number})" if number.isdigit() else ""

    def _remove_if_first(self) -> None:
        """A first run that installed nothing leaves nothing behind."""
        if not self._made:
            return
        with suppress(OSError):
            for folder in (STAGE, TRASH):
                if self._project.has(folder):
                    os.rmdir(self._project.path(folder))
            if os.listdir(self._project.path(STATE)) == [_LOCK_NAME]:
                os.unlink(self._project.path(LOCK))
                for folder in reversed(self._made):
                    os.rmdir(self._project.path(folder))


def _is_named(descriptor: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
