"""Unmodified clients of other agents in a project into which a pack was installed for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from installer_cli.main import main
from tests.support.foreign_clients import ForeignClient, codex_command, gemini_command
from tests.support.registry_simulator import RegistrySimulator

if TYPE_CHECKING:
    from pathlib import Path

SERVER = {"command": "true", "args": ["--ledger"], "env": {"LEDGER_TOKEN": "${LEDGER_TOKEN}"}}
FILES = {
    ".mcp.json": json.dumps({"mcpServers": {"general-ledger": SERVER}}),
    "memory/chart/accounts.md": "# Accounts\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a pack that two agents beside Claude Code are to read."""
    registry = RegistrySimulator()
    registry.publish("close", files=FILES)
    monkeypatch.setenv("CTXPACK_HOME", str(tmp_path / "ctxpack"))
    monkeypatch.setenv("CTXPACK_REGISTRY", registry.write_mirror(tmp_path / "mirror"))
    folder = tmp_path / "project"
    folder.mkdir()
    targets = ("--target", "codex", "--target", "gemini")
    assert main(["install", "close", *targets, "--allow", "all", "--project", str(folder), "--quiet"]) == 0
    return folder


def test_codex_lists_the_server_and_tells_its_model_of_skill_and_memory(project: Path) -> None:
    client = ForeignClient(codex_command(), project.parent)
    trust = client.home / ".codex" / "config.toml"
    trust.parent.mkdir()
    trust.write_text(f'[projects.{json.dumps(str(project))}]\ntrust_level = "trusted"\n')
    (server,) = client.run("mcp", "list", "--json").json()
    assert server["name"] == "general-ledger"
    assert (server["transport"]["command"], server["transport"]["args"]) == ("true", ["--ledger"])
    assert server["transport"]["env_vars"] == ["LEDGER_TOKEN"]
    prompt = client.run("debug", "prompt-input", "hello").output
    assert "- close: Use close 1.0.0. (file: " in prompt
    assert "`.claude/memory/close/chart/accounts.md`" in prompt


def test_gemini_lists_the_skill_and_the_server(project: Path) -> None:
    client = ForeignClient(
        gemini_command(), project.parent, environment={"GEMINI_CLI_TRUST_WORKSPACE": "true"}
    )
    skills = client.run("skills", "list").output
    assert "close [Enabled]" in skills
    assert str(project / ".agents/skills/close/SKILL.md") in skills
    assert "general-ledger: true --ledger (stdio)" in client.run("mcp", "list").output
