"""Drafts that programs write: all answers at once, and only over what they had read."""

import uuid
from typing import Any

from django.db import transaction

from packformat.compose.content import unfinished_errors
from registry.drafts.fields import Answers
from registry.errors import ERRORS
from registry.models import Draft, User
from registry.services.draft_access import find_draft
from registry.services.drafts import start_draft, write_draft

_OF_THE_PACK = ("more", "without", "releases")
"""What came with the pack or is told of it, and no answer changes."""


def start_from_answers(*, actor: User, content: object) -> Draft:
    """Begin a draft with answers that a program sends.

    Raises:
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    return start_draft(actor=actor, content={"kind": "other", **_answers(content)})


@transaction.atomic
def replace_answers(*, actor: User, draft_id: uuid.UUID, content: object, base: int) -> Draft:
    """Put other answers in place of revision `base`, all or nothing; what came with the pack stays.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        ConflictError: E_DRAFT_CONFLICT, somebody has written since.
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    draft = find_draft(draft_id, actor, lock=True)
    if base != draft.revision:
        raise ERRORS.error("E_DRAFT_CONFLICT", revision=draft.revision, base=base)
    kept = {field: draft.content[field] for field in ("kind", *_OF_THE_PACK) if field in draft.content}
    return write_draft(draft, {**kept, **_answers(content)}, actor)


def _answers(content: object) -> Answers:
    for error in unfinished_errors(content):
        raise ERRORS.error("E_DRAFT_CONTENT", reason=error.message)
    answers: dict[str, Any] = content if isinstance(content, dict) else {}
    return {field: value for field, value in answers.items() if field not in _OF_THE_PACK}
