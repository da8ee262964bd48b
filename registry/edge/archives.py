"""Archives of packs and of single skills by digest, whole or in part; public ones may be kept for ever."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import NamedTuple

from packformat.digest import Digest
from registry.downloads import note
from registry.edge.answer import Answer, Environ, Headers, names_etag, refusal
from registry.edge.caller import caller
from registry.edge.reader import PRIVATELY, reader_of
from registry.errors import ERRORS
from registry.models import Release
from registry.readers import NOBODY, seen
from registry.storage.current import current_store
from registry.storage.keys import archive_key, skill_key

PREFIXES = ("/archives/", "/skills/")
_PATH = re.compile(r"/(archives|skills)/([0-9a-f]{64})\.zip")
_KEYS = {"archives": archive_key, "skills": skill_key}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
"""A range whose numbers have more digits than any size is not understood."""
ONE_PIECE = 256 * 1024
"""Bytes of an answer that are held in memory whole."""
_CACHING = [("Cache-Control", "public, max-age=31536000, immutable")]


class _Place(NamedTuple):
    """Where an archive rests, its bytes, and how caches may keep it."""

    key: str
    size: int
    caching: Headers


def archive(environ: Environ) -> Answer:
    """Answer a request for an archive (RFC 9110: conditional, and one range of bytes at most)."""
    path = environ["PATH_INFO"]
    matched = _PATH.fullmatch(path)
    place = _place_of(matched, environ) if matched else None
    if not matched or place is None:
        return refusal(ERRORS.error("E_ROUTE_UNKNOWN", path=path))
    key, size, caching = place
    etag = f'"{matched[2]}"'
    headers = [("ETag", etag), *caching, ("Accept-Ranges", "bytes")]
    if names_etag(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        return Answer(HTTPStatus.NOT_MODIFIED, headers, [])
    headers.append(("Content-Type", "application/zip"))
    wanted = _wanted_range(environ, etag)
    if wanted is None:
        _note(environ, matched)
        return Answer(HTTPStatus.OK, [*headers, ("Content-Length", str(size))], _pieces(key, 0, size))
    return _part(key, wanted, size, headers)


def _place_of(matched: re.Match[str], environ: Environ) -> _Place | None:
    """Return where an archive is, if it is public, or else of a pack that whoever asks may see."""
    digest = Digest.of_hex(matched[2])
    key = _KEYS[matched[1]](digest)
    size = current_store().size(key)
    if size is not None:
        return _Place(key, size, _CACHING)
    reader = reader_of(environ) if matched[1] == "archives" else NOBODY
    if reader.is_authenticated and seen(Release.objects.filter(archive_digest=digest), reader).exists():
        key = archive_key(digest, private=True)
        size = current_store().size(key)
    return None if size is None else _Place(key, size, PRIVATELY)


def _note(environ: Environ, matched: re.Match[str]) -> None:
    """Count a pack that is fetched whole; who resumes has been counted, and a skill is not the pack."""
    if environ["REQUEST_METHOD"] == "GET" and matched[1] == "archives":
        note(matched[2], caller(environ))


def _part(key: str, wanted: tuple[str, str], size: int, headers: list[tuple[str, str]]) -> Answer:
    start, end = _bounds(wanted, size)
    if start >= end:
        problem = ERRORS.error("E_RANGE", range="-".join(wanted), size=size)
        return refusal(problem, ("Content-Range", f"bytes */{size}"))
    part = [("Content-Range", f"bytes {start}-{end - 1}/{size}"), ("Content-Length", str(end - start))]
    return Answer(HTTPStatus.PARTIAL_CONTENT, [*headers, *part], _pieces(key, start, end))


def _wanted_range(environ: Environ, etag: str) -> tuple[str, str] | None:
    """Return first and last byte as they were written; a range that is not understood is passed over."""
    if environ.get("HTTP_IF_RANGE", etag) != etag or environ["REQUEST_METHOD"] != "GET":
        return None
    matched = _RANGE.fullmatch(environ.get("HTTP_RANGE", "").strip())
    return (matched[1], matched[2]) if matched and (matched[1] or matched[2]) else None


def _bounds(wanted: tuple[str, str], size: int) -> tuple[int, int]:
    """Return start and end, the end not included; `-500` means the last 500 bytes."""
    first, last = wanted
    if not first:
        return max(0, size - int(last)), size if int(last) else 0
    return int(first), min(size, int(last) + 1) if last else size


def _pieces(key: str, start: int, end: int) -> Iterable[bytes]:
    """Return small archives in one piece, which servers send at once, and large ones piece by piece."""
    chunks = current_store().chunks(key, start, end)
    return list(chunks) if end - start <= ONE_PIECE else chunks
