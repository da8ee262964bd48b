"""Making files durable, many at once: file systems flush them together, and each alone would wait its turn.

Thirty files one after another take as long here as five hundred at once.
"""

from __future__ import annotations

import os
from _thread import allocate_lock, start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _thread import LockType
    from collections.abc import Sequence

THREADS = 8
_FEW = 2
"""So few files are flushed without threads."""


def flush_files(paths: Sequence[str], *, tolerant: bool = False) -> None:
    """Flush files to the disk; raises the first OSError that the system gives, unless ``tolerant``."""
    if len(paths) <= _FEW:
        for path in paths:
            _flush_file(path, tolerant=tolerant)
        return
    failures: list[OSError] = []
    locks = [allocate_lock() for _ in range(min(THREADS, len(paths)))]
    for number, lock in enumerate(locks):
        lock.acquire()
        start_new_thread(_flush_share, (paths[number :: len(locks)], tolerant, failures, lock))
    for lock in locks:
        lock.acquire()
    if failures:
        raise failures[0]


def flush_folder(path: str) -> None:
    """Make the names in a folder durable, on systems where a folder can be opened."""
    if os.name == "posix" and os.path.isdir(path):
        _flush(path, os.O_RDONLY)


def _flush_share(paths: Sequence[str], tolerant: bool, failures: list[OSError], done: LockType) -> None:  # noqa: FBT001 - a thread's function takes no keywords
    try:
        for path in paths:
            _flush_file(path, tolerant=tolerant)
    except OSError as error:
        failures.append(error)
    finally:
        done.release()


def _flush_file(path: str, *, tolerant: bool) -> None:
    try:
        _flush(path)
    except OSError:
        if not tolerant:
            raise


def _flush(path: str, mode: int = os.O_RDWR) -> None:
    descriptor = os.open(path, mode)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
