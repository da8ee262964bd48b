"""Documents as people bring them to a draft."""

import io
from typing import Any

from registry.models import Draft, DraftDocument, User
from registry.services.draft_documents import bring_document
from registry.services.work import run_due


def bring(
    actor: User | None, draft: Draft, name: str = "a.txt", data: bytes = b"Some words", **options: Any
) -> DraftDocument:
    """A document that no worker has looked at yet."""
    return bring_document(actor=actor, draft_id=draft.pk, name=name, file=io.BytesIO(data), **options)


def brought(
    actor: User | None, draft: Draft, name: str = "a.txt", data: bytes = b"Some words", **options: Any
) -> DraftDocument:
    """A document that a worker has brought to its end."""
    document = bring(actor, draft, name, data, **options)
    run_due()
    document.refresh_from_db()
    draft.refresh_from_db()
    return document
