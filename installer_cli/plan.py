"""Decide, then do: from what is wanted, what was installed and what lies on the disk to a list of changes.

Pure: the same values give the same plan, and nothing is read or written here.

A file is the user's as soon as its bytes are not those that were placed: it is then never replaced by the
pack's and never removed. Where the pack has changed it too, the two are merged.
"""

from __future__ import annotations

from installer_cli.disk import FILE, LINK, LOST
from installer_cli.errors import ERRORS
from installer_cli.receipt import MANAGED, SEEDED
from packformat.digest import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from installer_cli.aim import Aim, Files
    from installer_cli.disk import Found
    from installer_cli.receipt import PlacedFile, Receipt
    from installer_cli.shared.change import SharedPlan
    from packformat.errors import CtxpackError
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.versions import Version

ADD, UPDATE, REMOVE, KEEP = "add", "update", "remove", "keep"
"""What happens to a pack."""

CREATE, REPLACE, RESTORE, MERGE, DELETE = "create", "replace", "restore", "merge", "delete"
"""What is done to a file: written where nothing was, written over, put back, merged, taken away."""
SAME, ADOPT, EDITED, CONFLICT, ABANDON, FORGET = "same", "adopt", "edited", "conflict", "abandon", "forget"
"""What is left alone: already right; right but not ours so far; changed by the user and not by the pack;
changed by both so that no merge is clean; changed by the user and no longer in the pack; gone on both
sides."""
BLOCKED = "blocked"
"""Somebody else's file where one of ours should go: no plan can be carried out."""

WRITES = (CREATE, REPLACE, RESTORE, MERGE)


class FileChange:
    """One file and what happens to it.

    ``old`` is what was placed and ``new`` what is to be, each None where there is no such thing; ``mine`` is
    the digest of what lies there now. A conflict becomes a merge when it is `resolved` with merged bytes.
    """

    __slots__ = ("action", "merged", "mine", "new", "old", "path")

    def __init__(
        self, path: str, action: str, old: PlacedFile | None, new: PlacedFile | None, mine: Digest | None
    ):
        self.path = path
        self.action = action
        self.old = old
        self.new = new
        self.mine = mine
        self.merged = b""

    @property
    def outcome(self) -> Digest | None:
        """The digest of what will lie there; None for nothing."""
        if self.action == MERGE:
            return Digest.of(self.merged)
        if self.action in WRITES and self.new:
            return self.new.digest
        return None if self.action == DELETE else self.mine

    def resolved(self, merged: bytes | None) -> FileChange:
        """The change once the merge was tried: None for one that is not clean."""
        change = FileChange(self.path, CONFLICT if merged is None else MERGE, self.old, self.new, self.mine)
        change.merged = merged or b""
        return change


class PackChange:
    """One pack and what happens to it; ``strangers`` are files of the user's among its own."""

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
    """What will be done, pack by pack, in the order of their names; then what becomes of the shared files.

    ``shared`` is None where no other agent than Claude Code reads the packs, or ever did.
    """

    __slots__ = ("packs", "shared")

    def __init__(self, packs: Iterable[PackChange], shared: SharedPlan | None = None):
        self.packs = tuple(sorted(packs, key=lambda pack: pack.name))
        self.shared = shared

    @property
    def changed(self) -> list[PackChange]:
        """The packs to which anything happens."""
        return [pack for pack in self.packs if pack.action != KEEP]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.changed or (self.shared and self.shared.changed))

    def paths(self, *actions: str) -> list[str]:
        """The paths, over all packs, of the files with one of these actions."""
        return [path for pack in self.packs for path in pack.paths(*actions)]


class Situation:
    """All that a plan depends on: the aim, the disk, and the user's files among each pack's own."""

    __slots__ = ("aim", "disk", "strangers")

    def __init__(self, aim: Aim, disk: Mapping[str, Found], strangers: Mapping[PackName, Sequence[str]]):
        self.aim = aim
        self.disk = disk
        self.strangers = strangers


def make_plan(situation: Situation) -> Plan:
    """Plan the way from what is installed to what is wanted.

    A file that both sides changed stands in it as a conflict, to be tried. Raises E_CONFLICT_PACK,
    E_CONFLICT_USER_FILE, E_TARGET_LINK or E_TARGET_KIND when there is no way.
    """
    aim = situation.aim
    _check_owners(aim.files)
    names = {*aim.packs, *aim.installed, *aim.left, *aim.files}
    plan = Plan(_plan_pack(situation, name) for name in names)
    _check_blocked(plan, situation.disk)
    return plan


def _plan_pack(situation: Situation, name: PackName) -> PackChange:
    aim, disk = situation.aim, situation.disk
    new = aim.files.get(name, {})
    old = {
        path: file for path, file in aim.left.get(name, {}).items() if path in new or path not in aim.precious
    }
    files = [
        _plan_file(path, old.get(path), new.get(path), disk.get(path))
        for path in sorted({*aim.left.get(name, {}), *new})
    ]
    strangers = situation.strangers.get(name, ())
    return PackChange(name, aim.installed.get(name), aim.packs.get(name), files, strangers)


def _plan_file(path: str, old: PlacedFile | None, new: PlacedFile | None, mine: Found | None) -> FileChange:
    if mine is None:
        action = _action_when_absent(old, new)
    elif mine.kind == LOST:
        action = RESTORE if new is not None else DELETE
    elif new is None:
        action = DELETE if old is not None and _is_pristine(mine, old) else ABANDON
    else:
        action = _action_when_present(old, new, mine)
    return FileChange(path, action, old, new, mine.digest if mine else None)


def _action_when_absent(old: PlacedFile | None, new: PlacedFile | None) -> str:
    if new is None:
        return FORGET
    if old is None:
        return CREATE
    return RESTORE if new.ownership == MANAGED else EDITED


def _action_when_present(old: PlacedFile | None, new: PlacedFile, mine: Found) -> str:
    if _is_pristine(mine, new):
        return SAME if old is not None else ADOPT
    if mine.digest == new.digest:
        return REPLACE
    if old is None or mine.kind != FILE:
        return BLOCKED
    if _is_pristine(mine, old):
        return SAME if new.ownership == SEEDED else REPLACE
    return EDITED if new.ownership == SEEDED or old.digest == new.digest else CONFLICT


def _is_pristine(mine: Found, file: PlacedFile) -> bool:
    return mine.digest == file.digest and mine.executable in (None, file.executable)


def _pack_action(before: Receipt | None, after: LockedPack | None, files: Sequence[FileChange]) -> str:
    if after is None:
        return REMOVE if before else KEEP
    if before is None:
        return ADD
    if not before.holds(after):
        return UPDATE
    return UPDATE if any(change.action in (*WRITES, DELETE) for change in files) else KEEP


def _check_owners(placed: Mapping[PackName, Files]) -> None:
    owners: dict[str, PackName] = {}
    for name in sorted(placed):
        for path in placed[name]:
            other = owners.setdefault(path, name)
            if other != name:
                raise ERRORS.error("E_CONFLICT_PACK", pack=name, other=other, path=path)


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
