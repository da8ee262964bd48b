"""The stamp: how the project looked when a run found nothing to do, so that the next sees so at a glance.

It holds the state of every file that counts, as the file system tells it: size, times, inode and mode.
Whatever differs, or changed too close to the stamp for its times to tell, sends the run the long way, which
reads every byte. A stamp can only save work; deleting it loses nothing. It is plain lines, because this path
runs before anything that takes time to load.
"""

from __future__ import annotations

import os
import stat
import time

from installer_cli.project import JOURNAL, LOCKFILE, MANIFEST, RECEIPTS, STATE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from installer_cli.project import Project

STAMP = f"{STATE}/stamp"
_FORMAT = "1"
_STATE_FIELDS = 5
_TICK_NANOSECONDS = 20_000_000
"""Two writes closer than this may carry one time: file systems count in ticks of at most 10 ms."""


def packs_in_place(project: Project, words: Iterable[str]) -> int:
    """How many packs are in place, untouched and with all ``words`` wanted whole; 0 to look closely."""
    try:
        with open(project.path(STAMP), encoding="utf-8", newline="\n") as file:
            head, *lines = file.read().splitlines()
        number, packs, *wanted = head.split(" ")
        if number != _FORMAT or not set(wanted).issuperset(words) or os.path.lexists(project.path(JOURNAL)):
            return 0
        paths = [line.split(" ", _STATE_FIELDS)[-1] for line in lines]
        receipts = [path for path in paths if path.startswith(f"{RECEIPTS}/")]
        if receipts == _receipts(project) and [_line(project, path) for path in paths] == lines:
            return int(packs)
    except (OSError, ValueError):
        pass
    return 0


def write_stamp(project: Project, packs: int, wanted: Iterable[str], paths: Iterable[str]) -> None:
    """Remember that nothing was to be done; without effect where a file changed just now."""
    head = " ".join([_FORMAT, str(packs), *sorted(wanted)])
    try:
        _write(project, head, [MANIFEST, LOCKFILE, *sorted(paths), *_receipts(project)])
    except OSError:
        return


def _write(project: Project, head: str, paths: Sequence[str]) -> None:
    latest = time.time_ns() - _TICK_NANOSECONDS
    if any("\n" in path or _changed_at(project, path) > latest for path in paths):
        return
    draft = project.path(f"{STAMP}.{os.getpid()}")
    with open(draft, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join([head, *(_line(project, path) for path in paths), ""]))
    os.replace(draft, project.path(STAMP))


def _line(project: Project, path: str) -> str:
    """What the file system says of a regular file; raises OSError for what is not one."""
    found = os.lstat(project.path(path))
    if not stat.S_ISREG(found.st_mode):
        raise FileNotFoundError(path)
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_mode} {path}"


def _changed_at(project: Project, path: str) -> int:
    return os.lstat(project.path(path)).st_ctime_ns


def _receipts(project: Project) -> list[str]:
    return sorted(f"{RECEIPTS}/{name}" for name in os.listdir(project.path(RECEIPTS)))
