"""Leases: one worker at a time holds a piece of work, and a dead one does not hold it for ever."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry.models import Leased

logger = logging.getLogger(__name__)

Work = TypeVar("Work", bound=Leased)

MOST_TRIES = 5
"""Tries after which work is given up: each was ended by a fault of ours, or killed its worker."""


class LeaseHeldError(Exception):
    """Another worker holds the work until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"held until {until}")
        self.until = until


class LeaseLostError(Exception):
    """The lease ran out and another worker has the work or finished it, or nobody wants it any more."""


def work_on(
    kind: type[Work], key: object, do: Callable[[Work], None], give_up: Callable[[Work], None]
) -> None:
    """Take up a row of `kind` and bring it to its end by `do`; after too many tries by `give_up`.

    It may be called any number of times, by any number of workers, and after any of them was killed. `do`
    writes only what `held` lets it, `give_up` the end of a row that it finds locked.

    Raises:
        LeaseHeldError: Another worker is at it.
        Exception: What went wrong; the row waits for its next attempt.
    """
    row = take_lease(kind, key, give_up)
    if row is None:
        return
    about = {kind._meta.model_name: str(row.pk), "attempt": row.attempt}
    logger.info("work taken up", extra=about)
    try:
        do(row)
    except LeaseLostError:
        logger.warning("lease lost", extra=about)
    except Exception:
        give_back(row)
        raise


@transaction.atomic
def take_lease(kind: type[Work], key: object, give_up: Callable[[Work], None]) -> Work | None:
    """Take a row that waits, or whose worker is late; None when nothing is to be done.

    Raises:
        LeaseHeldError: A worker is at it.
    """
    row = kind.objects.select_for_update().filter(pk=key).first()
    now = timezone.now()
    if row is None or row.is_final:
        return None
    if row.claimed_until is not None and row.claimed_until > now:
        raise LeaseHeldError(row.claimed_until)
    if row.tries >= MOST_TRIES:
        give_up(row)
        return None
    row.status = kind.IS_HELD
    row.attempt += 1
    row.tries += 1
    row.claimed_until = now + timedelta(seconds=settings.CTXPACK_LEASE_SECONDS)
    row.save(update_fields=["status", "attempt", "tries", "claimed_until"])
    return row


def held(row: Work) -> Work:
    """Return the row, locked for this transaction, if the lease that was taken is still ours.

    Raises:
        LeaseLostError: It is not.
    """
    kind = type(row)
    found = (
        kind.objects.select_for_update().filter(pk=row.pk, attempt=row.attempt, status=kind.IS_HELD).first()
    )
    if found is None:
        raise LeaseLostError
    return found


def give_back(row: Leased) -> None:
    """Let the next worker take the row at once; nothing happens if the lease is no longer ours."""
    kind = type(row)
    kind.objects.filter(pk=row.pk, attempt=row.attempt, status=kind.IS_HELD).update(
        status=kind.WAITS, claimed_until=None
    )
