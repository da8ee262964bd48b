"""Names that follow from what people call things."""

from __future__ import annotations

import re
import unicodedata

from packformat.names import LONGEST_NAME, SHORTEST_NAME, is_reserved

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
