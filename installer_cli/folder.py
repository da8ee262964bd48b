"""An author's folder as a pack's files."""

from __future__ import annotations

import os
import stat

from installer_cli.errors import ERRORS, os_error
from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.litter import is_litter
from packformat.paths import DEFAULT_LIMITS, RECORD_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BESIDE = ".ctxpack-new"
"""What a file's new content is called until it takes the place of the old."""
_VERSION_CONTROL = frozenset((".git", ".hg", ".svn", ".jj"))


def read_folder(folder: str) -> list[Entry]:
    """Every file of a pack's folder but version control and leftovers.

    Raises E_FOLDER, E_ENTRY_LINK, E_ENTRY_TYPE, E_TOO_MANY or E_TOO_LARGE.
    """
    if not os.path.isdir(folder):
        reason = "it is a file" if os.path.exists(folder) else "there is nothing of that name"
        raise ERRORS.error("E_FOLDER", path=folder, reason=reason)
    entries: list[Entry] = []
    total = 0
    for path, status in _walk(folder, ""):
        if len(entries) >= DEFAULT_LIMITS.files:
            raise FORMAT.error("E_TOO_MANY", limit=DEFAULT_LIMITS.files - 1)
        total += status.st_size
        if total > DEFAULT_LIMITS.unpacked:
            raise FORMAT.error("E_TOO_LARGE", what="the folder", limit=DEFAULT_LIMITS.unpacked, size=total)
        entries.append(Entry(path, _read(f"{folder}/{path}"), bool(status.st_mode & stat.S_IXUSR)))
    return entries


def write_changes(folder: str, before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Make the folder hold ``after`` where it held ``before``; each file is replaced whole or not at all.

    Raises E_PERMISSION or E_IO.
    """
    old = {entry.path: entry for entry in before}
    new = {entry.path: entry for entry in after}
    changed = [entry for path, entry in new.items() if old.get(path) != entry]
    try:
        for entry in changed:
            _write_beside(f"{folder}/{entry.path}", entry)
        # Old names go first: on a disk that ignores case, a new name may be the old one.
        for path in old.keys() - new.keys():
            os.unlink(f"{folder}/{path}")
        for entry in changed:
            os.replace(f"{folder}/{entry.path}{_BESIDE}", f"{folder}/{entry.path}")
    except OSError as error:
        raise os_error(error, folder) from None


def _write_beside(path: str, entry: Entry) -> None:
    with open(path + _BESIDE, "wb") as file:
        file.write(entry.data)
    os.chmod(path + _BESIDE, 0o755 if entry.executable else 0o644)


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    """Paths relative to the folder, sorted, with the state of each file; links are refused, not followed."""
    try:
        found = sorted(os.scandir(f"{folder}/{prefix}"), key=lambda entry: entry.name)
    except OSError as error:
        raise os_error(error, f"{folder}/{prefix}") from None
    for entry in found:
        path = prefix + entry.name
        if entry.name in _VERSION_CONTROL or path == RECORD_PATH or is_litter(path):
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
