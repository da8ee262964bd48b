"""Waking the worker thread of this process."""

from threading import Event

WORK_WAITS = Event()
"""Set when work was promised in this process; the worker thread waits on it."""

FIRST_LOOK_SECONDS = 0
"""How long after its promise the sweeper may take up work: at once, the thread is the sweeper."""


def wake(_entry_id: int) -> None:
    """Wake the worker thread, which takes everything that is due."""
    WORK_WAITS.set()
