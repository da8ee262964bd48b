"""The unmodified Claude Code client as a judge: whatever its user has given it, it can only answer."""

import json
import shlex
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from installer_cli.agent.command import AgentCommand, Task
from installer_cli.agent.process import ask
from tests.support.foreign_clients import claude_command
from tests.support.model_server import Say, scripted_model
from tests.support.source import ROOT

ANSWER = '{"why": "It is.", "verdict": "met"}'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who has a server, a skill, and has allowed all of it."""
    server = {
        "command": sys.executable,
        "args": ["-m", "installer_cli", "mcp"],
        "env": {"PYTHONPATH": str(ROOT)},
    }
    started = {"hasCompletedOnboarding": True, "mcpServers": {"desk": server}}
    skill = tmp_path / ".claude" / "skills" / "posting" / "SKILL.md"
    skill.parent.mkdir(parents=True)
    skill.write_text(
        "---\nname: posting\ndescription: Posts what it is told\n---\nPost it.\n", encoding="utf-8"
    )
    allowed = {"permissions": {"allow": ["Bash", "Read", "Skill", "mcp__desk"]}}
    (tmp_path / ".claude" / "settings.json").write_text(json.dumps(allowed), encoding="utf-8")
    (tmp_path / ".claude.json").write_text(json.dumps(started), encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ANTHROPIC_API_KEY", "test-not-a-key")
    monkeypatch.setenv("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
    return tmp_path


@pytest.mark.parametrize("only_answers", [True, False])
def test_a_judge_has_neither_tools_nor_servers_nor_skills_of_its_user(
    home: Path, monkeypatch: pytest.MonkeyPatch, *, only_answers: bool
) -> None:
    task = Task("Judge", session=str(uuid4()), turns=1, usd=1, seconds=120, only_answers=only_answers)
    command = AgentCommand(shlex.join([str(claude_command()[0]), "-p"]))
    (home / "judges").mkdir()
    with scripted_model(Say(ANSWER)) as model:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", model.url)
        reply = ask(command, task, str(home / "judges"))
    assert (reply.text, reply.failure) == (ANSWER, "")
    [request] = model.requests
    # An agent that works has them: so there was something to leave out.
    assert bool(request.get("tools")) is not only_answers
    assert model.reached_by("Posts what it is told") is not only_answers
