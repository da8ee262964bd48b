"""The zip that every office document is: looked at before any library reads it.

What the libraries cannot be trusted with is refused here: bombs, programs inside, and XML that declares
entities (XXE, billion laughs), nests to the end of the stack or holds more than can be read soon. XML is read
in pieces, and no piece after the one in which a limit is passed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.convert.elements import Counted, Elements, Part
from packformat.convert.limits import check

if TYPE_CHECKING:
    from collections.abc import Mapping

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = ("vbaproject.bin", "vbadata.xml")
_PIECE = 1 << 16
_NO_XML = Counted(Counter(), (0, 0))


class Package:
    """The parts of a document: how often each element occurs, by part, and what else lies in it."""

    def __init__(self, parts: Mapping[str, Counted]):
        self._parts = parts
        self.names = list(parts)

    def rows(self, part: str) -> tuple[int, int]:
        """From which byte to which the rows of a sheet go; the same twice when the part has none."""
        return self._parts[part].rows

    def count(self, part: str, *elements: str) -> int:
        """How many of these elements a part has; none when there is no such part."""
        if part not in self._parts:
            return 0
        counts = self._parts[part].counts
        return sum(counts[element] for element in elements)

    def parts_with(self, element: str) -> set[str]:
        """The names of the parts in which an element occurs."""
        return {name for name, part in self._parts.items() if part.counts[element]}


def open_package(data: bytes, what: str, kind: str) -> Package:
    """Look at every part; raises E_CONVERT_… for what must not be read, or is no such document.

    ``kind`` is the limit that the elements of all parts together are held to.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise FORMAT.error("E_CONVERT_PASSWORD", what=what)
        raise FORMAT.error("E_CONVERT_OLD", what=what)
    elements = Elements(kind)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries)
            parts = {entry.filename: _count(package, entry, elements) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what=what, reason=str(error)) from None
    if "[Content_Types].xml" not in parts:
        raise FORMAT.error("E_CONVERT_BROKEN", what=what, reason="it does not say what its parts are")
    return Package(parts)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    check("parts", len(entries))
    check("unpacked", sum(entry.file_size for entry in entries))
    names = Counter(entry.filename.lower() for entry in entries)
    if names and max(names.values()) > 1:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason="two of its parts have the same name")
    programs = [name for name in names if name.endswith(_PROGRAMS) or "/macrosheets/" in name]
    if programs:
        raise FORMAT.error("E_CONVERT_MACROS", part=programs[0])


def _count(package: zipfile.ZipFile, entry: zipfile.ZipInfo, elements: Elements) -> Counted:
    """The elements of a part, whatever its name says it is: libraries go by what other parts say of it."""
    with package.open(entry) as file:
        piece = file.read(_PIECE)
        is_named = entry.filename.endswith((".xml", ".rels"))
        if not is_named and not _looks_like_xml(piece):
            return _NO_XML
        part = Part(elements, entry.filename, is_strict=is_named)
        while piece:
            part.feed(piece)
            piece = file.read(_PIECE)
        return part.close()


def _looks_like_xml(piece: bytes) -> bool:
    """Whether a part begins as XML does, in any of the encodings that parsers take."""
    return piece.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
