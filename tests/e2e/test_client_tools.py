"""The real Claude Code client, which one command gives our tools to, and a scripted model that uses them."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.conftest import SecureRegistry
from tests.support.foreign_clients import ForeignClient, claude_command
from tests.support.model_server import Say, Use, scripted_model
from tests.support.source import ROOT

TOOLS = ("search_packs", "describe_pack", "list_installed", "search_in_pack")
PART = "skill:titles"
"""What is installed of a pack: it runs nothing by itself, so nothing happens but what the model asks."""


@pytest.fixture
def claude(secure_registry: SecureRegistry, folder: Path) -> ForeignClient:
    """A client on whose machine `ctxpack` is installed, told of our server by one command."""
    programs = folder / "bin"
    programs.mkdir()
    command = programs / "ctxpack"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m installer_cli "$@"\n')
    command.chmod(0o755)
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "CTXPACK_REGISTRY": secure_registry.url,
        "CTXPACK_CA_FILE": str(secure_registry.front.address.authority),
        "CTXPACK_HOME": str(folder / "ctxpack-home"),
    }
    client = ForeignClient(claude_command(), folder, secure_registry.front.address, environment)
    trusted = {str(client.project): {"hasTrustDialogAccepted": True}}
    (client.home / ".claude.json").write_text(
        json.dumps({"hasCompletedOnboarding": True, "projects": trusted}), encoding="utf-8"
    )
    added = client.run("mcp", "add", "ctxpack", "--", "ctxpack", "mcp")
    assert added.code == 0, added.output
    return client


def test_one_command_adds_the_server_and_the_client_reaches_it(claude: ForeignClient) -> None:
    listed = claude.run("mcp", "list")
    assert listed.code == 0, listed.output
    assert "ctxpack: ctxpack mcp" in listed.output
    assert "Connected" in listed.output


def test_a_model_is_told_of_the_tools_and_gets_what_the_registry_says(claude: ForeignClient) -> None:
    ours = replace(claude, command=["ctxpack"])
    placed = ours.run("install", "video-packaging", "--only", PART, "--allow", "tools,programs")
    assert placed.code == 0, placed.output
    asks = [
        Use("mcp__ctxpack__search_packs", {"words": "close"}),
        Use("mcp__ctxpack__describe_pack", {"name": "accounting-close"}),
        Use("mcp__ctxpack__list_installed"),
        Use("mcp__ctxpack__search_in_pack", {"name": "video-packaging", "words": "titles"}),
    ]
    with scripted_model(*asks, Say("Done.")) as model:
        claude.environment = {
            **claude.environment,
            "ANTHROPIC_BASE_URL": model.url,
            "ANTHROPIC_API_KEY": "test-not-a-key",
        }
        allowed = ",".join(f"mcp__ctxpack__{tool}" for tool in TOOLS)
        ended = claude.run("-p", "What is there?", "--output-format", "json", "--allowedTools", allowed)
        assert ended.code == 0, ended.output
    answers = [
        json.loads(_text(block["content"]))
        for message in model.requests[-1]["messages"]
        for block in message["content"]
        if isinstance(block, dict) and block["type"] == "tool_result"
    ]
    found, described, installed, within = answers
    assert "accounting-close" in [pack["name"] for pack in found["packs"]]
    assert described["checks"]["verdict"] in ("accepted", "held")
    assert described["words_of_others"]["not_for"]
    assert [(pack["name"], pack["only"]) for pack in installed["packs"]] == [("video-packaging", [PART])]
    assert installed["outdated"] == []
    passage = within["passages"][0]
    assert passage["line"] > 0
    assert passage["words_of_others"]["file"].startswith(".claude/skills/video-packaging/")
    assert "title" in passage["words_of_others"]["text"].lower()


def _text(content: str | list[dict[str, str]]) -> str:
    return content if isinstance(content, str) else content[0]["text"]
