"""A real server is started, asked and ended; one that does not answer is told with its reason."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer_cli.connectors import server as module
from installer_cli.connectors.server import Tool, expanded, list_tools
from packformat.errors import CtxpackError, NetworkError, UsageError
from tests.support.connectors import put_runner, remote_ledger
from tests.support.ledger_server import TOKEN
from tests.support.tls import SecureAddress

SERVER = {
    "command": "uvx",
    "args": ["ledger-server==1.0.0"],
    "env": {"LEDGER_TOKEN": "${LEDGER_TOKEN}", "LEDGER_REGION": "${LEDGER_REGION:-eu}"},
}


def refused(server: dict[str, object], environment: dict[str, str]) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        list_tools("ledger", server, environment)
    return caught.value


def test_the_tools_of_a_real_server_are_listed(tmp_path: Path) -> None:
    environment = {"PATH": put_runner(tmp_path), "SECRET_OF_ANOTHER": "x"}
    assert list_tools("ledger", SERVER, environment) == [
        Tool("balance", "The balance of an account. As of the last close."),
        Tool("eu", ""),
    ]


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    error = refused({"command": str(tmp_path / "none"), "args": []}, {})
    assert isinstance(error, NetworkError)
    assert (
        error.message == "the server of `ledger` does not work: the program that starts it is not installed"
    )


def test_a_server_that_ends_at_once_is_told() -> None:
    error = refused({"command": sys.executable, "args": ["-c", "raise SystemExit(3)"]}, {})
    assert "Connection closed" in error.message


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.2)
    error = refused({"command": sys.executable, "args": ["-c", "import sys; sys.stdin.read()"]}, {})
    assert error.message.endswith("no answer within 0.2 seconds")


def test_an_address_where_nobody_is_is_told() -> None:
    assert refused({"type": "http", "url": "http://127.0.0.1:9/mcp"}, {}).code == "E_CONNECTOR_SERVER"


def test_without_the_sdk_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    error = refused(SERVER, {})
    assert isinstance(error, UsageError)
    assert "pip install 'mcp>=2.3'" in error.hint


def test_values_are_filled_in_from_the_environment() -> None:
    values = {"a": "Bearer ${TOKEN}", "b": "${GONE:-eu}", "c": "${GONE}"}
    assert expanded(values, {"TOKEN": "x"}) == {"a": "Bearer x", "b": "eu", "c": ""}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureAddress]:
    with remote_ledger(tmp_path_factory.mktemp("tls")) as address:
        yield address


@pytest.fixture(params=["http", "sse"])
def remote(
    address: SecureAddress, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> dict[str, object]:
    """A remote server as a client is told of it, by each transport."""
    monkeypatch.setenv("CTXPACK_CA_FILE", str(address.authority))
    path = {"http": "mcp", "sse": "sse"}[request.param]
    headers = {"Authorization": "${LEDGER_HEADER}"}
    return {"type": request.param, "url": f"{address.url}/{path}", "headers": headers}


def test_a_remote_server_is_sent_the_headers_that_the_environment_holds(remote: dict[str, object]) -> None:
    tools = list_tools("ledger", remote, {"LEDGER_HEADER": f"Bearer {TOKEN}"})
    assert tools[0] == Tool("balance", "The balance of an account. As of the last close.")


@pytest.mark.parametrize(
    "held", ["Bearer of-somebody-else", "Bearer\nof-nobody", " Bearer of-nobody\r\n", ""]
)
def test_a_token_that_is_refused_is_never_shown(remote: dict[str, object], held: str) -> None:
    error = refused(remote, {"LEDGER_HEADER": held})
    assert error.code == "E_CONNECTOR_SERVER"
    assert "of-" not in error.message


def test_an_answer_that_refuses_is_told_by_its_status(remote: dict[str, object]) -> None:
    asked = {"LEDGER_HEADER": "Bearer of-somebody-else"}
    told = "it answered 401, so what its headers hold does not let you in"
    assert refused(remote, asked).message == f"the server of `ledger` does not work: {told}"
    elsewhere = {**remote, "url": f"{remote['url']}/nowhere"}
    assert refused(elsewhere, {"LEDGER_HEADER": f"Bearer {TOKEN}"}).message.endswith("it answered 404")


def test_a_server_whom_no_trusted_authority_vouches_for_is_sent_nothing(
    address: SecureAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CTXPACK_CA_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    error = refused({"type": "http", "url": f"{address.url}/mcp"}, {})
    assert "certificate verify failed" in error.message
