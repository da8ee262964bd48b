from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.main import main
from tests.support.terms import term_of_days

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


@pytest.fixture(autouse=True)
def _installed(cli: Cli, registry: RegistrySimulator, url: str) -> None:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    cli.ok("install", "ledger")


def other_machine(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same project, where nothing is remembered."""
    monkeypatch.setenv("CTXPACK_HOME", str(cli.home / "other"))


def pinned(cli: Cli) -> str:
    lines = cli.path("ctxpack.toml").read_text().splitlines()
    return next(line for line in lines if line.startswith("key")).partition('"')[2].rstrip('"')


@pytest.mark.parametrize("times", [1, 2])
def test_a_key_that_the_old_one_introduces_is_followed_and_pinned_without_a_question(
    cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    for _ in range(times):
        registry.take_another_key(introduced=True)
    for _ in range(2):
        assert "ledger" in cli.ok("info", "ledger").out
        other_machine(cli, monkeypatch)
    result = cli.ok("install", "close")
    assert f"has the new key {registry.key_id}, introduced by" in result.err
    assert pinned(cli) == registry.key_id
    assert "new key" not in cli.ok("update").err


def test_the_old_key_is_refused_once_the_new_one_was_seen(cli: Cli, registry: RegistrySimulator) -> None:
    before = registry.key, registry.root_keys
    registry.take_another_key(introduced=True)
    new = registry.key_id
    cli.ok("info", "ledger")
    registry.key, registry.root_keys = before
    registry.root_signers, registry.root_serial = registry.root_keys, 10**9
    registry.handovers, registry.retired = [], []
    result = cli("install", "close")
    assert (result.code, "E_KEY_RETIRED" in result.err, new in result.err) == (5, True, True)


def test_offline_what_the_old_key_has_signed_is_not_chosen_from_any_more(
    cli: Cli, registry: RegistrySimulator
) -> None:
    cli.ok("install", "close")
    registry.take_another_key(introduced=True)
    cli.ok("info", "ledger")
    assert "ledger" in cli.ok("info", "ledger", "--offline").out
    result = cli("info", "close", "--offline")
    assert (result.code, "E_OFFLINE" in result.err) == (7, True)


def test_a_key_that_nobody_introduces_is_refused_until_it_is_trusted_by_the_command_that_is_told(
    cli: Cli, registry: RegistrySimulator, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, before = registry.key_id, cli.tree(state=True)
    registry.take_another_key()
    refused = cli("install", "close")
    command = f"trust {registry.key_id} --registry {url}"
    assert (refused.code, f"`ctxpack {command}`" in refused.err) == (5, True)
    assert cli.tree(state=True) == before
    cli.ok(*command.split())
    assert pinned(cli) == registry.key_id
    cli.ok("install", "close")
    other_machine(cli, monkeypatch)
    cli.ok("info", "close")
    text = cli.path("ctxpack.toml").read_text().replace(registry.key_id, old)
    cli.path("ctxpack.toml").write_text(text)
    assert "E_KEY_CHANGED" in cli("info", "close").err


def test_serials_that_a_thief_has_signed_do_not_stand_in_the_way_of_the_new_key(
    cli: Cli, registry: RegistrySimulator
) -> None:
    honest = dict(registry.serials), registry.root_serial
    registry.serials["ledger"] = registry.root_serial = 10**9
    cli.ok("info", "ledger")
    registry.serials, registry.root_serial = honest
    registry.take_another_key()
    cli.ok("trust", registry.key_id)
    cli.ok("info", "ledger")


def test_a_key_that_the_registry_does_not_sign_with_is_not_trusted(
    cli: Cli, registry: RegistrySimulator
) -> None:
    before = cli.tree(state=True)
    result = cli("trust", "0" * 64)
    assert (result.code, "E_KEY_CHANGED" in result.err) == (5, True)
    assert cli.tree(state=True) == before
    cli.ok("install", "close")


@pytest.mark.parametrize("word", ["0123456789abcdef", "G" * 64, "0" * 65])
def test_what_is_no_key_is_refused_before_anybody_is_asked(
    cli: Cli, registry: RegistrySimulator, word: str
) -> None:
    registry.requests.clear()
    assert cli("trust", word).code == 2
    assert not registry.requests


def test_outside_the_projects_registry_the_machine_alone_learns_the_key(
    cli: Cli, registry: RegistrySimulator, tmp_path: Path
) -> None:
    mirror = registry.write_mirror(tmp_path / "mirror")
    before = pinned(cli)
    document = cli.ok("trust", registry.key_id, "--registry", mirror, "--json").document
    assert (document["project"], document["key"], pinned(cli)) == (False, registry.key_id, before)


def test_a_mirror_carries_the_way_to_the_new_key_and_an_old_or_expired_one_does_not_lead_back(
    cli: Cli, registry: RegistrySimulator, tmp_path: Path
) -> None:
    address = registry.write_mirror(tmp_path / "mirror")
    cli.path("ctxpack.toml").write_text(f'[registry]\nurl = "{address}"\nkey = "{registry.key_id}"\n')
    cli.ok("info", "ledger", "--registry", address)
    stale = (tmp_path / "mirror/index/v1/root.jsonl").read_bytes()
    registry.take_another_key(introduced=True)
    registry.take_another_key(introduced=True)
    registry.write_mirror(tmp_path / "mirror")
    cli.ok("info", "ledger", "--registry", address)
    (tmp_path / "mirror/index/v1/root.jsonl").write_bytes(stale)
    result = cli("info", "ledger", "--registry", address)
    assert ("E_KEY_RETIRED" in result.err, "a mirror has to be refreshed" in result.err) == (True, True)
    registry.term = term_of_days(signed_days_ago=8)
    registry.write_mirror(tmp_path / "mirror")
    assert "E_INDEX_EXPIRED" in cli("info", "ledger", "--registry", address).err


def test_the_command_that_is_told_for_the_users_own_packs_means_those(
    registry: RegistrySimulator, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["install", "ledger", "--global"]) == 0
    registry.take_another_key()
    assert main(["install", "close", "--global"]) == 5
    command = f"trust {registry.key_id} --registry {url} --global"
    assert f"`ctxpack {command}`" in capsys.readouterr().err
    assert main(command.split()) == 0
    assert registry.key_id in (tmp_path / ".claude/ctxpack.toml").read_text()
    assert main(["install", "close", "--global"]) == 0


def test_a_project_that_pins_a_strangers_key_does_not_change_whom_the_machine_believes(
    cli: Cli, registry: RegistrySimulator, url: str
) -> None:
    honest = registry.key, registry.root_keys
    mine = cli.path("ctxpack.toml").read_text()
    registry.take_another_key()
    cli.path("ctxpack.toml").write_text(mine.replace(pinned(cli), registry.key_id))
    told = cli.ok("install", "close")
    assert f"this project trusts {url} by the key {registry.key_id}, and this machine knows it by" in told.err
    cli.path("ctxpack.toml").unlink()
    assert "E_KEY_CHANGED" in cli("info", "ledger").err
    registry.key, registry.root_keys = honest
    registry.root_signers, registry.retired = registry.root_keys, []
    assert "this machine knows it" not in cli.ok("info", "ledger").err
