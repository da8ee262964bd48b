"""Taking out of sight what somebody wrote on a pack's page, and putting it back. Nothing is deleted."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import Answer, Pack, Question, Review, User
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.permissions import require_impartial, require_staff
from registry.services.search_index import index_trust
from registry.services.texts import clean_line

REMOVABLE: dict[str, Any] = {"review": Review, "question": Question, "answer": Answer}
LONGEST_REASON = Review._meta.get_field("removal").max_length


@transaction.atomic
def remove_said(*, actor: User, kind: str, number: int, reason: str) -> models.Model:
    """Take a review, question or answer out of sight; its author is told why. Again changes nothing.

    Raises:
        UsageError: E_FIELD, the reason is empty or too long.
        NotFoundError: E_SAID_ABSENT.
        PermissionDeniedError: E_NOT_STAFF, or E_OWN_MATTER: it was said of a pack of theirs.
    """
    require_staff(actor)
    found = (
        REMOVABLE[kind].objects.select_for_update().filter(pk=number).first() if kind in REMOVABLE else None
    )
    if found is None:
        raise ERRORS.error("E_SAID_ABSENT", kind=kind, number=number)
    require_impartial(actor, pack_of(found).publisher)
    if found.removed_at is None:
        found.removal = clean_line("reason", reason, LONGEST_REASON)
        _save(found, kind, "remove", actor, removed_at=timezone.now(), removed_by=actor)
        tell(f"removed-{kind}", found.pk)
    return found


def put_back(*, actor: User, kind: str, said: Any) -> None:
    """Show again what was removed, in the transaction of whatever decides so."""
    said.removal = ""
    _save(said, kind, "restore", actor, removed_at=None, removed_by=None)


def pack_of(said: Any) -> Pack:
    """The pack on whose page it stands."""
    pack: Pack = said.pack
    return pack


def _save(said: Any, kind: str, act: str, actor: User, **fields: Any) -> None:
    reason = said.removal
    for field, value in fields.items():
        setattr(said, field, value)
    said.save(update_fields=["removal", *fields])
    data = {"reason": reason} if reason else {}
    if kind == "review":
        index_trust(said.pack)
    record_act(f"{kind}.{act}", f"pack:{pack_of(said).name}", actor=actor, **{kind: said.pk}, **data)
