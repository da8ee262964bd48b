"""Search in texts with SQLite's full-text index, made in memory: no server, and nothing left behind."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

_COMMON = frozenset(
    (
        "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "did", "do", "does", "for",
        "from", "had", "has", "have", "he", "how", "i", "if", "in", "is", "it", "its", "many", "me",
        "much", "my", "of", "on", "or", "our", "she", "should", "that", "the", "their", "them", "there",
        "they", "this", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who", "why",
        "will", "with", "you", "your",
    )
)  # fmt: skip
"""Words that nearly every question holds and no page is about."""
_COLUMNS = "place UNINDEXED, line UNINDEXED, name, text"
_TABLE = f"CREATE VIRTUAL TABLE entry USING fts5({_COLUMNS}, tokenize='porter')"
_QUERY = (
    "SELECT place, line, name, text FROM entry WHERE entry MATCH ? "
    "ORDER BY bm25(entry, 0, 0, 8, 1), place, line LIMIT ?"
)
_HEADING = re.compile(r"^#{1,6} +(.+)$")
_MOST_LINES = 60
"""Lines of one entry: in a transcript without headings, the part that fits is found, and not the whole."""
_MOST_WORDS = 32
"""Words of a query that are looked for; a question has far fewer."""
LONGEST_PASSAGE = 400
_BEFORE = 100
"""Characters of a passage that is cut which stand before the first word that was found."""


class Entry(NamedTuple):
    """A text to be found: where it is, the line it begins on, the names it goes by, and what it says."""

    place: str
    line: int
    names: str
    text: str


class Hit(NamedTuple):
    """One passage: where it is, its line (from 1), its heading, and the line with those beside it."""

    place: str
    line: int
    title: str
    text: str


class Finder:
    """Texts in an index; used in a ``with`` block, at whose end the index is gone.

    Raises E_FULL_TEXT where this Python's SQLite cannot search texts.
    """

    def __init__(self, entries: Iterable[Entry]):
        self._database = sqlite3.connect(":memory:")
        try:
            self._database.execute(_TABLE)
        except sqlite3.OperationalError as error:
            raise FORMAT.error("E_FULL_TEXT", reason=str(error)) from None
        self._database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def find(self, query: str, limit: int = 5) -> list[Hit]:
        """The texts that fit best (BM25, names before text); none when no word of the query occurs."""
        words = dict.fromkeys(re.findall(r"\w+", query.lower()))
        terms = [word for word in words if word not in _COMMON][:_MOST_WORDS]
        if not terms:
            return []
        wanted = " OR ".join(f'"{term}"' for term in terms)
        with closing(self._database.execute(_QUERY, (wanted, limit))) as rows:
            return [_hit(Entry(*row), terms) for row in rows]


def _hit(entry: Entry, terms: list[str]) -> Hit:
    lines = entry.text.split("\n")
    scores = [_score(line, terms) for line in lines]
    best = scores.index(max(scores))
    near = lines[max(best - 1, 0) : best + 2]
    words = " ".join(line for line in near if line == lines[best] or not _HEADING.match(line))
    text = _cut(" ".join(words.split()), [_stem(term) for term in terms])
    return Hit(entry.place, entry.line + best, entry.names.partition("\n")[0], text)


def _score(line: str, terms: list[str]) -> tuple[int, bool]:
    """How well a line fits: by its words more than by their stems; of two that fit alike a heading less."""
    folded = line.lower()
    found = sum(2 if term in folded else _stem(term) in folded for term in terms)
    return found, not _HEADING.match(line)


def _stem(term: str) -> str:
    """As much of a word as its other forms share; the shortest that has an ending has five letters."""
    return term[:-1] if len(term) > 4 else term  # noqa: PLR2004 - explained above


def _cut(text: str, stems: list[str]) -> str:
    """As much of a text as a result shows, around the first word that was found."""
    if len(text) <= LONGEST_PASSAGE:
        return text
    places = (place for stem in stems if (place := text.lower().find(stem)) >= 0)
    start = max(min(places, default=0) - _BEFORE, 0)
    end = start + LONGEST_PASSAGE
    return f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"


def text_of(data: bytes) -> str | None:
    """The text that bytes are in UTF-8, with line feeds alone between lines; None for what is no text."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def passages(place: str, text: str) -> Iterator[Entry]:
    """A text cut at its headings, and where it is long, so that a result leads to the part that answers."""
    lines: list[str] = []
    start, name = 1, place
    for number, line in enumerate(text.split("\n"), 1):
        found = _HEADING.match(line)
        if lines and (found or len(lines) == _MOST_LINES):
            yield Entry(place, start, name, "\n".join(lines))
            start, lines = number, []
        name = found[1] if found else name
        lines.append(line)
    yield Entry(place, start, name, "\n".join(lines))
