"""Conflicts that merges have left: the user's text lies in place, and the pack's change waits beside it."""

from __future__ import annotations

from installer_cli.aim import aim_at
from installer_cli.carry import Carrier
from installer_cli.errors import ERRORS
from installer_cli.library import Library
from installer_cli.plan import EDITED, MERGE, REPLACE, FileChange, PackChange, Plan
from installer_cli.statements.gather import planned
from installer_cli.statements.page import page_text
from packformat.digest import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.receipt import PlacedFile, Receipt
    from installer_cli.session import Session

MINE, THEIRS = "mine", "theirs"
"""Two ways to end a conflict; any other writes both texts between markers."""


class Conflict:
    """A file in conflict, and the pack it came with."""

    __slots__ = ("file", "receipt")

    def __init__(self, receipt: Receipt, file: PlacedFile):
        self.receipt = receipt
        self.file = file

    @property
    def path(self) -> str:
        """The file's path in the project."""
        return self.file.path


def find_conflicts(session: Session) -> list[Conflict]:
    """Every file of the project that is in conflict."""
    return [
        Conflict(receipt, file)
        for receipt in session.receipts().values()
        for file in receipt.files.values()
        if file.is_unresolved
    ]


def resolve_conflicts(session: Session, conflicts: Sequence[Conflict], way: str) -> None:
    """End conflicts by leaving the user's text, taking the pack's, or writing both between markers.

    Raises E_NOT_TEXT for markers in what is not text, and what bringing an archive raises.
    """
    receipts = session.receipts()
    wants = session.wants()
    library = Library(session, wants)
    changes: dict[str, list[FileChange]] = {}
    for conflict in conflicts:
        changes.setdefault(conflict.receipt.name, []).append(_end(session, library, conflict, way))
    plan = Plan(_change_pack(receipt, changes.get(receipt.name, [])) for receipt in receipts.values())
    packs = {name: receipt.as_locked() for name, receipt in receipts.items()}
    powers = {name: receipt.powers for name, receipt in receipts.items()}
    aim = aim_at(wants, packs, receipts, session.targets())
    page = page_text(planned(session.project, library, aim))
    carrier = Carrier(session, library, aim, page)
    told = " ".join([f"resolve --{way}", *(conflict.path for conflict in conflicts)])
    carrier.carry_out(plan, told, powers)


def _change_pack(receipt: Receipt, changes: Sequence[FileChange]) -> PackChange:
    changed = {change.path: change for change in changes}
    files = [
        changed.get(path) or FileChange(path, EDITED, file, file, file.digest)
        for path, file in receipt.files.items()
    ]
    return PackChange(receipt.name, receipt, receipt.as_locked(), files)


def _end(session: Session, library: Library, conflict: Conflict, way: str) -> FileChange:
    ended = conflict.file.with_digests(conflict.file.digest, conflict.file.digest)
    mine = session.project.read(conflict.path)
    digest = Digest.of(mine) if mine is not None else None
    if way == MINE:
        return FileChange(conflict.path, EDITED, ended, ended, digest)
    if way == THEIRS:
        library.open([conflict.receipt.as_locked()])
        return FileChange(conflict.path, REPLACE, conflict.file, ended, digest)
    change = FileChange(conflict.path, MERGE, conflict.file, ended, digest)
    return change.resolved(_marked(library, conflict, mine or b""))


def _marked(library: Library, conflict: Conflict, mine: bytes) -> bytes:
    from packformat.merge import mark_conflicts

    pack = conflict.receipt.as_locked()
    base = library.read(pack, conflict.path, conflict.file.base)
    theirs = library.read(pack, conflict.path, conflict.file.digest)
    names = ("what you started from", "yours", f"{pack.name} {pack.version}")
    marked = mark_conflicts(base or b"", mine, theirs or b"", names)
    if marked is None:
        raise ERRORS.error("E_NOT_TEXT", path=conflict.path)
    return marked
