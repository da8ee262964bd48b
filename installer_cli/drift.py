"""Drift: where the project's file, its lockfile, its receipts and its bytes say different things."""

from __future__ import annotations

from installer_cli.choose import parts_wanted, wanted_by
from installer_cli.differences import CHANGED, MISSING, find_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from installer_cli.wants import Wants
    from packformat.lockfile import Lockfile
    from packformat.names import PackName

_WORDS = {MISSING: "is missing", CHANGED: "is not as it was installed"}


def stale_pins(lockfile: Lockfile, wants: Wants) -> list[str]:
    """Where a lockfile is not what is wanted, each a sentence."""
    found: dict[str, None] = {}
    reached: set[PackName] = set()
    waiting = [("this project wants", requirement) for requirement in wanted_by(wants)]
    while waiting:
        who, requirement = waiting.pop()
        pack = lockfile.packs.get(requirement.name)
        text = f"{who} `{requirement.name}` {requirement.specifier}".replace(" *", "")
        if pack is None:
            found[f"{text}, and it is not locked"] = None
        elif not requirement.specifier.contains(pack.version, prereleases=True):
            found[f"{text}, and {pack.version} is locked"] = None
        if pack is not None and pack.name not in reached:
            reached.add(pack.name)
            waiting += [(f"`{pack.name}` {pack.version} requires", item) for item in pack.requires]
    found |= {f"`{name}` is locked, and nothing wants it": None for name in lockfile.packs.keys() - reached}
    for name in reached:
        locked, parts = lockfile.packs[name].only, parts_wanted(name, lockfile.packs, wants.only)
        if locked != parts:
            found[f"{_shown(parts)} of `{name}` is wanted, and {_shown(locked)} is locked"] = None
    return sorted(found)


def _shown(labels: Iterable[str]) -> str:
    """A part of a pack in words."""
    return " and ".join(f"`{label}`" for label in labels) or "the whole"


def find_drift(session: Session, lockfile: Lockfile, receipts: Mapping[PackName, Receipt]) -> Iterator[str]:
    """Where receipts are not what is locked, and bytes not what receipts say, each a sentence."""
    yield from find_drift_of_pins(lockfile, receipts)
    for difference in find_all(session, receipts):
        if difference.state in _WORDS:
            yield f"`{difference.path}` {_WORDS[difference.state]}"


def find_drift_of_pins(lockfile: Lockfile, receipts: Mapping[PackName, Receipt]) -> Iterator[str]:
    """Where receipts are not what is locked, each a sentence."""
    for name in sorted({*lockfile.packs, *receipts}):
        pack, receipt = lockfile.packs.get(name), receipts.get(name)
        if receipt is None and pack:
            yield f"`{name}` {pack.version} is locked and not installed"
        elif pack is None and receipt:
            yield f"`{name}` {receipt.version} is installed and not locked"
        elif pack and receipt and receipt.as_locked() != pack:
            source = "from other bytes" if receipt.version == pack.version else f"as {receipt.version}"
            source = "in another part" if receipt.only != pack.only else source
            yield f"`{name}` {pack.version} is locked, and it is installed {source}"
