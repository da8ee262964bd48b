"""What somebody writes while a question waits for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")

SERVERS = '{"mcpServers": {"ledger": {"command": "npx", "args": ["-y", "ledger@1.0.0"]}}}'
PAGE = ".claude/skills/close/a.md"


def written(path: str, text: str = "Mine, written while the question stood.\n") -> Callable[[Cli], None]:
    def write(cli: Cli) -> None:
        cli.path(path).parent.mkdir(parents=True, exist_ok=True)
        cli.path(path).write_text(text)

    return write


def linked(cli: Cli) -> None:
    cli.path(PAGE).unlink(missing_ok=True)
    cli.path(PAGE).symlink_to("elsewhere.md")


UPDATES = {
    "the file that is merged": (".claude/skills/close/b.md", written(".claude/skills/close/b.md")),
    "the file that is taken away": (".claude/skills/close/gone.md", written(".claude/skills/close/gone.md")),
    "the file that is to come": (".claude/skills/close/new.md", written(".claude/skills/close/new.md")),
    "a link in place of one that is replaced": (PAGE, linked),
    "what the project wants": ("ctxpack.toml", written("ctxpack.toml", '[packs]\nclose = "^1" # mine\n')),
    "a shared file": (".codex/config.toml", written(".codex/config.toml", 'model = "x"\n')),
}


@pytest.mark.parametrize("what", UPDATES)
def test_what_is_written_while_an_answer_is_waited_for_is_not_written_over(
    cli: Cli, registry: RegistrySimulator, what: str
) -> None:
    line = "One.\nTwo.\nThree.\nFour.\nFive.\n"
    registry.publish("close", "1.0.0", files={"a.md": "a", "b.md": line, "gone.md": "gone"})
    cli.ok("install", "close", "--target", "codex")
    changed = {"a.md": "b", "b.md": line + "Six.\n", "new.md": "new", ".mcp.json": SERVERS}
    registry.publish("close", "1.1.0", files=changed, powers={"tools": ["Bash"]})
    cli.path(".claude/skills/close/b.md").write_text("Zero.\n" + line)
    terminal = Terminal(cli.project, "update")
    terminal.until("Do you allow this? [y/N] ")
    path, change = UPDATES[what]
    change(cli)
    before = cli.tree()
    terminal.type("y\n")
    assert terminal.end() == 9
    assert f"`{path}` was changed" in terminal.shown
    assert cli.tree() == before


def test_what_is_taken_away_meanwhile_stands_in_no_way(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", "1.0.0", files={"a.md": "a"})
    cli.ok("install", "close")
    registry.publish("close", "1.1.0", files={"a.md": "b"}, powers={"tools": ["Bash"]})
    terminal = Terminal(cli.project, "update")
    terminal.until("Do you allow this? [y/N] ")
    cli.path(PAGE).unlink()
    terminal.type("y\n")
    assert terminal.end() == 0
    assert cli.path(PAGE).read_text() == "b"


def test_what_is_written_while_values_are_asked_for_is_not_written_over(
    cli: Cli, registry: RegistrySimulator
) -> None:
    asks = '\n[[inputs]]\nkey = "who"\ntitle = "Who approves"\ntype = "string"\n'
    registry.publish_owned("close", "1.0.0", asks, {})
    cli.ok("install", "close")
    terminal = Terminal(cli.project, "configure", "close")
    terminal.until("Who approves: ")
    mine = cli.path("ctxpack.toml").read_text() + "# Mine\n"
    cli.path("ctxpack.toml").write_text(mine)
    terminal.type("Ada\n")
    assert terminal.end() == 9
    assert cli.path("ctxpack.toml").read_text() == mine
