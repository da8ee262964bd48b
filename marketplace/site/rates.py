"""How often an address may do what needs no account."""

import logging
import time

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest
from redis.exceptions import RedisError

from registry.errors import ERRORS

logger = logging.getLogger(__name__)


def spend(request: HttpRequest, act: str, most: int, seconds: int) -> None:
    """Count `act` once for the caller's address.

    Raises:
        UsageError: E_TOO_MANY_REQUESTS, it was done `most` times in these `seconds`.
    """
    if count(request, act, seconds) > most:
        raise ERRORS.error("E_TOO_MANY_REQUESTS", seconds=seconds)


def count(request: HttpRequest, act: str, seconds: int, amount: int = 1) -> int:
    """Add `amount` to what is counted of `act` for the caller's address; return the sum in these `seconds`.

    All web processes count together where they share a Redis; without one there is one web process. While
    Redis is away nothing is counted: a page that works is worth more than a count.
    """
    window = int(time.time() // seconds)
    key = f"rate:{act}:{get_adapter().get_client_ip(request)}:{window}"
    return _counted(key, seconds, amount)


def _counted(key: str, seconds: int, amount: int) -> int:
    shared = caches["shared"]
    try:
        shared.add(key, 0, seconds)
        return shared.incr(key, amount)
    except (RedisError, ValueError):  # the second where the key has run out between the two
        logger.warning("not counted", extra={"key": key})
        return 0
