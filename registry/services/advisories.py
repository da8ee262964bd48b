"""Advisories: saying what is wrong with versions of a pack, changing that, and withdrawing it.

What is said goes into the signed document of the pack, so that whoever installs it is told, and to the people
who follow it. Nothing of it is ever deleted.
"""

import logging
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from packformat.versions import Version
from registry.errors import ERRORS
from registry.models import Advisory, OutboxEntry, Pack, User
from registry.readers import find_pack, seen
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.outbox import promise
from registry.services.permissions import is_member, require_impartial, require_member_or_staff
from registry.services.texts import clean_line, clean_text

logger = logging.getLogger(__name__)

LONGEST_TITLE = Advisory._meta.get_field("title").max_length
LONGEST_TEXT = Advisory._meta.get_field("text").max_length
LONGEST_ADVICE = Advisory._meta.get_field("advice").max_length
LONGEST_REASON = Advisory._meta.get_field("withdrawal").max_length


class Statement(NamedTuple):
    """What an advisory says: the fields of `Advisory` that their author chooses."""

    severity: str
    title: str
    text: str
    advice: str
    since: str = ""
    fixed: str = ""


@transaction.atomic
def publish_advisory(*, actor: User, pack: str, statement: Statement) -> Advisory:
    """Tell everybody who has certain versions of a pack, or would install them, what is wrong with them.

    Raises:
        UsageError: E_FIELD, a text is empty or too long, or the versions are none of the pack's.
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER.
    """
    about = find_pack(pack, actor)
    require_member_or_staff(actor, about.publisher)
    by_staff = not is_member(actor, about.publisher)
    advisory = Advisory.objects.create(
        pack=about, published_by=actor, by_staff=by_staff, **_checked(about, statement)
    )
    _after(advisory, "publish", actor, **statement._asdict())
    tell("advisory", advisory.pk)
    return advisory


@transaction.atomic
def change_advisory(*, actor: User, advisory: int, **changes: str) -> Advisory:
    """Say some of it otherwise, such as that a version is right again; saying the same changes nothing.

    `changes` are fields of `Statement`; what they do not name stays as whoever wrote last left it.

    Raises:
        UsageError: E_FIELD, as for `publish_advisory`.
        NotFoundError: E_ADVISORY_ABSENT.
        ConflictError: E_ADVISORY_WITHDRAWN.
        PermissionDeniedError: E_NOT_MEMBER or E_ADVISORY_OF_STAFF; of the staff's own, E_OWN_MATTER to those
            who belong to the publisher.
    """
    found = _locked(actor, advisory)
    said = {field: getattr(found, field) for field in Statement._fields}
    statement = _checked(found.pack, Statement(**said | changes))
    changed = {field: value for field, value in statement.items() if said[field] != value}
    if not changed:
        return found
    is_fix = not found.fixed and "fixed" in changed
    before = {field: said[field] for field in changed}
    for field, value in changed.items():
        setattr(found, field, value)
    found.changed_at = timezone.now()
    found.save(update_fields=[*changed, "changed_at"])
    _after(found, "change", actor, before=before, after=changed)
    if is_fix:
        tell("advisory-fixed", found.pk)
    return found


@transaction.atomic
def withdraw_advisory(*, actor: User, advisory: int, reason: str) -> Advisory:
    """Take an advisory back, and say why; it stays to be read, and stands in no index any more.

    Raises:
        UsageError: E_FIELD, the reason is empty or too long.
        NotFoundError: E_ADVISORY_ABSENT.
        ConflictError: E_ADVISORY_WITHDRAWN.
        PermissionDeniedError: E_NOT_MEMBER or E_ADVISORY_OF_STAFF; of the staff's own, E_OWN_MATTER to those
            who belong to the publisher.
    """
    found = _locked(actor, advisory)
    found.withdrawal = clean_line("reason", reason, LONGEST_REASON)
    found.withdrawn_at, found.withdrawn_by = timezone.now(), actor
    found.save(update_fields=["withdrawal", "withdrawn_at", "withdrawn_by"])
    _after(found, "withdraw", actor, reason=found.withdrawal)
    tell("advisory-withdrawn", found.pk)
    return found


def may_advise(actor: User | AnonymousUser, pack: Pack) -> bool:
    """Whether `publish_advisory` would let `actor` speak of a pack."""
    return actor.is_authenticated and (actor.is_staff or is_member(actor, pack.publisher))


def may_change(actor: User | AnonymousUser, advisory: Advisory) -> bool:
    """Whether `change_advisory` and `withdraw_advisory` would let `actor`."""
    if advisory.is_withdrawn or not actor.is_authenticated:
        return False
    if advisory.by_staff:
        return actor.is_staff and not is_member(actor, advisory.pack.publisher)
    return may_advise(actor, advisory.pack)


def _locked(actor: User, number: int) -> Advisory:
    advisories = seen(Advisory.objects.select_for_update(of=("self",)), actor)
    found = advisories.select_related("pack__publisher").filter(pk=number).first()
    if found is None:
        raise ERRORS.error("E_ADVISORY_ABSENT", advisory=f"CTXA-{number}")
    require_member_or_staff(actor, found.pack.publisher)
    if found.by_staff:
        if not actor.is_staff:
            raise ERRORS.error("E_ADVISORY_OF_STAFF", advisory=found.name)
        require_impartial(actor, found.pack.publisher)
    if found.is_withdrawn:
        raise ERRORS.error("E_ADVISORY_WITHDRAWN", advisory=found.name)
    return found


def _checked(pack: Pack, statement: Statement) -> dict[str, str]:
    if statement.severity not in Advisory.Severity.values:
        choices = ", ".join(Advisory.Severity.values)
        raise ERRORS.error("E_FIELD", field="severity", reason=f"choose one of {choices}")
    versions = list(pack.releases.values_list("version", flat=True))
    for field in ("since", "fixed"):
        version = getattr(statement, field)
        if version and version not in versions:
            # An advice that names a version which nobody can install is none: the fix comes first.
            raise ERRORS.error("E_FIELD", field=field, reason=f"`{pack.name}` has no version `{version}`")
    since, fixed = statement.since, statement.fixed
    if fixed and Version.parse(fixed) <= Version.parse(since or min(versions, key=Version.parse)):
        raise ERRORS.error(
            "E_FIELD", field="fixed", reason="it must be later than the first version concerned"
        )
    return {
        "severity": statement.severity,
        "title": clean_line("title", statement.title, LONGEST_TITLE),
        "text": clean_text("text", statement.text, LONGEST_TEXT),
        "advice": clean_line("advice", statement.advice, LONGEST_ADVICE),
        "since": since,
        "fixed": fixed,
    }


def _after(advisory: Advisory, act: str, actor: User, **data: Any) -> None:
    promise(OutboxEntry.Task.WRITE_INDEX, advisory.pack.name)
    record_act(f"advisory.{act}", f"pack:{advisory.pack.name}", actor=actor, advisory=advisory.name, **data)
    logger.info("advisory", extra={"advisory": advisory.name, "act": act, "user": actor.pk})
