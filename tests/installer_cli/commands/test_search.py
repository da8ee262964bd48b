from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from installer_cli.fetch import stream

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


def answer(
    registry: RegistrySimulator, rows: Sequence[Mapping[str, object]], following: str | None = None
) -> None:
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


def test_a_registry_that_is_silent_for_a_while_is_said_to_be_so(
    cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer_late(*_: object) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.2)
        return 200, {}, b'{"results": [], "next": null}'

    registry.answer = answer_late
    assert "Waiting" not in cli.ok("search").err
    monkeypatch.setattr(stream, "TOLD_AFTER", 0.05)
    assert cli.ok("search").err.startswith("Waiting for the answer to the search: the registry is silent\n")
    assert cli.ok("search", "--quiet").err == ""


def test_an_order_is_asked_for_and_one_that_nobody_knows_is_refused_with_those_there_are(
    cli: Cli, registry: RegistrySimulator
) -> None:
    answer(registry, [])
    assert cli.ok("search", "tax", "--order", "verifiable", "--json").document["order"] == "verifiable"
    assert registry.requests == ["GET /api/v1/packs?q=tax&page=1&order=verifiable"]
    result = cli("search", "tax", "--order", "newest")
    assert (result.code, "`newest` is not one of verifiable" in result.err) == (2, True)
    assert len(registry.requests) == 1


def test_what_a_policy_does_not_allow_is_listed_and_said_to_be_so(
    cli: Cli, registry: RegistrySimulator, url: str
) -> None:
    rows: list[dict[str, object]] = [
        {"name": "close", "latest_version": "1.2.0", "summary": "Close the month."},
        {"name": "ledger", "latest_version": "2.0.0", "summary": "Accounts."},
        {"name": "no name", "latest_version": None, "summary": "Nothing that could be installed."},
    ]
    answer(registry, rows)
    policy = 'policy = 1\nregistries = ["https://packs.example.org"]\n[deny]\nledger = "not reviewed yet"\n'
    cli.path("ctxpack-policy.toml").write_text(policy)
    result = cli.ok("search")
    assert len(result.out.splitlines()) == 3
    only = "only from https://packs.example.org"
    assert result.err.splitlines() == [
        f"packs may not come from {url}, {only} (ctxpack-policy.toml, `registries`)",
        "`ledger` 2.0.0 is denied: not reviewed yet (ctxpack-policy.toml, `[deny] ledger`)",
    ]
    refused = cli.ok("search", "--json").document["refused"]
    assert [(row["subject"], row["status"]) for row in refused] == [(url, "foreign"), ("ledger", "denied")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zebra",), "No pack fits `zebra`: try other words, or ask for such a pack at {url}/requests\n"),
        ((), "The registry holds no packs yet\n"),
    ],
)
def test_nothing_found_is_said(
    cli: Cli, registry: RegistrySimulator, url: str, words: tuple[str, ...], said: str
) -> None:
    answer(registry, [])
    result = cli.ok("search", *words)
    assert (result.out, result.err) == ("", said.format(url=url))
