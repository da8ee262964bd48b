"""Counting what is done in a while, by all web processes together where they share a Redis."""

import ipaddress
import time

from django.core.cache import caches

_IPV6 = 6


def count(act: str, seconds: int, amount: int = 1) -> tuple[int, int]:
    """Add `amount` to what is counted of `act`; return the sum in this window, and the `seconds` left of it.

    Without a Redis there is one web process. While Redis is away nothing is counted, which is a count of 0.
    """
    window, gone = divmod(int(time.time()), seconds)
    return _counted(f"rate:{act}:{window}", seconds, amount), seconds - gone


def counted_as(address: str) -> str:
    """Return as whom an address is counted: in IPv6 as its network, of which each holder has all addresses.

    The last 64 bits of an address are its holder's to choose (RFC 4291, section 2.5.1).
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == _IPV6 else address


def _counted(key: str, seconds: int, amount: int) -> int:
    shared = caches["shared"]
    try:
        shared.add(key, 0, seconds)
        return shared.incr(key, amount)
    except ValueError:  # the key has run out between the two
        return 0
