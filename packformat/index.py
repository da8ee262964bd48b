"""Index documents: what machines resolve from, one for each pack and one for the registry's keys.

The payload of a pack's document holds every release that was ever published, oldest version first, with all
that a client needs to choose and to check: requirements, digests, sizes, the time of publication, yanks,
powers, token costs and advisories. Its serial only grows. Every document says how long it is to be believed.
"""

from __future__ import annotations

import binascii
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.advisory import AdvisoryEntry
from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.jsontext import parse_json
from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PACK_PATH = "index/v1/packs/{name}.jsonl"
ROOT_PATH = "index/v1/root.jsonl"
ARCHIVE_PATH = "archives/{hex}.zip"
"""Paths below a registry's address, the same for a web server, a mirror and ``file://``."""

MOST_HANDOVERS = 100
"""Of a root document: each is verified by whoever pinned a key before it."""

_MOMENT = "0000-00-00T00:00:00Z"
"""The form of a moment, with a zero for each digit."""
_TO_ZEROS = str.maketrans("123456789", "000000000")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


class Term(NamedTuple):
    """From when to when a document is to be believed: RFC 3339, UTC, to the second, so that texts compare."""

    signed_at: str
    expires_at: str

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Term:
        """Read the two moments of a payload; ValueError where one is of another form, or in no calendar."""
        term = cls(value["signed_at"], value["expires_at"])
        for moment in term:
            if not _is_moment(moment):
                raise ValueError(f"`{moment}` is not a moment such as 2026-11-28T12:00:00Z")
        return term


def _is_moment(text: str) -> bool:
    """Whether a text has the form of a moment and stands in the calendar: a 99th month would never be past.

    By hand, because the module that knows the calendar would be loaded by every command.
    """
    if text.translate(_TO_ZEROS) != _MOMENT:
        return False
    year, month, day = int(text[:4]), text[5:7], text[8:10]
    if not year or not "01" <= month <= "12":
        return False
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = _DAYS[int(month) - 1] + (is_leap and int(month) == _FEBRUARY)
    return 1 <= int(day) <= last and text[11:13] < "24" and max(text[14:16], text[17:19]) < "60"


class ReleaseEntry(NamedTuple):
    """One release in a pack's document; sizes in bytes, time in RFC 3339 UTC, ``yanked`` is the reason."""

    version: Version
    archive: Digest
    size: int
    tree: Digest
    files: int
    unpacked: int
    published_at: str
    requires: tuple[Requirement, ...] = ()
    summary: str = ""
    yanked: str | None = None
    powers: Mapping[str, Any] = MappingProxyType({})
    tokens: Mapping[str, Any] = MappingProxyType({})
    badges: tuple[str, ...] = ()
    advisories: tuple[AdvisoryEntry, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The release as the document states it; one without badges or advisories says nothing of them."""
        row = {
            "version": str(self.version),
            "archive": self.archive,
            "size": self.size,
            "tree": self.tree,
            "files": self.files,
            "unpacked": self.unpacked,
            "published_at": self.published_at,
            "requires": {str(item.name): str(item.specifier) for item in self.requires},
            "summary": self.summary,
            "yanked": self.yanked,
            "powers": dict(self.powers),
            "tokens": dict(self.tokens),
        }
        if self.badges:
            row["badges"] = list(self.badges)
        if self.advisories:
            row["advisories"] = [advisory.as_dict() for advisory in self.advisories]
        return row

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> ReleaseEntry:
        """Read what `as_dict` gives; raises whatever a value of another shape leads to."""
        requires = tuple(
            Requirement(PackName.parse(name), Specifier.parse(text))
            for name, text in row.get("requires", {}).items()
        )
        return cls(
            version=Version.parse(row["version"]),
            archive=Digest.parse(row["archive"]),
            size=int(row["size"]),
            tree=Digest.parse(row["tree"]),
            files=int(row["files"]),
            unpacked=int(row["unpacked"]),
            published_at=str(row["published_at"]),
            requires=requires,
            summary=str(row.get("summary", "")),
            yanked=None if row.get("yanked") is None else str(row["yanked"]),
            powers=_of_lists(row.get("powers", {})),
            tokens={str(when): int(count) for when, count in row.get("tokens", {}).items()},
            badges=tuple(str(badge) for badge in row.get("badges", ())),
            advisories=tuple(AdvisoryEntry.read(item) for item in row.get("advisories", ())),
        )


class PackDocument:
    """Every release of one pack, oldest version first, under a serial that only grows."""

    __slots__ = ("name", "releases", "serial", "term")

    def __init__(self, name: PackName, serial: int, releases: Sequence[ReleaseEntry], term: Term):
        self.name = name
        self.serial = serial
        self.term = term
        self.releases = tuple(sorted(releases, key=lambda release: release.version))

    def to_payload(self) -> bytes:
        """The one line of JSON that is signed."""
        releases = [release.as_dict() for release in self.releases]
        head = {"type": "pack", "name": str(self.name), "serial": self.serial}
        return _one_line({**head, **self.term._asdict(), "releases": releases})

    @classmethod
    def parse(cls, payload: bytes, source: str) -> PackDocument:
        """Read a payload; raises E_DOCUMENT. Fields that are not known are passed over."""
        try:
            value = _read_payload(payload, "pack")
            name = PackName.parse(value["name"])
            releases = [ReleaseEntry.read(row) for row in value["releases"]]
            if len({release.version for release in releases}) != len(releases):
                raise ValueError("it states a version twice")
            return cls(name, int(value["serial"]), releases, Term.read(value))
        except (*UNREADABLE, CtxpackError) as error:
            raise FORMAT.error("E_DOCUMENT", document=source, reason=why_unreadable(error)) from None


class RootDocument:
    """The keys that sign a registry's documents: raw public keys by id.

    ``handovers`` lead from keys that it had before to the present one, oldest first (see
    `packformat.handover`); ``retired`` are the ids of all that sign no root document any more. A registry
    that has never changed its key states neither.
    """

    __slots__ = ("handovers", "keys", "retired", "serial", "term")

    def __init__(
        self,
        serial: int,
        keys: Mapping[str, bytes],
        term: Term,
        *,
        handovers: Sequence[bytes] = (),
        retired: Iterable[str] = (),
    ):
        self.serial = serial
        self.term = term
        self.keys = dict(keys)
        self.handovers = tuple(handovers)
        self.retired = frozenset(retired)

    def to_payload(self) -> bytes:
        """The one line of JSON that is signed."""
        keys = {
            name: binascii.b2a_base64(raw, newline=False).decode("ascii")
            for name, raw in sorted(self.keys.items())
        }
        value = {"type": "root", "serial": self.serial, **self.term._asdict(), "keys": keys}
        if self.handovers:
            value["handovers"] = [document.decode("utf-8") for document in self.handovers]
        if self.retired:
            value["retired"] = sorted(self.retired)
        return _one_line(value)

    @classmethod
    def parse(cls, payload: bytes, source: str) -> RootDocument:
        """Read a payload; raises E_DOCUMENT."""
        try:
            value = _read_payload(payload, "root")
            keys = {str(name): binascii.a2b_base64(raw) for name, raw in value["keys"].items()}
            handovers = [document.encode("utf-8") for document in value.get("handovers", ())]
            if len(handovers) > MOST_HANDOVERS:
                raise ValueError(f"it has more than {MOST_HANDOVERS} handovers")
            retired = [str(key) for key in value.get("retired", ())]
            return cls(int(value["serial"]), keys, Term.read(value), handovers=handovers, retired=retired)
        except UNREADABLE as error:
            raise FORMAT.error("E_DOCUMENT", document=source, reason=why_unreadable(error)) from None


def _of_lists(powers: Mapping[str, Any]) -> dict[str, list[Any]]:
    for kind, items in powers.items():
        if not isinstance(items, list):
            raise TypeError(f"its powers of the kind {kind} are no list")
    return dict(powers)


def _read_payload(payload: bytes, kind: str) -> dict[str, Any]:
    value = parse_json(payload)
    if value["type"] != kind:
        raise ValueError(f"it is of type {value['type']}, not {kind}")
    return dict(value)


def _one_line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
