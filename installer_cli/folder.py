"""An author's folder as a pack's files."""

from __future__ import annotations

import os
import stat

from installer_cli.errors import ERRORS, os_error
from installer_cli.project import MANIFEST, STATE, Project
from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.errors import CtxpackError
from packformat.litter import is_litter
from packformat.paths import DEFAULT_LIMITS, MANIFEST_PATH, PLUGIN_MANIFEST_PATH, RECORD_PATH, check_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION_CONTROL = frozenset((".git", ".hg", ".svn", ".jj"))
"""Folders in which version control keeps what is its own; they are no part of a pack."""


class PackFolder(Project):
    """A folder in which somebody writes a pack: changed as a project is, but in any file a pack can have."""

    __slots__ = ()

    def takes(self, relative: str) -> bool:
        """Whether it can be a pack's: never what version control keeps, where files can be programs."""
        try:
            check_path(relative)
        except CtxpackError:
            return False
        return VERSION_CONTROL.isdisjoint(relative.lower().split("/"))


def read_folder(folder: str) -> list[Entry]:
    """Every file of a pack's folder but version control, leftovers, and what ctxpack keeps of a project.

    Raises E_FOLDER, E_NOT_A_PACK, E_ENTRY_LINK, E_ENTRY_TYPE, E_TOO_MANY or E_TOO_LARGE.
    """
    check_folder(folder)
    _refuse_a_project(folder)
    entries: list[Entry] = []
    total = 0
    for path, status in _walk(folder, ""):
        if len(entries) >= DEFAULT_LIMITS.files:
            raise FORMAT.error("E_TOO_MANY", limit=DEFAULT_LIMITS.files)
        total += status.st_size
        if total > DEFAULT_LIMITS.unpacked:
            raise FORMAT.error("E_TOO_LARGE", what="the folder", limit=DEFAULT_LIMITS.unpacked, size=total)
        entries.append(Entry(path, _read(f"{folder}/{path}"), bool(status.st_mode & stat.S_IXUSR)))
    return entries


def check_folder(folder: str) -> None:
    """Raise E_FOLDER where there is none."""
    if not os.path.isdir(folder):
        reason = "it is a file" if os.path.exists(folder) else "there is nothing of that name"
        raise ERRORS.error("E_FOLDER", path=folder, reason=reason)


def _refuse_a_project(folder: str) -> None:
    """Raise E_NOT_A_PACK for a folder that says which packs it wants, and nowhere that it is one."""
    there = [
        path for path in (MANIFEST, MANIFEST_PATH, PLUGIN_MANIFEST_PATH) if os.path.isfile(f"{folder}/{path}")
    ]
    if there == [MANIFEST]:
        raise ERRORS.error("E_NOT_A_PACK", path=folder)


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    """Paths relative to the folder, sorted, with the state of each file; links are refused, not followed."""
    try:
        found = sorted(os.scandir(f"{folder}/{prefix}"), key=lambda entry: entry.name)
    except OSError as error:
        raise os_error(error, f"{folder}/{prefix}") from None
    for entry in found:
        path = prefix + entry.name
        if entry.name in VERSION_CONTROL or path in (RECORD_PATH, STATE) or is_litter(path):
            continue
        if entry.is_symlink():
            raise FORMAT.error("E_ENTRY_LINK", path=path, target=os.readlink(entry.path))
        if entry.is_dir():
            if not is_litter(f"{path}/x"):
                yield from _walk(folder, f"{path}/")
        elif entry.is_file():
            yield path, entry.stat()
        else:
            raise FORMAT.error("E_ENTRY_TYPE", path=path, type="a device, pipe or socket")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise os_error(error, path) from None
