"""A pack's texts as a model is shown them: what nobody can see is written out, what is encoded decoded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.rules.encoded import decoded_rows
from packformat.rules.textfile import suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_MOST_DECODED = 100
"""Texts behind rows in base64 of one text that are shown."""
_DATA_SUFFIXES = frozenset(("csv", "tsv", "jsonl", "svg", "css", "xml", "lock", "sql", "bib"))
_SHOWS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
    "|(?<![^\ufe0e\ufe0f])[\ufe0e\ufe0f]"
)
"""Letters and marks that count as printable and show nothing: selectors of a form (UTS 51) but for one that
follows a sign, fillers, and joiners of signs. A row of them says what a program reads and no person."""
_MENTION = re.compile(r"@(?=[\"./~\\])|(?:^|(?<=\s))@(?=[^\s@/]+/)")
"""A sign by which clients of models take a path for a file of their machine and read it out to the model."""


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


def shown_line(line: str) -> str:
    """A line with escapes for what cannot be seen, but for tabs and the carriage return of its end.

    Escaped is also what a client would take for a file that it should add.
    """
    seen = _SHOWS_NOTHING.sub(_escape, line.removesuffix("\r"))
    seen = _MENTION.sub(r"\\u0040", seen)
    return "\t".join(printable(part, len(part)) for part in seen.split("\t"))


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("ascii", "backslashreplace").decode("ascii")
