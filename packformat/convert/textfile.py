"""Plain text and Markdown, and how the letters of a text file are stored."""

from __future__ import annotations

import codecs
import re

from packformat.convert.result import Converted, Loss

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LETTERS = "".join(
    chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes((byte,)).decode("cp1252")
    for byte in range(256)
)
"""Windows-1252; the bytes that it leaves unused are control characters, as browsers read them."""
_BLANK_LINES = re.compile(r"\n{3,}")


def decode(data: bytes) -> tuple[str, list[Loss]]:
    """The text of a file, line ends as line feeds, and a loss where its encoding had to be guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace")), []
    try:
        return _lines(data.decode("utf-8")), []
    except UnicodeDecodeError:
        text, _ = codecs.charmap_decode(data, "strict", _LETTERS)
        return _lines(text), [Loss("encoding", "", "Windows-1252")]


def convert(data: bytes) -> Converted:
    """Text or Markdown as it is; only line ends and empty lines are made alike."""
    text, losses = decode(data)
    text = "\n".join(line if line.strip() else "" for line in text.replace("\f", "\n\n").split("\n"))
    return Converted(_BLANK_LINES.sub("\n\n", text).strip("\n") + "\n", tuple(losses))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
