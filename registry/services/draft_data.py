"""Sources of data that are read off a sample: its headings are kept, and not one of its values."""

import uuid
from pathlib import PurePath

from django.db import transaction

from packformat.compose.content import plain_text
from packformat.compose.invent import invent
from packformat.convert.document import LARGEST_DOCUMENT
from packformat.convert.tables import tables_of
from registry.documents import convert_document
from registry.drafts.fields import item_schema
from registry.errors import ERRORS
from registry.models import User
from registry.services.draft_access import find_draft
from registry.services.drafts import add_item

MOST_TABLES = 5
"""Tables of one sample that become sources of data."""
_LONGEST_TITLE: int = item_schema("data")["properties"]["title"]["maxLength"]


def read_columns(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, name: str, data: bytes
) -> list[str]:
    """Add a source of data for each table of a sample, with its headings and with invented rows.

    The sample itself is kept nowhere. Returns the ids of the sources.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        UsageError: E_UPLOAD_TOO_LARGE, E_DRAFT_TABLE, E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
        AuthorError: E_CONVERT_…, it cannot be read.
    """
    find_draft(draft_id, actor, visitor)
    if len(data) > LARGEST_DOCUMENT:
        raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=LARGEST_DOCUMENT)
    tables = list(tables_of(convert_document(name, data).markdown))[:MOST_TABLES]
    if not tables:
        raise ERRORS.error("E_DRAFT_TABLE")
    stem = PurePath(name).stem.replace("_", " ")
    with transaction.atomic():
        return [
            add_item(
                actor=actor,
                visitor=visitor,
                draft_id=draft_id,
                part="data",
                item=_source(stem if len(tables) == 1 else f"{stem}, table {number}", table),
            )
            for number, table in enumerate(tables, 1)
        ]


def _source(title: str, table: list[list[str]]) -> dict[str, object]:
    columns, rows = invent([[plain_text(cell) for cell in row] for row in table])
    return {"title": title[:_LONGEST_TITLE], "columns": columns, "rows": rows}
