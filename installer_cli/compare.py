"""File by file and line by line: what an installed pack is beside the disk, or beside another release."""

from __future__ import annotations

from difflib import unified_diff

from installer_cli.choose import lock_release
from installer_cli.differences import find_differences
from installer_cli.library import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.receipt import PlacedFile, Receipt
    from installer_cli.session import Session
    from packformat.digest import Digest
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_SIGNS = {ADDED: "+", REMOVED: "-", CHANGED: "~"}


class FileDifference:
    """A file that is there on one side only, or differs; the bytes of each side, None where it has none."""

    __slots__ = ("_after", "_before", "path")

    def __init__(self, path: str, before: bytes | None, after: bytes | None):
        self.path = path
        self._before = before
        self._after = after

    @property
    def kind(self) -> str:
        """What became of the file."""
        if self._before is None:
            return ADDED
        return REMOVED if self._after is None else CHANGED

    @property
    def sign(self) -> str:
        """The same in one character."""
        return _SIGNS[self.kind]

    def lines(self) -> list[str]:
        """The change as a unified diff without the names; one sentence for what is not text."""
        try:
            before, after = _split(self._before), _split(self._after)
        except UnicodeDecodeError:
            return ["  (not text)"]
        return list(unified_diff(before, after, n=2, lineterm=""))[2:]


def compare_with_disk(session: Session, receipt: Receipt) -> list[FileDifference]:
    """What the user has changed of a pack; nobody is asked, since the project keeps its archives."""
    library = Library(session, session.wants())
    pack = receipt.as_locked()
    return [
        FileDifference(
            item.path,
            library.read(pack, item.path, item.file.base),
            session.project.read(item.path),
        )
        for item in find_differences(session.project, [receipt])
    ]


def compare_with_release(session: Session, receipt: Receipt, release: ReleaseEntry) -> list[FileDifference]:
    """What another release of a pack has different; its archive is brought if it is not here."""
    library = Library(session, session.wants())
    old, new = receipt.as_locked(), lock_release(receipt.name, release, receipt.only)
    library.open([old, new])
    before, after = library.volume(old).files, library.volume(new).files
    return [
        FileDifference(path, _read(library, old, before, path), _read(library, new, after, path))
        for path in sorted({*before, *after})
        if _digest(before, path) != _digest(after, path)
    ]


def _read(library: Library, pack: LockedPack, files: Mapping[str, PlacedFile], path: str) -> bytes | None:
    return library.read(pack, path, files[path].digest) if path in files else None


def _digest(files: Mapping[str, PlacedFile], path: str) -> Digest | None:
    return files[path].digest if path in files else None


def _split(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8").splitlines()
