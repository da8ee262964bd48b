"""The cache of archives as something to look at: what is in it, what is damaged, what nobody has used."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import sha256

from installer_cli.errors import os_error
from installer_cli.home import ARCHIVE_FOLDER
from packformat.digest import Digest
from packformat.errors import CtxpackError

_SUFFIX = ".zip"
_HEX_DIGITS = 64
_SECONDS_A_DAY = 24 * 60 * 60
_STALE_SECONDS = 60 * 60
"""After this long, a file that was never renamed into its place was left by a run that was killed."""


class CachedArchive:
    """One archive in the cache; ``used`` is when it was last installed from, to the day."""

    __slots__ = ("digest", "path", "size", "used")

    def __init__(self, path: str, digest: Digest, size: int, used: float):
        self.path = path
        self.digest = digest
        self.size = size
        self.used = used

    def is_sound(self) -> bool:
        """Whether the bytes are those that the name promises."""
        with open(self.path, "rb") as file:
            return sha256(file.read()).hexdigest() == self.digest.hex

    def title(self) -> str:
        """The pack's name and version, read out of the archive; a question mark when it cannot be read."""
        from packformat.archive import extract, scan_archive
        from packformat.manifest import Manifest
        from packformat.paths import MANIFEST_PATH

        try:
            with open(self.path, "rb") as file:
                data = file.read()
            member = next(item for item in scan_archive(data) if item.path == MANIFEST_PATH)
            manifest = Manifest.parse(extract(data, member))
        except (CtxpackError, OSError, StopIteration):
            return "?"
        return f"{manifest.name} {manifest.version}"


class CacheStore:
    """The cache's folder."""

    def __init__(self, home: str):
        self.folder = os.path.join(home, ARCHIVE_FOLDER)

    def archives(self) -> list[CachedArchive]:
        """Every archive, by digest; raises E_PERMISSION or E_IO."""
        found = []
        for entry in self._entries():
            name = entry.name.removesuffix(_SUFFIX)
            if len(name) == _HEX_DIGITS and name != entry.name:
                status = entry.stat()
                digest = Digest.parse(f"sha256:{name}")
                found.append(CachedArchive(entry.path, digest, status.st_size, status.st_mtime))
        return sorted(found, key=lambda archive: archive.digest)

    def unused(self, days: int) -> list[CachedArchive]:
        """The archives that were last used more than so many days ago."""
        limit = time.time() - days * _SECONDS_A_DAY
        return [archive for archive in self.archives() if archive.used < limit]

    def remove(self, archives: list[CachedArchive]) -> int:
        """Remove archives, and what killed runs have left; returns the bytes that are free now."""
        for archive in archives:
            try:
                os.unlink(archive.path)
            except OSError as error:
                raise os_error(error, archive.path) from None
        return sum(archive.size for archive in archives) + self._remove_drafts()

    def _remove_drafts(self) -> int:
        freed = 0
        for entry in self._entries():
            status = entry.stat()
            if f"{_SUFFIX}." in entry.name and status.st_mtime < time.time() - _STALE_SECONDS:
                with suppress(OSError):
                    os.unlink(entry.path)
                    freed += status.st_size
        return freed

    def _entries(self) -> list[os.DirEntry[str]]:
        try:
            return list(os.scandir(self.folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise os_error(error, self.folder) from None
