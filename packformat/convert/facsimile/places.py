"""Where in a facsimile each loss happened."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_CELL = re.compile(r"(.+) [A-Z]+([0-9]+)(?::[A-Z]+[0-9]+)?")
_ROW = re.compile(r"(.+) row ([0-9]+)(?:[, ].*)?")


class Placed(NamedTuple):
    """A loss in words, and the anchors of the blocks and rows at which it is told; none for the whole."""

    message: str
    anchors: list[str]


def placed(blocks: Sequence[Mapping[str, Any]], losses: Sequence[Mapping[str, str]]) -> list[Placed]:
    """Each loss with its places, in the order of the losses.

    A loss that names its place is told there; one that does not is told where something of its kind was seen:
    one by one where there are as many places as losses, or else at all of them.
    """
    by_place: dict[str, str] = {}
    by_kind: dict[str, list[str]] = defaultdict(list)
    for anchor, part in _parts(blocks):
        by_place.setdefault(part.get("place", ""), anchor)
        for kind in part.get("lost", ()):
            by_kind[kind].append(anchor)
    turns = {kind: iter(_turns(anchors, kind, losses)) for kind, anchors in by_kind.items()}
    told = []
    for loss in losses:
        named = next((by_place[name] for name in _names(loss) if name in by_place), "")
        seen = next(turns[loss["kind"]]) if loss["kind"] in turns else []
        told.append(Placed(loss["message"], [named] if named else seen))
    return told


def anchor(block: int, row: int | None = None) -> str:
    """The anchor of a block, or of one of its rows; both counted from 0."""
    return f"original-{block}" if row is None else f"original-{block}-{row}"


def _parts(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, block in enumerate(blocks):
        yield anchor(number), block
        for count, row in enumerate(block.get("rows", ())):
            yield anchor(number, count), row


def _turns(anchors: list[str], kind: str, losses: Sequence[Mapping[str, str]]) -> list[list[str]]:
    several = sum(loss["kind"] == kind for loss in losses)
    return [[one] for one in anchors] if several == len(anchors) else [anchors] * several


def _names(loss: Mapping[str, str]) -> Iterator[str]:
    """What the place may be called, the most exact first."""
    place, detail = loss["place"], loss["detail"]
    for name in (f"{place} {detail}", place):
        if found := _CELL.fullmatch(name) or _ROW.fullmatch(name):
            yield f"{found[1]} {found[2]}"
    if place:
        yield place
