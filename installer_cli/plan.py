"""Decide, then do: from what is wanted, what was installed and what lies on the disk to a list of changes.

Pure: the same values give the same plan, and nothing is read or written here.

A file is the user's as soon as its bytes are not the pack's: it is then never replaced and never removed.
"""

from __future__ import annotations

from installer_cli.disk import FILE, LINK
from installer_cli.errors import ERRORS
from installer_cli.receipt import MANAGED, SEEDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from installer_cli.disk import Found
    from installer_cli.receipt import PlacedFile, Receipt
    from packformat.errors import CtxpackError
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.versions import Version

ADD, UPDATE, REMOVE, KEEP = "add", "update", "remove", "keep"
"""What happens to a pack."""

CREATE, REPLACE, RESTORE, DELETE = "create", "replace", "restore", "delete"
"""What is done to a file: written where nothing was, written over, put back, taken away."""
SAME, ADOPT, EDITED, CONFLICT, ABANDON, FORGET = "same", "adopt", "edited", "conflict", "abandon", "forget"
"""What is left alone: already right; right but not ours so far; changed by the user and not by the pack;
changed by both; changed by the user and no longer in the pack; gone on both sides."""
BLOCKED = "blocked"
"""Somebody else's file where one of ours should go: no plan can be carried out."""

WRITES = (CREATE, REPLACE, RESTORE)


class FileChange:
    """One file and what happens to it; ``file`` is what it is to be, None when it leaves the pack."""

    __slots__ = ("action", "file", "path")

    def __init__(self, path: str, action: str, file: PlacedFile | None):
        self.path = path
        self.action = action
        self.file = file


class PackChange:
    """One pack and what happens to it."""

    __slots__ = ("action", "after", "before", "files", "name", "strangers")

    def __init__(
        self,
        name: PackName,
        before: Receipt | None,
        after: LockedPack | None,
        files: Sequence[FileChange],
        strangers: Sequence[str] = (),
    ):
        self.name = name
        self.before = before
        self.after = after
        self.files = tuple(files)
        self.strangers = tuple(strangers)
        self.action = _pack_action(before, after, self.files)

    def paths(self, *actions: str) -> list[str]:
        """The paths of the files with one of these actions."""
        return [change.path for change in self.files if change.action in actions]

    @property
    def old_version(self) -> Version | None:
        """The version that was installed."""
        return self.before.version if self.before else None


class Plan:
    """What will be done, pack by pack, in the order of their names."""

    __slots__ = ("packs",)

    def __init__(self, packs: Iterable[PackChange]):
        self.packs = tuple(sorted(packs, key=lambda pack: pack.name))

    @property
    def changed(self) -> list[PackChange]:
        """The packs to which anything happens."""
        return [pack for pack in self.packs if pack.action != KEEP]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.changed

    def paths(self, *actions: str) -> list[str]:
        """The paths, over all packs, of the files with one of these actions."""
        return [path for pack in self.packs for path in pack.paths(*actions)]


def make_plan(
    wanted: Mapping[PackName, LockedPack],
    placed: Mapping[PackName, Sequence[PlacedFile]],
    receipts: Mapping[PackName, Receipt],
    disk: Mapping[str, Found],
    strangers: Mapping[PackName, Sequence[str]],
) -> Plan:
    """Plan the way from the receipts to the wanted packs, whose files are ``placed``.

    ``strangers`` are the files in a pack's own folders that no receipt and no placement knows.

    Raises E_CONFLICT_PACK, E_CONFLICT_USER_FILE, E_TARGET_LINK or E_TARGET_KIND when there is none.
    """
    _check_owners(placed)
    packs = []
    for name in sorted({*wanted, *receipts}):
        before = receipts.get(name)
        old = before.files if before else {}
        new = {file.path: file for file in placed[name]} if name in wanted else {}
        files = [
            FileChange(path, _file_action(old.get(path), new.get(path), disk.get(path)), new.get(path))
            for path in sorted({*old, *new})
        ]
        packs.append(PackChange(name, before, wanted.get(name), files, strangers.get(name, ())))
    plan = Plan(packs)
    _check_blocked(plan, disk)
    return plan


def _file_action(old: PlacedFile | None, new: PlacedFile | None, mine: Found | None) -> str:
    if mine is None:
        return _action_when_absent(old, new)
    if new is None:
        return DELETE if old is not None and _is_pristine(mine, old) else ABANDON
    return _action_when_present(old, new, mine)


def _action_when_present(old: PlacedFile | None, new: PlacedFile, mine: Found) -> str:
    if _is_pristine(mine, new):
        return SAME if old is not None else ADOPT
    if mine.digest == new.digest:
        return REPLACE
    if old is None or mine.kind != FILE:
        return BLOCKED
    if _is_pristine(mine, old) and new.ownership != SEEDED:
        return REPLACE
    return EDITED if new.ownership == SEEDED or old.digest == new.digest else CONFLICT


def _action_when_absent(old: PlacedFile | None, new: PlacedFile | None) -> str:
    if new is None:
        return FORGET
    if old is None:
        return CREATE
    return RESTORE if new.ownership == MANAGED else EDITED


def _is_pristine(mine: Found, file: PlacedFile) -> bool:
    return mine.digest == file.digest and mine.executable in (None, file.executable)


def _pack_action(before: Receipt | None, after: LockedPack | None, files: Sequence[FileChange]) -> str:
    if before is None:
        return ADD
    if after is None:
        return REMOVE
    if before.archive != after.archive:
        return UPDATE
    return UPDATE if any(change.action in (*WRITES, DELETE) for change in files) else KEEP


def _check_owners(placed: Mapping[PackName, Sequence[PlacedFile]]) -> None:
    owners: dict[str, PackName] = {}
    for name, files in sorted(placed.items()):
        for file in files:
            other = owners.setdefault(file.path, name)
            if other != name:
                raise ERRORS.error("E_CONFLICT_PACK", pack=name, other=other, path=file.path)


def _check_blocked(plan: Plan, disk: Mapping[str, Found]) -> None:
    for pack in plan.packs:
        for path in pack.paths(BLOCKED):
            raise _blocked(pack.name, path, disk[path])
        if pack.action == ADD and pack.strangers and not pack.paths(ADOPT):
            raise ERRORS.error("E_CONFLICT_USER_FILE", path=pack.strangers[0], pack=pack.name)


def _blocked(name: PackName, path: str, mine: Found) -> CtxpackError:
    if mine.kind == LINK:
        return ERRORS.error("E_TARGET_LINK", path=path)
    if mine.kind != FILE:
        return ERRORS.error("E_TARGET_KIND", path=path, kind=mine.kind, wanted=FILE)
    return ERRORS.error("E_CONFLICT_USER_FILE", path=path, pack=name)
