"""Names that follow from what people call things."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from packformat.names import LONGEST_NAME, SHORTEST_NAME, is_reserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST_OF_AN_ITEM = 40
"""Characters of the name of a part; the skill that runs a loop has a longer one."""
UNTITLED = "my-pack"
"""The name of a pack that has no title yet."""
_OWN = "my-"
"""What stands before a name that would be reserved: some are reserved by how they begin."""


def name_of(text: str) -> str:
    """A pack's name made of a title: small letters, digits and hyphens; never one that is reserved."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")
    name = words[: LONGEST_NAME - len(_OWN)].rstrip("-")
    if len(name) < SHORTEST_NAME:
        return UNTITLED
    return _OWN + name if is_reserved(name) else name


def named_items(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The items of a list, each under a name made of its title, or of its id where two have one title."""
    named: dict[str, Mapping[str, Any]] = {}
    for item in items:
        name = name_of(str(item.get("title", item["id"])))[:_LONGEST_OF_AN_ITEM].rstrip("-")
        named[f"{name}-{item['id']}" if name in named else name] = item
    return named
