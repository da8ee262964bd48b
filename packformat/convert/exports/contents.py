"""The files of an export's zip: read one by one, counted while they grow, none under the name that it has.

Nothing is ever written at these paths, so they may be called anything: a channel may be named like a device.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.codes import FORMAT
from packformat.convert.limits import LIMITS, check
from packformat.errors import CtxpackError
from packformat.jsontext import parse_json
from packformat.litter import is_litter
from packformat.paths import DEFAULT_LIMITS
from packformat.zipwalk import extract, members_of

if TYPE_CHECKING:
    from typing import Any

    from packformat.zipwalk import Member


class Contents:
    """Files by their paths, without a folder that holds them all; ``paths`` are sorted.

    Raises E_CONVERT_BROKEN for a zip that two readers could see differently, and for what is none.
    """

    def __init__(self, data: bytes):
        self._data = data
        self._limits = DEFAULT_LIMITS._replace(
            files=LIMITS["export-files"].most, file=LIMITS["export-file"].most
        )
        self._unpacked = 0
        try:
            members = members_of(data, self._limits, source="the export", foreign=True)
        except CtxpackError as error:
            raise FORMAT.error("E_CONVERT_BROKEN", what="an export", reason=error.message) from None
        self._members = _without_folder([member for member in members if not is_litter(member.path)])
        self.paths = sorted(self._members)

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises what `packformat.zipwalk.extract` does.

        Raises E_CONVERT_LARGE once all files that were asked for hold more than an export may: also one that
        is refused takes its time to be unpacked.
        """
        member = self._members[path]
        self._unpacked += min(member.size, self._limits.file)
        check("unpacked", self._unpacked)
        return extract(self._data, member, self._limits)

    def rows(self, path: str) -> list[Any]:
        """The rows of a JSON file; raises ValueError for what is no list, and what `parse_json` does."""
        rows = parse_json(self.read(path), allow_halves=True)
        if not isinstance(rows, list):
            raise ValueError("it is no list")  # noqa: TRY004 - what a reader of a stranger's value is told
        return rows


def _without_folder(members: list[Member]) -> dict[str, Member]:
    """Who unpacks an export and packs it again often packs the folder."""
    if not members:
        raise FORMAT.error("E_CONVERT_EMPTY", what="the export")
    first = members[0].path.partition("/")[0] + "/"
    cut = len(first) if all(member.path.startswith(first) for member in members) else 0
    return {member.path[cut:]: member for member in members}
