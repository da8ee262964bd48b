"""The lockfile ``ctxpack.lock``: exactly what was installed, one line a pack, sorted, without times.

It is TOML. A pack is one whole line, so two branches that add different packs merge line by line. The order
of lines carries no meaning; writing sorts them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.codes import FORMAT
from packformat.component import KINDS
from packformat.digest import Digest
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.names import PackName
from packformat.newer import newer
from packformat.tomlread import read_tables
from packformat.tomltext import toml_value
from packformat.versions import Requirement, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORMAT_VERSION = 1
_HEADER = "# Written by ctxpack: what is installed, exactly. Commit it; change it with `ctxpack`.\n"


class LockedPack(NamedTuple):
    """One pack as it was chosen: version, archive and tree digests, archive size in bytes, requirements.

    ``only`` are the labels of the components that were named where the pack is taken in part, and empty for
    the whole; ``requires`` is then what these need. The digests are always the whole pack's.
    """

    name: PackName
    version: Version
    archive: Digest
    size: int
    tree: Digest
    requires: tuple[Requirement, ...] = ()
    only: tuple[str, ...] = ()


class Lockfile:
    """The packs of a project by name."""

    __slots__ = ("packs",)

    def __init__(self, packs: Iterable[LockedPack] = ()):
        self.packs: dict[PackName, LockedPack] = {
            pack.name: pack for pack in sorted(packs, key=lambda pack: pack.name)
        }

    @classmethod
    def parse(cls, text: str) -> Lockfile:
        """Read a lockfile; raises E_LOCKFILE, or E_NEWER for one that a newer ctxpack has written.

        Where a merge has kept several lines for one pack, the one with the newest version counts, and of
        lines of one version the parts that any of them takes.
        """
        try:
            single, doubles = _without_doubles(text)
            value = read_tables(single)
            too_new = newer("ctxpack.lock", value["lock"], _FORMAT_VERSION)
            if not too_new:
                _check_format(value["lock"])
                rows = [*value.get("packs", {}).items(), *(row for line in doubles for row in line.items())]
                return cls(_merged(_read_pack(name, row) for name, row in rows))
        except (*UNREADABLE, CtxpackError) as error:
            raise FORMAT.error("E_LOCKFILE", reason=why_unreadable(error)) from None
        raise too_new

    def to_text(self) -> str:
        """The lockfile as it is written."""
        lines = [f"{name} = {_pack_text(pack)}\n" for name, pack in self.packs.items()]
        return f"{_HEADER}lock = {_FORMAT_VERSION}\n\n[packs]\n{''.join(lines)}"


def _without_doubles(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text with the first line of each pack, and the further lines of which there are several."""
    lines: dict[str, str] = {}
    doubles: list[dict[str, Any]] = []
    for line in text.splitlines(keepends=True):
        name, equals, _ = line.partition(" = {")
        key = name if equals else f"{len(lines)} {line}"
        if key in lines:
            doubles.append(read_tables(line))
        else:
            lines[key] = line
    return "".join(lines.values()), doubles


def _merged(packs: Iterable[LockedPack]) -> Iterable[LockedPack]:
    """Each pack once; raises ValueError where two lines of one version are about other bytes."""
    found: dict[PackName, LockedPack] = {}
    for pack in packs:
        other = found.get(pack.name)
        if other is None or pack.version > other.version:
            found[pack.name] = pack
        elif pack.version == other.version:
            found[pack.name] = _together(other, pack)
    return found.values()


def _together(one: LockedPack, other: LockedPack) -> LockedPack:
    """What two lines of one version say together: the parts of both, the whole where one takes the whole."""
    if (one.archive, one.size, one.tree) != (other.archive, other.size, other.tree):
        raise ValueError(
            f"two lines give {one.version} of `{one.name}` other bytes; keep the one that is right"
        )
    whole = next((pack for pack in (one, other) if not pack.only), None)
    if whole:
        return whole
    requires = {str(item): item for item in (*one.requires, *other.requires)}
    only = tuple(sorted({*one.only, *other.only}))
    return one._replace(requires=tuple(requires[text] for text in sorted(requires)), only=only)


def _check_format(number: object) -> None:
    if number != _FORMAT_VERSION:
        raise ValueError(f"it is of format {number}, this ctxpack reads {_FORMAT_VERSION}")


def _pack_text(pack: LockedPack) -> str:
    value = {
        "version": str(pack.version),
        "archive": pack.archive,
        "size": pack.size,
        "tree": pack.tree,
        "requires": [str(requirement) for requirement in pack.requires],
    }
    return toml_value({**value, "only": list(pack.only)} if pack.only else value)


def _read_pack(name: str, row: Mapping[str, Any]) -> LockedPack:
    return LockedPack(
        PackName.parse(name),
        Version.parse(row["version"]),
        Digest.parse(row["archive"]),
        _read_size(row["size"]),
        Digest.parse(row["tree"]),
        tuple(Requirement.parse(text) for text in row.get("requires", ())),
        read_labels(row.get("only", [])),
    )


def read_labels(value: object) -> tuple[str, ...]:
    """Labels of components, each once and in order; ValueError for anything but a list of ``kind:name``."""
    labels = value if isinstance(value, list) else [value]
    for label in labels:
        kind, _, name = label.partition(":") if isinstance(label, str) else ("", "", "")
        if kind not in KINDS or not name.isprintable() or not name:
            raise ValueError(f"`{label}` is not a component, such as `skill:bank-rec`")
    return tuple(sorted(set(labels)))


def _read_size(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"the size `{value}` is not a number of bytes")
    return value
