"""A user who goes on writing into the files that packs share with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli

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
