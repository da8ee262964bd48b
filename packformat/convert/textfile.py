"""Plain text and Markdown, and how the letters of a text file are stored."""

from __future__ import annotations

import re

from packformat.convert.result import Converted, Loss

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FALLBACK = "cp1252"
_UNUSED = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes that Windows-1252 leaves unused; browsers read them as control characters."""
_BLANK_LINES = re.compile(r"\n{3,}")


def decode(data: bytes) -> tuple[str, list[Loss]]:
    """The text of a file, line ends as line feeds, and a loss where its encoding had to be guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace")), []
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError:
        text = "".join(_UNUSED.get(byte) or bytes((byte,)).decode(_FALLBACK) for byte in data)
        return _lines(text), [Loss("encoding", "", "Windows-1252")]


def convert(data: bytes) -> Converted:
    """Text or Markdown as it is; only line ends and empty lines are made alike."""
    text, losses = decode(data)
    text = "\n".join(line if line.strip() else "" for line in text.replace("\f", "\n\n").split("\n"))
    return Converted(_BLANK_LINES.sub("\n\n", text).strip("\n") + "\n", tuple(losses))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
