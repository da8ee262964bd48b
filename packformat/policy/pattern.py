"""Which packs a line of a policy is about: a name, or the form of names such as ``acme-*``."""

from __future__ import annotations

from packformat.errors import CtxpackError
from packformat.names import SHORTEST_NAME, PackName

_ANY = "*"


class NamePattern:
    """A pack's name in which each ``*`` stands for any characters, also for none."""

    __slots__ = ("_parts", "text")

    def __init__(self, text: str):
        """Read a pattern; raises ValueError for one that no name can fit, which would look like a rule."""
        self.text = text
        self._parts = text.split(_ANY)
        try:
            PackName.parse(text.replace(_ANY, "x").ljust(SHORTEST_NAME, "x") if _ANY in text else text)
        except CtxpackError:
            raise ValueError(
                f"no pack can have a name like `{text}`: small letters, digits and single hyphens, a letter "
                "first, and `*` for any of them"
            ) from None

    def fits(self, name: str) -> bool:
        """Whether a pack is meant; takes no longer than the pattern's parts times the name's length."""
        first, *rest = self._parts
        if not rest:
            return name == first
        *middle, last = rest
        if not name.startswith(first):
            return False
        place = len(first)
        for part in middle:
            found = name.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        return len(name) - place >= len(last) and name.endswith(last)
