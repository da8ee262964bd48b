"""HTTP/1.1 as a client of one registry needs it (RFC 9112): requests out, whole replies in, pipelining.

The standard library's client would do, but importing it costs more than a whole small install.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from installer_cli.fetch.message import Reply
from installer_cli.fetch.stream import CutError, Stream, TooLongError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

    from installer_cli.fetch.address import Address
    from installer_cli.fetch.message import Request
    from installer_cli.fetch.stream import Deadline

_HEX_DIGITS = frozenset(b"0123456789abcdefABCDEF")
_MOST_DIGITS = 18
"""Of a length in decimal: more than any body has, and far fewer than Python refuses to read."""
_LINE_LIMIT = 1 << 14
_HEAD_LIMIT = 1 << 16
_NO_BODY = (204, 304)
_WITH_CONTENT = (200, 206)


class UnreadableError(Exception):
    """The other side does not speak HTTP as we know it; the text says in what."""


def encode(request: Request, address: Address, target: str, extra: dict[str, str]) -> bytes:
    """The bytes of a request; ``target`` is its request target, a path or behind a proxy a whole URL."""
    headers = {"Host": address.authority, "Accept-Encoding": "identity", **extra, **request.headers}
    if request.method == "POST":
        headers["Content-Length"] = str(len(request.body))
    lines = [f"{request.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + request.body


class Connection:
    """One connection; `closing` is true once the other side said that no further reply will come."""

    __slots__ = ("_stream", "closing", "socket")

    def __init__(self, connected: socket.socket):
        self.socket = connected
        self._stream = Stream(connected)
        self.closing = False

    def send(self, data: bytes, deadline: Deadline) -> bool:
        """Send everything; False when the other side has gone, so that another connection may be tried."""
        deadline.apply(self.socket)
        try:
            self.socket.sendall(data)
        except TimeoutError:
            raise deadline.error() from None
        except OSError:
            return False
        return True

    def read_reply(self, request: Request, deadline: Deadline) -> Reply:
        """Read the next reply; raises E_DOWNLOAD, E_TIMEOUT, E_RESPONSE_SIZE or UnreadableError."""
        status = 0
        try:
            status, headers = self._read_head(deadline)
            while status < 200:  # noqa: PLR2004 - interim replies (RFC 9110, 15.2)
                status, headers = self._read_head(deadline)
            self.closing = headers.get("connection", "").lower() == "close"
            body = b"" if status in _NO_BODY else self._read_body(headers, request.limit, deadline)
        except TooLongError:
            raise ERRORS.error("E_RESPONSE_SIZE", what=request.what, limit=request.limit) from None
        except CutError as cut:
            if status in _WITH_CONTENT:
                request.keep(status, cut.part)
            raise cut.error() from None
        return Reply(status, headers, body)

    def read_status(self, deadline: Deadline) -> int:
        """Read a reply that has no body, whatever its headers say: a proxy's to ``CONNECT``.

        Raises E_DOWNLOAD, E_TIMEOUT or UnreadableError.
        """
        try:
            return self._read_head(deadline)[0]
        except TooLongError:
            raise UnreadableError("its answer has no end") from None

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()

    def _read_head(self, deadline: Deadline) -> tuple[int, dict[str, str]]:
        lines = self._stream.read_until(b"\r\n\r\n", _HEAD_LIMIT, deadline).decode("latin-1").split("\r\n")
        version, _, rest = lines[0].partition(" ")
        status = rest[:3]
        if version not in ("HTTP/1.1", "HTTP/1.0") or not (status.isascii() and status.isdigit()):
            raise UnreadableError("it does not speak HTTP/1.1")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if not colon or not name or name.strip() != name:
                raise UnreadableError("a header has no name")
            headers[name.lower()] = value.strip()
        if version == "HTTP/1.0":
            headers.setdefault("connection", "close")
        return int(status), headers

    def _read_body(self, headers: dict[str, str], limit: int, deadline: Deadline) -> bytes:
        coding = headers.get("transfer-encoding", "").lower()
        if coding == "chunked":
            return self._read_chunks(limit, deadline)
        if coding or headers.get("content-encoding", "identity") != "identity":
            raise UnreadableError("its answer is encoded in a way that was not asked for")
        length = headers.get("content-length")
        if length is None:
            self.closing = True
            return self._stream.read_to_end(limit, deadline)
        if not (length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS):
            raise UnreadableError("it states no readable length")
        if int(length) > limit:
            raise TooLongError
        return self._stream.read_exact(int(length), deadline)

    def _read_chunks(self, limit: int, deadline: Deadline) -> bytes:
        body = bytearray()
        while size := self._read_chunk_size(deadline):
            if len(body) + size > limit:
                raise TooLongError
            try:
                body += self._stream.read_exact(size, deadline)
            except CutError as cut:
                raise cut.after(bytes(body)) from None
            self._stream.read_until(b"\r\n", _LINE_LIMIT, deadline)
        while self._stream.read_until(b"\r\n", _LINE_LIMIT, deadline):
            pass
        return bytes(body)

    def _read_chunk_size(self, deadline: Deadline) -> int:
        digits = self._stream.read_until(b"\r\n", _LINE_LIMIT, deadline).split(b";")[0].strip()
        if not digits or not _HEX_DIGITS.issuperset(digits):
            raise UnreadableError("a chunk has no readable length")
        return int(digits, 16)
