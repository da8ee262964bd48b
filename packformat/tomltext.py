"""Writing the small part of TOML 1.0 that our own files use; the standard library only reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def toml_document(table: Mapping[str, Any]) -> str:
    """Render a table: plain values first, then one section for each table and each list of tables."""
    lines = [
        f"{toml_key(key)} = {toml_value(value)}" for key, value in table.items() if not _is_section(value)
    ]
    for key, value in table.items():
        if isinstance(value, dict):
            lines += ["", f"[{toml_key(key)}]", *_pairs(value)]
        elif _is_section(value):
            for item in value:
                lines += ["", f"[[{toml_key(key)}]]", *_pairs(item)]
    return "\n".join(lines) + "\n"


def toml_value(value: object) -> str:
    """Render one value: text, number, truth value, list, or inline table."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(_pairs(value)) + "}"
    return str(value)


def toml_key(key: str) -> str:
    """Render a key, quoted when it needs to be."""
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _quoted(key)


def _quoted(text: str) -> str:
    """Quote as JSON does, which TOML reads too but for one character that it wants escaped."""
    return _ENCODE(text).replace("\x7f", "\\u007f")


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{toml_key(key)} = {toml_value(value)}" for key, value in table.items()]


def _is_section(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
    )
