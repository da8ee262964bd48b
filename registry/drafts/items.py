"""Adding, taking out, putting back and moving the items of a list."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from registry.drafts.fields import Answers

PREFIXES = {
    "documents": "document",
    "steps": "step",
    "rules": "rule",
    "samples": "sample",
    "checks": "check",
    "loops": "loop",
    "data": "data",
    "names": "name",
    "personas": "persona",
}
_NUMBER = re.compile(r"-(\d+)\Z")


def highest_number(content: Mapping[str, Any]) -> int:
    """The highest number that an item's id ends with; 0 where there is no item."""
    ids = (item["id"] for part in PREFIXES for item in content.get(part, ()))
    return max((int(found[1]) for found in map(_NUMBER.search, ids) if found), default=0)


def with_item(
    content: Mapping[str, Any], part: str, item: Mapping[str, Any], place: int | None = None
) -> Answers:
    """The content with an item more, at `place` or at the end; nothing changes if it is there already."""
    changed = copy.deepcopy(dict(content))
    items = changed.setdefault(part, [])
    if all(other["id"] != item["id"] for other in items):
        items.insert(len(items) if place is None else place, dict(item))
    return changed


def without_item(content: Mapping[str, Any], part: str, item_id: str) -> Answers:
    """The content without an item."""
    changed = copy.deepcopy(dict(content))
    changed[part] = [item for item in changed.get(part, ()) if item["id"] != item_id]
    return changed


def moved_item(content: Mapping[str, Any], part: str, item_id: str, by: int) -> Answers:
    """The content with an item `by` places further down; the first and the last stay where they are."""
    changed = copy.deepcopy(dict(content))
    items = changed.get(part, [])
    place = place_of(content, part, item_id)
    if place is not None and 0 <= place + by < len(items):
        items.insert(place + by, items.pop(place))
    return changed


def place_of(content: Mapping[str, Any], part: str, item_id: str) -> int | None:
    """Where an item stands in its list."""
    ids = [item["id"] for item in content.get(part, ())]
    return ids.index(item_id) if item_id in ids else None
