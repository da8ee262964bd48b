"""What a run is to lead to, and how the last run left things: all that the user's edits are told by."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.receipt import PlacedFile, Receipt
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName

    Files = Mapping[str, PlacedFile]


class Aim:
    """Where a run goes.

    ``packs`` are to be installed, ``wants`` is to be the project's file; ``installed`` is what there is now;
    ``files`` are those of packs whose archives need not be opened to know them; ``left`` are the files as the
    last run left them; ``receipts`` are to be written as they stand, for packs that have one here. What a run
    left at the ``precious`` paths was the user's text, and is not taken away.
    """

    __slots__ = ("files", "installed", "left", "packs", "precious", "receipts", "wants")

    def __init__(
        self,
        wants: Wants,
        packs: Mapping[PackName, LockedPack],
        installed: Mapping[PackName, Receipt],
        *,
        files: Mapping[PackName, Files],
        left: Mapping[PackName, Files],
        receipts: Mapping[PackName, Receipt] | None = None,
        precious: frozenset[str] = frozenset(),
    ):
        self.wants = wants
        self.packs = dict(packs)
        self.installed = dict(installed)
        self.files = dict(files)
        self.left = dict(left)
        self.receipts = dict(receipts or {})
        self.precious = precious


def aim_at(
    wants: Wants,
    packs: Mapping[PackName, LockedPack],
    installed: Mapping[PackName, Receipt],
    targets: tuple[str, ...],
) -> Aim:
    """To have these packs, whatever there is now; it was placed for these ``targets``."""
    known = {
        name: installed[name].files
        for name, pack in packs.items()
        if name in installed and installed[name].holds(pack) and targets == wants.targets
    }
    left = {name: receipt.files for name, receipt in installed.items()}
    return Aim(wants, packs, installed, files=known, left=left)
