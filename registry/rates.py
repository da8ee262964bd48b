"""Counting what is done in a while, by all web processes together where they share a Redis."""

import logging
import time

from django.core.cache import caches
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def count(act: str, seconds: int, amount: int = 1) -> tuple[int, int]:
    """Add `amount` to what is counted of `act`; return the sum in this window of `seconds`, and those left of it.

    Without a Redis there is one web process. While Redis is away nothing is counted, which is a count of 0: a
    site that works is worth more than a count.
    """
    now = int(time.time())
    window, gone = divmod(now, seconds)
    return _counted(f"rate:{act}:{window}", seconds, amount), seconds - gone


def _counted(key: str, seconds: int, amount: int) -> int:
    shared = caches["shared"]
    try:
        shared.add(key, 0, seconds)
        return shared.incr(key, amount)
    except (RedisError, ValueError):  # the second where the key has run out between the two
        logger.warning("not counted", extra={"key": key})
        return 0
