from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.connectors import FALLBACK, PACKAGE, RECORDS, pack_folder, put_runner, remote_ledger
from tests.support.ledger_server import TOKEN
from tests.support.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

AUTHORIZATION = {"name": "Authorization", "variable": "LEDGER_HEADER", "isRequired": True, "isSecret": True}


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PATH", put_runner(tmp_path / "bin"))
    monkeypatch.delenv("LEDGER_TOKEN", raising=False)
    ledger = {"packages": [PACKAGE], "records": RECORDS, "fallback": FALLBACK}
    return str(pack_folder(tmp_path / "close", ledger=ledger))


def test_what_is_needed_is_shown_and_nothing_is_started(cli: Cli, pack: str) -> None:
    assert cli.ok("connect", pack).out.splitlines() == [
        "ledger: The ledger",
        "  from uvx ledger-server==1.0.0",
        "  LEDGER_TOKEN: missing (secret)",
        "  LEDGER_REGION: not set",
    ]


def test_a_check_starts_the_server_and_holds_the_sample_against_its_schema(
    cli: Cli, pack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_TOKEN", "secret-of-a-test")
    result = cli.ok("connect --check", pack)
    assert "  2 tools\n    balance: The balance of an account." in result.out
    assert "  2 records in ledger.csv, all as they should be\n" in result.out
    assert "secret-of-a-test" not in result.out + result.err


def test_what_does_not_work_is_told_and_ends_with_its_own_code(cli: Cli, pack: str, tmp_path: Path) -> None:
    own = tmp_path / "export.csv"
    own.write_text("date,amount\n2026-03-31,much\n")
    result = cli("connect", pack, "--file", str(own))
    assert result.code == 10
    assert "  problem: `LEDGER_TOKEN` is not set\n" in result.out
    assert "  problem: record 1, amount: 'much' is not of type 'number'\n" in result.out
    document = cli("connect --json --check", pack).document
    assert document["error"]["code"] == "E_CONNECTOR_BROKEN"
    assert document["connectors"][0]["records"] == 2


def test_a_server_that_does_not_start_is_a_problem(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LEDGER_TOKEN", "x")
    pack = pack_folder(tmp_path / "close", ledger={"packages": [PACKAGE]})
    result = cli("connect --check", str(pack))
    assert (
        "problem: the server of `ledger` does not work: the program that starts it is not installed"
        in result.out
    )


@pytest.mark.parametrize("pack", sorted((ROOT / "fixtures" / "packs").iterdir()), ids=lambda pack: pack.name)
def test_the_sample_of_every_pack_that_ships_is_as_its_connector_says(cli: Cli, pack: Path) -> None:
    assert "problem" not in cli.ok("connect --check", str(pack)).out


def test_a_file_that_is_not_there_is_said(cli: Cli, pack: str) -> None:
    assert "E_PATH" in cli("connect", pack, "--file", "gone.csv").err


def test_servers_elsewhere_are_asked_with_the_token_and_by_the_transport_that_each_speaks(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with remote_ledger(tmp_path) as address:
        monkeypatch.setenv("CTXPACK_CA_FILE", str(address.authority))
        monkeypatch.setenv("LEDGER_HEADER", f"Bearer {TOKEN}")
        new = {"type": "streamable-http", "url": f"{address.url}/mcp", "headers": [AUTHORIZATION]}
        old = {"type": "sse", "url": f"{address.url}/sse", "headers": [AUTHORIZATION]}
        folder = pack_folder(tmp_path / "close", ledger={"remotes": [new]}, older={"remotes": [old]})
        told = cli.ok("connect --check", str(folder))
        monkeypatch.setenv("LEDGER_HEADER", "Bearer of-somebody-else")
        refused = cli("connect --check", str(folder))
    assert told.out.count("  LEDGER_HEADER: set (secret)\n  2 tools\n    balance: The balance") == 2
    assert TOKEN not in told.out + told.err
    assert refused.code == 10
    assert refused.out.count("does not work: it answered 401") == 2
    assert "of-somebody-else" not in refused.out + refused.err
