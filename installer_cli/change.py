"""Changing a project: fetch what is missing, plan, and carry the plan out."""

from __future__ import annotations

from installer_cli.disk import check_folders, files_below, observe
from installer_cli.plan import DELETE, WRITES, make_plan
from installer_cli.project import IGNORED, LOCKFILE, MANIFEST
from installer_cli.receipt import Receipt, receipt_path
from installer_cli.stage import Stage
from installer_cli.target import SHARED, folders, place
from packformat.lockfile import Lockfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from installer_cli.choose import Choice
    from installer_cli.plan import PackChange, Plan
    from installer_cli.receipt import PlacedFile
    from installer_cli.session import Session
    from installer_cli.source import PackSource
    from installer_cli.target import Placement
    from installer_cli.wants import Wants
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack
    from packformat.names import PackName

_IGNORED_TEXT = "*\n!.gitignore\n!receipts/\n!receipts/*\n"


class Change:
    """The way from what is installed to what was chosen."""

    def __init__(self, session: Session, wants: Wants, choice: Choice, receipts: Mapping[PackName, Receipt]):
        self._session = session
        self._wants = wants
        self._choice = choice
        self._receipts = dict(receipts)
        self._sources: dict[PackName, PackSource] = {}
        self._placements: dict[PackName, dict[str, Placement]] = {}

    @property
    def releases(self) -> Mapping[PackName, ReleaseEntry]:
        """What the index says of the chosen packs, where it had to be asked."""
        return self._choice.releases

    def plan(self) -> Plan:
        """Fetch the archives of packs that are new here, look at the disk, and plan."""
        packs = self._choice.packs
        self._fetch([pack for name, pack in packs.items() if not self._is_installed(pack)])
        placed = {name: self._files(name) for name in packs}
        plan = self._plan(placed)
        missing = [
            change.after
            for change in plan.changed
            if change.paths(*WRITES) and change.name not in self._sources
        ]
        self._fetch([pack for pack in missing if pack])
        return plan

    def carry_out(self, plan: Plan, powers: Mapping[PackName, Sequence[str]]) -> None:
        """Make the plan true, whole or not at all; ``powers`` are those agreed to, for every pack."""
        with Stage(self._session.project, SHARED) as stage:
            for change in plan.packs:
                self._stage_pack(stage, change, powers[change.name])
            self._stage_text(stage, MANIFEST, self._wants.text)
            self._stage_text(stage, LOCKFILE, Lockfile(self._choice.packs.values()).to_text())
            if not stage.is_empty:
                self._stage_text(stage, IGNORED, _IGNORED_TEXT)
                stage.commit()

    def _is_installed(self, pack: LockedPack) -> bool:
        receipt = self._receipts.get(pack.name)
        return receipt is not None and receipt.archive == pack.archive

    def _files(self, name: PackName) -> list[PlacedFile]:
        if name in self._placements:
            return [placement.file for placement in self._placements[name].values()]
        return list(self._receipts[name].files.values())

    def _plan(self, placed: Mapping[PackName, Sequence[PlacedFile]]) -> Plan:
        project = self._session.project
        paths = {file.path for files in placed.values() for file in files}
        paths |= {path for receipt in self._receipts.values() for path in receipt.files}
        check_folders(project, paths)
        disk = observe(project, sorted(paths))
        strangers = {
            name: [
                path for folder in folders(name) for path in files_below(project, folder) if path not in paths
            ]
            for name in {*placed, *self._receipts}
        }
        return make_plan(self._choice.packs, placed, self._receipts, disk, strangers)

    def _fetch(self, packs: Sequence[LockedPack]) -> None:
        """Bring archives, from the cache or the registry, and lay out their files."""
        from installer_cli.download import fetch_archives
        from installer_cli.source import PackSource

        for pack, data in fetch_archives(self._session, self._wants, packs):
            source = PackSource(pack, data)
            self._sources[pack.name] = source
            self._placements[pack.name] = {placement.file.path: placement for placement in place(source)}

    def _stage_pack(self, stage: Stage, change: PackChange, powers: Iterable[str]) -> None:
        for file in change.files:
            if file.action in WRITES and file.file:
                data = self._placements[change.name][file.path].read(self._sources[change.name])
                stage.write(file.path, data, executable=file.file.executable)
            elif file.action == DELETE:
                stage.remove(file.path)
        path = receipt_path(change.name)
        if change.after is None:
            stage.remove(path)
            return
        receipt = _receipt(change.after, powers, self._files(change.name)).to_bytes()
        if receipt != self._session.project.read(path):
            stage.write(path, receipt, precious=True)

    def _stage_text(self, stage: Stage, path: str, text: str) -> None:
        data = text.encode("utf-8")
        if data != (self._session.project.read(path) or b""):
            stage.write(path, data, precious=True)


def _receipt(pack: LockedPack, powers: Iterable[str], files: Iterable[PlacedFile]) -> Receipt:
    return Receipt(
        name=pack.name,
        version=pack.version,
        archive=pack.archive,
        size=pack.size,
        tree=pack.tree,
        requires=pack.requires,
        powers=powers,
        files=files,
    )
