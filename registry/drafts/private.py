"""Personal data and secrets in the answers of a draft, by the fields in which they stand."""

from collections.abc import Mapping
from typing import Any

from packformat.private import PrivateSpan, find_private
from registry.drafts.fields import fields_of

_SELF = ("author",)
"""Whose name it is does not need to be told."""


def private_fields(content: Mapping[str, Any]) -> dict[str, list[PrivateSpan]]:
    """What was found, field by field; fields with nothing private are left out."""
    found = {field: find_private(_text(value)) for field, value in fields_of(content).items()}
    return {field: spans for field, spans in found.items() if spans and field not in _SELF}


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)
