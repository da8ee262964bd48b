"""The components of a pack as a client lists them: in their folders, or where a manifest names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.component import ORDER, Component, discover
from packformat.powers.files import Files
from packformat.powers.plugin import named_components, replaced_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.archive import Entry


def components_of(entries: Iterable[Entry]) -> list[Component]:
    """Every component, in the order of `KINDS` and then by name."""
    files = Files(entries)
    replaced = replaced_kinds(files)
    found = [part for part in discover(files.entries) if part.kind not in replaced]
    places = {part.path for part in found}
    named = [part for part in named_components(files) if part.path not in places]
    return sorted([*found, *named], key=lambda part: (ORDER[part.kind], part.name, part.path))
