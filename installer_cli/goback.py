"""Going back in time: the way to how a project was before some runs."""

from __future__ import annotations

from installer_cli.aim import Aim
from installer_cli.errors import ERRORS
from installer_cli.flow import proceed
from installer_cli.history import compose
from installer_cli.intent import Intent
from installer_cli.receipt import MANAGED, PlacedFile
from installer_cli.wants import Wants
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.aim import Files
    from installer_cli.arguments import Arguments
    from installer_cli.history import Entry
    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.digest import Digest
    from packformat.names import PackName


def go_back(session: Session, arguments: Arguments, command: str, entries: Sequence[Entry]) -> int:
    """Undo runs, given oldest first, in one; raises E_HISTORY_EMPTY when there are none."""
    if not entries:
        raise ERRORS.error("E_HISTORY_EMPTY")
    session.heed_lockfile()
    for taken in reversed(entries):
        session.console.note(f"Taking back run {taken.number}: {printable(taken.command)}")
    entry = compose(entries)
    aim = aim_back(earlier_wants(session.wants(), entry), entry, session.receipts())
    return proceed(session, arguments, Intent(command, [], arguments.words), aim)


def earlier_wants(now: Wants, entry: Entry) -> Wants:
    """The project's file as it was; where the user has edited it since, only what the run changed in it."""
    before, after = (Wants(text or "") for text in entry.wants)
    if now.text == after.text:
        return before
    again = {name: before.said[name] for name, spec in before.packs.items() if after.packs.get(name) != spec}
    gone = [name for name in after.packs if name not in before.packs and name in now.packs]
    parts = {
        name: before.only.get(name, ())
        for name in before.packs
        if before.only.get(name) != after.only.get(name) and (name in again or name in now.packs)
    }
    if before.targets != after.targets:
        now = now.with_targets(before.targets)
    return now.change(again, gone, parts)


def aim_back(wants: Wants, entry: Entry, installed: Mapping[PackName, Receipt]) -> Aim:
    """To have things as they were before a run, but for what the user has changed since."""
    earlier = {name: receipt for name, receipt in installed.items() if name not in entry.receipts}
    earlier |= {name: receipt for name, receipt in entry.receipts.items() if receipt}
    files: dict[PackName, Files] = {name: receipt.files for name, receipt in earlier.items()}
    left: dict[PackName, Files] = {name: receipt.files for name, receipt in installed.items()}
    for name in entry.receipts:
        known = {**files.get(name, {}), **left.get(name, {})}
        files[name] = _deviate(files.get(name, {}), entry.before.get(name, {}), known)
        left[name] = _deviate(left.get(name, {}), entry.after.get(name, {}), known)
    packs = {name: receipt.as_locked() for name, receipt in earlier.items()}
    precious = frozenset(path for deviations in entry.after.values() for path in deviations)
    return Aim(wants, packs, installed, files=files, left=left, receipts=earlier, precious=precious)


def _deviate(files: Files, deviations: Mapping[str, Digest | None], known: Files) -> Files:
    """Files as they really were: with the bytes of the user's, and without those that were not there."""
    found = dict(files)
    for path, digest in deviations.items():
        if digest is None:
            found.pop(path, None)
        else:
            row = known.get(path)
            executable, ownership = (row.executable, row.ownership) if row else (False, MANAGED)
            found[path] = PlacedFile(path, digest, executable=executable, ownership=ownership)
    return found
