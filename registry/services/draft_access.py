"""Whose draft it is."""

import hashlib
import uuid

from django.db.models import Q, QuerySet

from registry.errors import ERRORS
from registry.models import Draft, User


def visitor_digest(key: str) -> str:
    """What is kept of the key by which a browser is known."""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def drafts_of(actor: User | None, visitor: str = "") -> QuerySet[Draft]:
    """The drafts that somebody may write: their own, those shared with them, those of their browser."""
    mine = Q(owner__isnull=True, visitor=visitor_digest(visitor)) if visitor else Q(pk__in=[])
    if actor is not None:
        mine |= Q(owner=actor) | Q(pk__in=Draft.editors.through.objects.filter(user=actor).values("draft"))
    return Draft.objects.filter(mine, deleted_at__isnull=True)


def taken_away(actor: User) -> QuerySet[Draft]:
    """The drafts of somebody's own that they took away and can still bring back, the last first."""
    return Draft.objects.filter(owner=actor, deleted_at__isnull=False).order_by("-deleted_at")


def find_draft(draft_id: uuid.UUID, actor: User | None, visitor: str = "", *, lock: bool = False) -> Draft:
    """The draft with that id, if `actor` or the browser may write it.

    Raises:
        NotFoundError: E_DRAFT_ABSENT, there is none, or it is another's.
    """
    found = drafts_of(actor, visitor)
    if lock:
        found = found.select_for_update()
    draft = found.filter(pk=draft_id).first()
    if draft is None:
        raise ERRORS.error("E_DRAFT_ABSENT", draft=draft_id)
    return draft


def find_own_draft(draft_id: uuid.UUID, actor: User) -> Draft:
    """The draft with that id, if it is `actor`'s own: only its owner shares it and takes it away.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = Draft.objects.select_for_update().filter(pk=draft_id, owner=actor).first()
    if draft is None:
        raise ERRORS.error("E_DRAFT_ABSENT", draft=draft_id)
    return draft
