from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


def answer(registry: RegistrySimulator, rows: list[dict[str, str]], following: str | None = None) -> None:
    body = json.dumps({"results": rows, "next": following, "previous": None}).encode()
    registry.answer = lambda *_: (200, {}, body)


def test_packs_are_lines_with_name_version_and_summary(cli: Cli, registry: RegistrySimulator) -> None:
    rows = [
        {"name": "close", "latest_version": "1.2.0", "summary": "Close the month."},
        {"name": "ledger-core", "latest_version": "2.0.0", "summary": "Accounts."},
    ]
    answer(registry, rows, "http://x/?page=2")
    result = cli.ok("search", "month", "end")
    assert result.out == "close        1.2.0  Close the month.\nledger-core  2.0.0  Accounts.\n"
    assert "There are more" in result.err
    assert registry.requests == ["GET /api/v1/packs?q=month%20end&page=1"]
    document = cli.ok("search", "month", "--json").document
    assert (document["packs"], document["more"]) == (rows, True)


@pytest.mark.parametrize(
    ("words", "said"), [(("zebra",), "No pack fits `zebra`\n"), ((), "The registry holds no packs yet\n")]
)
def test_nothing_found_is_said(
    cli: Cli, registry: RegistrySimulator, words: tuple[str, ...], said: str
) -> None:
    answer(registry, [])
    result = cli.ok("search", *words)
    assert (result.out, result.err) == ("", said)
