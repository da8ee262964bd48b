"""Where the data comes from, as the connectors of a pack: a table to export, until a system is connected."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.manifest import pack_name
from packformat.compose.markdown import first, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_NUMBER = r"^-?[0-9]+([.,][0-9]+)?$"
_LIMITS = {_DATE: {"format": "date"}, _NUMBER: {"pattern": _NUMBER}}


def connector_path(item: Mapping[str, Any]) -> str:
    """Where the description of a source of data stands."""
    return f"connectors/{item['id']}.json"


def data_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """For each source its description, with what one record looks like, and an invented table to try with."""
    for item in content.get("data", ()):
        columns = list(dict.fromkeys(item.get("columns", ()))) or ["value"]
        sample = f"connectors/samples/{item['id']}.csv"
        title, system = first(item, "title", "id"), str(item.get("system", ""))
        value = {
            "name": f"{pack_name(content)}/{item['id']}",
            "title": title,
            "description": one_line(f"{title} from {system}" if system else title),
            "records": {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "type": "object",
                "required": columns,
                "properties": _fields(columns, str(item.get("rows", ""))),
            },
            "fallback": {
                "format": "csv",
                "columns": columns,
                "sample": sample,
                "instructions": str(item.get("note") or f"Export {title} as a table with these columns"),
            },
        }
        yield Entry(connector_path(item), (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode())
        yield Entry(sample, _table(columns, str(item.get("rows", ""))))


def _fields(columns: list[str], rows: str) -> dict[str, dict[str, str]]:
    """What each column holds, as far as all its invented values say it."""
    try:
        table = list(csv.reader(io.StringIO(rows, newline="")))
    except csv.Error:  # a value longer than any
        table = []
    values = ([row[place] for row in table if place < len(row)] for place in range(len(columns)))
    return {column: _field(said) for column, said in zip(columns, values, strict=True)}


def _field(values: list[str]) -> dict[str, str]:
    for pattern, limit in _LIMITS.items():
        if values and all(re.match(pattern, value) for value in values):
            return {"type": "string", **limit}
    return {"type": "string"}


def _table(columns: list[str], rows: str) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(columns)
    body = f"{rows}\n" if rows else ""
    return (written.getvalue() + body).encode("utf-8")
