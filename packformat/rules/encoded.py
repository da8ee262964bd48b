"""The rule about texts in base64 that say something: what nobody can read, an agent or a program decodes."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING

from packformat.errors import printable
from packformat.rules.base import Rule, Seen
from packformat.rules.mention import is_quoted
from packformat.rules.textfile import READ_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_LEAST = 40
"""Letters of base64 below which nothing of weight can be said."""
_DECODED_PART = 2_000
_LONGEST_DECODED = 20_000
"""Letters of a row of base64 of which the text is shown to a reader."""
_MOST_DECODED = 1_000
"""Rows of one pack that are decoded; whose texts hold more is named as not read."""
_ROW = re.compile(rf"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{{{_LEAST},}}+={{0,2}}+(?![A-Za-z0-9+/=_-])")
_DIGEST = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})\Z")
"""What files that pin others hold by the thousand; no text in base64 has such letters alone."""
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_FLAT = bytes(ord("a") if byte in _LETTERS else ord(" ") for byte in range(256))
"""What makes one row of one letter of a row of base64."""
_UNREAD = "\ufffd"
_NO_TEXT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_UNREAD}]")
_MARKUP = re.compile(r"\s*(?:<|\{|\[|-----|%PDF|ssh-|#EXTM3U)")
"""How documents begin that are put into base64 everywhere: pictures, tokens, certificates, keys."""
_ACTS = re.compile(
    r"https?://|\b(?:curl|wget|eval|exec|import|iex|powershell|subprocess|sudo|chmod|nc|bash|invoke-\w+)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:you|your|agent|assistant|user|ignore|never|must|run|execute|send|fetch|instructions?|silently|secretly)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^\W\d_]{1,20}[,.:]? ){6}")
_SHOWN = 80


def _encoded_text(view: PackView) -> Iterator[Seen]:
    """Rows of base64 behind which an address, a command or a sentence stands."""
    decoded = 0
    for text in view.texts:
        for found in _rows(text.text) if text.suffix in READ_SUFFIXES else ():
            if _DIGEST.match(found[0]):
                continue
            decoded += 1
            if decoded > _MOST_DECODED:
                view.given_up.add(text.path)
                return
            said = _said_by(found[0])
            if said and not _is_quoted(text, found):
                line = text.line_at(found.start())
                message = f"Line {line} says in base64 what nobody can read there: `{said}`"
                yield Seen(text.path, message, "write it as it is read", line)
                break


def decoded_rows(text: str, most: int) -> tuple[list[str], bool]:
    """What stands behind rows of base64 in a text, where that is text, and whether that is all of it."""
    said, is_all = list[str](), True
    for number, found in enumerate(_rows(text)):
        if len(said) == most or number == _MOST_DECODED:
            return said, False
        if decoded := _decoded(found[0], _LONGEST_DECODED):
            said.append(decoded)
            is_all = is_all and len(found[0]) <= _LONGEST_DECODED
    return said, is_all


def _rows(text: str) -> Iterator[re.Match[str]]:
    """The rows of base64 in a text: that one may stand there is seen ten times sooner than what begins it."""
    flat = text.encode("ascii", "replace").translate(_FLAT) + b" "
    start = flat.find(_LEAST * b"a")
    while start >= 0:
        if found := _ROW.match(text, start):
            yield found
        start = flat.find(_LEAST * b"a", flat.index(b" ", start))


def _decoded(row: str, longest: int = _DECODED_PART) -> str:
    """The text behind the first part of a row of base64; empty where there is none."""
    part = row[:longest]
    said = binascii.a2b_base64(part[: len(part) // 4 * 4]).decode("utf-8", "replace").rstrip(_UNREAD)
    return "" if _NO_TEXT.search(said) else said


def _is_quoted(text: TextFile, found: re.Match[str]) -> bool:
    """Whether a page shows it as what others wrote."""
    start = text.words.find(found[0].lower(), found.start())
    return start >= 0 and is_quoted(text, start, start + len(found[0]))


def _said_by(row: str) -> str:
    """What stands behind a row of base64, if that is an address, a command or a sentence."""
    said = _decoded(row)
    if _MARKUP.match(said):
        return ""
    is_telling = _ACTS.search(said) or (_SENTENCE.search(said) and _SPEAKS.search(said))
    return printable(" ".join(said.split())[:_SHOWN]) if is_telling else ""


RULES = (
    Rule("content/encoded-text", "hold", "What a text says can be read where it stands.", _encoded_text),
)
