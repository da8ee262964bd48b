"""Writing drafts: every change is a revision, and none overwrites what its author had not seen."""

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from packformat.compose.answers import answers_file
from packformat.compose.content import LISTS, normal, unfinished_errors
from packformat.paths import DEFAULT_LIMITS
from registry.drafts.fields import Answers
from registry.drafts.items import (
    PREFIXES,
    highest_number,
    moved_item,
    place_of,
    with_item,
    without_item,
)
from registry.drafts.merge import Conflict, merge, news_since
from registry.errors import ERRORS
from registry.models import Draft, DraftRevision, User
from registry.services.audit import record_act
from registry.services.draft_access import find_draft, find_own_draft, visitor_digest

REVISIONS_KEPT = 100
LARGEST_TEXTS = 1_500_000
"""Characters of all long texts of a draft together."""


class Saved(NamedTuple):
    """The draft as it is now, where two had changed the same, and what others alone had changed meanwhile."""

    draft: Draft
    conflicts: list[Conflict]
    news: Mapping[str, Any] = MappingProxyType({})


@transaction.atomic
def start_draft(
    *, actor: User | None, visitor: str = "", content: Mapping[str, Any], continues: str = ""
) -> Draft:
    """Begin a draft with what is known of it; without `actor` it belongs to the browser with key `visitor`.

    Raises:
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    answers = _checked(content)
    draft = Draft.objects.create(
        owner=actor,
        visitor="" if actor else visitor_digest(visitor),
        content=answers,
        continues=continues,
        items_made=highest_number(answers),
        saved_at=timezone.now(),
    )
    _keep_revision(draft, actor)
    record_act("draft.start", f"draft:{draft.pk}", actor=actor)
    return draft


@transaction.atomic
def save_answers(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, answers: Mapping[str, Any], base: int
) -> Saved:
    """Put in what was typed by somebody who had read revision `base`; what conflicts is left as it stands.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    seen = draft.revisions.filter(number=base).first()
    merged = merge(seen.content if seen else {}, draft.content, answers)
    news = news_since(seen.content if seen else {}, draft.content, answers)
    return Saved(write_draft(draft, merged.content, actor), merged.conflicts, news)


@transaction.atomic
def add_item(*, actor: User | None, visitor: str = "", draft_id: uuid.UUID, part: str) -> str:
    """Add an empty item to a list, and return its id.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    return put_item(draft, part, {}, actor)


@transaction.atomic
def remove_item(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, part: str, item_id: str
) -> int:
    """Take an item out and return the revision that still has it.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    before = draft.revision
    write_draft(draft, without_item(draft.content, part, item_id), actor)
    return before


@transaction.atomic
def restore_item(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, part: str, item_id: str, revision: int
) -> None:
    """Put an item back in the place that it had in `revision`.

    Raises:
        NotFoundError: E_DRAFT_ABSENT, or E_DRAFT_REVISION_ABSENT when that revision is kept no longer.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    old = draft.revisions.filter(number=revision).first()
    place = place_of(old.content, part, item_id) if old else None
    if old is None or place is None:
        raise ERRORS.error("E_DRAFT_REVISION_ABSENT", revision=revision)
    write_draft(draft, with_item(draft.content, part, old.content[part][place], place), actor)


@transaction.atomic
def move_item(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, part: str, item_id: str, by: int
) -> None:
    """Move an item `by` places down its list; minus is up.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    write_draft(draft, moved_item(draft.content, part, item_id, by), actor)


@transaction.atomic
def claim_drafts(*, actor: User, visitor: str) -> None:
    """Give `actor` what was written in their browser before they signed in."""
    if not visitor:
        return
    for draft in Draft.objects.select_for_update().filter(
        owner__isnull=True, visitor=visitor_digest(visitor)
    ):
        draft.owner, draft.visitor = actor, ""
        draft.save(update_fields=["owner", "visitor"])
        record_act("draft.claim", f"draft:{draft.pk}", actor=actor)


@transaction.atomic
def delete_draft(*, actor: User, draft_id: uuid.UUID) -> None:
    """Take a draft away; until `draft_sweep` forgets it, it can be brought back.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    _set_deleted(actor, draft_id, "draft.delete", deleted=True)


@transaction.atomic
def undelete_draft(*, actor: User, draft_id: uuid.UUID) -> None:
    """Bring a draft back.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    _set_deleted(actor, draft_id, "draft.undelete", deleted=False)


def write_draft(draft: Draft, content: Mapping[str, Any], actor: User | None) -> Draft:
    """Put new content into a locked draft, for the services of drafts; the same content makes no revision."""
    answers = _checked(content)
    if answers != draft.content:
        draft.content = answers
        draft.revision += 1
        draft.items_made = max(draft.items_made, highest_number(answers))
        draft.saved_at = timezone.now()
        draft.save(update_fields=["content", "revision", "items_made", "saved_at"])
        _keep_revision(draft, actor)
    return draft


def put_item(draft: Draft, part: str, item: Mapping[str, Any], actor: User | None) -> str:
    """Add an item to a list of a locked draft, for the services of drafts, and return its id."""
    draft.items_made += 1
    made = {**item, "id": f"{PREFIXES[part]}-{draft.items_made}"}
    write_draft(draft, with_item(draft.content, part, made), actor)
    return str(made["id"])


def _set_deleted(actor: User, draft_id: uuid.UUID, action: str, *, deleted: bool) -> None:
    draft = find_own_draft(draft_id, actor)
    draft.deleted_at = timezone.now() if deleted else None
    draft.save(update_fields=["deleted_at"])
    record_act(action, f"draft:{draft.pk}", actor=actor)


def _keep_revision(draft: Draft, actor: User | None) -> None:
    DraftRevision.objects.create(draft=draft, number=draft.revision, content=draft.content, made_by=actor)
    draft.revisions.filter(number__lte=draft.revision - REVISIONS_KEPT).delete()


def _checked(content: Mapping[str, Any]) -> Answers:
    answers = normal(content)
    for error in unfinished_errors(answers):
        raise ERRORS.error("E_DRAFT_CONTENT", reason=error.message)
    for part in LISTS:
        ids = [item["id"] for item in answers.get(part, ())]
        if len(set(ids)) < len(ids):
            raise ERRORS.error("E_DRAFT_CONTENT", reason=f"two of the `{part}` have the same `id`")
    texts = sum(
        len(item.get("text", "")) for part in ("documents", "samples") for item in answers.get(part, ())
    )
    if texts > LARGEST_TEXTS or len(answers_file(answers)) > DEFAULT_LIMITS.manifest:
        raise ERRORS.error("E_DRAFT_TOO_LARGE")
    return answers
