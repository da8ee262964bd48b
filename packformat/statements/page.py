"""Overrides as the agent reads them: one memory that the build makes, and that is loaded always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.statements.overlay import Extended, Override

FOLDER = "memory/overrides"
PAGE = f"{FOLDER}/overrides.md"
_TITLE = "What holds in the place of other packs' words"


def override_files(extends: Iterable[Extended]) -> dict[str, bytes]:
    """The memory of an overlay's overrides; nothing for a pack that overrides nothing."""
    speaking = [item for item in extends if item.overrides]
    if not speaking:
        return {}
    until = min((row.until for item in speaking for row in item.overrides if row.until), default="")
    described = {
        "kind": "domain",
        "title": _TITLE,
        "loads": "always",
        "ownership": "managed",
        **({"valid-until": until} if until else {}),
    }
    return {f"{FOLDER}/memory.toml": toml_document(described).encode(), PAGE: _page(speaking).encode()}


def shown_override(name: str, value: str, source: str, until: str) -> str:
    """A statement on one line, as memories list them."""
    parts = [f"**{name}**: {value.rstrip('.')}."]
    if source:
        parts.append(f"Source: {source.rstrip('.')}.")
    if until:
        parts.append(f"Holds until {until}.")
    return " ".join(parts)


def _page(extends: Iterable[Extended]) -> str:
    parts = [f"# {_TITLE}", *(part for item in extends for part in _section(item))]
    return "\n\n".join(parts) + "\n"


def _section(extended: Extended) -> Iterator[str]:
    yield f"## In the place of what {extended.requirement.name} says under the same name"
    yield "\n".join(f"- {_line(override)}" for override in extended.overrides)


def _line(override: Override) -> str:
    return shown_override(override.name, override.value, override.source, override.until)
