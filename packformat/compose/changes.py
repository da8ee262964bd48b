"""What changed between two versions of a pack, in its author's words, and the number that follows.

Something taken out, and a check that more results may fail, make a new first number; something added a new
second one; other words a new third one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.compose.content import LISTS
from packformat.compose.markdown import first, one_line
from packformat.compose.wording import check_sentence
from packformat.paths import PLUGIN_MANIFEST_PATH, RECORD_PATH, SERVERS_PATH
from packformat.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packformat.archive import Entry

MAJOR, MINOR, PATCH = 0, 1, 2
"""How much a change matters, as the place of the number that it raises."""

_CALLED = {
    "documents": "document",
    "steps": "step",
    "rules": "rule",
    "samples": "sample",
    "checks": "check",
    "loops": "thing that is repeated",
    "data": "source of data",
    "names": "way to name files",
    "personas": "way of thinking",
}
_WORDS = {
    "title": "name",
    "summary": "result",
    "audience": "who it is for",
    "not_for": "what it is not for",
    "prompts": "first prompts",
    "author": "author",
    "licence": "licence",
    "folders": "folders",
}
_STRICT = ("checks",)


class Change(NamedTuple):
    """One difference: how much it matters, and what it is."""

    weight: int
    sentence: str


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every difference between two contents, what matters most first."""
    changes = [
        Change(PATCH, f"Reworded: {word}")
        for field, word in _WORDS.items()
        if before.get(field) != after.get(field)
    ]
    for part in LISTS:
        changes += _compare_lists(part, before.get(part, ()), after.get(part, ()))
    return sorted(changes)


def compare_files(before: Iterable[Entry], after: Iterable[Entry]) -> list[str]:
    """What became of each file between two packs, in words; what every build makes anew is left out."""
    old, new = ({entry.path: entry for entry in entries} for entries in (before, after))
    told = []
    for path in sorted({*old, *new} - {RECORD_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH}):
        if path not in old:
            told.append(f"New: `{path}`")
        elif path not in new:
            told.append(f"Gone: `{path}`")
        elif old[path] != new[path]:
            told.append(f"Written anew: `{path}`")
    return told


def next_version(version: str, changes: Iterable[Change]) -> str:
    """The smallest version that says how much changed since ``version``."""
    major, minor, patch, *_ = Version.parse(version)
    weight = min((change.weight for change in changes), default=PATCH)
    raised = ((major + 1, 0, 0), (major, minor + 1, 0), (major, minor, patch + 1))[weight]
    return ".".join(map(str, raised))


def _compare_lists(
    part: str, before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> Iterator[Change]:
    old, new = ({item["id"]: item for item in items} for items in (before, after))
    strict = part in _STRICT
    for item_id, item in new.items():
        if item_id not in old:
            yield Change(MAJOR if strict else MINOR, f"New {_CALLED[part]}: {_name(part, item)}")
        elif old[item_id] != item:
            yield _changed(part, old[item_id], item)
    for item_id, item in old.items():
        if item_id not in new:
            yield Change(MAJOR, f"Taken out: the {_CALLED[part]} {_name(part, item)}")
    if list(old) != list(new) and set(old) == set(new):
        yield Change(PATCH, f"Another order of the {part}")


def _changed(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    name = _name(part, new)
    if part == "rules" and old.get("value") != new.get("value"):
        return Change(MINOR, f"{name}: {old.get('value', 'nothing')} → {new.get('value', 'nothing')}")
    if part == "data" and old.get("columns") != new.get("columns"):
        return Change(MAJOR, f"Other columns: {name}")
    return Change(MAJOR if part in _STRICT else PATCH, f"Changed {_CALLED[part]}: {name}")


def _name(part: str, item: Mapping[str, Any]) -> str:
    if part == "checks":
        return check_sentence(item)
    return f"“{one_line(first(item, 'title', 'id'))}”"
