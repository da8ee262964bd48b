"""The elements of XML, counted while it is read: nothing is kept of it but how often each occurs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from packformat.codes import FORMAT
from packformat.convert.grid import area_of
from packformat.convert.limits import check

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUICK = frozenset(("c", "f", "is", "row", "si", "t", "v"))
"""Elements of a workbook that are soon read; each of the others becomes an object with many parts."""
_SPREADING = frozenset(("comment", "hyperlink", "mergeCell"))
"""Elements for which a library looks at, or makes, every cell of the area that they name."""


class Elements:
    """Counts of all parts of a document together, held to the limits of its kind."""

    def __init__(self, kind: str):
        self._kind = kind
        self._size = 0
        self._counts: Counter[str] = Counter()
        self._formulas = 0
        self._spread = 0
        self._longest = 0

    def read(self, size: int) -> None:
        """Count bytes that are about to be parsed."""
        self._size += size
        check("sheets" if self._kind == "workbook" else "xml", self._size)

    def hold(self, part: Counter[str]) -> None:
        """Refuse what is beyond a limit, with what is counted of a part that is not yet at its end."""
        count = self._counts.total() + part.total()
        check(self._kind, count)
        check("names", len(part))
        if self._kind == "workbook":
            check("strings", self._counts["si"] + part["si"])
            check("looks", count - sum(self._counts[name] + part[name] for name in _QUICK))

    def add(self, part: Counter[str]) -> None:
        """Add the counts of a part that has come to its end."""
        self._counts += part

    def formula(self, size: int, *, is_shared: bool) -> None:
        """Count a formula's letters; one that is shared has those of the longest that may be meant."""
        self._longest = max(self._longest, size)
        self._formulas += self._longest if is_shared else size
        check("formulas", self._formulas)

    def spread(self, reference: str) -> None:
        """Count the cells of an area."""
        self._spread += area_of(reference)
        check("spread", self._spread)


class Counted(NamedTuple):
    """How often each element occurs in a part, and from which byte to which the rows of a sheet go."""

    counts: Counter[str]
    rows: tuple[int, int]


class Part:
    """One part: fed in pieces, counted by the names of its elements without their prefixes."""

    def __init__(self, elements: Elements, name: str, *, is_strict: bool):
        """Begin a part; a strict one may not even have a document type."""
        self._elements = elements
        self._name = name
        self._counts: Counter[str] = Counter()
        self._depth = self._deepest = self._columns = 0
        self._rows: list[int] = []
        self._formula: list[str] = []
        self._is_shared = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse
        if is_strict:
            self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes) -> None:
        """Read on; raises E_CONVERT_… for what is no XML, or more than there may be."""
        self._elements.read(len(piece))
        self._parse(piece, is_end=False)
        self._elements.hold(self._counts)

    def close(self) -> Counted:
        """What the part is found to be, when it has come to its end."""
        self._parse(b"", is_end=True)
        check("columns", self._columns)
        self._elements.add(self._counts)
        return Counted(self._counts, (self._rows[0], self._rows[-1]) if self._rows else (0, 0))

    def _parse(self, piece: bytes, *, is_end: bool) -> None:
        try:
            self._parser.Parse(piece, is_end)
        except expat.ExpatError as error:
            reason = f"`{self._name}`: {expat.ErrorString(error.code)}"
            raise FORMAT.error("E_CONVERT_BROKEN", what="XML", reason=reason) from None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            self._deepest = self._depth
            check("levels", self._depth)
        short = name.rpartition(":")[2]
        self._counts[short] += 1
        if short == "c":
            self._columns += 1
        elif short == "row":
            check("columns", self._columns)
            self._columns = 0
            if not self._rows:
                self._rows.append(self._parser.CurrentByteIndex)
        elif short in _SPREADING and "ref" in attributes:
            self._elements.spread(attributes["ref"])
        elif short == "f":
            self._is_shared = attributes.get("t") == "shared"
            self._parser.CharacterDataHandler = self._formula.append

    def _end(self, name: str) -> None:
        self._depth -= 1
        short = name.rpartition(":")[2]
        if short == "sheetData" and self._rows:
            self._rows.append(self._parser.CurrentByteIndex)
        elif short == "f":
            self._parser.CharacterDataHandler = None
            self._elements.formula(sum(map(len, self._formula)), is_shared=self._is_shared)
            self._formula.clear()

    def _refuse(self, *_: object) -> None:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"its part `{self._name}` declares entities")
