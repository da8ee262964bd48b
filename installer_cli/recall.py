"""What the index said of locked packs before, so that nobody needs to be asked again."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from installer_cli.wants import Wants
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack
    from packformat.names import PackName


def recall_releases(
    session: Session, wants: Wants, packs: Iterable[LockedPack], receipts: Mapping[PackName, Receipt]
) -> tuple[dict[PackName, ReleaseEntry], list[LockedPack]]:
    """Of the packs that are not installed yet, what is remembered, and those of which nothing is."""
    missing = [pack for pack in packs if not _is_installed(pack, receipts.get(pack.name))]
    if not missing:
        return {}, []
    from installer_cli.home import RegistryMemory

    settings = session.settings(wants)
    memory = RegistryMemory(settings.home, settings.registry)
    known = {pack.name: release for pack in missing if (release := memory.release(pack))}
    return known, [pack for pack in missing if pack.name not in known]


def _is_installed(pack: LockedPack, receipt: Receipt | None) -> bool:
    return receipt is not None and receipt.holds(pack)
