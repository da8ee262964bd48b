"""Downloads as the edge sees them: noted in memory, each network once, until the worker thread counts them.

What a process has noted when it is killed is not counted; a count is worth no write on the way of a download.
"""

import ipaddress
from threading import Lock
from typing import NamedTuple

MOST_NOTED = 50_000
"""Downloads that a process remembers between two rounds of its worker; more are not counted."""

_PREFIXES = {4: 24, 6: 48}
"""Bits of an address that name a network: what one household or office usually has."""


class Noted(NamedTuple):
    """One network that fetched one archive."""

    hex: str
    network: str


_noted: set[Noted] = set()
_lock = Lock()


def note(archive_hex: str, address: str) -> None:
    """Remember that somebody at `address` fetched an archive; what is no address is not counted."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return
    network = ipaddress.ip_network((parsed, _PREFIXES[parsed.version]), strict=False)
    if len(_noted) < MOST_NOTED:
        with _lock:
            _noted.add(Noted(archive_hex, str(network)))


def take() -> set[Noted]:
    """Return what was noted since the last time, and forget it."""
    if not _noted:
        return set()
    with _lock:
        taken = set(_noted)
        _noted.clear()
    return taken
