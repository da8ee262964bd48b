"""Variants: a draft made from somebody's release, and what came to that release's pack since, taken over.

Nothing here reads or writes: packs come in as drafts opened them, and go out so.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from packformat.archive import Entry
from packformat.compose.content import LISTS
from packformat.compose.manifest import FIRST_VERSION, manifest_values
from packformat.compose.reopen import Reopened
from packformat.manifest import MadeFrom
from packformat.merge import merge as merge_text
from packformat.names import LONGEST_NAME
from packformat.schema import pack_schema
from registry.drafts.fields import Answers, fields_of
from registry.drafts.items import PREFIXES, highest_number, without_item
from registry.drafts.merge import merge

_OWN = frozenset(("title", "name", "version", "author", "licence", "changes"))
"""Answers that a variant gives of itself, whatever its original says."""
_SUFFIX = "-variant"
MOST_AUTHORS: int = pack_schema()["properties"]["authors"]["maxItems"]


class TakenOver(NamedTuple):
    """A variant with what came to its original; where both had changed the same, it stays as it was."""

    opened: Reopened
    differing: list[str]
    """Where: answers (``steps.step-1.how``), fields of the manifest (``more.requires``), paths of files."""


def variant_of(opened: Reopened, original: MadeFrom) -> Reopened:
    """Somebody's pack as the beginning of another, with a name and version of its own; authors are credited.

    Who makes it comes first among the authors, once they have said their name.
    """
    content = {key: value for key, value in opened.content.items() if key not in ("releases", "changes")}
    credited = manifest_values(content)["authors"][: MOST_AUTHORS - 1]
    content |= {
        "name": original.name.removesuffix(_SUFFIX)[: LONGEST_NAME - len(_SUFFIX)].rstrip("-") + _SUFFIX,
        "version": FIRST_VERSION,
        "author": "",
        "more": {
            **content.get("more", {}),
            "authors": [{"name": "Unnamed"}, *credited],
            "made-from": original.as_dict(),
        },
    }
    return Reopened(content, opened.own)


def taken_over(base: Reopened, mine: Reopened, theirs: Reopened, original: MadeFrom) -> TakenOver:
    """What changed from `base` to `theirs`, the original then and now, put into the variant `mine`.

    What only one side changed is as that side has it; what both changed differently stays mine, and is told.
    """
    content, differing = _answers(base.content, mine.content, theirs.content)
    more, other = _manifest_fields(*(one.content.get("more", {}) for one in (base, mine, theirs)))
    content["more"] = {**more, "made-from": original.as_dict()}
    own, paths = _files(base.own, mine.own, theirs.own)
    return TakenOver(Reopened(content, own), [*differing, *other, *paths])


def _answers(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[Answers, list[str]]:
    theirs = _told_apart(base, mine, theirs)
    gone = [(part, item) for part, item in _items(base) if item["id"] not in _ids(theirs, part)]
    of_gone = tuple(f"{part}.{item['id']}." for part, item in gone)
    before, now = fields_of(base), fields_of(theirs)
    changed = (field for field in {**before, **now} if field not in _OWN and not field.startswith(of_gone))
    merged = merge(base, mine, {field: now.get(field, "") for field in changed})
    content, differing = merged.content, [conflict.field for conflict in merged.conflicts]
    for part, item in gone:
        if item in mine.get(part, ()):
            content = without_item(content, part, item["id"])
        elif item["id"] in _ids(mine, part):
            differing.append(f"{part}.{item['id']}")
    return content, differing


def _told_apart(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """Theirs, with other ids for new items where mine has a new item of the same id."""
    last = max(highest_number(mine), highest_number(theirs))
    apart = dict(theirs)
    for part in LISTS:
        taken = _ids(mine, part) - _ids(base, part)
        items = []
        for item in theirs.get(part, ()):
            if item["id"] in taken:
                last += 1
            items.append({**item, "id": f"{PREFIXES[part]}-{last}"} if item["id"] in taken else item)
        apart[part] = items
    return apart


def _items(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in LISTS:
        for item in content.get(part, ()):
            yield part, item


def _ids(content: Mapping[str, Any], part: str) -> set[str]:
    return {item["id"] for item in content.get(part, ())}


def _manifest_fields(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """The manifest's fields that no answer gives; credits stay as the variant has them."""
    merged, differing = dict(mine), []
    for field in sorted({*base, *theirs} - {"authors", "made-from"}):
        was, now, own = base.get(field), theirs.get(field), mine.get(field)
        if own == was != now:
            merged[field] = now
        elif now not in (was, own):
            differing.append(f"more.{field}")
    return {field: value for field, value in merged.items() if value is not None}, differing


def _files(
    base: Iterable[Entry], mine: Iterable[Entry], theirs: Iterable[Entry]
) -> tuple[list[Entry], list[str]]:
    was, own, now = ({entry.path: entry for entry in side} for side in (base, mine, theirs))
    kept, differing = [], []
    for path in sorted({*was, *own, *now}):
        merged, agrees = _file(was.get(path), own.get(path), now.get(path))
        if merged:
            kept.append(merged)
        if not agrees:
            differing.append(path)
    return kept, differing


def _file(was: Entry | None, own: Entry | None, now: Entry | None) -> tuple[Entry | None, bool]:
    """The file as it should be, and whether both sides agree to it."""
    if now in (was, own):
        return own, True
    if own == was:
        return now, True
    if was and own and now:
        data = merge_text(was.data, own.data, now.data)
        if data is not None:
            executable = now.executable if own.executable == was.executable else own.executable
            return own._replace(data=data, executable=executable), True
    return own, False
