"""When a memory is loaded: with every session, or when it is needed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_ALWAYS = "always"
_ON_DEMAND_KINDS = ("wiki",)
"""Kinds that grow beyond what a session should start with."""


def loads_always(described: Mapping[str, Any]) -> bool:
    """Whether a memory with this ``memory.toml`` is loaded always; empty for one that has none."""
    default = "on-demand" if described.get("kind") in _ON_DEMAND_KINDS else _ALWAYS
    return bool(described.get("loads", default) == _ALWAYS)
