"""Narrowing a choice: of packs that are wanted in part, only what the parts need is locked and installed."""

from __future__ import annotations

from installer_cli.choose import Choice, parts_wanted
from installer_cli.library import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.choose import Only
    from installer_cli.session import Session
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName

    Packs = dict[PackName, LockedPack]


def narrow(choice: Choice, wants: Wants, session: Session) -> Choice:
    """The choice without what the wanted parts do not need, which only the archives tell.

    Raises E_COMPONENT_UNKNOWN, and what bringing archives raises.
    """
    if not wants.only:
        return choice
    packs = narrow_packs(choice.packs, wants, session)
    releases = {name: release for name, release in choice.releases.items() if name in packs}
    return Choice(packs, releases, choice.documents, choice.lost)


def narrow_packs(packs: Mapping[PackName, LockedPack], wants: Wants, session: Session) -> Packs:
    """The same for packs that are locked or installed.

    A pack that another needs is needed whole, and then needs more itself: so it goes until nothing changes.
    Where every pack is already as it is to be, nothing is opened.
    """
    if all(pack.only == parts_wanted(name, packs, wants.only) for name, pack in packs.items()):
        return dict(packs)
    library = Library(session, wants)
    only: Only = {name: labels for name, labels in wants.only.items() if name in packs}
    while True:
        parts = [pack._replace(only=only[name]) for name, pack in packs.items() if name in only]
        library.open(parts)
        narrowed = {pack.name: library.volume(pack).source.pack for pack in parts}
        kept = _reachable({**packs, **narrowed}, wants)
        whole = [name for name in only if name in kept and not parts_wanted(name, kept, only)]
        if not whole:
            return kept
        only = {name: labels for name, labels in only.items() if name not in whole}


def _reachable(packs: Mapping[PackName, LockedPack], wants: Wants) -> Packs:
    """The wanted packs, and those that they require."""
    found: Packs = {}
    waiting = [name for name in wants.packs if name in packs]
    while waiting:
        pack = packs[waiting.pop()]
        if pack.name not in found:
            found[pack.name] = pack
            waiting += [item.name for item in pack.requires if item.name in packs]
    return dict(sorted(found.items()))
