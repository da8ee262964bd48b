"""Two people, or two tabs, at one draft: what both say is kept, and where they differ both are shown."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from packformat.compose.content import normal
from registry.drafts.fields import Answers, fields_of, with_fields


class Conflict(NamedTuple):
    """A field that two have changed differently since they last agreed."""

    field: str
    mine: Any
    theirs: Any


class Merged(NamedTuple):
    """The answers with everything in that could be put in, and what could not."""

    content: Answers
    conflicts: list[Conflict]


def merge(base: Mapping[str, Any], current: Mapping[str, Any], typed: Mapping[str, Any]) -> Merged:
    """Put what was typed over `base` into `current`, which others may have changed since.

    A field that only one side changed is as that side has it; an item that others took out is a change of all
    its fields.
    """
    mine, conflicts = settle(fields_of(base), fields_of(current), typed)
    return Merged(with_fields(current, mine), conflicts)


def settle(
    before: Mapping[str, Any], now: Mapping[str, Any], typed: Mapping[str, Any]
) -> tuple[Answers, list[Conflict]]:
    """What of `typed` can be put in, and what conflicts; all of it by field."""
    mine: Answers = {}
    conflicts = []
    for field, value in typed.items():
        said = normal({field: value}).get(field, "")
        was, stands = before.get(field, ""), now.get(field, "")
        if said in (was, stands):
            continue
        if was == stands:
            mine[field] = said
        else:
            conflicts.append(Conflict(field, said, stands))
    return mine, conflicts


def news_since(base: Mapping[str, Any], current: Mapping[str, Any], typed: Mapping[str, Any]) -> Answers:
    """What others changed in `current` since `base`, in fields that were not typed in."""
    before, now = fields_of(base), fields_of(current)
    changed = [field for field in {**before, **now} if before.get(field, "") != now.get(field, "")]
    return {field: now.get(field, "") for field in changed if field not in typed}
