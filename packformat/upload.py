"""Reading what a stranger packed: any plain zip, with the same refusals as the canonical archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat import zipwalk
from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.litter import is_litter
from packformat.paths import DEFAULT_LIMITS, MANIFEST_PATH, PLUGIN_MANIFEST_PATH, RECORD_PATH, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOP_FILES = (MANIFEST_PATH, PLUGIN_MANIFEST_PATH)


def read_upload(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Entry]:
    """Read an uploaded zip; raises AuthorError or IntegrityError for what would let readers differ.

    Order, times and one folder around everything are the sender's business. Files that systems leave behind
    (`litter`) and a record from an earlier build are passed over; the registry writes its own.
    """
    if len(data) > limits.archive:
        raise FORMAT.error("E_TOO_LARGE", what="the archive", limit=limits.archive, size=len(data))
    members = zipwalk.walk(data, limits)
    wrapper = _wrapping_folder([member.path for member in members])
    entries: list[Entry] = []
    total = 0
    for member in members:
        content = zipwalk.extract(data, member, limits)
        total += len(content)
        if total > limits.unpacked:
            raise FORMAT.error("E_TOO_LARGE", what="the unpacked archive", limit=limits.unpacked, size=total)
        path = member.path[len(wrapper) :]
        if path != RECORD_PATH and not is_litter(path):
            entries.append(Entry(path, content, member.executable))
    return entries


def _wrapping_folder(paths: Sequence[str]) -> str:
    """The one folder that holds everything, with its slash; none when the top is the pack."""
    first = paths[0].partition("/")[0] + "/"
    if any(path in _TOP_FILES for path in paths) or not all(path.startswith(first) for path in paths):
        return ""
    inside = {path[len(first) :] for path in paths}
    return first if inside.intersection(_TOP_FILES) else ""
