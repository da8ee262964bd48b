"""What is loaded into a session: when a memory is, and how many tokens a text is taken for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

CHARACTERS_PER_TOKEN = 4
"""As Claude Code counts, in UTF-16 code units."""

_ALWAYS = "always"
_ON_DEMAND_KINDS = ("wiki",)
"""Kinds that grow beyond what a session should start with."""


def loads_always(described: Mapping[str, Any]) -> bool:
    """Whether a memory with this ``memory.toml`` is loaded always; empty for one that has none."""
    default = "on-demand" if described.get("kind") in _ON_DEMAND_KINDS else _ALWAYS
    return bool(described.get("loads", default) == _ALWAYS)


def tokens_for(characters: int) -> int:
    """The estimate for a number of characters, rounded half up."""
    return (characters + CHARACTERS_PER_TOKEN // 2) // CHARACTERS_PER_TOKEN
