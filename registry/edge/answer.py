"""An answer of the edge, and the requests it is made from."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from packformat.errors import CtxpackError
from registry.problems import MEDIA_TYPE, problem_bytes, status_of

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


class Answer(NamedTuple):
    """Status, headers of its own, and the body as pieces."""

    status: HTTPStatus
    headers: Headers
    body: Iterable[bytes]


def refusal(error: CtxpackError, *headers: tuple[str, str]) -> Answer:
    """Return the problem document of an error, which is never kept by a cache."""
    body = problem_bytes(error)
    own = [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    return Answer(status_of(error), [*own, *headers], [body])


def names_etag(condition: str, etag: str) -> bool:
    """Return whether an `If-None-Match` header names `etag` (RFC 9110, 13.1.2: by weak comparison)."""
    return condition.strip() == "*" or any(
        candidate.strip().removeprefix("W/") == etag for candidate in condition.split(",")
    )
