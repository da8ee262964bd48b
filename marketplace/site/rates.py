"""How often an address may do what needs no account."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from registry.errors import ERRORS


def spend(request: HttpRequest, act: str, most: int, seconds: int) -> None:
    """Count `act` for the caller's address, in each web process.

    Raises:
        UsageError: E_TOO_MANY_REQUESTS, it was done `most` times in these `seconds`.
    """
    window = int(time.time() // seconds)
    key = f"rate:{act}:{get_adapter().get_client_ip(request)}:{window}"
    cache.add(key, 0, seconds)
    if cache.incr(key) > most:
        raise ERRORS.error("E_TOO_MANY_REQUESTS", seconds=seconds)
