"""A part of a pack as a source of files: what `packformat.taking` selects out of the verified archive."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.archive import Entry
from packformat.record import row_of
from packformat.taking.narrow import take
from packformat.taking.units import label_of, takeable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer_cli.source import PackSource
    from packformat.taking.select import Selection


class PartSource:
    """The files of the part that a locked pack names; raises E_COMPONENT_UNKNOWN where it has no such part.

    Its ``pack`` requires what the part needs.
    """

    __slots__ = ("_entries", "pack", "rows", "selection")

    def __init__(self, source: PackSource):
        pack = source.pack
        entries = [Entry(path, source.read(path), row.executable) for path, row in source.rows.items()]
        _check_known(pack.name, str(pack.version), pack.only, entries)
        part = take(entries, pack.only, [item.name for item in pack.requires])
        self.pack = pack._replace(
            requires=tuple(item for item in pack.requires if item.name in part.requires)
        )
        self.selection: Selection = part.selection
        self._entries = part.entries
        self.rows = {
            path: row_of(path, entry.data, executable=entry.executable)
            for path, entry in part.entries.items()
        }

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._entries[path].data


if TYPE_CHECKING:
    Source = PackSource | PartSource


def _check_known(name: str, version: str, only: Iterable[str], entries: list[Entry]) -> None:
    known = [label_of(part) for part in takeable(entries)]
    for label in only:
        if label not in known:
            from installer_cli.suggest import components_near

            raise ERRORS.error(
                "E_COMPONENT_UNKNOWN",
                pack=name,
                version=version,
                component=label,
                suggestion=components_near(label, known),
                reasons=known,
            )
