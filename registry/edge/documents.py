"""The signed documents of the index, read as they were written."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError, connection

from registry.edge.answer import Answer, Environ, names_etag, refusal
from registry.edge.reader import PRIVATELY, reader_of
from registry.errors import ERRORS
from registry.readers import NOBODY, visible_packs

PREFIX = "/index/v1/"
_SUFFIX = ".jsonl"
MEDIA_TYPE = "application/jsonl"
# A copy may be kept, but is asked about each time: a release or a yank shows at once.
_CACHING = ("Cache-Control", "public, no-cache")
_ONE = "SELECT etag, body, private_to_id FROM registry_indexdocument WHERE name = %s"
_PACKS = "packs/"


def document(environ: Environ) -> Answer:
    """Answer a request for one document, with 304 where the caller has it already."""
    name = environ["PATH_INFO"][len(PREFIX) :].removesuffix(_SUFFIX)
    rows = rows_of(_ONE, [name]) if environ["PATH_INFO"].endswith(_SUFFIX) else []
    etag, body, private_to = rows[0] if rows else ("", b"", None)
    is_public = bool(rows) and private_to is None
    # Who asks is looked up for a name that is not here as it is for one that is private: both take as long.
    if not is_public and (not readable([name], environ) or not rows):
        return _absent(environ["PATH_INFO"], name)
    kept = [("ETag", etag), *([_CACHING] if is_public else PRIVATELY)]
    if names_etag(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        return Answer(HTTPStatus.NOT_MODIFIED, kept, [])
    headers = [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body))), *kept]
    return Answer(HTTPStatus.OK, headers, [bytes(body)])


def readable(documents: Iterable[str], environ: Environ) -> set[str]:
    """Return those of `documents` that are of packs which whoever asks may see."""
    names = [name.removeprefix(_PACKS) for name in documents if name.startswith(_PACKS)]
    reader = reader_of(environ) if names else NOBODY
    if not reader.is_authenticated:
        return set()
    seen = visible_packs(reader).filter(name__in=names).values_list("name", flat=True)
    return {f"{_PACKS}{name}" for name in seen}


def rows_of(query: str, parameters: Sequence[str]) -> list[Any]:
    """Return the rows of a query, past the ORM, on this thread's connection.

    Django closes a connection that the server has dropped when it begins a request; here it has not begun.
    """
    try:
        return _fetched(query, parameters)
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _fetched(query, parameters)


def _fetched(query: str, parameters: Sequence[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _absent(path: str, name: str) -> Answer:
    folder, _, pack = name.partition("/")
    if folder == "packs" and pack and path.endswith(_SUFFIX):
        return refusal(ERRORS.error("E_PACK_ABSENT", pack=pack))
    return refusal(ERRORS.error("E_ROUTE_UNKNOWN", path=path))
