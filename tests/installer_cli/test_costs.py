from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    """Two packs whose costs are known."""
    registry.publish("ledger", tokens={"always": 300, "on_use": 900})
    registry.publish("close", requires={"ledger": ">=1"}, tokens={"always": 700, "on_use": 2000})
    return registry


def test_the_plan_says_what_each_pack_costs(cli: Cli, packs: RegistrySimulator) -> None:
    result = cli.ok("install", "close", "--dry-run")
    assert "~700 tokens always, ~2000 tokens on use" in result.err
    assert "~300 tokens always" in result.err


def test_an_update_says_how_much_more_or_less_it_costs(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    packs.publish("close", "1.1.0", tokens={"always": 820, "on_use": 1500}, requires={"ledger": ">=1"})
    result = cli.ok("update", "--dry-run")
    assert "~820 tokens always (+120), ~1500 tokens on use (-500)" in result.err
    (close, ledger) = cli.ok("update", "--dry-run", "--json").document["packs"]
    assert close["token_change"] == {"always": 120, "on_use": -500}
    assert (ledger["tokens"], ledger["token_change"]["always"]) == ({"always": 300, "on_use": 900}, 0)


def test_what_is_not_known_is_not_said(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close")
    assert "token" not in cli.ok("install", "close").err


def test_a_limit_counts_all_packs_together_and_refuses_before_anything_is_done(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "ledger", "--max-always-tokens", "300")
    before = cli.tree(state=True)
    for more in ([], ["--dry-run"]):
        result = cli("install", "close", "--max-always-tokens", "999", *more)
        assert result.code == 6
        assert "would load 1000 tokens into every session, and 999 are allowed:\n  close: 700\n" in result.err
    assert cli.tree(state=True) == before
    cli.ok("install", "close", "--max-always-tokens", "1000")
    assert cli("install", "--max-always-tokens", "999").code == 6
    packs.publish("close", "1.1.0", tokens={"always": 701, "on_use": 1}, requires={"ledger": ">=1"})
    assert cli("update", "--max-always-tokens", "1000").code == 6


def test_a_pack_of_unknown_cost_is_refused_under_a_limit(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close")
    result = cli("install", "close", "--max-always-tokens", "999")
    assert result.code == 6
    assert "  close: not known\n" in result.err


def test_a_limit_is_a_whole_number(cli: Cli, packs: RegistrySimulator) -> None:
    assert cli("install", "close", "--max-always-tokens", "few").code == 2


def test_what_is_taken_away_is_not_counted(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    assert cli.ok("uninstall", "close", "--json").document["packs"][0]["tokens"] == {}
