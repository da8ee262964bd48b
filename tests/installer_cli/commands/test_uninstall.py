from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture(autouse=True)
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger", files={"memory/chart/accounts.md": "# Accounts\n"})
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "one\n"})
    registry.publish("other", requires={"ledger": ">=1"})
    return registry


def agent_files(cli: Cli) -> dict[str, bytes]:
    return {path: data for path, data in cli.tree().items() if path.startswith(".claude/")}


def test_the_tree_is_as_it_was_byte_for_byte(cli: Cli) -> None:
    cli.path(".claude/skills/mine").mkdir(parents=True)
    cli.path(".claude/skills/mine/SKILL.md").write_text("mine")
    cli.path(".claude/settings.json").write_text("{}")
    before = agent_files(cli)
    cli.ok("install", "close")
    result = cli.ok("uninstall", "close")
    assert agent_files(cli) == before
    assert sorted(path.name for path in cli.path(".claude").iterdir()) == [
        ".ctxpack",
        "settings.json",
        "skills",
    ]
    assert "Removed 2 packs" in result.err
    assert "close" not in cli.path("ctxpack.toml").read_text()
    assert "ledger" not in cli.path("ctxpack.lock").read_text()


def test_what_another_pack_requires_stays(cli: Cli) -> None:
    cli.ok("install", "close", "other")
    cli.ok("uninstall", "close")
    assert [pack["name"] for pack in cli.ok("list", "--json").document["packs"]] == ["ledger", "other"]
    assert cli("verify").code == 0


def test_what_is_wanted_for_itself_stays(cli: Cli) -> None:
    cli.ok("install", "close", "ledger")
    cli.ok("uninstall", "close")
    assert cli.ok("list").out == "ledger 1.0.0\n"


def test_a_required_pack_is_not_taken_from_under_its_requirer(cli: Cli) -> None:
    cli.ok("install", "close")
    before = cli.tree(state=True)
    result = cli("uninstall", "ledger")
    assert result.code == 4
    assert "error[E_REQUIRED]: `ledger` is required by `close`" in result.err
    assert "`ctxpack uninstall ledger close`" in result.err
    assert cli.tree(state=True) == before
    cli.ok("uninstall", "ledger", "close")
    assert agent_files(cli) == {}


def test_what_the_user_wrote_stays_and_is_named(cli: Cli) -> None:
    cli.ok("install", "close")
    cli.path(".claude/skills/close/notes.md").write_text("one\nmine\n")
    cli.path(".claude/skills/close/MINE.md").write_text("mine\n")
    cli.path(".claude/memory/ledger/chart/accounts.md").write_text("# Accounts\n\n4400 Fees\n")
    result = cli.ok("uninstall", "close")
    assert agent_files(cli) == {
        ".claude/skills/close/notes.md": b"one\nmine\n",
        ".claude/skills/close/MINE.md": b"mine\n",
        ".claude/memory/ledger/chart/accounts.md": b"# Accounts\n\n4400 Fees\n",
    }
    for path in agent_files(cli):
        assert path in result.err


def test_a_dry_run_takes_nothing_away(cli: Cli) -> None:
    cli.ok("install", "close")
    before = cli.tree(state=True)
    result = cli.ok("uninstall", "close", "--dry-run")
    assert "- close 1.0.0" in result.err
    assert cli.tree(state=True) == before


def test_a_pack_that_is_not_installed_is_named_with_the_nearest_one(cli: Cli) -> None:
    cli.ok("install", "close")
    result = cli("uninstall", "closee")
    assert result.code == 3
    assert "error[E_NOT_INSTALLED]: `closee` is not installed" in result.err
    assert "did you mean `close`?" in result.err


def test_no_registry_is_needed(
    cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.ok("install", "close")
    registry.requests.clear()
    monkeypatch.setenv("CTXPACK_REGISTRY", "http://127.0.0.1:1")
    cli.ok("uninstall", "close")
    assert registry.requests == []


def test_without_a_name_the_help_is_pointed_at(cli: Cli) -> None:
    result = cli("uninstall")
    assert result.code == 2
    assert "error[E_USAGE_MISSING]: `ctxpack uninstall` needs PACK" in result.err
