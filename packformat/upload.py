"""Reading what a stranger packed: a plain zip or tar.gz, with the same refusals as the canonical archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat import zipwalk
from packformat.archive import Entry, check_recorded
from packformat.codes import FORMAT
from packformat.litter import is_litter
from packformat.paths import (
    DEFAULT_LIMITS,
    MANIFEST_PATH,
    PLUGIN_MANIFEST_PATH,
    RECORD_PATH,
    Limits,
    check_path,
)
from packformat.record import Record
from packformat.tarwalk import GZIP_MAGIC, read_tar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOP_FILES = (MANIFEST_PATH, PLUGIN_MANIFEST_PATH)


def read_upload(data: bytes, limits: Limits = DEFAULT_LIMITS, *, source: str = "the archive") -> list[Entry]:
    """Read an uploaded zip or tar.gz; raises AuthorError or IntegrityError for what lets readers differ.

    Order, times and one folder around everything are the sender's business. Files that systems leave behind
    (`litter`) are passed over. The record of an earlier build must still fit, and is then left out: the build
    writes its own. ``source`` is what messages call the archive, such as the name of the file.
    """
    if len(data) > limits.archive:
        raise FORMAT.error("E_TOO_LARGE", what=source, limit=limits.archive, size=len(data))
    read = read_tar if data.startswith(GZIP_MAGIC) else _read_zip
    kept = [entry for entry in read(data, limits, source=source) if not is_litter(entry.path)]
    wrapper = _wrapping_folder([entry.path for entry in kept])
    if wrapper:
        kept = _unwrapped(kept, wrapper, limits)
    record = next((Record.parse(entry.data) for entry in kept if entry.path == RECORD_PATH), None)
    entries = [entry for entry in kept if entry.path != RECORD_PATH]
    if not entries:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source=source, size=len(data))
    if record is not None:
        check_recorded(entries, record)
    return entries


def _read_zip(data: bytes, limits: Limits, *, source: str) -> list[Entry]:
    entries: list[Entry] = []
    total = 0
    for member in zipwalk.walk(data, limits, source=source, foreign=True):
        content = zipwalk.extract(data, member, limits)
        entries.append(Entry(member.path, content, member.executable))
        total += 0 if member.path == RECORD_PATH else len(content)
        if total > limits.unpacked:
            raise FORMAT.error("E_TOO_LARGE", what="the unpacked archive", limit=limits.unpacked, size=total)
    return entries


def _unwrapped(entries: Iterable[Entry], wrapper: str, limits: Limits) -> list[Entry]:
    """Take the folder around everything away, and look at what is left as if it had been the top."""
    inner = (entry._replace(path=entry.path[len(wrapper) :]) for entry in entries)
    kept = [entry for entry in inner if not is_litter(entry.path)]
    for entry in kept:
        if entry.path != RECORD_PATH:
            check_path(entry.path, limits)
    return kept


def _wrapping_folder(paths: Sequence[str]) -> str:
    """The one folder that holds everything, with its slash; none when the top itself is the pack."""
    first = paths[0].partition("/")[0] + "/" if paths else ""
    if any(path in _TOP_FILES for path in paths) or not all(path.startswith(first) for path in paths):
        return ""
    inside = {path[len(first) :] for path in paths}
    return first if inside.intersection(_TOP_FILES) else ""
