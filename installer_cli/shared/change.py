"""What becomes of the shared files when packs come, change or go. Nothing is written here."""

from __future__ import annotations

from installer_cli.project import SHARED_NOTE
from installer_cli.shared.record import Brought, Record
from installer_cli.statements.page import PAGE
from packformat.codes import FORMAT
from packformat.targets.carried import page_parts
from packformat.targets.shared import renew

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from installer_cli.aim import Aim
    from installer_cli.project import Project
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.targets.carried import Part
    from packformat.targets.losses import Loss

    class Opened(Protocol):
        """A pack whose archive is open: what it brings for shared files, and what agents do not get of it."""

        parts: list[Part]
        losses: list[Loss]

    class Library(Protocol):
        """Where packs are opened."""

        def volume(self, pack: LockedPack) -> Opened:
            """A pack that has been opened, or is now."""

        def is_open(self, pack: LockedPack) -> bool:
            """Whether a pack's archive has been brought."""


WRITTEN, REMOVED, SAME = "written", "removed", "same"


class SharedChange:
    """One shared file: its bytes before and after (None for no file), and what in it the user keeps."""

    __slots__ = ("after", "before", "kept", "path")

    def __init__(self, path: str, before: bytes | None, after: bytes | None, kept: tuple[str, ...]):
        self.path = path
        self.before = before
        self.after = after
        self.kept = kept

    @property
    def action(self) -> str:
        """What is done to the file."""
        if self.before == self.after:
            return SAME
        return REMOVED if self.after is None else WRITTEN

    def as_dict(self) -> dict[str, object]:
        """The change as JSON-ready values."""
        return {"path": self.path, "action": self.action, "kept": list(self.kept)}


class SharedPlan:
    """What becomes of all of them, and the note that is to say so."""

    __slots__ = ("changes", "losses", "note")

    def __init__(
        self,
        changes: Iterable[SharedChange] = (),
        note: Record | None = None,
        losses: Mapping[PackName, list[Loss]] | None = None,
    ):
        self.changes = tuple(changes)
        self.note = note
        self.losses = dict(losses or {})

    @property
    def changed(self) -> list[SharedChange]:
        """The files to which anything happens."""
        return [change for change in self.changes if change.action != SAME]


def plan_shared(project: Project, aim: Aim, library: Library, *, says: bool) -> SharedPlan:
    """Plan the shared files for the packs that are to be there; ``says`` is whether there is our own page.

    Raises E_SHARED_FILE, E_CONFLICT_SERVER, E_TARGET_LINK, and what opening archives raises.
    """
    was = Record.read(project)
    targets = aim.wants.targets
    packs = (
        {pack.name: _brought(pack, was, library, targets) for pack in aim.packs.values()} if targets else {}
    )
    wanted: dict[str, dict[str, str]] = {}
    for brought in packs.values():
        for part in brought.parts:
            _add(wanted.setdefault(part.path, {}), part)
    for part in page_parts(targets, PAGE) if says else ():
        _add(wanted.setdefault(part.path, {}), part)
    changes, files = [], {}
    for path in sorted({*wanted, *was.files}):
        project.check_no_links(path)
        before = project.read(path)
        found = renew(path, before, was.files.get(path), wanted.get(path, {}))
        changes.append(SharedChange(path, before, found.data, found.kept))
        if found.ours:
            files[path] = found.ours
    opened = [pack for pack in aim.packs.values() if library.is_open(pack)] if targets else []
    losses = {pack.name: library.volume(pack).losses for pack in opened}
    return SharedPlan(changes, Record(targets, packs, files), losses)


def _brought(pack: LockedPack, was: Record, library: Library, targets: tuple[str, ...]) -> Brought:
    known = was.packs.get(pack.name)
    if known and was.targets == targets and known.is_of(pack):
        return known
    return Brought(pack.archive, pack.only, library.volume(pack).parts)


def _add(parts: dict[str, str], part: Part) -> None:
    if parts.setdefault(part.key, part.text) != part.text:
        raise FORMAT.error("E_CONFLICT_SERVER", path=part.path, server=part.key)


def shared_differences(project: Project) -> list[str]:
    """The shared files in which our part is not as it was written."""
    if not project.has(SHARED_NOTE):
        return []
    record = Record.read(project)
    return [path for path, ours in record.files.items() if not _is_as_written(project.read(path), ours.text)]


def _is_as_written(data: bytes | None, text: str) -> bool:
    return data is not None and text.encode("utf-8", "surrogateescape") in data
