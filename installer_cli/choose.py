"""Which releases a project gets: those of its lockfile while they fit, and else the registry's."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.lockfile import LockedPack, Lockfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from installer_cli.client import Registry
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName
    from packformat.versions import Requirement


class Choice:
    """The chosen packs; ``releases`` holds what the index says of them, where it had to be asked."""

    __slots__ = ("packs", "releases")

    def __init__(self, packs: Mapping[PackName, LockedPack], releases: Mapping[PackName, ReleaseEntry]):
        self.packs = dict(packs)
        self.releases = dict(releases)


def from_lockfile(lockfile: Lockfile, wanted: Iterable[Requirement]) -> Choice | None:
    """The part of the lockfile that is wanted or required; None when something lacks or misfits."""
    chosen: dict[PackName, LockedPack] = {}
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        pack = lockfile.packs.get(requirement.name)
        if pack is None or not requirement.specifier.contains(pack.version, prereleases=True):
            return None
        if pack.name not in chosen:
            chosen[pack.name] = pack
            waiting.extend(pack.requires)
    return Choice(dict(sorted(chosen.items())), {})


def from_registry(registry: Registry, lockfile: Lockfile, wanted: Sequence[Requirement]) -> Choice:
    """Ask the registry, keeping locked versions where they fit.

    Raises E_PACK_UNKNOWN, E_CONFLICT, E_LOCK_MISMATCH, and what the registry raises.
    """
    from installer_cli.resolve import resolve

    documents = registry.closure([requirement.name for requirement in wanted])
    _check_known(registry, documents, wanted)
    locked = {name: pack.version for name, pack in lockfile.packs.items()}
    releases = resolve(wanted, documents, locked, registry=registry.name)
    packs = {name: _lock(name, release) for name, release in releases.items()}
    for name, pack in packs.items():
        _check_pin(lockfile.packs.get(name), pack)
    return Choice(packs, releases)


def _lock(name: PackName, release: ReleaseEntry) -> LockedPack:
    return LockedPack(
        name, release.version, release.archive, release.size, release.tree, tuple(release.requires)
    )


def _check_known(
    registry: Registry, documents: Mapping[PackName, PackDocument], wanted: Iterable[Requirement]
) -> None:
    for requirement in wanted:
        if requirement.name not in documents:
            suggestion = registry.suggest(requirement.name)
            raise ERRORS.error(
                "E_PACK_UNKNOWN",
                pack=requirement.name,
                registry=registry.name,
                requirer="",
                suggestion=suggestion,
            )


def _check_pin(before: LockedPack | None, after: LockedPack) -> None:
    """A version never changes its bytes: a lockfile that says otherwise was edited, or the registry lies."""
    if before is None or before.version != after.version:
        return
    for found, wanted in ((before.archive, after.archive), (before.tree, after.tree)):
        if found != wanted:
            raise ERRORS.error("E_LOCK_MISMATCH", pack=after.name, found=found, wanted=wanted)
