from __future__ import annotations

import json

import pytest

from installer_cli.agent.command import AgentCommand, Task
from packformat.errors import CtxpackError

TASK = Task(
    "Add it up",
    session="11111111-2222-4333-8444-555555555555",
    turns=7,
    usd=1.5,
    seconds=60,
    packs=["/packs/a", "/packs/b"],
    allow=["Read"],
    deny=["Edit(tests/**)"],
)


def after(argv: list[str], option: str) -> list[str]:
    """Every value that follows an option."""
    return [argv[index + 1] for index, word in enumerate(argv) if word == option]


def test_claude_code_is_told_its_limits_its_packs_and_what_it_may_do() -> None:
    argv = AgentCommand("/opt/claude -p --model small").argv(TASK)
    assert argv[:4] == ["/opt/claude", "--model", "small", "-p"]
    assert after(argv, "--max-turns") == ["7"]
    assert after(argv, "--max-budget-usd") == ["1.5000"]
    assert after(argv, "--plugin-dir") == ["/packs/a", "/packs/b"]
    assert after(argv, "--session-id") == [TASK.session]
    permissions = json.loads(after(argv, "--settings")[0])["permissions"]
    assert permissions == {"allow": ["Read"], "deny": ["Edit(tests/**)"]}


def test_who_only_answers_gets_neither_tools_nor_servers_nor_skills() -> None:
    task = Task("Judge", session=TASK.session, turns=1, usd=1, seconds=1, only_answers=True)
    argv = AgentCommand("claude").argv(task)
    assert after(argv, "--tools") == [""]
    assert {"--strict-mcp-config", "--disable-slash-commands"} <= set(argv)
    assert "--tools" not in AgentCommand("claude").argv(TASK)


def test_a_session_that_has_begun_is_resumed() -> None:
    task = Task("Go on", session=TASK.session, turns=1, usd=1, seconds=1, resume=True)
    argv = AgentCommand("claude").argv(task)
    assert after(argv, "--resume") == [TASK.session]
    assert "--session-id" not in argv


def test_any_other_program_gets_its_limits_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTXPACK_PACKS", "left over from another task")
    agent = AgentCommand("my-agent --fast 'two words'")
    assert agent.argv(TASK) == ["my-agent", "--fast", "two words"]
    environment = agent.environment(Task("x", session="s", turns=2, usd=0.25, seconds=1))
    own = {key: text for key, text in environment.items() if key.startswith("CTXPACK_M")}
    assert own == {"CTXPACK_MAX_TURNS": "2", "CTXPACK_MAX_USD": "0.2500"}
    assert environment["CTXPACK_SESSION"] == "s"
    assert not {"CTXPACK_PACKS", "CTXPACK_RESUME"} & environment.keys()


@pytest.mark.parametrize("text", ["", "  ", "agent 'unclosed"])
def test_what_is_no_command_is_refused(text: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        AgentCommand(text)
    assert (caught.value.code, caught.value.exit_code) == ("E_AGENT", 2)
