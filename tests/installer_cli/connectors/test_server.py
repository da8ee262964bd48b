"""A real server is started, asked and ended; one that does not answer is told with its reason."""

import sys
from pathlib import Path

import pytest

from installer_cli.connectors import server as module
from installer_cli.connectors.server import Tool, expanded, list_tools
from packformat.errors import CtxpackError, NetworkError, UsageError
from tests.support.connectors import put_runner

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
        error.message == "the server of `ledger` does not answer: the program that starts it is not installed"
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
    assert "ctxpack[connectors]" in error.hint


def test_values_are_filled_in_from_the_environment() -> None:
    values = {"a": "Bearer ${TOKEN}", "b": "${GONE:-eu}", "c": "${GONE}"}
    assert expanded(values, {"TOKEN": "x"}) == {"a": "Bearer x", "b": "eu", "c": ""}
