"""How this process wakes a worker."""

from functools import cache
from importlib import import_module
from types import ModuleType

from django.conf import settings


@cache
def _waker() -> ModuleType:
    """Return the module that the settings name; Celery is imported only where there is a broker."""
    return import_module(settings.CTXPACK_WAKE)


def wake(entry_id: int) -> None:
    """Wake a worker for the outbox entry `entry_id`."""
    _waker().wake(entry_id)


def first_look_seconds() -> int:
    """Return how long after its promise the sweeper may take up work."""
    seconds: int = _waker().FIRST_LOOK_SECONDS
    return seconds
