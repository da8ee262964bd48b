from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


def test_an_empty_project_has_nothing(cli: Cli) -> None:
    result = cli.ok("list")
    assert (result.out, result.err) == ("", "Nothing is installed here\n")
    assert list(cli.project.iterdir()) == []
    assert cli.ok("list", "--json").document["packs"] == []


@pytest.mark.usefixtures("url")
def test_each_pack_is_a_line_with_its_version_and_why_it_is_there(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("ledger", "2.1.0")
    registry.publish("close", requires={"ledger": ">=1"})
    cli.ok("install", "close")
    assert cli.ok("list").out == "close 1.0.0\nledger 2.1.0  (required by close)\n"
    packs = cli.ok("list", "--json").document["packs"]
    assert [(pack["name"], pack["wanted"], pack["required_by"]) for pack in packs] == [
        ("close", True, []),
        ("ledger", False, ["close"]),
    ]


@pytest.mark.usefixtures("url")
def test_a_pack_that_nothing_wants_any_more_is_told_as_such(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close")
    cli.ok("install", "close")
    cli.path("ctxpack.toml").write_text("[packs]\n")
    assert cli.ok("list").out == "close 1.0.0  (nothing wants it: `ctxpack install` takes it out)\n"
