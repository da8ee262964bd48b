"""Letting somebody who is no member read a private pack, and ending that: by owners, guests or a payment.

Every grant goes by a reference, the name that whoever grants has for it, such as an invoice's number. What is
said of a reference twice holds once, and an end holds whenever it is said, before its grant too. So whatever
a payment provider delivers late, twice or in another order comes to the same.
"""

import logging
import re
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import Grant, Pack, Publisher, User
from registry.readers import find_pack, grants_on, open_grants
from registry.services.accounts import find_present
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.permissions import require_owner

logger = logging.getLogger(__name__)

LONGEST_REFERENCE = Grant._meta.get_field("reference").max_length
_REFERENCE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._:-]{{0,{LONGEST_REFERENCE - 1}}}")
"""What stands in an address as it is written."""


class Access(NamedTuple):
    """A private pack that somebody reads as a guest, and up to which day; None for good."""

    pack: str
    until: date | None


def grants_of(*, actor: User, pack: str) -> QuerySet[Grant]:
    """Return every grant on a private pack, also those that are over, the newest first; for its owners.

    Raises:
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER or E_ROLE.
    """
    found = find_pack(pack, actor)
    require_owner(actor, found.publisher)
    return grants_on(found)


@transaction.atomic
def grant_access(*, actor: User, pack: str, username: str, reference: str, until: date | None) -> Grant:
    """Let an account read a private pack up to the day `until`, in UTC, or for good.

    Said again, it is the grant that is there, also where that was ended, and nobody is told anew. Grants of
    several references add up: a guest reads while one of them is open.

    Raises:
        UsageError: E_FIELD, the reference cannot be one, or there is no such person who is not a member.
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER or E_ROLE.
        ConflictError: E_GRANT_PUBLIC, or E_GRANT_OTHER, the reference is that of another account or day.
    """
    found = _in_line(actor, pack, reference)
    known = found.grants.select_related("user").filter(reference=reference).first()
    if known is None:
        _make(actor, found, reference, username, until)
    elif known.user and (known.user.username, known.until) != (username, until):
        raise ERRORS.error("E_GRANT_OTHER", reference=reference, pack=pack)
    return grants_on(found).get(reference=reference)


@transaction.atomic
def end_grant(*, actor: User, pack: str, reference: str) -> None:
    """End a grant now and for ever; again changes nothing. What is granted under it later stays ended.

    Raises:
        UsageError: E_FIELD, the reference cannot be one.
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER or E_ROLE.
    """
    found = _in_line(actor, pack, reference)
    grant = found.grants.filter(reference=reference).first() or Grant(pack=found, reference=reference)
    if grant.ended_at is None:
        grant.ended_at = timezone.now()
        grant.save()
        record_act("grant.end", f"pack:{pack}", actor=actor, reference=reference)
        logger.info("grant ended", extra={"pack": pack, "grant": grant.pk, "user": actor.pk})


@transaction.atomic
def give_back(*, actor: User, pack: str) -> None:
    """End all that lets the actor read a private pack as a guest, now and for ever, and tell its owners.

    Raises:
        NotFoundError: E_GRANT_ABSENT, nothing lets them.
    """
    mine = open_grants().filter(user=actor, pack__name=pack, pack__visibility=Pack.Visibility.PRIVATE)
    # In line with whoever ends one of them at this moment, so that each is ended, and told of, once.
    Pack.every.select_for_update(of=("self",)).filter(pk__in=mine.values("pack")).first()
    references = dict(mine.order_by("pk").values_list("pk", "reference"))
    if not references:
        raise ERRORS.error("E_GRANT_ABSENT", pack=pack)
    Grant.objects.filter(pk__in=references).update(ended_at=timezone.now())
    tell("grant-return", max(references))
    record_act("grant.return", f"pack:{pack}", actor=actor, references=list(references.values()))
    logger.info("access given back", extra={"pack": pack, "grant": max(references), "user": actor.pk})


def access_of(reader: User) -> list[Access]:
    """Return what somebody reads as a guest, by the names of the packs, each with its furthest day."""
    grants = open_grants().filter(user=reader, pack__visibility=Pack.Visibility.PRIVATE)
    furthest_first = grants.order_by("pack__name", F("until").desc(nulls_first=True))
    found: dict[str, date | None] = {}
    for pack, until in furthest_first.values_list("pack__name", "until"):
        found.setdefault(pack, until)
    return [Access(pack, until) for pack, until in found.items()]


def end_with_membership(user: User, publisher: Publisher) -> None:
    """End what a person was granted of a publisher that they belong to no longer: leaving ends reading."""
    user.grants.filter(pack__publisher=publisher, ended_at=None).update(ended_at=timezone.now())


def _make(actor: User, pack: Pack, reference: str, username: str, until: date | None) -> None:
    if not pack.is_private:
        raise ERRORS.error("E_GRANT_PUBLIC", pack=pack.name)
    user = find_present(username, outside=pack.publisher)
    if user is None:
        raise ERRORS.error("E_FIELD", field="username", reason="there is nobody to let in by this name")
    grant = Grant.objects.create(pack=pack, reference=reference, user=user, until=until, granted_by=actor)
    tell("grant", grant.pk)
    lasts = until.isoformat() if until else ""
    record_act(
        "grant.make", f"pack:{pack.name}", actor=actor, user=username, reference=reference, until=lasts
    )
    logger.info("access granted", extra={"pack": pack.name, "grant": grant.pk, "user": actor.pk})


def _in_line(actor: User, pack: str, reference: str) -> Pack:
    """Return a pack of the actor's. Whoever grants, ends or makes it public stands in line here.

    So of one reference that is granted and ended at the same moment, the end holds.
    """
    found = find_pack(pack, actor)
    require_owner(actor, found.publisher)
    if not _REFERENCE.fullmatch(reference):
        raise ERRORS.error(
            "E_FIELD",
            field="reference",
            reason=f"use up to {LONGEST_REFERENCE} letters, digits, hyphens, dots, colons and underscores",
        )
    return Pack.every.select_for_update(of=("self",)).select_related("publisher").get(pk=found.pk)
