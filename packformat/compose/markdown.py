"""Writing Markdown around what people have typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def document(*parts: str) -> bytes:
    """Blocks with an empty line between them; empty blocks are left out."""
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def front_matter(fields: Mapping[str, str]) -> str:
    """The lines at the top of a skill; every value in quotes, so that text stays text."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---"])


def bullets(items: Iterable[str]) -> str:
    """A list; what an item has on further lines stays in it."""
    return "\n".join("- " + item.replace("\n", "\n  ") for item in items)


def labelled(label: str, text: str) -> str:
    """A paragraph that begins with its label in bold; nothing where there is no text."""
    return f"**{label}:** {text}" if text else ""


def one_line(text: str) -> str:
    """The text with its line breaks as spaces."""
    return " ".join(text.split())


def first(item: Mapping[str, Any], *keys: str) -> str:
    """The first of an item's fields that is filled."""
    return next((str(item[key]) for key in keys if item.get(key)), "")
