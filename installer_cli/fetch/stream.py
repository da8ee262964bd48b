"""A socket's bytes, read up to a deadline and a limit."""

from __future__ import annotations

import time

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from packformat.errors import CtxpackError

TOLD_AFTER = 3.0
"""Seconds without a byte after which whoever waits is told for what; even a busy registry replies sooner."""
_CHUNK = 1 << 16


class Deadline:
    """The moment by which something has to be there, and how to say that it was not.

    ``tell`` is called once with what is waited for, when nothing of it has come for a while.
    """

    __slots__ = ("_end", "_tell", "seconds", "what")

    def __init__(self, seconds: float, what: str, tell: Callable[[str], None] | None = None):
        self.seconds = seconds
        self.what = what
        self._end = time.monotonic() + seconds
        self._tell = tell

    def apply(self, connection: socket.socket) -> None:
        """Let the next call on the connection last no longer than is left; raises E_TIMEOUT."""
        connection.settimeout(self._left())

    def apply_to_wait(self, connection: socket.socket) -> None:
        """The same for a call that may be made again; it ends sooner while somebody is still to be told."""
        left = self._left()
        connection.settimeout(min(left, TOLD_AFTER) if self._tell else left)

    def go_on(self) -> None:
        """Tell whoever waits, and go on; raises E_TIMEOUT when nothing is left."""
        self._left()
        if self._tell:
            self._tell(self.what)
            self._tell = None

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> CtxpackError:
        """The error that says what did not arrive, and the time it was given."""
        return ERRORS.error("E_TIMEOUT", what=self.what, seconds=f"{self.seconds:g}")


class TooLongError(Exception):
    """More came than was allowed."""


class CutError(Exception):
    """The connection ended in the middle of a body; ``part`` is what had come of it."""

    def __init__(self, deadline: Deadline, part: bytes, wanted: int):
        super().__init__()
        self.part = part
        self._deadline = deadline
        self._wanted = wanted

    def after(self, body: bytes) -> CutError:
        """The same where this much of the body had come before."""
        return CutError(self._deadline, body + self.part, len(body) + self._wanted)

    def error(self) -> CtxpackError:
        """The error to end with, if nothing more comes."""
        return _broken(self._deadline, len(self.part), str(self._wanted))


class Stream:
    """Lines and exact lengths out of a socket; a connection that breaks is one that ends early."""

    __slots__ = ("_buffer", "_scratch", "_socket")

    def __init__(self, connection: socket.socket):
        self._socket = connection
        self._buffer = bytearray()
        self._scratch = memoryview(bytearray(_CHUNK))

    def read_until(self, mark: bytes, limit: int, deadline: Deadline) -> bytes:
        """The bytes before ``mark``, which is passed over; raises E_DOWNLOAD or TooLongError."""
        searched = 0
        while (end := self._buffer.find(mark, searched)) < 0:
            searched = max(0, len(self._buffer) - len(mark) + 1)
            if len(self._buffer) > limit:
                raise TooLongError
            if not self._fill(deadline):
                raise _broken(deadline, len(self._buffer), "more")
        found = bytes(self._buffer[:end])
        del self._buffer[: end + len(mark)]
        return found

    def read_exact(self, length: int, deadline: Deadline) -> bytes:
        """Exactly ``length`` bytes; raises CutError when the connection ends before."""
        body = bytearray(length)
        received = min(length, len(self._buffer))
        body[:received] = self._buffer[:received]
        del self._buffer[:received]
        with memoryview(body) as view:
            while received < length:
                count = self._receive(view[received:], deadline)
                if not count:
                    raise CutError(deadline, bytes(view[:received]), length)
                received += count
        return bytes(body)

    def read_to_end(self, limit: int, deadline: Deadline) -> bytes:
        """What comes until the other side closes; raises TooLongError past ``limit``."""
        more = True
        while more:
            if len(self._buffer) > limit:
                raise TooLongError
            more = bool(self._fill(deadline))
        found = bytes(self._buffer)
        self._buffer.clear()
        return found

    def _fill(self, deadline: Deadline) -> int:
        count = self._receive(self._scratch, deadline)
        self._buffer += self._scratch[:count]
        return count

    def _receive(self, into: memoryview, deadline: Deadline) -> int:
        while True:
            deadline.apply_to_wait(self._socket)
            try:
                return self._socket.recv_into(into)
            except TimeoutError:
                deadline.go_on()
            except OSError:
                return 0


def _broken(deadline: Deadline, received: int, wanted: str) -> CtxpackError:
    return ERRORS.error("E_DOWNLOAD", what=deadline.what, received=received, wanted=wanted)
