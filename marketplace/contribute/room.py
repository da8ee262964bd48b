"""How much is kept, and read, for an address from which nobody has signed in."""

import json

from django.http import HttpRequest

from marketplace.contribute.visitor import Who
from marketplace.site.rates import count, spend
from registry.errors import ERRORS
from registry.models import Draft
from registry.services.draft_sweep import KEPT

MOST_BYTES = 256 * 1024 * 1024
"""While drafts of nobody are kept: an office's documents and some thousand saved answers."""
A_BEGINNING = 4 * 1024
"""Bytes that a draft is counted for before anything stands in it."""
_MOST_CONVERSIONS, _HOUR = 60, 3600


def take_room(request: HttpRequest, who: Who, size: int) -> None:
    """Count `size` bytes that are to be kept for somebody who has not signed in; nothing for others.

    Raises:
        UsageError: E_DRAFT_ROOM, more is kept for this address already than may be.
    """
    if who.actor is None and count(request, "room", int(KEPT.total_seconds()), size) > MOST_BYTES:
        raise ERRORS.error("E_DRAFT_ROOM", limit=MOST_BYTES // 1024**2)


def spend_conversion(request: HttpRequest, who: Who) -> None:
    """Count a conversion of somebody who has not signed in: each is a program that runs for them.

    Raises:
        UsageError: E_TOO_MANY_REQUESTS.
    """
    if who.actor is None:
        spend(request, "convert", _MOST_CONVERSIONS, _HOUR)


def room_of(draft: Draft, typed: object = "") -> int:
    """Bytes that one more revision of a draft takes, with what was typed."""
    return len(json.dumps(draft.content)) + len(json.dumps(typed))
