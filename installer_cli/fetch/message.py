"""What is asked of a registry and what it answers, whatever carries them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Protocol

    class Fetcher(Protocol):
        """Brings replies; raises NetworkError, and RegistryError for answers that cannot be read."""

        @property
        def name(self) -> str:
            """The registry's address, for messages."""

        @property
        def is_static(self) -> bool:
            """Whether it only holds files: it can neither resolve, search nor accept a submission."""

        def send(self, request: Request, meanwhile: Callable[[], object] | None = None) -> Reply:
            """Bring one reply; ``meanwhile`` is called while the registry works."""

        def send_all(self, requests: Sequence[Request]) -> Iterator[Reply]:
            """Bring the replies in order; every request is on its way before the first reply is read."""

        def close(self) -> None:
            """Let go of the connection."""


OK, PARTIAL, UNSATISFIABLE = 200, 206, 416
DOCUMENT_LIMIT = 64 * 1024 * 1024
"""Bytes of the longest answer to a resolve request: some hundred thousand releases."""


class Request:
    """One request; ``limit`` is the most bytes of body that will be read, ``what`` names it in messages.

    Of a ``fixed`` resource, whose bytes never change, ``part`` keeps what had come when a connection broke,
    so that only the rest is asked for again.
    """

    __slots__ = ("body", "fixed", "headers", "limit", "method", "part", "path", "what")

    def __init__(
        self,
        path: str,
        what: str,
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        limit: int = DOCUMENT_LIMIT,
        fixed: bool = False,
    ):
        self.path = path
        self.what = what
        self.method = method
        self.body = body
        self.headers = headers or {}
        self.limit = limit
        self.fixed = fixed
        self.part = b""

    def keep(self, status: int, part: bytes) -> None:
        """Keep what came of a reply that was cut, after what was there when it continues that (206)."""
        if self.fixed:
            self.part = self.part + part if status == PARTIAL else part

    def joined(self, reply: Reply) -> Reply | None:
        """The whole reply out of the kept part and the rest; None when the other side cannot go on there."""
        if not self.part or reply.status not in (PARTIAL, UNSATISFIABLE):
            return reply
        part, self.part = self.part, b""
        goes_on = reply.headers.get("content-range", "").startswith(f"bytes {len(part)}-")
        return Reply(OK, reply.headers, part + reply.body) if goes_on and reply.status == PARTIAL else None


class Reply:
    """One answer: the status, the headers by their small-letter names, and the whole body."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: dict[str, str], body: bytes):
        self.status = status
        self.headers = headers
        self.body = body
