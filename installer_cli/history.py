"""The history of a project: for each run that changed it, what was there before, so that it can be undone.

An entry holds the project's files and the receipts as they were before the run, and the files whose bytes are
not what receipts say: those with text of the user's. That text itself is kept as objects.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress

from installer_cli.clock import moment
from installer_cli.errors import ERRORS, os_error
from installer_cli.plan import DELETE, WRITES
from installer_cli.project import ARCHIVES, HISTORY, OBJECTS
from installer_cli.receipt import Receipt, check_place, read_receipts
from packformat.digest import Digest
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.jsontext import parse_json
from packformat.names import PackName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from installer_cli.plan import Plan
    from installer_cli.project import Project
    from installer_cli.receipt import PlacedFile

    Deviations = Mapping[PackName, dict[str, Digest | None]]

LONGEST = 50
"""Entries that are kept; the oldest go first, and with them the archives that only they need."""
_SCHEMA = 1
_DIGITS = 6
_SLACK = 10
"""How many entries more there may be before they are pruned: looking through all of them takes time."""


class Entry:
    """One run: what it was, and how the project was before it.

    ``wants`` is the text of `ctxpack.toml` before and after the run (None for no file), ``receipts`` are
    those from before, of every pack it touched (None for a pack that was not there), ``time`` is RFC 3339 in
    UTC. ``before`` and ``after`` hold, by pack and path, the digests of files that were not as the receipts
    of that moment say: None for a file that was not there.
    """

    __slots__ = ("after", "before", "command", "number", "receipts", "time", "wants")

    def __init__(
        self,
        number: int,
        command: str,
        time: str,
        *,
        wants: tuple[str | None, str | None],
        receipts: Mapping[PackName, Receipt | None],
        before: Deviations,
        after: Deviations,
    ):
        self.number = number
        self.command = command
        self.time = time
        self.wants = wants
        self.receipts = dict(receipts)
        self.before = dict(before)
        self.after = dict(after)

    def to_bytes(self) -> bytes:
        """The entry as it is written."""
        receipts = {name: receipt.as_dict() if receipt else None for name, receipt in self.receipts.items()}
        value = {
            "schema": _SCHEMA,
            "command": self.command,
            "time": self.time,
            "wants": self.wants,
            "receipts": receipts,
            "before": self.before,
            "after": self.after,
        }
        return json.dumps(value, ensure_ascii=False).encode("utf-8")

    @classmethod
    def parse(cls, number: int, data: bytes) -> Entry:
        """Read an entry; raises E_HISTORY."""
        try:
            value = parse_json(data)
            if value["schema"] != _SCHEMA:
                raise ValueError(f"it is of format {value['schema']}, this ctxpack reads {_SCHEMA}")
            return _read(number, value)
        except (*UNREADABLE, CtxpackError) as error:
            reason = why_unreadable(error)
            raise ERRORS.error("E_HISTORY", path=entry_path(number), reason=reason) from None

    def digests(self) -> set[Digest]:
        """The objects that the entry needs."""
        files = [*self.before.values(), *self.after.values()]
        return {digest for digests in files for digest in digests.values() if digest}


def entry_path(number: int) -> str:
    """Where the entry of that number lies."""
    return f"{HISTORY}/{number:0{_DIGITS}}.json"


def entry_numbers(project: Project) -> list[int]:
    """The numbers of the entries that are kept, oldest first."""
    names = _names(project, HISTORY)
    return sorted(
        int(name[:_DIGITS])
        for name in names
        if name[:_DIGITS].isdecimal() and name.isascii() and name[_DIGITS:] == ".json"
    )


def read_entry(project: Project, number: int) -> Entry:
    """The entry of that number; raises E_HISTORY_NUMBER or E_HISTORY."""
    data = project.read(entry_path(number))
    if data is None:
        raise ERRORS.error("E_HISTORY_NUMBER", number=number)
    return Entry.parse(number, data)


def read_entries(project: Project) -> list[Entry]:
    """Every entry, oldest first."""
    return [read_entry(project, number) for number in entry_numbers(project)]


def make_entry(
    number: int,
    command: str,
    plan: Plan,
    receipts: Mapping[PackName, Receipt | None],
    wants: tuple[bytes | None, bytes],
) -> Entry:
    """The entry of a run that is about to be carried out; ``receipts`` are those to be."""
    before: dict[PackName, dict[str, Digest | None]] = {}
    after: dict[PackName, dict[str, Digest | None]] = {}
    touched = [pack for pack in plan.packs if pack.before is None or pack.before != receipts[pack.name]]
    touched += [pack for pack in plan.packs if pack not in touched and pack.paths(*WRITES, DELETE)]
    for pack in touched:
        then, now = pack.before.files if pack.before else {}, _files(receipts[pack.name])
        before[pack.name] = {
            change.path: change.mine for change in pack.files if change.mine != _digest(then.get(change.path))
        }
        after[pack.name] = {
            change.path: change.outcome
            for change in pack.files
            if change.outcome != _digest(now.get(change.path))
        }
    return Entry(
        number,
        command,
        moment(),
        wants=(
            wants[0].decode("utf-8", "replace") if wants[0] is not None else None,
            wants[1].decode("utf-8"),
        ),
        receipts={pack.name: pack.before for pack in touched},
        before=before,
        after=after,
    )


def prune(project: Project) -> None:
    """Drop the oldest entries once there are many, with the archives and objects that nothing else needs.

    What cannot be deleted is left for the next time, and so is everything while an entry cannot be read: what
    that one needs is not known, and the run that has just ended well is not to end with its fault.
    """
    numbers = entry_numbers(project)
    if len(numbers) < LONGEST + _SLACK:
        return
    try:
        entries = [read_entry(project, number) for number in numbers[-LONGEST:]]
    except CtxpackError:
        return
    for number in numbers[:-LONGEST]:
        _unlink(project, entry_path(number))
    kept = [*read_receipts(project).values()]
    kept += (receipt for entry in entries for receipt in entry.receipts.values() if receipt)
    archives = {f"{receipt.archive.hex}.zip" for receipt in kept}
    objects = {digest.hex for entry in entries for digest in entry.digests()}
    objects |= {file.base.hex for receipt in kept for file in receipt.files.values()}
    for folder, needed in ((ARCHIVES, archives), (OBJECTS, objects)):
        for name in _names(project, folder):
            if name not in needed:
                _unlink(project, f"{folder}/{name}")


def compose(entries: Sequence[Entry]) -> Entry:
    """Several runs, oldest first, as if they had been one; there is at least one."""
    first, last = entries[0], entries[-1]
    receipts: dict[PackName, Receipt | None] = {}
    before: dict[PackName, dict[str, Digest | None]] = {}
    after: dict[PackName, dict[str, Digest | None]] = {}
    for entry in reversed(entries):
        for name, receipt in entry.receipts.items():
            receipts[name] = receipt
            before[name] = entry.before.get(name, {})
            after.setdefault(name, entry.after.get(name, {}))
    wants = (first.wants[0], last.wants[1])
    return Entry(
        first.number, first.command, first.time, wants=wants, receipts=receipts, before=before, after=after
    )


def _read(number: int, value: Mapping[str, Any]) -> Entry:
    old, new = value["wants"]
    return Entry(
        number,
        str(value["command"]),
        str(value["time"]),
        wants=(_text(old), _text(new)),
        receipts={
            PackName.parse(name): None if row is None else Receipt.read(row)
            for name, row in value["receipts"].items()
        },
        before=_read_deviations(value["before"]),
        after=_read_deviations(value["after"]),
    )


def _read_deviations(value: Mapping[str, Any]) -> dict[PackName, dict[str, Digest | None]]:
    return {
        PackName.parse(name): {
            check_place(path): None if digest is None else Digest.parse(digest)
            for path, digest in files.items()
        }
        for name, files in value.items()
    }


def _files(receipt: Receipt | None) -> Mapping[str, PlacedFile]:
    return receipt.files if receipt else {}


def _digest(file: PlacedFile | None) -> Digest | None:
    return file.digest if file else None


def _names(project: Project, folder: str) -> list[str]:
    try:
        return os.listdir(project.path(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise os_error(error, folder) from None


def _unlink(project: Project, path: str) -> None:
    with suppress(OSError):
        os.unlink(project.path(path))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
