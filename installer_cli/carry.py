"""Carrying a plan out: every byte of it is staged, then all of it comes to life at once."""

from __future__ import annotations

from installer_cli.attributes import attributes_text
from installer_cli.history import entry_numbers, entry_path, make_entry, prune
from installer_cli.library import archive_path, object_path
from installer_cli.plan import CONFLICT, DELETE, EDITED, MERGE, SAME, WRITES
from installer_cli.project import ATTRIBUTES, IGNORED, LOCKFILE, MANIFEST, SHARED_NOTE
from installer_cli.receipt import SEEDED, PlacedFile, Receipt, receipt_path
from installer_cli.stage import Stage
from installer_cli.statements.page import stage_page
from installer_cli.target import SHARED, SHARED_BY_OTHERS
from installer_cli.unwritten import check_unwritten
from packformat.digest import Digest
from packformat.lockfile import Lockfile
from packformat.names import PackName
from packformat.paths import MANIFEST_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.aim import Aim
    from installer_cli.library import Library
    from installer_cli.plan import FileChange, PackChange, Plan
    from installer_cli.session import Session

_IGNORED_TEXT = b"*\n!.gitignore\n!receipts/\n!receipts/*\n"


class Carrier:
    """Carries out the plans of one run."""

    def __init__(self, session: Session, library: Library, aim: Aim, page: bytes | None):
        """``page`` is what the agent is to read of what holds, see `installer_cli.statements.page`."""
        self._session = session
        self._project = session.project
        self._library = library
        self._aim = aim
        self._page = page

    def carry_out(self, plan: Plan, command: str, powers: Mapping[PackName, Sequence[str]]) -> None:
        """Make the plan true, whole or not at all; a plan that changes nothing writes nothing.

        Raises E_WRITTEN_SINCE where a file is not as the plan saw it: a question may have waited for hours.
        """
        receipts = {pack.name: self._receipt(pack, powers) for pack in plan.packs}
        with Stage(self._project, (*SHARED, *SHARED_BY_OTHERS)) as stage:
            self._stage_shipped(stage, plan)
            for pack in plan.packs:
                self._stage_files(stage, pack)
                self._stage_receipt(stage, pack.name, receipts[pack.name])
            self._stage_texts(stage)
            self._stage_inputs(stage)
            stage_page(stage, self._project, self._page)
            self._stage_shared(stage, plan)
            if stage.is_empty:
                return
            self._stage_archives(stage)
            self._stage_history(stage, plan, command, receipts)
            if not self._project.has(IGNORED):
                stage.write(IGNORED, _IGNORED_TEXT)
            check_unwritten(self._session, plan)
            stage.commit()
        prune(self._project)

    def _receipt(self, pack: PackChange, powers: Mapping[PackName, Sequence[str]]) -> Receipt | None:
        if pack.after is None:
            return None
        if pack.name in self._aim.receipts:
            return self._aim.receipts[pack.name]
        rows = [_row(change, change.new) for change in pack.files if change.new]
        return Receipt.of(pack.after, powers[pack.name], rows)

    def _stage_files(self, stage: Stage, pack: PackChange) -> None:
        for change in pack.files:
            if change.action == MERGE and change.new:
                stage.write(change.path, change.merged, executable=change.new.executable)
            elif change.action in WRITES and change.new and not self._is_shipped(pack, change):
                stage.write(change.path, self._bytes(pack, change.new), executable=change.new.executable)
            elif change.action == DELETE:
                stage.remove(change.path)

    def _stage_shipped(self, stage: Stage, plan: Plan) -> None:
        """Stage what packs ship as it is: nearly everything."""
        owners = {
            change.new: pack
            for pack in plan.packs
            for change in pack.files
            if change.new and self._is_shipped(pack, change)
        }
        stage.write_shipped(list(owners), lambda file: self._bytes(owners[file], file))

    def _is_shipped(self, pack: PackChange, change: FileChange) -> bool:
        if change.action == MERGE or change.action not in WRITES or change.new is None:
            return False
        return self._library.ships(pack.after, change.path, change.new.digest)

    def _bytes(self, pack: PackChange, file: PlacedFile) -> bytes:
        data = self._library.read(pack.after, file.path, file.digest)
        if data is None:
            raise AssertionError(f"{file.path} was planned and is nowhere")
        return data

    def _stage_receipt(self, stage: Stage, name: PackName, receipt: Receipt | None) -> None:
        path = receipt_path(name)
        if receipt is not None:
            self._stage_data(stage, path, receipt.to_bytes())
        elif self._project.has(path):
            stage.remove(path)

    def _stage_texts(self, stage: Stage) -> None:
        """The project's own files; neither stays where an undo leads back to before the first install."""
        wants, packs = self._aim.wants, self._aim.packs
        lockfile = Lockfile(packs.values()).to_text() if wants.text or packs else ""
        attributes = attributes_text(self._project, has_packs=bool(lockfile))
        for path, text in ((MANIFEST, wants.text), (LOCKFILE, lockfile), (ATTRIBUTES, attributes)):
            if text:
                self._stage_data(stage, path, text.encode("utf-8"))
            elif text is not None and self._project.read(path) is not None:
                stage.remove(path)

    def _stage_inputs(self, stage: Stage) -> None:
        """Tell the agent the values that the project's file holds."""
        if self._aim.wants.inputs:
            from installer_cli.inputs.place import stage_inputs

            stage_inputs(stage, self._project, self._aim.wants.inputs, self._manifest)

    def _stage_shared(self, stage: Stage, plan: Plan) -> None:
        """The files that packs share with the user, and the note of what in them is ours."""
        if plan.shared is None or plan.shared.note is None:
            return
        for change in plan.shared.changed:
            if change.after is None:
                stage.remove(change.path)
            else:
                stage.write(change.path, change.after, like=change.path)
        note = plan.shared.note.to_bytes()
        if note:
            self._stage_data(stage, SHARED_NOTE, note)
        elif self._project.has(SHARED_NOTE):
            stage.remove(SHARED_NOTE)

    def _manifest(self, name: str) -> bytes | None:
        """The manifest that a pack will have: out of its archive where that is open, else as it lies here."""
        from installer_cli.inputs.place import manifest_in

        pack = self._aim.packs.get(PackName(name))
        if pack is None:
            return None
        if self._library.is_open(pack):
            source = self._library.volume(pack).source
            return source.read(MANIFEST_PATH) if MANIFEST_PATH in source.rows else None
        return manifest_in(self._project, name)

    def _stage_data(self, stage: Stage, path: str, data: bytes) -> None:
        if data != self._project.read(path):
            stage.write(path, data)

    def _stage_archives(self, stage: Stage) -> None:
        """Keep the archives of what is installed: edits are told from them, and undone to them."""
        for pack in self._aim.packs.values():
            path = archive_path(pack.archive)
            if self._library.is_open(pack) and not self._project.has(path):
                archive = self._library.volume(pack).archive
                stage.share(path, self._library.cached(pack), archive, known=pack.archive)

    def _stage_history(
        self, stage: Stage, plan: Plan, command: str, receipts: Mapping[PackName, Receipt | None]
    ) -> None:
        """Note how things were, and keep the texts that no archive holds."""
        number = max(entry_numbers(self._project), default=0) + 1
        wants = (self._project.read(MANIFEST), self._aim.wants.text.encode("utf-8"))
        entry = make_entry(number, command, plan, receipts, wants)
        objects: dict[Digest, bytes] = {}
        needed = entry.digests()
        for pack in plan.packs:
            for change in pack.files:
                objects |= self._objects(pack, change, needed)
        for digest, data in objects.items():
            if not self._project.has(object_path(digest)):
                stage.write(object_path(digest), data)
        stage.write(entry_path(number), entry.to_bytes())

    def _objects(self, pack: PackChange, change: FileChange, needed: set[Digest]) -> dict[Digest, bytes]:
        """The user's text before it changes, the merged text, and the base of a conflict still open."""
        found: dict[Digest, bytes] = {}
        if change.mine in needed:
            mine = self._project.read(change.path)
            if mine is not None:
                found[Digest.of(mine)] = mine
        if change.action == MERGE:
            found[Digest.of(change.merged)] = change.merged
        if change.action == CONFLICT and change.old and pack.before:
            base = self._library.read(pack.before.as_locked(), change.path, change.old.base)
            if base is not None:
                found[change.old.base] = base
        return found


def _row(change: FileChange, new: PlacedFile) -> PlacedFile:
    """The receipt's row: what the pack has, and the text that the user's changes started from."""
    old = change.old
    if old is None:
        return new
    if new.ownership == SEEDED and change.action in (SAME, EDITED):
        return new.with_digests(old.digest, old.base)
    if change.action == CONFLICT or (change.action == EDITED and old.digest == new.digest):
        return new.with_digests(new.digest, old.base)
    return new
