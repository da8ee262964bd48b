"""Keeping memories short and lasting: pure functions from a text to a shorter one that says as much.

An entry is a list item at the left edge with the lines indented below it. Nothing is rewritten: entries are
taken out when another says all that they say, dates take the place of words such as "yesterday", and the
oldest entries of a text that is too long to be loaded are moved.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from installer_cli.knowledge.dates import absolute
from installer_cli.wiki.likeness import triples
from packformat.wiki.pages import split_fields

MOST_LINES, MOST_BYTES = 200, 25_000
"""What a client that loads a memory always is sure to read of it."""
_DATED = re.compile(r"[-*] \W{0,4}(\d{4}-\d\d-\d\d)\b")
_HEADING = re.compile(r"#{1,6} +(\S*)")
_FIGURE = re.compile(r"\d[\d.,:-]*")
_FEWEST_RUNS = 3
"""Word triples below which an entry has to be the same as another, not only contained."""


class Tidied(NamedTuple):
    """A text after tidying, what was moved out of it, and why, a sentence for each change."""

    text: str
    moved: str
    reasons: tuple[str, ...]


def tidy(text: str, *, limited: bool) -> Tidied:
    """Tidy one text; ``limited`` for one that is loaded into every session."""
    fields, _, _ = split_fields(text)
    blocks = _blocks(text)
    dated, dates = _with_dates(blocks, _day(fields.get("updated", "")))
    kept, twins = _without_twins(dated)
    moved, left = _oldest(kept) if limited else ([], kept)
    reasons = [
        f"{count} {words if count > 1 else word}"
        for count, word, words in (
            (dates, "line with a date that ages", "lines with dates that age"),
            (twins, "entry that another says", "entries that others say"),
            (len(moved), "old entry moved", "old entries moved"),
        )
        if count
    ]
    return Tidied("".join(left), "".join(moved), tuple(reasons))


def _blocks(text: str) -> list[str]:
    """The text in pieces that give it back when they are joined: entries, code, and lines between them."""
    blocks: list[str] = []
    fenced = False
    for line in text.splitlines(keepends=True):
        goes_on = line.startswith(("  ", "\t")) and bool(blocks) and _is_entry(blocks[-1])
        if fenced or goes_on:
            blocks[-1] += line
        else:
            blocks.append(line)
        fenced ^= line.lstrip().startswith("```")
    return blocks


def _is_entry(block: str) -> bool:
    return block.startswith(("- ", "* "))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _with_dates(blocks: list[str], updated: dt.date | None) -> tuple[list[str], int]:
    """Dates by the day that an entry begins with, else its heading, else the day of the last update."""
    changed: list[str] = []
    count, above = 0, updated
    for block in blocks:
        heading = _HEADING.match(block)
        if heading:
            above = _day(heading[1]) or updated
        begun = _DATED.match(block)
        on = _day(begun[1]) if begun else above
        new = absolute(block, on) if on and "```" not in block else block
        changed.append(new)
        count += new != block
    return changed, count


def _without_twins(blocks: list[str]) -> tuple[list[str], int]:
    """Without entries that another repeats or contains, words and figures alike; the earlier one stays."""
    entries = [place for place, block in enumerate(blocks) if _is_entry(block)]
    words = {place: " ".join(blocks[place].split()).casefold() for place in entries}
    runs = {place: triples(blocks[place]) for place in entries}
    gone: set[int] = set()
    for place in entries:
        for other in entries:
            if other == place or other in gone or place in gone:
                continue
            same = words[other] == words[place] and other < place
            held = (
                len(runs[place]) >= _FEWEST_RUNS
                and runs[place] < runs[other]
                and _figures_in(blocks, place, other)
            )
            if same or held:
                gone.add(place)
    return [block for place, block in enumerate(blocks) if place not in gone], len(gone)


def _figures_in(blocks: list[str], place: int, other: int) -> bool:
    return set(_FIGURE.findall(blocks[place])) <= set(_FIGURE.findall(blocks[other]))


def _oldest(blocks: list[str]) -> tuple[list[str], list[str]]:
    """The oldest dated entries, as many as have to go until the rest can be loaded; and the rest."""
    dated = sorted(
        ((begun[1], place) for place, block in enumerate(blocks) if (begun := _DATED.match(block))),
    )
    gone: set[int] = set()
    for _, place in dated:
        rest = "".join(block for number, block in enumerate(blocks) if number not in gone)
        if rest.count("\n") <= MOST_LINES and len(rest.encode("utf-8")) <= MOST_BYTES:
            break
        gone.add(place)
    moved = [block for place, block in enumerate(blocks) if place in gone]
    return moved, [block for place, block in enumerate(blocks) if place not in gone]
