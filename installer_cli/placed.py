"""The note of what was placed without waiting for the disk: a pack's own files, which can be had again.

A power cut soon after a run can leave such a file empty. The note tells it from a file that the user has
emptied: it holds the digest of what was written, and the inode and the time of the writing, one of which any
edit changes. Why not every file is flushed, see ``docs/adr/0007-what-waits-for-the-disk.md``.
"""

from __future__ import annotations

from installer_cli.flush import flush_files
from installer_cli.project import STATE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from installer_cli.project import Project

PLACED = f"{STATE}/placed"
_FIELDS = 4


class Placed:
    """One file as it was written; its path is known to whoever asks."""

    __slots__ = ("_inode", "_time", "digest")

    def __init__(self, digest: str, inode: str, time: str):
        self.digest = digest
        self._inode = inode
        self._time = time

    @classmethod
    def of(cls, digest: str, status: os.stat_result) -> Placed:
        """A file that has just been written."""
        return cls(digest, str(status.st_ino), str(status.st_mtime_ns))

    def is_untouched(self, status: os.stat_result) -> bool:
        """Whether nobody has written to the file or replaced it since."""
        return (self._inode, self._time) == (str(status.st_ino), str(status.st_mtime_ns))

    def line(self, path: str) -> str:
        """The file's line in the note."""
        return f"{self.digest} {self._inode} {self._time} {path}\n"


def to_note(placed: Mapping[str, Placed]) -> bytes:
    """The note about the files that one run has placed."""
    return "".join(file.line(path) for path, file in placed.items()).encode("utf-8", "surrogateescape")


def read_note(project: Project) -> dict[str, Placed]:
    """What the last note says; a damaged one says less, and what it does not say counts as the user's."""
    lines = (project.read(PLACED) or b"").decode("utf-8", "surrogateescape").split("\n")
    rows = (line.split(" ", _FIELDS - 1) for line in lines)
    return {row[-1]: Placed(*row[:-1]) for row in rows if len(row) == _FIELDS}


def settle(project: Project) -> None:
    """Make durable what is left of what the last note is about, so that another may take its place."""
    flush_files([project.path(path) for path in read_note(project)], tolerant=True)
