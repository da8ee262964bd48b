"""Documents that an expert brings: kept at once, read by a worker, and nobody's but the draft's authors'.

A document that cannot be read stays, with the reason; it is read again when an author wants it, or taken out.
"""

import hashlib
import os
import uuid
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from packformat.convert.document import LARGEST_DOCUMENT
from packformat.digest import Digest
from registry.errors import ERRORS
from registry.models import Draft, DraftDocument, OutboxEntry, User
from registry.services.audit import record_act
from registry.services.draft_access import find_draft
from registry.services.draft_sweep import promise_tidying
from registry.services.outbox import promise
from registry.storage.current import current_store
from registry.storage.keys import draft_key

MOST_UNREAD = 50
"""Documents of one draft that wait or could not be read: an office's folder, brought in one go."""
_LONGEST_NAME = 200
_WAIT = (DraftDocument.Status.WAITING, DraftDocument.Status.READING)


def bring_document(
    *,
    actor: User | None,
    visitor: str = "",
    draft_id: uuid.UUID,
    name: str,
    file: BinaryIO,
    part: str = DraftDocument.Part.DOCUMENTS,
) -> DraftDocument:
    """Keep `file`, a seekable one, with the draft, and promise that a worker reads it.

    The same bytes under the same name are the same document until they are read; refused before, they are
    tried again. The bytes are in the store before the row says so.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_UPLOAD_TOO_LARGE or E_DRAFT_UNREAD.
        RegistryError: E_STORE_UNAVAILABLE.
    """
    find_draft(draft_id, actor, visitor)
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST_DOCUMENT:
        raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=LARGEST_DOCUMENT)
    file.seek(0)
    digest = Digest.of_hex(hashlib.file_digest(file, "sha256").hexdigest())
    file.seek(0)
    promise_tidying(draft_id)
    with transaction.atomic():
        # Under the draft's lock, so that nothing is swept while it is being stored.
        draft = find_draft(draft_id, actor, visitor, lock=True)
        known = _unread(draft).filter(part=part, filename=name[-_LONGEST_NAME:], digest=digest).first()
        if known is not None:
            return _queue(known, actor) if known.is_final else known
        if _unread(draft).count() >= MOST_UNREAD:
            raise ERRORS.error("E_DRAFT_UNREAD", most=MOST_UNREAD)
        current_store().put(draft_key(draft.pk, digest), file)
        document = DraftDocument(
            draft=draft,
            part=part,
            filename=name[-_LONGEST_NAME:],
            digest=digest,
            size=size,
            brought_by=actor,
        )
        return _queue(document, actor)


@transaction.atomic
def read_again(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, document_id: int
) -> DraftDocument:
    """Let a worker try a document once more that could not be read; any other stays as it is.

    Raises:
        NotFoundError: E_DRAFT_ABSENT or E_DRAFT_DOCUMENT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    document = document_of(draft, document_id)
    promise_tidying(draft_id)
    return _queue(document, actor) if document.status == DraftDocument.Status.REFUSED else document


@transaction.atomic
def take_out_document(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, document_id: int
) -> None:
    """Forget a document with its bytes, but not one whose text is an answer: that goes with the answer.

    Raises:
        NotFoundError: E_DRAFT_ABSENT or E_DRAFT_DOCUMENT_ABSENT.
        ConflictError: E_DRAFT_DOCUMENT_READ.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    document = document_of(draft, document_id)
    if document.status == DraftDocument.Status.READ and document.part == DraftDocument.Part.DOCUMENTS:
        raise ERRORS.error("E_DRAFT_DOCUMENT_READ", item=document.item)
    record_act("draft.take_out", f"draft:{draft.pk}", actor=actor, document=document.pk)
    document.delete()
    promise(OutboxEntry.Task.FORGET_UNUSED, str(draft.pk))


@transaction.atomic
def confirm_document(*, actor: User | None, visitor: str = "", draft_id: uuid.UUID, item_id: str) -> None:
    """Keep that an author has compared a document with its text and found it right.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    draft.documents.filter(item=item_id).update(looked_at=timezone.now())
    record_act("draft.confirm", f"draft:{draft.pk}", actor=actor, document=item_id)


def document_of(draft: Draft, document_id: int) -> DraftDocument:
    """The document of a draft with that number.

    Raises:
        NotFoundError: E_DRAFT_DOCUMENT_ABSENT.
    """
    document = draft.documents.filter(pk=document_id).first()
    if document is None:
        raise ERRORS.error("E_DRAFT_DOCUMENT_ABSENT", document=document_id)
    return document


def count_waiting(draft: Draft) -> int:
    """Say how many documents of a draft no worker has brought to an end yet."""
    return draft.documents.filter(status__in=_WAIT).count()


def _unread(draft: Draft) -> QuerySet[DraftDocument]:
    return draft.documents.exclude(status=DraftDocument.Status.READ)


def _queue(document: DraftDocument, actor: User | None) -> DraftDocument:
    """Let a document wait for a worker, in the transaction that has its draft locked."""
    document.status, document.tries, document.failure = DraftDocument.Status.WAITING, 0, None
    document.save()
    promise(OutboxEntry.Task.READ_DOCUMENT, str(document.pk))
    record_act("draft.bring", f"draft:{document.draft_id}", actor=actor, document=document.pk)
    return document
