"""Reading a document that was brought: the work of a worker, from taking it up to what became of it."""

import logging
from collections.abc import Callable
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from packformat.compose.content import plain_text
from packformat.errors import AuthorError, CtxpackError, UsageError
from registry.documents import convert_beside, convert_document
from registry.drafts.fields import item_schema
from registry.errors import ERRORS
from registry.models import Draft, DraftDocument, OutboxEntry
from registry.services.audit import record_act
from registry.services.draft_data import sources_of
from registry.services.draft_originals import original_of, store_facsimile
from registry.services.drafts import put_item
from registry.services.lease import LeaseLostError, held, work_on
from registry.services.outbox import promise

logger = logging.getLogger(__name__)

LONGEST_TEXT: int = item_schema("documents")["properties"]["text"]["maxLength"]
"""Characters of one document that are kept."""
_LONGEST_TITLE: int = item_schema("documents")["properties"]["title"]["maxLength"]
_SHARE = 2
"""Of a lease, half is for the conversion: what is left is for storing what came of it."""


def read_document(document_id: int) -> None:
    """Bring a document to its end: read, or refused with the reason.

    It may be called any number of times, by any number of workers, and after any of them was killed.

    Raises:
        LeaseHeldError: Another worker is at it.
        Exception: What went wrong; the document waits for its next attempt.
    """
    work_on(DraftDocument, document_id, _bring_to_end, _give_up)


def _bring_to_end(document: DraftDocument) -> None:
    try:
        _READ[document.part](document, original_of(document), settings.CTXPACK_LEASE_SECONDS / _SHARE)
    except (AuthorError, UsageError) as error:
        with transaction.atomic():
            _refuse(held(document), error)


def _read_text(document: DraftDocument, data: bytes, seconds: float) -> None:
    """Make the text of a document an answer, and keep what is shown of the original beside it."""
    converted, facsimile = convert_beside(document.filename, data, seconds)
    text = plain_text(converted.markdown)
    losses = [loss.as_dict() for loss in converted.losses]
    if len(text) > LONGEST_TEXT:
        message = f"only the first {LONGEST_TEXT} characters were kept"
        losses.append({"kind": "cut", "place": "", "detail": "", "message": message})
    title = PurePath(document.filename).stem.replace("_", " ")[:_LONGEST_TITLE]
    with transaction.atomic():
        # Under the draft's lock, so that nothing is swept while it is being stored.
        draft, row = _locked(document)
        item = {"title": title, "text": text[:LONGEST_TEXT]}
        row.item = put_item(draft, DraftDocument.Part.DOCUMENTS, item, row.brought_by)
        row.losses = losses
        row.facsimile = store_facsimile(draft.pk, facsimile)
        _finish(row)


def _read_columns(document: DraftDocument, data: bytes, seconds: float) -> None:
    """Make a source of data of each table of a sample, and forget the sample."""
    sources = sources_of(document.filename, convert_document(document.filename, data, seconds).markdown)
    with transaction.atomic():
        draft, row = _locked(document)
        made = [put_item(draft, DraftDocument.Part.DATA, source, row.brought_by) for source in sources]
        row.item, row.tables, row.digest = made[0], len(made), ""
        _finish(row)
        promise(OutboxEntry.Task.FORGET_UNUSED, str(draft.pk))


_READ: dict[str, Callable[[DraftDocument, bytes, float], None]] = {
    DraftDocument.Part.DOCUMENTS: _read_text,
    DraftDocument.Part.DATA: _read_columns,
}


def _locked(document: DraftDocument) -> tuple[Draft, DraftDocument]:
    """The draft and the document's row, both locked: the draft first, as everybody does it.

    Whoever brought the document may write the draft no longer: the document is the draft's.
    """
    draft = Draft.objects.select_for_update().filter(pk=document.draft_id).first()
    if draft is None:
        raise LeaseLostError
    return draft, held(document)


def _finish(row: DraftDocument) -> None:
    row.status, row.claimed_until = DraftDocument.Status.READ, None
    row.save()
    record_act("draft.read", f"draft:{row.draft_id}", actor=None, document=row.pk)
    logger.info("document read", extra={"document": row.pk, "losses": len(row.losses)})


def _refuse(row: DraftDocument, error: CtxpackError) -> None:
    """Write why a document could not be read, in the transaction that has it locked."""
    row.status, row.claimed_until = DraftDocument.Status.REFUSED, None
    row.failure = {"code": error.code, "message": error.message, "hint": error.hint}
    row.save()
    record_act("draft.refuse", f"draft:{row.draft_id}", actor=None, document=row.pk, code=error.code)
    logger.info("document refused", extra={"document": row.pk, "code": error.code})


def _give_up(row: DraftDocument) -> None:
    _refuse(row, ERRORS.error("E_DRAFT_DOCUMENT_FAILED", tries=row.tries))
