"""CPU time for each request of a server's process tree, as the kernel's scheduler counts it.

Requests for each second mean little on a shared machine; CPU time hardly depends on who else is at work.
"""

import socket
from collections.abc import Sequence
from pathlib import Path

CLIENTS = 8
"""Connections that ask at one time: a server that is never asked but once pays for each waking up."""


def cpu_seconds(root: int) -> float:
    """CPU time that a process and all below it have used so far."""
    parents = {int(stat.parent.name): _parent(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    tree = {root}
    while grown := {child for child, parent in parents.items() if parent in tree} - tree:
        tree |= grown
    return sum(_used(pid) for pid in tree) / 1e9


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _used(pid: int) -> int:
    used = 0
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        used += int(file.read_text().split()[0])
    return used


class Client:
    """Asks the same question again and again, on one connection where the server keeps it open."""

    def __init__(self, port: int, request: bytes) -> None:
        self._port = port
        self._request = request
        self._socket: socket.socket | None = None

    def ask(self) -> None:
        """Ask once; only then is a connection opened, since some servers look after one at a time."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
            self._file = self._socket.makefile("rb")
        self._socket.sendall(self._request)

    def hear(self) -> int:
        """The status of the answer, once all of it is there."""
        version, shown, *_ = self._file.readline().split()
        status, length, closes = int(shown), 0, version == b"HTTP/1.0"
        while (line := self._file.readline()) not in {b"\r\n", b""}:
            name, _, value = line.lower().partition(b":")
            length = int(value) if name == b"content-length" else length
            closes = value.strip() == b"close" if name == b"connection" else closes
        self._file.read(0 if status == 304 else length)
        if closes:
            self.close()
        return status

    def close(self) -> None:
        if self._socket is not None:
            self._file.close()
            self._socket.close()
        self._socket = None


def microseconds_each(root: int, port: int, request: bytes, requests: int, wanted: int = 200) -> float:
    """CPU time of one request, in millionths of a second."""
    clients = [Client(port, request) for _ in range(CLIENTS)]
    _ask_all(clients, wanted)
    before = cpu_seconds(root)
    for _ in range(requests // CLIENTS):
        _ask_all(clients, wanted)
    used = cpu_seconds(root) - before
    for client in clients:
        client.close()
    return used / requests * 1e6


def _ask_all(clients: Sequence[Client], wanted: int) -> None:
    for client in clients:
        client.ask()
    for client in clients:
        status = client.hear()
        assert status == wanted, status
