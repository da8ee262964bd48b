"""A server that answers with whatever bytes a test wants."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from installer_cli.fetch.address import Address
from tests.support.waiting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123"
"""A reply whose connection ends before its body does."""


class Server:
    """Accepts connections one after another and gives each to the next script."""

    def __init__(self, *scripts: Callable[[socket.socket], None]) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._scripts = scripts
        self.port = self._socket.getsockname()[1]
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._run)

    @property
    def address(self) -> Address:
        return Address.parse(f"http://127.0.0.1:{self.port}/base")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=PATIENCE_SECONDS)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        for script in self._scripts:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                script(connection)

    def answering(self, *replies: bytes) -> Callable[[socket.socket], None]:
        """A script: read a request, send a reply, and so on, then close."""

        def script(connection: socket.socket) -> None:
            for reply in replies:
                self.received.append(read_request(connection))
                connection.sendall(reply)

        return script


def read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        received = connection.recv(1)
        if not received:
            return data
        data += received
    length = next((int(line[16:]) for line in data.split(b"\r\n") if line.startswith(b"Content-Length: ")), 0)
    while not data.endswith(b"\r\n\r\n") or length:
        if not length:
            break
        data += connection.recv(length)
        length = 0
    return data


def serve(*replies_by_connection: list[bytes]) -> Server:
    server = Server()
    server._scripts = tuple(server.answering(*replies) for replies in replies_by_connection)
    return server
