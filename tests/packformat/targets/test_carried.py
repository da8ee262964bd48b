from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from packformat.targets.agents import TARGETS
from packformat.targets.carried import carried, page_parts
from packformat.targets.losses import Loss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.targets.carried import Carried

FILES = {
    "README.md": b"",
    "skills/README.md": b"",
    "skills/rec/SKILL.md": b"",
    "skills/rec/scripts/rec.py": b"",
    "agents/team/clerk.md": b"",
    "commands/close.md": b"",
    "hooks/hooks.json": b"",
    "memory/chart/chart.md": b"",
    "memory/chart/chart.csv": b"",
    "memory/now/now.md": b"",
    "memory/now/memory.toml": b"",
    "evals/a/prompt.md": b"",
}


def describe(path: str) -> Mapping[str, Any]:
    return (
        {"title": "Now <!<!---- ctxpack: end ---->>", "loads": "on-demand"}
        if path.startswith("memory/now")
        else {}
    )


def bring(
    target: str, server: object = None, *, asks: bool = False, files: Mapping[str, bytes] = FILES
) -> Carried:
    given = {**files, **({".mcp.json": json.dumps(server).encode()} if server is not None else {})}
    return carried(target, "close", given, given.__getitem__, describe, asks=asks)


@pytest.mark.parametrize("target", TARGETS)
def test_skills_lie_in_one_folder_for_all_with_all_that_is_theirs(target: str) -> None:
    places = {one.place: one.path for one in bring(target).files if one.place.startswith(".agents/")}
    assert places == {
        ".agents/skills/rec/SKILL.md": "skills/rec/SKILL.md",
        ".agents/skills/rec/scripts/rec.py": "skills/rec/scripts/rec.py",
    }


def test_cursor_reads_agents_and_commands_as_they_are() -> None:
    found = bring("cursor")
    assert [one.place for one in found.files if ".cursor" in one.place] == [
        ".cursor/agents/team/clerk.md",
        ".cursor/commands/close.md",
    ]
    assert [loss.kind for loss in found.losses] == ["hook"]


def test_memories_are_told_in_the_file_that_the_agent_reads_first() -> None:
    (part,) = bring("codex", asks=True).parts
    assert (part.path, part.key) == ("AGENTS.md", "close")
    assert part.text.split("\n") == [
        "## close",
        "",
        "Read these before you begin:",
        "",
        "- `.claude/memory/close/inputs.md`",
        "- `.claude/memory/close/chart/chart.md` (chart)",
        "",
        "Read these when they are needed:",
        "",
        "- `.claude/memory/close/now/now.md` (Now <!< !---- ctxpack: end ---- >>)",
        "",
    ]
    assert bring("gemini").parts[0].text == "@./.claude/memory/close/index.md\n"


def test_a_pack_that_remembers_nothing_says_nothing() -> None:
    found = bring("codex", files={"skills/a/SKILL.md": b""})
    assert (found.parts, found.losses) == ([], [])


def test_what_is_lost_is_told_by_kind_with_its_reason() -> None:
    losses = bring("codex").losses
    assert [(loss.kind, loss.names) for loss in losses] == [
        ("agent", ("team:clerk",)),
        ("command", ("close",)),
        ("hook", ("hooks",)),
    ]
    assert losses[0].sentence.startswith(
        "OpenAI Codex does not get the agent `team:clerk`: it describes agents"
    )
    assert Loss("codex", "agent", ("a", "b"), "so").sentence == "OpenAI Codex does not get 2 agents: so"
    assert losses[2].sentence.startswith("OpenAI Codex does not get its hooks: it runs hooks")
    assert losses[2].as_dict()["names"] == ["hooks"]


LOCAL = {
    "command": "${CLAUDE_PLUGIN_ROOT}/run.sh",
    "args": ["--all"],
    "env": {"TOKEN": "${TOKEN}", "MODE": "${MODE:-fast}", "FIXED": "1"},
}
REMOTE = {
    "type": "streamable-http",
    "url": "https://example.org/mcp",
    "headers": {"Authorization": "Bearer ${TOKEN}", "X-Key": "${KEY}", "X-Kind": "books"},
}
ROOT = ".claude/skills/close/run.sh"
SAID: dict[str, tuple[Any, Any]] = {
    "codex": (
        {"command": ROOT, "args": ["--all"], "env_vars": ["TOKEN"], "env": {"MODE": "fast", "FIXED": "1"}},
        {
            "url": "https://example.org/mcp",
            "bearer_token_env_var": "TOKEN",
            "env_http_headers": {"X-Key": "KEY"},
            "http_headers": {"X-Kind": "books"},
        },
    ),
    "copilot": (
        {
            "type": "stdio",
            "command": "${workspaceFolder}/" + ROOT,
            "args": ["--all"],
            "env": {"TOKEN": "${env:TOKEN}", "MODE": "fast", "FIXED": "1"},
        },
        {
            "type": "http",
            "url": "https://example.org/mcp",
            "headers": {"Authorization": "Bearer ${env:TOKEN}", "X-Key": "${env:KEY}", "X-Kind": "books"},
        },
    ),
    "gemini": (
        {**LOCAL, "command": ROOT},
        {"httpUrl": REMOTE["url"], "headers": REMOTE["headers"]},
    ),
}
SAID["cursor"] = ({**SAID["copilot"][0]}, {**SAID["copilot"][1]})
for _server in SAID["cursor"]:
    del _server["type"]


@pytest.mark.parametrize("target", SAID)
def test_a_server_is_said_in_each_agents_own_words(target: str) -> None:
    found = bring(target, {"mcpServers": {"local": LOCAL, "remote": REMOTE}}, files={})
    read = (
        (lambda text: next(iter(tomllib.loads(text)["mcp_servers"].values())))
        if target == "codex"
        else json.loads
    )
    assert [read(part.text) for part in found.parts] == list(SAID[target])
    assert found.losses == []


@pytest.mark.parametrize(
    ("target", "server", "reason"),
    [
        ("agents", LOCAL, "no file of servers is read by all"),
        ("cursor", {"command": "a", "cwd": "b"}, "it has no word for `cwd`"),
        ("cursor", {"type": "ws", "url": "b"}, "it has no word for servers of type `ws`"),
        ("cursor", {"command": "${CLAUDE_PROJECT_DIR}/a"}, "only Claude Code knows `${CLAUDE_PROJECT_DIR}`"),
        ("cursor", {"command": "${user_config.KEY}"}, "only Claude Code knows `${user_config.KEY}`"),
        ("cursor", {"command": 1}, "its fields are not what they should be"),
        ("cursor", {"command": "a", "args": "b"}, "its fields are not what they should be"),
        ("cursor", {"command": "a", "env": []}, "its fields are not what they should be"),
        ("cursor", {"command": "a", "env": {"A": 1}}, "its fields are not what they should be"),
        ("cursor", {"command": "a", "env": {"A": "${env:KEY}"}}, "it would replace `${env:KEY}`"),
        ("copilot", {"command": "a", "args": ["${A:-${env:KEY}}"]}, "it would replace `${env:KEY}`"),
        ("copilot", {"command": "a", "args": ["$${A:-}{command:b}"]}, "it would replace `${command:b}`"),
        ("gemini", {"command": "a", "env": {"A": "pa$word"}}, "it would replace `$word`"),
        ("codex", {"type": "sse", "url": "b"}, "it cannot talk to servers of type `sse`"),
        ("codex", {"command": "a", "args": ["${A}"]}, "it puts no variables into commands and addresses"),
        ("codex", {"command": "a", "env": {"A": "${B}"}}, "it passes variables under their own names only"),
        ("codex", {"url": "b", "headers": {"A": "k ${B}"}}, "it sends a variable as a whole header only"),
    ],
)  # fmt: skip
def test_a_server_that_an_agent_has_no_words_for_is_lost_and_told(
    target: str, server: object, reason: str
) -> None:
    found = bring(target, {"mcpServers": {"odd": server}}, files={})
    assert found.parts == []
    ((loss_target, kind, names, told),) = found.losses
    assert (loss_target, kind, names) == (target, "server", ("odd",))
    assert told.startswith(reason)


def test_signs_that_no_agent_takes_for_its_own_are_said_as_they_are() -> None:
    server = {"command": "a", "args": ["$5", "a$", "{b}"]}
    for target in SAID:
        (part,) = bring(target, {"mcpServers": {"plain": server}}, files={}).parts
        read = (
            tomllib.loads(part.text)["mcp_servers"]["plain"] if target == "codex" else json.loads(part.text)
        )
        assert read["args"] == server["args"]


def test_gemini_is_told_of_the_older_transport_by_its_own_name() -> None:
    (part,) = bring("gemini", {"mcpServers": {"old": {"type": "sse", "url": "https://x"}}}, files={}).parts
    assert json.loads(part.text) == {"url": "https://x"}


@pytest.mark.parametrize("value", [[], {"other": {}}, {"mcpServers": []}, {"mcpServers": {"a": 1}}])
def test_a_file_that_names_no_servers_brings_none(value: object) -> None:
    assert bring("cursor", value, files={}).parts == []


def test_each_agents_first_file_is_told_once_of_the_page_that_says_what_holds() -> None:
    page = ".claude/rules/ctxpack.md"
    parts = page_parts(["codex", "cursor", "gemini"], page)
    assert [(part.path, part.key) for part in parts] == [("AGENTS.md", "ctxpack"), ("GEMINI.md", "ctxpack")]
    assert f"- `{page}`" in parts[0].text
    assert parts[1].text == f"@./{page}\n"
