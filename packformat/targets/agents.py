"""The table of other agents: for each kind of component where the agent reads it, or why it does not.

Claude Code is not in it: the pack's own folder, `packformat.placement`, is what it loads. The places are
those that the agents' own pages name, read in November 2026:

- Codex: learn.chatgpt.com/docs/build-skills (``.agents/skills``), developers.openai.com/codex/mcp
  (``.codex/config.toml`` of a trusted project), agents.md (``AGENTS.md``).
- Cursor: cursor.com/docs/context/skills, /subagents, /commands, /mcp.
- Gemini CLI: geminicli.com/docs/cli/skills, /cli/gemini-md, /tools/mcp-server, /core/subagents.
- GitHub Copilot in VS Code: code.visualstudio.com/docs/agent-customization (agent-skills,
  custom-instructions) and /docs/agents/reference/mcp-configuration.
- ``agents``: agentskills.io and agents.md, which name no agent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.placement import OTHER_SKILLS

if TYPE_CHECKING:
    from collections.abc import Mapping

AGENTS_FILE, GEMINI_FILE = "AGENTS.md", "GEMINI.md"


class ServerFile(NamedTuple):
    """The file that names an agent's servers, and the key that they stand under.

    ``form`` says how a server is written there, see `packformat.targets.servers`.
    """

    path: str
    key: str
    form: str


class Agent(NamedTuple):
    """An agent: its name for people, where it reads single files of a kind, its two shared files.

    ``folders`` are kinds whose components go there file by file, as they are; ``instructions`` is the file
    that it reads first, ``servers`` the one that names its servers. ``lacks`` says why a kind does not come.
    """

    title: str
    folders: Mapping[str, str]
    instructions: str
    servers: ServerFile | None
    lacks: Mapping[str, str]


_HOOKS = "it runs hooks in a form of its own, which says other things at other moments"
_STYLES = "it has no output styles"
_OWN_AGENTS = "it describes agents in a form of its own, with tools of other names"

TARGETS = {
    "agents": Agent(
        "the neutral layout (`AGENTS.md`, `.agents/skills`)",
        {},
        AGENTS_FILE,
        None,
        {
            "agent": "no folder of agents is read by all",
            "command": "no folder of commands is read by all",
            "hook": "no form of hooks is read by all",
            "style": "no output styles are read by all",
            "server": "no file of servers is read by all",
        },
    ),
    "codex": Agent(
        "OpenAI Codex",
        {},
        AGENTS_FILE,
        ServerFile(".codex/config.toml", "mcp_servers", "codex"),
        {
            "agent": _OWN_AGENTS,
            "command": "it reads commands from your home folder only",
            "hook": _HOOKS,
            "style": _STYLES,
        },
    ),
    "copilot": Agent(
        "GitHub Copilot in VS Code",
        {},
        AGENTS_FILE,
        ServerFile(".vscode/mcp.json", "servers", "copilot"),
        {
            "agent": _OWN_AGENTS,
            "command": "its prompt files name their inputs and tools in another way",
            "hook": _HOOKS,
            "style": _STYLES,
        },
    ),
    "cursor": Agent(
        "Cursor",
        {"agent": ".cursor/agents", "command": ".cursor/commands"},
        AGENTS_FILE,
        ServerFile(".cursor/mcp.json", "mcpServers", "cursor"),
        {"hook": _HOOKS, "style": _STYLES},
    ),
    "gemini": Agent(
        "Gemini CLI",
        {},
        GEMINI_FILE,
        ServerFile(".gemini/settings.json", "mcpServers", "gemini"),
        {
            "agent": _OWN_AGENTS,
            "command": "it reads commands in TOML, with arguments of another form",
            "hook": _HOOKS,
            "style": _STYLES,
        },
    ),
}
"""By the word that `--target` takes. All of them read skills from one folder, `OTHER_SKILLS`."""


def place_of(agent: Agent, kind: str) -> str:
    """The folder or file where an agent reads the components of a kind; empty where it does not."""
    if kind == "skill":
        return OTHER_SKILLS
    if kind == "memory":
        return agent.instructions
    if kind == "server":
        return agent.servers.path if agent.servers else ""
    return agent.folders.get(kind, "")
