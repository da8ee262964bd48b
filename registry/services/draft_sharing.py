"""Letting others see a draft, say something about it, or write it too."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import Draft, DraftComment, DraftLink, User
from registry.services.accounts import find_present
from registry.services.audit import record_act
from registry.services.draft_access import find_own_draft

LINK_LASTS = timedelta(days=14)
_MOST_COMMENTS = 500
"""Of one draft: a link may reach somebody who means no good."""


@transaction.atomic
def make_link(*, actor: User, draft_id: uuid.UUID) -> tuple[DraftLink, str]:
    """Make a link by which a draft can be read for some days; its secret is returned this once.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_own_draft(draft_id, actor)
    secret = secrets.token_urlsafe(24)
    link = DraftLink.objects.create(
        draft=draft, digest=_digest(secret), made_by=actor, expires_at=timezone.now() + LINK_LASTS
    )
    record_act("draft.link", f"draft:{draft.pk}", actor=actor, link=link.pk)
    return link, secret


@transaction.atomic
def revoke_link(*, actor: User, draft_id: uuid.UUID, link_id: int) -> None:
    """End a link now.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_own_draft(draft_id, actor)
    draft.links.filter(pk=link_id, revoked_at__isnull=True).update(revoked_at=timezone.now())
    record_act("draft.unlink", f"draft:{draft.pk}", actor=actor, link=link_id)


def draft_behind(secret: str, *, lock: bool = False) -> Draft:
    """The draft that a link leads to.

    Raises:
        NotFoundError: E_DRAFT_LINK_ABSENT, it was never made, was revoked, or its time is over.
    """
    links = DraftLink.objects.select_related("draft")
    if lock:
        links = links.select_for_update(of=("draft",))
    link = links.filter(
        digest=_digest(secret),
        revoked_at__isnull=True,
        expires_at__gt=timezone.now(),
        draft__deleted_at__isnull=True,
    ).first()
    if link is None:
        raise ERRORS.error("E_DRAFT_LINK_ABSENT")
    return link.draft


@transaction.atomic
def add_comment(*, actor: User | None, secret: str, name: str, text: str) -> DraftComment:
    """Say something about the draft behind a link; whoever has the link may, with or without an account.

    Raises:
        NotFoundError: E_DRAFT_LINK_ABSENT.
        UsageError: E_FIELD, there are too many comments.
    """
    # Whoever writes at once stands in line here, so that there are never too many.
    draft = draft_behind(secret, lock=True)
    if draft.comments.count() >= _MOST_COMMENTS:
        raise ERRORS.error("E_FIELD", field="text", reason="this draft takes no more comments")
    comment = DraftComment.objects.create(draft=draft, name=name, text=text)
    record_act("draft.comment", f"draft:{draft.pk}", actor=actor, comment=comment.pk)
    return comment


@transaction.atomic
def add_editor(*, actor: User, draft_id: uuid.UUID, username: str) -> None:
    """Let somebody with an account write a draft too.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_DRAFT_EDITOR, nobody is called that, or it is the owner.
    """
    draft = find_own_draft(draft_id, actor)
    user = find_present(username)
    if user is None or user == actor:
        reason = "it is you" if user else "nobody here is called that"
        raise ERRORS.error("E_DRAFT_EDITOR", name=username, reason=reason)
    draft.editors.add(user)
    record_act("draft.share", f"draft:{draft.pk}", actor=actor, editor=user.pk)


@transaction.atomic
def remove_editor(*, actor: User, draft_id: uuid.UUID, username: str) -> None:
    """Let somebody write a draft no longer.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_own_draft(draft_id, actor)
    for user in draft.editors.filter(username=username):
        draft.editors.remove(user)
        record_act("draft.unshare", f"draft:{draft.pk}", actor=actor, editor=user.pk)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
