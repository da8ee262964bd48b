"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class FileType(NamedTuple):
    """A kind of file: in which class of content it falls, and its name with an article."""

    family: str
    name: str


ARCHIVE, PROGRAM, PICTURE, DOCUMENT, FONT, MEDIA, MARKUP = (
    "archive",
    "program",
    "picture",
    "document",
    "font",
    "media",
    "markup",
)

_MAGICS: tuple[tuple[int, bytes, FileType], ...] = (
    (0, b"PK\x03\x04", FileType(ARCHIVE, "a zip archive")),
    (0, b"PK\x05\x06", FileType(ARCHIVE, "an empty zip archive")),
    (0, b"Rar!\x1a\x07", FileType(ARCHIVE, "a RAR archive")),
    (0, b"7z\xbc\xaf\x27\x1c", FileType(ARCHIVE, "a 7z archive")),
    (0, b"\x1f\x8b\x08", FileType(ARCHIVE, "gzip data")),
    (0, b"BZh", FileType(ARCHIVE, "bzip2 data")),
    (0, b"\xfd7zXZ\x00", FileType(ARCHIVE, "xz data")),
    (0, b"\x28\xb5\x2f\xfd", FileType(ARCHIVE, "zstd data")),
    (257, b"ustar", FileType(ARCHIVE, "a tar archive")),
    (0, b"\x7fELF", FileType(PROGRAM, "a Linux program (ELF)")),
    (0, b"MZ", FileType(PROGRAM, "a Windows program (PE)")),
    (0, b"\xfe\xed\xfa\xce", FileType(PROGRAM, "a macOS program (Mach-O)")),
    (0, b"\xfe\xed\xfa\xcf", FileType(PROGRAM, "a macOS program (Mach-O)")),
    (0, b"\xce\xfa\xed\xfe", FileType(PROGRAM, "a macOS program (Mach-O)")),
    (0, b"\xcf\xfa\xed\xfe", FileType(PROGRAM, "a macOS program (Mach-O)")),
    (0, b"\xca\xfe\xba\xbe", FileType(PROGRAM, "a Java class or a macOS program")),
    (0, b"\x00asm", FileType(PROGRAM, "a WebAssembly program")),
    (0, b"dex\n", FileType(PROGRAM, "an Android program")),
    (0, b"\x89PNG\r\n\x1a\n", FileType(PICTURE, "a PNG picture")),
    (0, b"\xff\xd8\xff", FileType(PICTURE, "a JPEG picture")),
    (0, b"GIF8", FileType(PICTURE, "a GIF picture")),
    (8, b"WEBP", FileType(PICTURE, "a WebP picture")),
    (0, b"\x00\x00\x01\x00", FileType(PICTURE, "an icon")),
    (0, b"%PDF-", FileType(DOCUMENT, "a PDF document")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType(DOCUMENT, "an old Office document")),
    (0, b"SQLite format 3\x00", FileType(DOCUMENT, "an SQLite database")),
    (0, b"\x00\x01\x00\x00", FileType(FONT, "a TrueType font")),
    (0, b"OTTO", FileType(FONT, "an OpenType font")),
    (0, b"wOFF", FileType(FONT, "a web font")),
    (0, b"wOF2", FileType(FONT, "a web font")),
    (8, b"WAVE", FileType(MEDIA, "a sound")),
    (4, b"ftyp", FileType(MEDIA, "a video")),
    (0, b"ID3", FileType(MEDIA, "a sound")),
    (0, b"OggS", FileType(MEDIA, "a sound or video")),
)
_BY_FIRST_BYTE = tuple(
    tuple(magic for magic in _MAGICS if magic[0] or magic[1][0] == first) for first in range(256)
)
"""The marks that a file may have which begins with a byte: few, and a pack has thousands of files."""
_MARKUP = FileType(MARKUP, "a web page or XML")
_BYTECODE = FileType(PROGRAM, "compiled Python")
_BYTECODE_END = b"\r\n"
"""Bytes 2 and 3 of every compiled Python file since 1.5."""
_BYTECODE_HEADER = 16
_LARGEST_FLAGS = 3
_HEAD = 264
"""Bytes that tell a type: the furthest mark is that of a tar archive."""
_REMEMBERED = 6000
"""Beginnings that are not looked at again: several rules ask about each file of a pack."""
_SHOWN = 8
_READ = 400
"""Bytes by which a text is told from other bytes that have no type."""


def file_type(data: bytes) -> FileType | None:
    """The type that the first bytes of ``data`` give away; None for text and for what is not known."""
    return _type_of(data[:_HEAD])


@lru_cache(_REMEMBERED)
def _type_of(data: bytes) -> FileType | None:
    for offset, magic, kind in _BY_FIRST_BYTE[data[0]] if data else ():
        if data.startswith(magic, offset):
            return kind
    if _is_bytecode(data):
        return _BYTECODE
    if data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _MARKUP
    return None


def describe(data: bytes) -> str:
    """What ``data`` is, in words for a message."""
    kind = file_type(data)
    if kind:
        return kind.name
    said = data[:_READ].decode("utf-8", "ignore")
    if said and all(char.isprintable() or char.isspace() for char in said):
        return "a text"
    return f"something that begins with the bytes {data[:_SHOWN].hex(' ')}"


def _is_bytecode(data: bytes) -> bool:
    """PEP 552: a magic number ending in CR LF, flags 0 to 3, then time and size or a hash, then code."""
    flags = int.from_bytes(data[4:8], "little")
    return (
        len(data) >= _BYTECODE_HEADER
        and data[2:4] == _BYTECODE_END
        and data[1] in (0x0C, 0x0D, 0x0E)
        and flags <= _LARGEST_FLAGS
    )
