"""The fetcher for registries that run as a server."""

from __future__ import annotations

import os
import time
from contextlib import closing

from installer_cli import __version__
from installer_cli.errors import ERRORS
from installer_cli.fetch.address import Address
from installer_cli.fetch.connect import connect, proxy_for
from installer_cli.fetch.http1 import UnreadableError, encode
from installer_cli.fetch.message import Reply, Request
from installer_cli.fetch.stream import Deadline
from packformat.errors import CtxpackError, NetworkError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from installer_cli.fetch.http1 import Connection

ATTEMPTS = 3
"""How often a request is tried before its error is final; every request of ours may be repeated."""
IN_FLIGHT = 256
"""Requests sent before their replies are read: so many fit the buffers of any system, and more could fill
both sides' and block for ever."""
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0
_REDIRECTS = 5
_REDIRECT = (301, 302, 307, 308)
_BUSY = (429, 502, 503, 504)
_FINAL_CODES = ("E_TIMEOUT", "E_RESPONSE_SIZE", "E_CERTIFICATE", "E_PROXY")


class HttpFetcher:
    """A registry behind HTTP; ``timeout`` is in seconds, for one reply from first to last byte.

    ``tell`` is called once, with what is waited for, when a connection has been silent for a while.
    """

    is_static = False

    def __init__(self, address: Address, timeout: float, tell: Callable[[str], None] | None = None):
        self._address = address
        self._timeout = timeout
        self._tell = tell
        self._proxy = proxy_for(address)
        self._connection: Connection | None = None

    @property
    def name(self) -> str:
        """The registry's address."""
        return str(self._address)

    def send(self, request: Request, meanwhile: Callable[[], object] | None = None) -> Reply:
        """Bring one reply, from wherever the registry says that it is."""
        return self._follow(request, self._persist(request, meanwhile))

    def _persist(self, request: Request, meanwhile: Callable[[], object] | None = None) -> Reply:
        """Bring one reply of this server, trying again when the connection breaks or the server is busy."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                reply = self._exchange(request, meanwhile)
            except NetworkError as error:
                if error.code in _FINAL_CODES or attempt == ATTEMPTS:
                    raise
                _pause(attempt)
            else:
                if reply.status not in _BUSY or attempt == ATTEMPTS:
                    return reply
                _pause(attempt, reply.headers.get("retry-after", ""))
            meanwhile = None
        raise AssertionError("the last attempt returns or raises")

    def send_all(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """Bring replies in order over one connection; what a broken or busy one owes is asked for again."""
        waiting = list(requests)
        while waiting:
            answered = 0
            for reply in self._pipeline(waiting):
                answered += 1
                yield self._follow(waiting[answered - 1], reply)
            if not answered:
                yield self.send(waiting[0])
                answered = 1
            waiting = waiting[answered:]

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _exchange(self, request: Request, meanwhile: Callable[[], object] | None) -> Reply:
        reused = self._connection is not None
        deadline = self._deadline(request)
        connection = self._open(deadline)
        try:
            sent = connection.send(self._encode(request), deadline)
            if sent and meanwhile:
                meanwhile()
            return self._read(connection, request, deadline)
        except NetworkError as error:
            self.close()
            if not reused or error.code in _FINAL_CODES:
                raise
        return self._exchange(request, meanwhile=None)

    def _pipeline(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """Read replies, and send on before those in flight are all read, so that the registry never waits.

        Ends early, without an error, when the other side closes or is busy.
        """
        connection = self._open(self._deadline(requests[0]))
        sent = 0
        for number, request in enumerate(requests):
            deadline = self._deadline(request)
            if sent < len(requests) and sent - number <= IN_FLIGHT // 2:
                more = requests[sent : number + IN_FLIGHT]
                if not connection.send(b"".join(self._encode(one) for one in more), deadline):
                    return
                sent += len(more)
            try:
                reply = self._read(connection, request, deadline)
            except CtxpackError as error:
                self.close()
                if error.code == "E_DOWNLOAD":
                    return
                raise
            if reply.status in _BUSY:
                self.close()
                return
            yield reply
            if self._connection is None:
                return

    def _read(self, connection: Connection, request: Request, deadline: Deadline) -> Reply:
        try:
            reply = connection.read_reply(request, deadline)
        except UnreadableError as error:
            self.close()
            raise self._unreadable(str(error)) from None
        if connection.closing:
            self.close()
        joined = request.joined(reply)
        if joined is None:
            self.close()
            raise ERRORS.error("E_DOWNLOAD", what=request.what, received=0, wanted="all")
        return joined

    def _follow(self, request: Request, reply: Reply) -> Reply:
        """Follow redirects with the same request; a token never goes to another origin, TLS is never left."""
        address = self._address
        for _ in range(_REDIRECTS):
            location = reply.headers.get("location", "")
            if reply.status not in _REDIRECT or not location:
                return reply
            address, path = self._target(address, location)
            request = self._moved(request, address, path)
            other = HttpFetcher(address, self._timeout, self._tell)
            with closing(other):
                reply = other._persist(request)
        raise self._unreadable(f"it redirects more than {_REDIRECTS} times")

    def _target(self, before: Address, location: str) -> tuple[Address, str]:
        """The server that a redirect leads to, and the path and query there (RFC 3986)."""
        if not location.isascii() or not location.isprintable():
            raise self._unreadable("it redirects to what is no address")
        place, mark, query = location.partition("#")[0].partition("?")
        if place.startswith("//"):
            place = f"{before.scheme}:{place}"
        elif place.startswith("/"):
            place = before.origin + place
        try:
            found = Address.parse(place)
        except CtxpackError:
            raise self._unreadable("it redirects to what is no address") from None
        if found.scheme not in ("https", before.scheme):
            raise self._unreadable(f"it redirects from {before.scheme} to {found.scheme}")
        path = place.partition("://")[2].partition("/")[2]
        return Address(found.scheme, found.host, found.port, ""), f"/{path}{mark}{query}"

    def _moved(self, request: Request, address: Address, path: str) -> Request:
        """The request as it goes on to another place: what was meant for this registry alone goes nowhere."""
        headers = request.headers
        if address.origin != self._address.origin and "Authorization" in headers:
            if request.body:
                raise self._unreadable(
                    f"it redirects what is sent with your token to {address.origin}: "
                    "where that is the registry's own address, name it as such"
                )
            headers = {name: value for name, value in headers.items() if name != "Authorization"}
        return Request(
            path,
            request.what,
            method=request.method,
            body=request.body,
            headers=headers,
            limit=request.limit,
            fixed=request.fixed,
        )

    def _unreadable(self, reason: str) -> CtxpackError:
        return ERRORS.error("E_RESPONSE", registry=self.name, reason=reason)

    def _encode(self, request: Request) -> bytes:
        target = self._address.base + request.path
        if self._proxy and self._address.scheme == "http":
            target = self._address.origin + target
        headers = {"User-Agent": f"ctxpack/{__version__}"}
        if self._proxy and self._address.scheme == "http":
            headers |= self._proxy.headers
        if request.part:
            headers["Range"] = f"bytes={len(request.part)}-"
        return encode(request, self._address, target, headers)

    def _deadline(self, request: Request) -> Deadline:
        return Deadline(self._timeout, request.what, self._tell_once if self._tell else None)

    def _tell_once(self, what: str) -> None:
        if self._tell:
            self._tell(what)
            self._tell = None

    def _open(self, deadline: Deadline) -> Connection:
        if self._connection is None:
            self._connection = connect(self._address, self._proxy, deadline)
        return self._connection


def _pause(attempt: int, asked: str = "") -> None:
    """Wait longer after each attempt, with jitter so that many clients do not return at one moment."""
    jitter = os.urandom(1)[0] / 255
    seconds = (
        float(asked)
        if asked.isascii() and asked.isdigit()
        else _FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + jitter)
    )
    time.sleep(min(seconds, _LONGEST_PAUSE))
