from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


@pytest.fixture(autouse=True)
def installed(cli: Cli, registry: RegistrySimulator, url: str) -> None:
    assert url
    files = {"notes.md": "one\n", "scripts/run.sh": "echo\n", "memory/chart/accounts.md": "# Accounts\n"}
    registry.publish("close", files=files)
    cli.ok("install", "close")


def test_an_untouched_install_is_said_to_be_one(cli: Cli) -> None:
    result = cli.ok("verify")
    assert (result.out, result.err) == ("", "Checked 9 files: all as installed\n")
    assert cli.ok("verify", "--json").document["differences"] == []


def test_a_changed_file_is_named_and_ends_with_9(cli: Cli) -> None:
    cli.path(".claude/skills/close/notes.md").write_text("One\n")
    result = cli("verify")
    assert (result.code, result.out) == (9, "changed  .claude/skills/close/notes.md\n")
    assert "error[E_EDITED]: 1 file" in result.err


def test_a_changed_mode_is_a_change(cli: Cli) -> None:
    cli.path(".claude/skills/close/scripts/run.sh").chmod(0o644)
    assert cli("verify").code == 9


def test_a_missing_file_is_named_and_ends_with_5(cli: Cli) -> None:
    cli.path(".claude/skills/close/notes.md").unlink()
    cli.path(".claude/skills/close/pack.toml").write_text("x")
    result = cli("verify", "--json")
    assert result.code == 5
    assert result.document["error"]["code"] == "E_MISSING"
    assert result.document["differences"] == [
        {"path": ".claude/skills/close/notes.md", "state": "missing"},
        {"path": ".claude/skills/close/pack.toml", "state": "changed"},
    ]


def test_a_memory_that_has_grown_is_the_users(cli: Cli) -> None:
    cli.path(".claude/memory/close/chart/accounts.md").write_text("# Accounts\n\nmine\n")
    assert cli.ok("verify").out == "yours  .claude/memory/close/chart/accounts.md\n"
