"""The journal: what a run is about to move, written before the first move, so that any run can end it.

Every change of a project is a list of moves, each a rename on one file system: *aside* takes a live file to
the trash, *place* brings a staged file or folder to life. A move that was made can be told from one that was
not by looking, so the list can be gone through again from the start, forwards or backwards, after a kill at
any point.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from errno import ENOENT

from installer_cli.errors import ERRORS
from installer_cli.flush import flush_folder
from installer_cli.project import JOURNAL, STAGE, STATE, TRASH
from packformat.errors import UNREADABLE, why_unreadable
from packformat.jsontext import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.project import Project

ASIDE, PLACE = "aside", "place"
_SCHEMA = 1
_OURS = (f"{STAGE}/", f"{TRASH}/")


class Journal:
    """One run's moves, as (kind, source, destination), and the folders that go when they are left empty."""

    __slots__ = ("emptied", "moves", "run")

    def __init__(self, run: str, moves: Sequence[tuple[str, str, str]], emptied: Sequence[str]):
        self.run = run
        self.moves = list(moves)
        self.emptied = list(emptied)

    def write(self, project: Project) -> str:
        """Write the journal, to be flushed with what is staged; returns the path of the file."""
        value = {"schema": _SCHEMA, "run": self.run, "emptied": self.emptied, "moves": self.moves}
        temporary = f"{STAGE}/{self.run}.journal"
        os.makedirs(project.path(STAGE), exist_ok=True)
        with open(project.path(temporary), "w", encoding="utf-8") as file:
            file.write(json.dumps(value, ensure_ascii=False))
        return temporary

    def begin(self, project: Project) -> None:
        """Bring the flushed journal to life: from here on the run will be finished, or undone as a whole."""
        os.rename(project.path(f"{STAGE}/{self.run}.journal"), project.path(JOURNAL))
        flush_folder(project.path(STATE))

    def withdraw(self, project: Project) -> None:
        """Take the journal back before any move; where that fails, the next command makes the moves."""
        with suppress(OSError):
            os.unlink(project.path(JOURNAL))

    @classmethod
    def read(cls, project: Project) -> Journal | None:
        """The journal of an interrupted run; None when there is none. Raises E_JOURNAL."""
        data = project.read(JOURNAL)
        if data is None:
            return None
        try:
            value = parse_json(data)
            if value["schema"] != _SCHEMA:
                raise ValueError(f"it is of format {value['schema']}, this ctxpack reads {_SCHEMA}")
            moves = [_check_move(project, *move) for move in value["moves"]]
            return cls(_check_run(value["run"]), moves, [_check_path(path) for path in value["emptied"]])
        except UNREADABLE as error:
            raise ERRORS.error("E_JOURNAL", path=JOURNAL, reason=why_unreadable(error)) from None

    def check_no_links(self, project: Project) -> None:
        """Raise E_TARGET_LINK when a move would go through a link, and so could lead out of the project."""
        paths = {path for _, *ends in self.moves for path in ends} | set(self.emptied)
        for folder in sorted({path.rpartition("/")[0] for path in paths} - {""}):
            project.check_no_links(folder)

    def finish(self, project: Project) -> None:
        """Make every move that was not made yet, then drop the journal; raises OSError where it cannot."""
        self._check_staged(project)
        for kind, source, destination in self.moves:
            if _is_due(project, kind, source, destination):
                _move(project, source, destination)
        self._sync(project)
        for folder in sorted(self.emptied, reverse=True):
            with suppress(OSError):
                os.rmdir(project.path(folder))
        self._drop(project)

    def undo(self, project: Project) -> None:
        """Take back every move that was made, last first, then drop the journal."""
        for _, source, destination in reversed(self.moves):
            if project.has(destination) and not project.has(source):
                _move(project, destination, source)
        self._sync(project)
        self._drop(project)

    def take_back(self, project: Project, error: OSError) -> None:
        """Undo what `finish` could not do for an ``error``; raises E_HALFWAY with it where that fails too."""
        try:
            self.undo(project)
        except OSError:
            reason = f"`{error.filename or JOURNAL}`: {error.strerror or error}"
            raise ERRORS.error("E_HALFWAY", path=JOURNAL, reason=reason) from None

    def _check_staged(self, project: Project) -> None:
        """Refuse to go on when something staged was lost: the rest would only take things away."""
        for kind, source, destination in self.moves:
            if kind == PLACE and not project.has(source) and not project.has(destination):
                raise FileNotFoundError(ENOENT, os.strerror(ENOENT), source)

    def _sync(self, project: Project) -> None:
        live = [source if kind == ASIDE else destination for kind, source, destination in self.moves]
        for folder in sorted({project.path(path).rpartition("/")[0] for path in live}):
            flush_folder(folder)

    def _drop(self, project: Project) -> None:
        os.unlink(project.path(JOURNAL))
        if any(kind == ASIDE for kind, _, _ in self.moves):
            # The trash is cleared next, and without it the journal must not be gone through again.
            flush_folder(project.path(STATE))


def recover(project: Project) -> bool:
    """Finish an interrupted run, or undo it; returns whether there was one. Needs the project's lock.

    Raises E_JOURNAL, E_TARGET_LINK, or E_HALFWAY where neither can be done.
    """
    journal = Journal.read(project)
    if journal is not None:
        journal.check_no_links(project)
        try:
            journal.finish(project)
        except OSError as error:
            journal.take_back(project, error)
    clear(project)
    return journal is not None


def clear(project: Project) -> None:
    """Delete what runs have staged or put aside; only ever called when no journal needs it."""
    for folder in (STAGE, TRASH):
        remove_tree(project.path(folder))


def remove_tree(path: str) -> None:
    """Delete a folder with all that is in it; what cannot be deleted now is left for the next run."""
    try:
        entries = [] if os.path.islink(path) else list(os.scandir(path))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            remove_tree(entry.path)
        else:
            with suppress(OSError):
                os.unlink(entry.path)
    with suppress(OSError):
        os.rmdir(path)


def _is_due(project: Project, kind: str, source: str, destination: str) -> bool:
    """Whether a move is still to be made: an *aside* until the trash has it, a *place* while it is staged."""
    if not project.has(source):
        return False
    return kind == PLACE or not project.has(destination)


def _move(project: Project, source: str, destination: str) -> None:
    """Rename; a file that somebody put in the way since is put aside, not overwritten."""
    target = project.path(destination)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.lexists(target):
        os.rename(target, _free_name(target))
    os.rename(project.path(source), target)


def _free_name(path: str) -> str:
    number = 1
    while os.path.lexists(f"{path}.kept-{number}"):
        number += 1
    return f"{path}.kept-{number}"


def _check_move(project: Project, kind: str, source: object, destination: object) -> tuple[str, str, str]:
    """One end of a move is ours and the other where runs write: a journal cannot reach further.

    It may have come with the project, from somebody who wants files moved that no repository can bring.
    """
    if kind not in (ASIDE, PLACE):
        raise ValueError(f"`{kind}` is not a kind of move")
    move = (kind, _check_path(source), _check_path(destination))
    live, ours = move[1:] if kind == ASIDE else (move[2], move[1])
    if not ours.startswith(_OURS):
        raise ValueError(f"`{ours}` is not ours to move")
    if not project.takes(live):
        raise ValueError(f"`{live}` is no place that ctxpack writes to")
    return move


def _check_path(path: object) -> str:
    if not isinstance(path, str) or {"", ".", ".."}.intersection(path.split("/")) or "\\" in path:
        raise ValueError(f"`{path}` is not a path in the project")
    return path


def _check_run(run: object) -> str:
    if not isinstance(run, str) or not run.isalnum():
        raise ValueError("it has no run")
    return run
