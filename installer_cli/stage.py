"""The stage: files are written beside the project's own, then brought to life by renames alone.

The only writer of a project. Nothing lives until `commit`; after it, everything does, or nothing.
"""

from __future__ import annotations

import os
import stat

from installer_cli.errors import os_error
from installer_cli.flush import flush_files
from installer_cli.journal import ASIDE, PLACE, Journal, clear, remove_tree
from installer_cli.placed import PLACED, Placed, settle, to_note
from installer_cli.project import AGENT_FOLDER, FOLDERS, JOURNAL, LOCKFILE, MANIFEST, STAGE, STATE, TRASH
from installer_cli.together import together

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from installer_cli.project import Project
    from installer_cli.receipt import PlacedFile
    from packformat.digest import Digest

THREADS = 2
"""A third gains nothing: what is not decompressing, hashing and writing is done one at a time."""
_MANY = 32
"""So many files are worth a second thread."""
_PLAIN, _EXECUTABLE = 0o666, 0o777
"""Modes before the user's umask."""
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Stage:
    """One run's changes. Use as a context manager: left without `commit`, nothing has happened.

    ``shared`` are the folders that packs share with the user's own files, such as ``.claude/skills``; those
    made here are noted, and go again with the last file in them.
    """

    def __init__(self, project: Project, shared: Sequence[str]):
        self._project = project
        self._shared = frozenset(shared)
        self._run = os.urandom(8).hex()
        self._staged: dict[str, Placed | None] = {}
        self._removed: dict[str, None] = {}
        self._made: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._project.has(JOURNAL):
            remove_tree(self._project.path(f"{STAGE}/{self._run}"))

    def write(
        self,
        path: str,
        data: bytes,
        *,
        executable: bool = False,
        known: Digest | None = None,
        like: str = "",
    ) -> None:
        """Stage a file for ``path``, replacing what is there; raises E_DISK, E_PERMISSION or E_IO.

        ``known`` is the digest of bytes that can be had again: those are noted, and not waited for. A file
        ``like`` one that is there gets its mode: what the user keeps from others stays so.
        """
        try:
            staged = self._place(path)
            status = _write_file(staged, data, _EXECUTABLE if executable else _PLAIN)
            if like and self._project.has(like):
                os.chmod(staged, stat.S_IMODE(os.stat(self._project.path(like)).st_mode))
        except OSError as error:
            raise os_error(error, path, wanted=len(data), free=_free_space(self._project.root)) from None
        self._staged[path] = Placed.of(known, status) if known else None

    def share(self, path: str, source: str, data: bytes, *, known: Digest) -> None:
        """Stage a file that nobody edits and whose digest is checked whenever it is read.

        It becomes a second name of ``source`` where the file system allows that, which takes neither time nor
        room, and else has its ``data`` to itself. Raises what `write` raises.
        """
        try:
            staged = self._place(path)
            os.link(source, staged)
            status = os.stat(staged)
        except OSError:
            self.write(path, data, known=known)
        else:
            self._staged[path] = Placed.of(known, status)

    def _place(self, path: str) -> str:
        """Where a file is staged; its folder is made."""
        staged = self._project.path(f"{STAGE}/{self._run}/{path}")
        folder = staged.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        return staged

    def write_shipped(self, files: Sequence[PlacedFile], read: Callable[[PlacedFile], bytes]) -> None:
        """Stage files of packs, several at a time; ``read`` gives their bytes. Raises what `write` raises."""

        def write(file: PlacedFile) -> None:
            self.write(file.path, read(file), executable=file.executable, known=file.digest)

        together(write, files, THREADS if len(files) > _MANY else 1)

    def remove(self, path: str) -> None:
        """Take a file away."""
        self._removed[path] = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to commit."""
        return not self._staged and not self._removed

    def commit(self) -> None:
        """Bring everything to life, whole or not at all; when it raises, nothing was changed."""
        self._note_placed()
        noted = self._noted_folders()
        units = self._units()
        made = {folder for folder in self._shared for unit in units if f"{folder}/".startswith(f"{unit}/")}
        if made - noted:
            self.write(FOLDERS, "".join(f"{folder}\n" for folder in sorted(noted | made)).encode())
            units = self._units()
        emptied = self._emptied(noted | made)
        journal = Journal(self._run, list(self._moves(units)), emptied)
        try:
            precious = [f"{STAGE}/{self._run}/{path}" for path, placed in self._staged.items() if not placed]
            precious.append(journal.write(self._project))
            flush_files([self._project.path(path) for path in precious])
            journal.begin(self._project)
        except OSError as error:
            journal.withdraw(self._project)
            raise os_error(error, STATE) from None
        try:
            journal.finish(self._project)
        except OSError as error:
            journal.take_back(self._project, error)
            raise os_error(error) from None
        clear(self._project)

    def _note_placed(self) -> None:
        placed = {path: file for path, file in self._staged.items() if file}
        if placed:
            settle(self._project)
            self.write(PLACED, to_note(placed))

    def _units(self) -> list[str]:
        """What is renamed: single files, or the highest folder that is not there yet, with all that is in it.

        In order: the agent's files, then the project's, then receipts, because a receipt promises the rest.
        """
        units: dict[str, None] = {}
        absent: dict[str, bool] = {}
        for path in sorted(self._staged, key=_phase):
            units[self._highest_absent(path, absent)] = None
        return list(units)

    def _highest_absent(self, path: str, absent: dict[str, bool]) -> str:
        end = path.find("/")
        while end >= 0:
            folder = path[:end]
            if folder not in absent:
                absent[folder] = not self._project.has(folder)
            if absent[folder]:
                return folder
            end = path.find("/", end + 1)
        return path

    def _moves(self, units: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        for path in self._removed:
            yield ASIDE, path, f"{TRASH}/{self._run}/{path}"
        for path in units:
            if self._project.has(path):
                yield ASIDE, path, f"{TRASH}/{self._run}/{path}"
            yield PLACE, f"{STAGE}/{self._run}/{path}", path

    def _emptied(self, ours: set[str]) -> list[str]:
        """The folders that may be left empty, but for those that the user made."""
        folders: set[str] = set()
        for path in self._removed:
            folder = path.rpartition("/")[0]
            while folder != AGENT_FOLDER and folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return sorted(folders - (self._shared - ours), reverse=True)

    def _noted_folders(self) -> set[str]:
        return set((self._project.read(FOLDERS) or b"").decode("utf-8", "replace").split())


def _phase(path: str) -> tuple[int, str]:
    if path.startswith(f"{STATE}/"):
        return 2, path
    return (1 if path in (MANIFEST, LOCKFILE) else 0), path


def _write_file(path: str, data: bytes, mode: int) -> os.stat_result:
    descriptor = os.open(path, _NEW_FILE, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _free_space(path: str) -> int:
    """Bytes free on the disk, for a message; 0 where the system does not tell."""
    try:
        status = os.statvfs(path)
    except (AttributeError, OSError):
        return 0
    return status.f_bavail * status.f_frsize
