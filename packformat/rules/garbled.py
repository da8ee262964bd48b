"""Text that was saved in the wrong encoding: UTF-8 that a program took for something else and wrote anew.

Its signs are several where one was meant, and some of these are control characters, which nobody typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packformat.edits import Edit
from packformat.errors import printable
from packformat.rules.base import Rule, Seen
from packformat.rules.offers import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_RUN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]+"
)
"""The signs that a byte beyond ASCII becomes in Windows-1252, or in ISO 8859-1 where that has none."""
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_JOINER = "\u200d"
_SHOWN = 12


def without_garbled(text: str) -> str:
    """The text with blanks in place of every run of signs of which it is certain what was meant."""
    return _RUN.sub(lambda run: " " * len(run[0]) if _meant(run[0]) else run[0], text)


def _garbled(view: PackView) -> Iterator[Seen]:
    for text in view.texts:
        if not (text.may_hold_controls and _CONTROLS.search(text.text)):
            continue
        for found in _RUN.finditer(text.text):
            if _CONTROLS.search(found[0]) and (meant := _meant(found[0])):
                yield _seen(text, text.line_at(found.start()), found[0], meant)
                break


def _seen(text: TextFile, number: int, run: str, meant: str) -> Seen:
    shown = printable(run[:_SHOWN])
    message = f"Line {number} was saved in the wrong encoding: `{shown}` should be `{meant[:_SHOWN]}`"
    line = text.line(number)
    edit = Edit(text.path, number, line, _RUN.sub(_mended, line)) if len(line) <= LARGEST else None
    return Seen(text.path, message, "type the signs anew, and save the file as UTF-8", number, edit=edit)


def _mended(run: re.Match[str]) -> str:
    return _meant(run[0]) or run[0]


def _meant(run: str) -> str:
    """What a run of signs was before it was garbled; empty where it was no such thing."""
    try:
        meant = b"".join(map(_byte_of, run)).decode("utf-8")
    except UnicodeError:
        return ""
    return meant if meant.replace(_JOINER, "").isprintable() else ""


@cache
def _byte_of(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


RULES = (Rule("text/garbled", "warning", "Signs were saved as they were meant.", _garbled),)
