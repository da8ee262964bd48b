"""Counting what is done in a while, by all web processes together where they share a Redis."""

import time

from django.core.cache import caches


def count(act: str, seconds: int, amount: int = 1) -> tuple[int, int]:
    """Add `amount` to what is counted of `act`; return the sum in this window, and the `seconds` left of it.

    Without a Redis there is one web process. While Redis is away nothing is counted, which is a count of 0.
    """
    window, gone = divmod(int(time.time()), seconds)
    return _counted(f"rate:{act}:{window}", seconds, amount), seconds - gone


def _counted(key: str, seconds: int, amount: int) -> int:
    shared = caches["shared"]
    try:
        shared.add(key, 0, seconds)
        return shared.incr(key, amount)
    except ValueError:  # the key has run out between the two
        return 0
