"""What the store holds of the documents of drafts: the original, and what a page can show of it."""

import base64
import io
import json
import uuid
from collections.abc import Iterator
from typing import Any

from packformat.digest import Digest
from registry.models import DraftDocument
from registry.storage.current import current_store
from registry.storage.keys import draft_key


def original_of(document: DraftDocument) -> bytes:
    """The document as it was brought."""
    return current_store().read(_key(document, document.digest))


def facsimile_of(document: DraftDocument) -> dict[str, Any]:
    """The original as a page can show it: `blocks`, of which pictures stand as their digests, and `cut`."""
    value: dict[str, Any] = json.loads(current_store().read(_key(document, document.facsimile)))
    return value


def picture_of(document: DraftDocument, block: int) -> bytes:
    """The picture that stands in a block of a document's facsimile; empty where there is none."""
    blocks = facsimile_of(document)["blocks"]
    digest = blocks[block].get("picture", "") if block < len(blocks) else ""
    return current_store().read(_key(document, digest)) if digest else b""


def store_facsimile(draft_id: uuid.UUID, facsimile: dict[str, Any]) -> Digest:
    """Store what is shown of an original; its pictures by themselves, so that a page loads one at a time."""
    for block in facsimile["blocks"]:
        if "picture" in block:
            block["picture"] = _store(draft_id, base64.b64decode(block["picture"]))
    return _store(draft_id, json.dumps(facsimile).encode())


def keys_of(document: DraftDocument) -> Iterator[str]:
    """The keys under which the store holds what belongs to a document."""
    if document.digest:
        yield _key(document, document.digest)
    if document.facsimile:
        yield _key(document, document.facsimile)
        for block in facsimile_of(document)["blocks"]:
            if "picture" in block:
                yield _key(document, block["picture"])


def _store(draft_id: uuid.UUID, data: bytes) -> Digest:
    digest = Digest.of(data)
    current_store().put(draft_key(draft_id, digest), io.BytesIO(data))
    return digest


def _key(document: DraftDocument, digest: str) -> str:
    return draft_key(document.draft_id, Digest.parse(digest))
