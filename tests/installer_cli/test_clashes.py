from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.errors import ERRORS

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")

AGENT = "---\nname: reviewer\ndescription: Reviews\n---\nReview.\n"


def write(cli: Cli, path: str, text: str = "mine") -> None:
    cli.path(path).parent.mkdir(parents=True, exist_ok=True)
    cli.path(path).write_text(text)


def clashes(cli: Cli, *words: str) -> dict[str, list[str]]:
    document = cli.ok(*words, "--dry-run", "--json").document
    return {pack["name"]: pack["name_clashes"] for pack in document["packs"]}


def test_a_component_called_like_the_users_own_is_said(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", files={"agents/reviewer.md": AGENT, "commands/tie.md": "Tie."})
    write(cli, ".claude/agents/reviewer.md")
    write(cli, ".claude/commands/tie.md")
    write(cli, ".claude/commands/other.md")
    assert clashes(cli, "install", "close") == {
        "close": [
            "agent `reviewer` is called like your `.claude/agents/reviewer.md`: say `close:reviewer`",
            "command `tie` is called like your `.claude/commands/tie.md`: say `close:tie`",
        ]
    }
    assert "? agent `reviewer` is called like your" in cli.ok("install", "close").err
    assert cli.path(".claude/agents/reviewer.md").read_text() == "mine"


def test_a_skill_called_like_the_users_own_is_said(cli: Cli, registry: RegistrySimulator) -> None:
    skill = "---\nname: tie-out\ndescription: Ties\n---\n"
    registry.publish("close", files={"skills/tie-out/SKILL.md": skill})
    write(cli, ".claude/skills/tie-out/notes.md")
    assert clashes(cli, "install", "close") == {"close": []}
    write(cli, ".claude/skills/tie-out/SKILL.md")
    assert clashes(cli, "install", "close") == {
        "close": ["skill `tie-out` is called like your `.claude/skills/tie-out/`: say `close:tie-out`"]
    }


def test_two_packs_with_the_same_name_of_a_component_are_said_once_it_comes(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("ledger", files={"agents/reviewer.md": AGENT})
    registry.publish("close", files={"agents/reviewer.md": AGENT})
    cli.ok("install", "ledger")
    assert clashes(cli, "install", "close") == {
        "close": ["agent `reviewer` is called like that of `ledger`: say `close:reviewer`"],
        "ledger": [],
    }
    cli.ok("install", "close")
    registry.publish("close", "1.1.0", files={"agents/reviewer.md": AGENT, "a.md": "a"})
    assert clashes(cli, "update") == {"close": [], "ledger": []}
    assert "called like" not in cli.ok("uninstall", "close").err


def test_a_folder_that_cannot_be_read_is_said(
    cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.publish("close")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("installer_cli.disk.os.listdir", refuse)
    result = cli("install", "close")
    assert "E_PERMISSION" in ERRORS
    assert (result.code, "error[E_PERMISSION]" in result.err) == (8, True)
