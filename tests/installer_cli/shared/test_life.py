"""A project that another agent reads too, from the first install to the last uninstall.

The user writes into the shared files all the while. After each command, a copy of the project from which the
packs are taken out holds their bytes and nothing else.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.installer_cli.conftest import Cli

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")

TARGETS = ("agents", "codex", "copilot", "cursor", "gemini")
THEIRS = {
    "AGENTS.md": b"# Ours\r\n\r\nNo newline at the end",
    "GEMINI.md": b"\n\n# Ours\n",
    ".codex/config.toml": b'# edit 0\nmodel = "x"\n\n[mcp_servers.mine]\ncommand = "a" # edit 0\n',
    ".vscode/mcp.json": b'{\n  // edit 0\n  "servers": {"mine": {"type": "stdio", "command": "a"},},\n}\n',
    ".cursor/mcp.json": b'{"mcpServers": {"edit 0": {"command": "a"}}}',
    ".gemini/settings.json": b'{\n\t"theme": "edit 0"\n}\n',
}
"""The user's files before the first install."""


class User:
    """Writes into the shared files, and knows what of them is theirs."""

    def __init__(self, cli: Cli, files: dict[str, bytes]) -> None:
        self._cli = cli
        self.files = dict(files)
        self._edits = 0
        for path, data in files.items():
            cli.path(path).parent.mkdir(exist_ok=True)
            cli.path(path).write_bytes(data)

    def edit(self) -> None:
        """Change each file where it is the user's: a word in JSON and TOML, else the first or last line."""
        self._edits += 1
        for path, mine in self.files.items():
            place = self._cli.path(path)
            self.files[path] = self._edited(path, mine)
            place.write_bytes(self._edited(path, place.read_bytes()))

    def _edited(self, path: str, data: bytes) -> bytes:
        if not path.endswith(".md"):
            return data.replace(b"edit %d" % (self._edits - 1), b"edit %d" % self._edits)
        if self._edits % 2:
            return b"Before %d\n" % self._edits + data
        end = b"" if data.endswith(b"\n") else b"\n"
        return data + end + b"After %d\n" % self._edits


def files(variable: str) -> dict[str, str]:
    server = {"command": "npx", "args": ["-y", "ledger@1.0.0"], "env": {variable: f"${{{variable}}}"}}
    return {
        ".mcp.json": json.dumps({"mcpServers": {"ledger": server}}),
        "memory/chart/accounts.md": f"# Accounts of {variable}\n",
        f"memory/{variable.lower()}/page.md": "# Page\n",
    }


def without_packs(cli: Cli, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """What is left for other agents where the packs are taken out of a copy of the project."""
    shutil.copytree(cli.project, folder)
    copy = Cli(folder, cli.home, capsys)
    copy.ok("uninstall", "ledger", "--yes")
    own = (".claude/", "ctxpack.")
    return {path: data for path, data in copy.tree().items() if not path.startswith(own)}


def test_whatever_was_done_to_the_packs_the_users_bytes_are_those_that_they_wrote(
    cli: Cli, registry: RegistrySimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.publish("ledger", "1.0.0", files=files("FIRST"), powers={"servers": ["npx -y ledger@1.0.0"]})
    user = User(cli, THEIRS)
    targets = [word for target in TARGETS for word in ("--target", target)]
    life = (
        (("install", "ledger", *targets, "--allow", "all"), "FIRST"),
        (("update", "--yes", "--allow", "all"), "SECOND"),
        (("rollback", "1", "--yes"), "FIRST"),
        (("sync", "--yes"), "FIRST"),
        (("update", "--yes", "--allow", "all"), "SECOND"),
        (("undo", "--yes"), "FIRST"),
        (("sync", "--frozen"), "FIRST"),
    )
    for number, (argv, version) in enumerate(life):
        cli.ok(*argv)
        if not number:
            registry.publish("ledger", "1.1.0", files=files("SECOND"))
        assert f"{version.lower()}/page.md" in cli.path("AGENTS.md").read_text()
        for path in user.files.keys() - {"AGENTS.md", "GEMINI.md"}:
            assert version in cli.path(path).read_text()
        assert "@./.claude/memory/ledger/index.md" in cli.path("GEMINI.md").read_text()
        assert without_packs(cli, tmp_path / f"copy-{number}", capsys) == user.files
        user.edit()
    cli.ok("verify")
    cli.ok("uninstall", "ledger", "--yes")
    assert {path: cli.path(path).read_bytes() for path in user.files} == user.files
