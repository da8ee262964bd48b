"""What to say of a pack that is taken in part: what comes along, what is left out, what it may do."""

from __future__ import annotations

from installer_cli.describe import describe
from installer_cli.part import PartSource
from installer_cli.plan import KEEP
from installer_cli.target import declared
from packformat.taking.units import label_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer_cli.library import Library
    from installer_cli.plan import PackChange
    from packformat.component import Component
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack

_MOST_SHOWN = 12
"""Components that a line lists; the JSON document has all."""


class Part:
    """What will be installed of a pack, and what was, where either is not the whole.

    ``after`` and ``before`` describe the parts as the index describes releases: None for the whole pack, for
    nothing, and for a part that stays as it is and whose archive is not here to be looked into.
    """

    __slots__ = ("_source", "after", "before", "only")

    def __init__(self, change: PackChange, library: Library):
        self.only = change.after.only if change.after else ()
        self._source = None
        before = None
        if change.after and (change.action != KEEP or library.is_here(change.after)):
            self._source = _source_of(change.after, library)
        if change.before and library.is_here(change.before.as_locked()):
            before = _source_of(change.before.as_locked(), library)
        self.before: ReleaseEntry | None = describe(before) if before else None
        self.after: ReleaseEntry | None = describe(self._source) if self._source else None

    def of(self, release: ReleaseEntry | None) -> ReleaseEntry | None:
        """The index's word on a release, with what is different of the part; None where nothing is known."""
        part = self.after
        if part and release:
            return release._replace(
                files=part.files, unpacked=part.unpacked, powers=part.powers, tokens=part.tokens
            )
        return release._replace(tokens={}) if release and self.only else part or release

    @property
    def sentences(self) -> Iterator[str]:
        """What is taken, what comes with it, and what stays out."""
        if self._source is None:
            return
        selection, pack = self._source.selection, self._source.pack
        yield f"only {_listed(pack.only)}"
        if selection.needed_by:
            yield f"with what it mentions: {_listed(selection.needed_by)}"
        if selection.left_out:
            yield f"left out: {_counted(selection.left_out)}"
        if self._not_required:
            yield f"not needed for it: {_listed(self._not_required)}"

    def as_dict(self) -> dict[str, object]:
        """The same as JSON-ready values."""
        if self._source is None:
            return {"only": []}
        selection = self._source.selection
        return {
            "only": list(self._source.pack.only),
            "taken": _labels(selection.taken),
            "needed_by": dict(sorted(selection.needed_by.items())),
            "left_out": _labels(selection.left_out),
            "not_required": self._not_required,
        }

    @property
    def _not_required(self) -> list[str]:
        """The packs that the whole requires and the part does not need."""
        if self._source is None:
            return []
        wanted = declared(self._source, "requires").get("requires")
        needed = {str(item.name) for item in self._source.pack.requires}
        return sorted(set(wanted) - needed) if isinstance(wanted, dict) else []


def _source_of(pack: LockedPack | None, library: Library) -> PartSource | None:
    source = library.volume(pack).source if pack and pack.only else None
    return source if isinstance(source, PartSource) else None


def _labels(components: Iterable[Component]) -> list[str]:
    return [label_of(part) for part in components]


def _listed(labels: Iterable[str]) -> str:
    shown = list(labels)
    more = len(shown) - _MOST_SHOWN
    return ", ".join(shown[:_MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _counted(components: Iterable[Component]) -> str:
    """How many of each kind, in the order of the kinds."""
    counts: dict[str, int] = {}
    for part in components:
        counts[part.kind] = counts.get(part.kind, 0) + 1
    return ", ".join(f"{count} {_plural(kind) if count > 1 else kind}" for kind, count in counts.items())


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
