"""JSON of others, of which objects are wanted and everything else is nothing."""

from __future__ import annotations

from packformat.jsontext import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read_object(data: bytes | None) -> dict[str, Any] | None:
    """The object that a JSON text is; None for another value, and for what is no JSON."""
    try:
        value = parse_json(data or b"")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def rows_of(value: object) -> list[dict[str, Any]]:
    """The objects of a list; none where it is no list."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
