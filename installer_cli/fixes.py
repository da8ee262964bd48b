"""Fixes: the changes that findings offer, made in a pack's folder together or not at all."""

from __future__ import annotations

import os

from installer_cli.authoring import held, name_of
from installer_cli.compare import FileDifference
from installer_cli.errors import ERRORS
from installer_cli.folder import PackFolder, read_folder
from installer_cli.journal import remove_tree
from installer_cli.stage import Stage
from installer_cli.whole import write_whole
from packformat.edits import apply_edits
from packformat.judgement import judge_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.console import Console
    from packformat.archive import Entry
    from packformat.edits import Edit

_MOST_ROUNDS = 20
"""Runs of the rules for one plan: a change can bring the next one to light, line after line."""
_KEPT = "fixed"
_MOST_KEPT = 20
"""Fixes, of all folders, whose earlier files are kept."""


class Fix:
    """What a folder holds, what it is to hold with all changes that findings offer, and why, for each."""

    __slots__ = ("_after", "_before", "_folder", "made")

    def __init__(self, folder: str):
        self._folder = folder
        self._before = {entry.path: entry for entry in read_folder(folder)}
        self.made: dict[Edit, str] = {}
        self._after = {entry.path: entry for entry in self._fixed()}

    def _fixed(self) -> list[Entry]:
        """The files with all changes: one can bring another to light, so the rules run until none is new."""
        files = list(self._before.values())
        for _ in range(_MOST_ROUNDS):
            report = judge_pack(files, folder=name_of(self._folder)).report
            offered = {found.edit: found.message for found in report.findings if found.edit}
            after = apply_edits(files, offered)
            if after == files:
                break
            self.made |= {edit: why for edit, why in offered.items() if apply_edits(files, [edit]) != files}
            files = after
        return files

    def differences(self) -> Iterator[tuple[FileDifference, str, list[str]]]:
        """Each file that changes: its lines under its new name, its old name, and the reasons."""
        old_names = {edit.new: edit.path for edit in self.made if not edit.line and not edit.old}
        for path in self._written():
            old = old_names.get(path, path)
            reasons = [why for edit, why in self.made.items() if edit.path in (old, path)]
            yield FileDifference(path, self._before[old].data, self._after[path].data), old, reasons

    def carry_out(self, home: str, console: Console) -> str:
        """Make the changes, all or none; returns the folder in which what was there is kept.

        Raises E_WRITTEN_SINCE, E_LOCKED, E_TARGET_LINK, E_PERMISSION, E_DISK or E_IO.
        """
        project = PackFolder(os.path.abspath(self._folder))
        with held(project, console):
            replaced = [path for path, entry in self._before.items() if self._after.get(path) != entry]
            for path in replaced:
                project.check_no_links(path)
                if project.read(path) != self._before[path].data:
                    raise ERRORS.error("E_WRITTEN_SINCE", path=path)
            kept = self._keep(home, replaced)
            with Stage(project, ()) as stage:
                for path in self._before.keys() - self._after.keys():
                    stage.remove(path)
                for path in self._written():
                    stage.write(path, self._after[path].data, executable=self._after[path].executable)
                stage.commit()
        return kept

    def _written(self) -> list[str]:
        return [path for path, entry in sorted(self._after.items()) if self._before.get(path) != entry]

    def _keep(self, home: str, paths: list[str]) -> str:
        """Copy files to a new folder of ours, and let go of the oldest of such folders."""
        folder = os.path.join(home, _KEPT)
        os.makedirs(folder, exist_ok=True)
        numbers = sorted(int(name) for name in os.listdir(folder) if name.isdecimal())
        for number in numbers[: 1 - _MOST_KEPT]:
            remove_tree(os.path.join(folder, str(number)))
        kept = os.path.join(folder, str(max(numbers, default=0) + 1))
        for path in paths:
            write_whole(f"{kept}/{path}", self._before[path].data)
        return kept
