from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


@pytest.fixture(autouse=True)
def packs(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("ledger")
    registry.publish("books", requires={"ledger": ">=1"})
    registry.publish("close", requires={"books": "^1.0", "ledger": "<2"})
    cli.ok("install", "close", "books")


def test_each_pack_that_requires_it_is_told_with_the_way_there(cli: Cli) -> None:
    assert cli.ok("why", "ledger").out.splitlines() == [
        "this project wants `books` >=1.0.0,<2.0.0",
        "  `books` 1.0.0 requires `ledger` >=1.0.0",
        "this project wants `close` >=1.0.0,<2.0.0",
        "  `close` 1.0.0 requires `ledger` <2.0.0",
    ]


def test_the_projects_own_wish_comes_first(cli: Cli) -> None:
    document = cli.ok("why", "books", "--json").document
    assert (document["pack"], document["version"]) == ("books", "1.0.0")
    assert document["ways"][0] == [{"by": None, "pack": "books", "specifier": ">=1.0.0,<2.0.0"}]
    assert [link["by"] for link in document["ways"][1]] == [None, "close"]


def test_packs_that_require_each_other_are_told_without_going_round(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("hen", requires={"egg": "*"})
    registry.publish("egg", requires={"hen": "*"})
    cli.ok("install", "hen")
    assert (
        cli.ok("why", "egg").out == "this project wants `hen` >=1.0.0,<2.0.0\n  `hen` 1.0.0 requires `egg`\n"
    )
    assert cli.ok("why", "hen").out == "this project wants `hen` >=1.0.0,<2.0.0\n"


def test_what_nothing_wants_is_said_to_be_wanted_by_nothing(cli: Cli) -> None:
    text = cli.path("ctxpack.toml").read_text()
    cli.path("ctxpack.toml").write_text(text.replace('close = "^1.0"\n', "").replace('books = "^1.0"\n', ""))
    assert "Nothing wants `ledger` any more" in cli.ok("why", "ledger").err


def test_what_is_not_here_is_said_not_to_be(cli: Cli) -> None:
    result = cli("why", "legder")
    assert result.code == 3
    assert "did you mean `ledger`?" in result.err
