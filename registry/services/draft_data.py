"""Sources of data that are read off a sample: its headings are kept, and not one of its values."""

from pathlib import PurePath

from packformat.compose.content import plain_text
from packformat.compose.invent import invent
from packformat.convert.tables import tables_of
from registry.drafts.fields import item_schema
from registry.errors import ERRORS

MOST_TABLES = 5
"""Tables of one sample that become sources of data."""
_LONGEST_TITLE: int = item_schema("data")["properties"]["title"]["maxLength"]


def sources_of(name: str, markdown: str) -> list[dict[str, object]]:
    """A source of data for each table of a sample, with its headings and with invented rows.

    Raises:
        UsageError: E_DRAFT_TABLE, there is no table.
    """
    tables = list(tables_of(markdown))[:MOST_TABLES]
    if not tables:
        raise ERRORS.error("E_DRAFT_TABLE")
    stem = PurePath(name).stem.replace("_", " ")
    return [
        _source(stem if len(tables) == 1 else f"{stem}, table {number}", table)
        for number, table in enumerate(tables, 1)
    ]


def _source(title: str, table: list[list[str]]) -> dict[str, object]:
    columns, rows = invent([[plain_text(cell) for cell in row] for row in table])
    return {"title": title[:_LONGEST_TITLE], "columns": columns, "rows": rows}
