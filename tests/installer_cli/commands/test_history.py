from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


def test_where_nothing_happened_there_is_no_history(cli: Cli) -> None:
    result = cli.ok("history")
    assert (result.out, result.err) == ("", "Nothing has happened here yet\n")
    assert list(cli.project.iterdir()) == []


@pytest.mark.usefixtures("url")
def test_each_run_that_changed_something_is_a_line_newest_first(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    cli.ok("install", "close")
    cli.ok("install", "close")
    cli.ok("uninstall", "close")
    lines = [line.split(maxsplit=2) for line in cli.ok("history").out.splitlines()]
    assert [(number, command) for number, _, command in lines] == [
        ("2", "uninstall close"),
        ("1", "install close"),
    ]
    runs = cli.ok("history", "--json").document["runs"]
    assert [run["packs"] for run in runs] == [["close", "ledger"]] * 2
