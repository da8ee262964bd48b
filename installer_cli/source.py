"""A pack's files, read one by one out of its verified archive, so that no pack is ever in memory unpacked."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.archive import extract, scan_archive
from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.paths import DEFAULT_LIMITS, RECORD_PATH
from packformat.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.lockfile import LockedPack
    from packformat.record import RecordRow


class PackSource:
    """The files of a locked pack.

    Raises E_DIGEST, or what `scan_archive` and `read_archive` raise, when the archive is not what the index
    promised.
    """

    __slots__ = ("_data", "_members", "pack", "rows")

    def __init__(self, pack: LockedPack, data: bytes):
        self.pack = pack
        self._data = data
        self._members = {member.path: member for member in scan_archive(data)}
        record = self._members.pop(RECORD_PATH, None)
        if record is None:
            raise FORMAT.error("E_FILE_ABSENT", path=RECORD_PATH)
        content = extract(data, record)
        found = Digest.of(content)
        if found != pack.tree:
            raise ERRORS.error("E_DIGEST", pack=pack.name, found=found, wanted=pack.tree)
        self.rows: dict[str, RecordRow] = {row.path: row for row in Record.parse(content, self._members)}
        self._check_rows()

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises E_FILE_HASH unless they are what the record lists."""
        content = extract(self._data, self._members[path])
        if Digest.of(content) != self.rows[path].digest:
            raise FORMAT.error("E_FILE_HASH", path=path)
        return content

    def _check_rows(self) -> None:
        """Hold the record against the archive: the same files, sizes and modes, and not too much."""
        for path in self._members.keys() ^ self.rows.keys():
            raise FORMAT.error("E_FILE_UNLISTED" if path in self._members else "E_FILE_ABSENT", path=path)
        total, limit = sum(member.size for member in self._members.values()), DEFAULT_LIMITS.unpacked
        if total > limit:
            raise FORMAT.error("E_TOO_LARGE", what="the unpacked archive", limit=limit, size=total)
        if not self.rows:
            raise FORMAT.error("E_ARCHIVE_EMPTY", source="the archive", size=len(self._data))
        for path, row in self.rows.items():
            member = self._members[path]
            if member.size != row.size:
                raise FORMAT.error("E_SIZE_MISMATCH", path=path, stated=row.size)
            if member.executable != row.executable:
                raise FORMAT.error("E_NOT_CANONICAL", path=path, field="mode")
