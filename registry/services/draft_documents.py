"""Documents that an expert brings: the original stays private, its text becomes an answer."""

import io
import uuid
from pathlib import PurePath

from django.db import transaction

from packformat.compose.content import plain_text
from packformat.convert.document import LARGEST_DOCUMENT
from packformat.digest import Digest
from packformat.private import find_private, replace_private
from registry.documents import convert_document
from registry.drafts.fields import fields_of, item_schema, with_fields
from registry.errors import ERRORS
from registry.models import Draft, DraftDocument, User
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
    converted = convert_document(name, data)
    text = plain_text(converted.markdown)
    losses = [loss.message for loss in converted.losses]
    if len(text) > LONGEST_TEXT:
        losses.append(f"only the first {LONGEST_TEXT} characters were kept")
    digest = Digest.of(data)
    title = PurePath(name).stem.replace("_", " ")[:_LONGEST_TITLE]
    with transaction.atomic():
        # Under the draft's lock, so that no sweep forgets the draft while its original is being stored.
        find_draft(draft_id, actor, visitor, lock=True)
        current_store().put(draft_key(draft_id, digest), io.BytesIO(data))
        item = {"title": title, "text": text[:LONGEST_TEXT]}
        item_id = add_item(actor=actor, visitor=visitor, draft_id=draft_id, part="documents", item=item)
        return DraftDocument.objects.create(
            draft_id=draft_id,
            item=item_id,
            filename=name[-200:],
            digest=digest,
            size=len(data),
            losses=losses,
        )


def original_of(document: DraftDocument) -> bytes:
    """The document as it was brought."""
    return current_store().read(draft_key(document.draft_id, Digest.parse(document.digest)))


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
