"""A pack's texts as a model is shown them: what nobody can see is written out, what is encoded decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.fenced import shown_line
from packformat.rules.encoded import decoded_rows
from packformat.rules.textfile import suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_MOST_DECODED = 100
"""Texts behind rows in base64 of one text that are shown."""
_DATA_SUFFIXES = frozenset(("csv", "tsv", "jsonl", "svg", "css", "xml", "lock", "sql", "bib"))


class ShownText(NamedTuple):
    """A text of a pack: its path, its lines as they are shown, and what stands encoded in it.

    ``is_whole`` is false where more stands encoded than is shown.
    """

    path: str
    lines: tuple[str, ...]
    decoded: tuple[str, ...]
    is_whole: bool = True


def shown_texts(view: PackView) -> Iterator[ShownText]:
    """Yield the texts that a client loads first, then programs and pages, then data."""
    spoken = {document.path for document in view.documents}

    def order(path: str) -> tuple[bool, bool, str]:
        return path not in spoken, suffix_of(path) in _DATA_SUFFIXES, path

    for text in sorted(view.texts, key=lambda text: order(text.path)):
        lines = tuple(map(shown_line, text.text.split("\n")))
        decoded, is_all = decoded_rows(text.text, _MOST_DECODED)
        yield ShownText(text.path, lines, tuple(map(shown_line, decoded)), is_all)
