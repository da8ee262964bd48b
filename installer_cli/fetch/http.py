"""The fetcher for registries that run as a server."""

from __future__ import annotations

import os
import time

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
    """A registry behind HTTP; ``timeout`` is in seconds, for one reply from first to last byte."""

    is_static = False

    def __init__(self, address: Address, timeout: float):
        self._address = address
        self._timeout = timeout
        self._proxy = proxy_for(address)
        self._connection: Connection | None = None

    @property
    def name(self) -> str:
        """The registry's address."""
        return str(self._address)

    def send(self, request: Request, meanwhile: Callable[[], object] | None = None) -> Reply:
        """Bring one reply, trying again when the connection breaks or the registry is busy."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                reply = self._exchange(request, meanwhile)
            except NetworkError as error:
                if error.code in _FINAL_CODES or attempt == ATTEMPTS:
                    raise
                _pause(attempt)
            else:
                if reply.status not in _BUSY or attempt == ATTEMPTS:
                    return self._follow(request, reply)
                _pause(attempt, reply.headers.get("retry-after", ""))
            meanwhile = None
        raise AssertionError("the last attempt returns or raises")

    def send_all(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """Bring replies in order over one connection; what a broken connection owes is asked for again."""
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
        deadline = Deadline(self._timeout, request.what)
        connection = self._open(deadline)
        try:
            sent = connection.send(self._encode(request), deadline)
            if sent and meanwhile:
                meanwhile()
            return self._read(connection, request, deadline)
        except NetworkError:
            self.close()
            if not reused:
                raise
        return self._exchange(request, meanwhile=None)

    def _pipeline(self, requests: Sequence[Request]) -> Iterator[Reply]:
        """Read replies, and send on before those in flight are all read, so that the registry never waits.

        Ends early, without an error, when the other side closes.
        """
        connection = self._open(Deadline(self._timeout, requests[0].what))
        sent = 0
        for number, request in enumerate(requests):
            deadline = Deadline(self._timeout, request.what)
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
            yield reply
            if self._connection is None:
                return

    def _read(self, connection: Connection, request: Request, deadline: Deadline) -> Reply:
        try:
            reply = connection.read_reply(request, deadline)
        except UnreadableError as error:
            self.close()
            raise ERRORS.error("E_RESPONSE", registry=self.name, reason=str(error)) from None
        if connection.closing:
            self.close()
        joined = request.joined(reply)
        if joined is None:
            self.close()
            raise ERRORS.error("E_DOWNLOAD", what=request.what, received=0, wanted="all")
        return joined

    def _follow(self, request: Request, reply: Reply) -> Reply:
        """Follow redirects with the same request; a token never goes to another origin, TLS is never left."""
        address, headers = self._address, request.headers
        for _ in range(_REDIRECTS):
            location = reply.headers.get("location", "")
            if reply.status not in _REDIRECT or not location:
                return reply
            address, path = _target(address, location)
            if address.origin != self._address.origin:
                headers = {name: value for name, value in headers.items() if name != "Authorization"}
            moved = Request(
                path,
                request.what,
                method=request.method,
                body=request.body,
                headers=headers,
                limit=request.limit,
            )
            other = HttpFetcher(Address(address.scheme, address.host, address.port, ""), self._timeout)
            try:
                reply = other._exchange(moved, None)
            finally:
                other.close()
        raise ERRORS.error(
            "E_RESPONSE", registry=self.name, reason=f"it redirects more than {_REDIRECTS} times"
        )

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

    def _open(self, deadline: Deadline) -> Connection:
        if self._connection is None:
            self._connection = connect(self._address, self._proxy, deadline)
        return self._connection


def _target(address: Address, location: str) -> tuple[Address, str]:
    if location.startswith("/"):
        return address, location
    found = Address.parse(location)
    if address.scheme == "https" and found.scheme != "https":
        raise ERRORS.error("E_RESPONSE", registry=str(address), reason="it redirects from https to http")
    return found, found.base or "/"


def _pause(attempt: int, asked: str = "") -> None:
    """Wait longer after each attempt, with jitter so that many clients do not return at one moment."""
    jitter = os.urandom(1)[0] / 255
    seconds = (
        float(asked)
        if asked.isascii() and asked.isdigit()
        else _FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + jitter)
    )
    time.sleep(min(seconds, _LONGEST_PAUSE))
