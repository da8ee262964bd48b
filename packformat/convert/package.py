"""The zip that every office document is: looked at before any library reads it.

What the libraries cannot be trusted with is refused here: bombs, programs inside, and XML that declares
entities (XXE, billion laughs) or nests to the end of the stack.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING
from xml.sax import ContentHandler, SAXParseException

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from packformat.codes import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.sax.xmlreader import AttributesImpl

LARGEST_UNPACKED = 100 * 1024 * 1024
"""Bytes of all parts together; large decks are large for their pictures, which are packed already."""
MOST_PARTS = 5_000
DEEPEST = 150
"""Elements inside one another in any part."""
MOST_ELEMENTS = 3_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = ("vbaproject.bin", "vbadata.xml")


class Package:
    """The parts of a document: how often each element occurs, by part, and what else lies in it."""

    def __init__(self, elements: Mapping[str, Counter[str]], names: list[str]):
        self._elements = elements
        self.names = names

    def count(self, part: str, *elements: str) -> int:
        """How many of these elements a part has; none when there is no such part."""
        counts = self._elements.get(part, Counter())
        return sum(counts[element] for element in elements)


def open_package(data: bytes, what: str) -> Package:
    """Look at every part; raises E_CONVERT_… for what must not be read, or is no such document."""
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise FORMAT.error("E_CONVERT_PASSWORD", what=what)
        raise FORMAT.error("E_CONVERT_OLD", what=what)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries)
            parts = {
                entry.filename: _elements(entry.filename, package.read(entry))
                for entry in entries
                if entry.filename.endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what=what, reason=str(error)) from None
    if "[Content_Types].xml" not in parts:
        raise FORMAT.error("E_CONVERT_BROKEN", what=what, reason="it does not say what its parts are")
    return Package(parts, [entry.filename for entry in entries])


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"it has more than {MOST_PARTS} parts")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"it unpacks to more than {LARGEST_UNPACKED} bytes")
    names = Counter(entry.filename.lower() for entry in entries)
    if names and max(names.values()) > 1:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason="two of its parts have the same name")
    programs = [name for name in names if name.endswith(_PROGRAMS) or "/macrosheets/" in name]
    if programs:
        raise FORMAT.error("E_CONVERT_MACROS", part=programs[0])


def _elements(name: str, data: bytes) -> Counter[str]:
    counter = _Counter()
    try:
        parseString(data, counter, forbid_dtd=True)
    except DefusedXmlException:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"its part `{name}` declares entities") from None
    except SAXParseException as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what="XML", reason=f"`{name}`: {error.getMessage()}") from None
    return counter.counts


class _Counter(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self._depth = 0
        self._all = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: ARG002, N802 - xml.sax calls it
        self._depth += 1
        self._all += 1
        if self._depth > DEEPEST:
            raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"it nests more than {DEEPEST} levels deep")
        if self._all > MOST_ELEMENTS:
            raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"a part has more than {MOST_ELEMENTS} elements")
        self.counts[name.rpartition(":")[2]] += 1

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - xml.sax calls it
        self._depth -= 1
