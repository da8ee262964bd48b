"""Documents that an expert brings: the original stays private, its text becomes an answer."""

import base64
import io
import json
import uuid
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from packformat.compose.content import plain_text
from packformat.convert.document import LARGEST_DOCUMENT
from packformat.digest import Digest
from packformat.private import find_private, replace_private
from registry.documents import convert_beside
from registry.drafts.fields import fields_of, item_schema, with_fields
from registry.errors import ERRORS
from registry.models import Draft, DraftDocument, User
from registry.services.audit import record_act
from registry.services.draft_access import find_draft
from registry.services.drafts import add_item, write_draft
from registry.storage.current import current_store
from registry.storage.keys import draft_key

LONGEST_TEXT: int = item_schema("documents")["properties"]["text"]["maxLength"]
"""Characters of one document that are kept."""
_LONGEST_TITLE: int = item_schema("documents")["properties"]["title"]["maxLength"]


def add_document(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, name: str, data: bytes
) -> DraftDocument:
    """Convert a document and add its text to a draft; nobody but its authors ever reads the original.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_UPLOAD_TOO_LARGE, E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
        AuthorError: E_CONVERT_…, it cannot be read.
    """
    find_draft(draft_id, actor, visitor)
    if len(data) > LARGEST_DOCUMENT:
        raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=LARGEST_DOCUMENT)
    converted, facsimile = convert_beside(name, data)
    text = plain_text(converted.markdown)
    losses = [loss.as_dict() for loss in converted.losses]
    if len(text) > LONGEST_TEXT:
        message = f"only the first {LONGEST_TEXT} characters were kept"
        losses.append({"kind": "cut", "place": "", "detail": "", "message": message})
    title = PurePath(name).stem.replace("_", " ")[:_LONGEST_TITLE]
    with transaction.atomic():
        # Under the draft's lock, so that no sweep forgets the draft while its original is being stored.
        find_draft(draft_id, actor, visitor, lock=True)
        digest = _store(draft_id, data)
        item = {"title": title, "text": text[:LONGEST_TEXT]}
        item_id = add_item(actor=actor, visitor=visitor, draft_id=draft_id, part="documents", item=item)
        return DraftDocument.objects.create(
            draft_id=draft_id,
            item=item_id,
            filename=name[-200:],
            digest=digest,
            size=len(data),
            losses=losses,
            facsimile=_store_facsimile(draft_id, facsimile),
        )


def facsimile_of(document: DraftDocument) -> dict[str, Any]:
    """The original as a page can show it: `blocks`, of which pictures stand as their digests, and `cut`."""
    value: dict[str, Any] = json.loads(current_store().read(_key(document, document.facsimile)))
    return value


def picture_of(document: DraftDocument, block: int) -> bytes:
    """The picture that stands in a block of a document's facsimile; empty where there is none."""
    blocks = facsimile_of(document)["blocks"]
    digest = blocks[block].get("picture", "") if block < len(blocks) else ""
    return current_store().read(_key(document, digest)) if digest else b""


@transaction.atomic
def confirm_document(*, actor: User | None, visitor: str = "", draft_id: uuid.UUID, item_id: str) -> None:
    """Keep that an author has compared a document with its text and found it right.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    draft.documents.filter(item=item_id).update(looked_at=timezone.now())
    record_act("draft.confirm", f"draft:{draft.pk}", actor=actor, document=item_id)


def original_of(document: DraftDocument) -> bytes:
    """The document as it was brought."""
    return current_store().read(_key(document, document.digest))


@transaction.atomic
def replace_private_data(*, actor: User | None, visitor: str = "", draft_id: uuid.UUID, field: str) -> Draft:
    """Put placeholders in place of whatever private was found in a field.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    text = fields_of(draft.content).get(field, "")
    if not isinstance(text, str):
        text = "\n".join(text)
        replaced: str | list[str] = replace_private(text, find_private(text)).split("\n")
    else:
        replaced = replace_private(text, find_private(text))
    return write_draft(draft, with_fields(draft.content, {field: replaced} if text else {}), actor)


def _store_facsimile(draft_id: uuid.UUID, facsimile: dict[str, Any]) -> Digest:
    """Store what is shown of an original; its pictures by themselves, so that a page loads one at a time."""
    for block in facsimile["blocks"]:
        if "picture" in block:
            block["picture"] = _store(draft_id, base64.b64decode(block["picture"]))
    return _store(draft_id, json.dumps(facsimile).encode())


def _store(draft_id: uuid.UUID, data: bytes) -> Digest:
    digest = Digest.of(data)
    current_store().put(draft_key(draft_id, digest), io.BytesIO(data))
    return digest


def _key(document: DraftDocument, digest: str) -> str:
    return draft_key(document.draft_id, Digest.parse(digest))
