"""The signed documents of the index, read as they were written."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError, connection

from registry.edge.answer import Answer, Environ, names_etag, refusal
from registry.errors import ERRORS

PREFIX = "/index/v1/"
_SUFFIX = ".jsonl"
MEDIA_TYPE = "application/jsonl"
# A copy may be kept, but is asked about each time: a release or a yank shows at once.
_CACHING = ("Cache-Control", "public, no-cache")
_ONE = "SELECT etag, body FROM registry_indexdocument WHERE name = %s"


def document(environ: Environ) -> Answer:
    """Answer a request for one document, with 304 where the caller has it already."""
    name = environ["PATH_INFO"][len(PREFIX) :].removesuffix(_SUFFIX)
    rows = rows_of(_ONE, [name]) if environ["PATH_INFO"].endswith(_SUFFIX) else []
    if not rows:
        return _absent(environ["PATH_INFO"], name)
    etag, body = rows[0]
    kept = [("ETag", etag), _CACHING]
    if names_etag(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
        return Answer(HTTPStatus.NOT_MODIFIED, kept, [])
    headers = [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body))), *kept]
    return Answer(HTTPStatus.OK, headers, [bytes(body)])


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
