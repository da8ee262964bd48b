import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from packformat.errors import CtxpackError
from registry.management.commands.serve import GRACE_SECONDS, holding
from tests.support.processes import free_port
from tests.support.server import live_registry
from tests.support.waiting import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.any_engine


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_one_command_migrates_and_serves_an_empty_folder(tmp_path: Path) -> None:
    with live_registry(tmp_path / "data", DATABASE_URL="") as server:
        assert server.get("/api/v1/packs")["results"] == []
    made = {path.name for path in (tmp_path / "data").iterdir()}
    assert {"registry.sqlite3", "secret.key", "signing.key", "store"} <= made


def test_a_port_in_use_is_one_clear_message(manage: Callable, taken_port: int) -> None:
    done = manage("serve", "--port", str(taken_port))
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{taken_port}: Address already in use" in done.stderr
    assert "hint: stop the program that listens there, or choose another port with `--port`" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - what an operator names
def test_of_two_servers_that_begin_at_once_one_has_the_port_before_either_listens(host: str) -> None:
    port = free_port()
    with holding("127.0.0.1", port):
        with pytest.raises(CtxpackError, match="cannot listen on") as refused, holding(host, port):
            pass
        assert refused.value.code == "E_PORT_IN_USE"
        assert not listens(port)
    with holding("127.0.0.1", port):
        pass


def test_an_address_that_is_not_ours_is_one_clear_message(manage: Callable) -> None:
    done = manage("serve", "--host", "192.0.2.1")
    assert done.returncode == 1
    assert "cannot listen on 192.0.2.1:8000" in done.stderr


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The server as its operator starts it, with all that it writes in `log`; and its port."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command, env=environment, stdout=file, stderr=file, start_new_session=True
        ) as process,
    ):
        try:
            yield process, port
        finally:
            process.terminate()


class Reply(NamedTuple):
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(port: int, method: str, path: str, **headers: str) -> Reply:
    """Ask the server, which may still be starting."""
    wait_until(lambda: listens(port))
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)) as connection:
        connection.request(method, path, headers=headers)
        reply = connection.getresponse()
        return Reply(reply.status, dict(reply.headers), reply.read())


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_every_process_cleanly(
    own_registry: dict[str, str], tmp_path: Path, signal_number: int
) -> None:
    with serving(own_registry, tmp_path / "log") as (process, port):
        assert ask(port, "GET", "/healthz").status == 200
        process.send_signal(signal_number)
        assert process.wait(2 * GRACE_SECONDS) == 0
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
    said = f"Bringing the database up to date\nListening on http://127.0.0.1:{port}\n"
    assert said in (tmp_path / "log").read_text()


def test_every_part_answers_through_the_real_server(own_registry: dict[str, str], tmp_path: Path) -> None:
    with serving(own_registry, tmp_path / "log") as (_, port):
        got, headed = (ask(port, method, "/index/v1/root.jsonl") for method in ("GET", "HEAD"))
        assert got.headers["content-type"] == "application/jsonl"
        assert headed.headers["content-length"] == str(len(got.body))
        assert headed.body == b""
        etag = {"If-None-Match": got.headers["etag"]}
        assert ask(port, "GET", "/index/v1/root.jsonl", **etag).status == 304
        assert ask(port, "GET", "/api/schema/").status == 200
        assert ask(port, "GET", "/static/registry/api-docs.js").status == 200
        refused = ask(port, "GET", "/api/nothing")
        assert (refused.status, json.loads(refused.body)["code"]) == (404, "E_ROUTE_UNKNOWN")


def test_tokens_are_nowhere_in_the_log(
    own_registry: dict[str, str], manage: Callable, tmp_path: Path
) -> None:
    own_registry["CTXPACK_LOG_LEVEL"] = "DEBUG"
    made = manage("create_token", "ada")
    token = made.stdout.strip()
    with serving(own_registry, tmp_path / "log") as (_, port):
        for path in ("/api/v1/packs", "/api/v1/submissions", "/api/nothing"):
            ask(port, "POST", path, Authorization=f"Bearer {token}")
        assert ask(port, "GET", "/api/v1/packs", Authorization=f"Bearer {token}x").status == 401
    log = (tmp_path / "log").read_text()
    assert "/api/nothing" in log
    assert token.removeprefix("ctxp_") not in log + made.stderr


def test_a_wheel_that_cannot_be_handed_out_is_one_clear_message_at_the_start(
    manage: Callable, own_registry: dict[str, str], tmp_path: Path
) -> None:
    own_registry["CTXPACK_CLIENT_WHEEL"] = str(tmp_path / "gone.whl")
    done = manage("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert f"`CTXPACK_CLIENT_WHEEL` names no wheel of `ctxpack`: `{tmp_path / 'gone.whl'}`" in done.stderr
    assert "Traceback" not in done.stderr
