"""Doing many things that do not depend on one another in a few threads.

What decompresses, hashes and writes lets go of the interpreter meanwhile, so a second core is of use. These
few lines load nothing; `concurrent.futures` takes longer to load than a small install takes.
"""

from __future__ import annotations

from _thread import allocate_lock, start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _thread import LockType
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    T = TypeVar("T")

_FEW = 2
"""So few things are done without threads."""


def together(work: Callable[[T], object], items: Sequence[T], threads: int) -> None:
    """Do the work on every item, in this thread and others, ``threads`` in all.

    Raises the first exception, once no thread works any more; what was not begun by then is left.
    """
    if len(items) <= _FEW:
        for item in items:
            work(item)
        return
    # Every thread takes from this one iterator, which gives each item once.
    waiting = iter(list(items))
    failures: list[BaseException] = []

    def share() -> None:
        try:
            for item in waiting:
                if failures:
                    return
                work(item)
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the caller
            failures.append(error)

    others = [_start(share) for _ in range(min(threads, len(items)) - 1)]
    share()
    for done in others:
        done.acquire()
    if failures:
        raise failures[0]


def _start(work: Callable[[], None]) -> LockType:
    """Start a thread; the lock is free once it has ended."""
    done = allocate_lock()
    done.acquire()

    def run() -> None:
        work()
        done.release()

    start_new_thread(run, ())
    return done
