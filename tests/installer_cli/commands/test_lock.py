from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url", "packs")


@pytest.fixture
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    return registry


def want(cli: Cli, **packs: str) -> None:
    lines = [f'{name} = "{specifier}"' for name, specifier in packs.items()]
    cli.path("ctxpack.toml").write_text("\n".join(["[packs]", *lines, ""]))


def test_pins_are_written_and_nothing_is_installed(cli: Cli, packs: RegistrySimulator) -> None:
    want(cli, close="^1.0")
    result = cli.ok("lock")
    assert "close 1.0.0\nledger 1.0.0\n" in result.err
    assert sorted(cli.tree()) == ["ctxpack.lock", "ctxpack.toml"]
    assert f'key = "{packs.key_id}"' in cli.path("ctxpack.toml").read_text()
    locked = cli.path("ctxpack.lock").read_bytes()
    cli.ok("install")
    assert cli.path("ctxpack.lock").read_bytes() == locked


def test_what_is_locked_stays_and_asks_nobody(cli: Cli, packs: RegistrySimulator) -> None:
    want(cli, close="^1.0")
    cli.ok("lock")
    packs.publish("close", "1.1.0")
    before, asked = cli.tree(state=True), len(packs.requests)
    assert "Locked 2 packs, as before" in cli.ok("lock").err
    assert (cli.tree(state=True), len(packs.requests)) == (before, asked)


def test_only_what_the_project_asks_for_anew_moves(cli: Cli, packs: RegistrySimulator) -> None:
    want(cli, close="^1.0")
    cli.ok("lock")
    packs.publish("close", "1.1.0")
    packs.publish("other")
    want(cli, close=">=1.1", other="*")
    document = cli.ok("lock", "--json").document
    assert document["packs"] == {"close": "1.1.0", "other": "1.0.0"}
    assert document["changes"] == [
        {"name": "close", "from": "1.0.0", "to": "1.1.0"},
        {"name": "ledger", "from": "1.0.0", "to": None},
        {"name": "other", "from": None, "to": "1.0.0"},
    ]


def test_a_lockfile_that_lags_behind_is_found_and_left_alone(cli: Cli) -> None:
    want(cli, close="^1.0")
    result = cli("lock", "--check")
    assert result.code == 5
    assert "`ctxpack.lock` is not what `ctxpack.toml` asks for\n" in result.err
    assert "  this project wants `close` >=1.0.0,<2.0.0, and it is not locked\n" in result.err
    assert not cli.path("ctxpack.lock").exists()
    cli.ok("lock")
    cli.ok("lock", "--check")


def test_an_empty_project_locks_nothing(cli: Cli) -> None:
    cli.ok("lock")
    assert "[packs]\n" in cli.path("ctxpack.lock").read_text()


@pytest.mark.parametrize("path", ["ctxpack.toml", "ctxpack.lock"])
def test_what_is_written_while_the_registry_is_asked_is_not_written_over(
    cli: Cli, packs: RegistrySimulator, path: str
) -> None:
    want(cli, close="^1.0")
    mine = '[packs]\nclose = "^1.0"  # mine\n'

    def write(*_: object) -> None:
        cli.path(path).write_text(mine)

    packs.answer = write
    result = cli("lock")
    assert (result.code, cli.path(path).read_text()) == (9, mine)
    assert f"`{path}` was changed while ctxpack was at work" in result.err


def test_a_lockfile_of_a_newer_ctxpack_is_neither_read_nor_thrown_away(cli: Cli) -> None:
    want(cli, close="^1.0")
    cli.ok("lock")
    newer = cli.path("ctxpack.lock").read_text().replace("lock = 1\n", "lock = 2\n")
    cli.path("ctxpack.lock").write_text(newer)
    for command in ("lock", "install", "sync"):
        result = cli(command)
        assert "it is of format 2, and this one reads 1" in result.err
        assert "delete" not in result.err
    assert cli.path("ctxpack.lock").read_text() == newer
