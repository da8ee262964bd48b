"""What each agent gets of a pack: the exact files in their places, what it reads of them, what it misses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from packformat.archive import Entry
from packformat.build import BuiltPack
from packformat.component import Component
from packformat.placement import Placed, placed
from packformat.texts import read_toml
from packformat.tokens import Cost, sum_of, token_costs
from registry.skill_archives import skill_archives

SKILL_FOLDERS = {
    ".agents/skills": ("Codex", "Cursor", "GitHub Copilot", "Gemini CLI", "OpenCode"),
    ".windsurf/skills": ("Windsurf",),
}
"""Where the `skills` client puts skills, and for which agents; `tests/e2e/test_skills_client.py` runs it."""
_LONGEST_SHOWN = 20_000
"""Characters of one file that are shown."""
_LOST = {
    "memory": "rules, numbers and documents: the agent is not told of them",
    "scaffold": "folders to begin with: nothing lays them out",
    "convention": "how files are named: nothing holds a name against it",
    "workflow": "the steps in their order, with who does each and what has to hold before it goes on",
    "loop": "what is repeated until it is right",
    "persona": "the file that a way of thinking was written in: what it comes to is a skill",
    "eval": "the checks: nothing says whether a result is good",
    "example": "the samples of good and bad results",
    "connector": "where the data comes from, and the invented rows",
    "agent": "helpers with a role of their own",
    "command": "shortcuts",
    "hook": "programs that run by themselves",
    "style": "how answers are worded",
}
"""What is missed where the parts of a kind do not come along."""
_LINK_OUT = re.compile(r"\]\(\.\./[^)]*\)")
ALWAYS, ON_USE, NEVER = "in every conversation", "when it is needed", ""
_HEAD = "its name and description in every conversation, the rest when it is used"


class FileShown(NamedTuple):
    """A file as it will be installed, and when the agent reads it by itself."""

    path: str
    size: int
    text: str
    cut: bool
    read: str = NEVER


class AgentView(NamedTuple):
    """What the agents of these names get: how, how many files, what each part costs, and what they miss."""

    names: str
    way: str
    number: int
    files: list[FileShown]
    parts: list[tuple[Component, Cost]]
    total: Cost
    lost: list[str]


def agent_views(pack: BuiltPack) -> list[AgentView]:
    """The ways in which agents get a pack, the whole one first."""
    costs = pack.costs.components
    without_memories = {part: cost for part, cost in costs.items() if part.kind != "memory"}
    memories = [part for part in costs if part.kind == "memory"]
    return [
        _view(("Claude Code",), "ctxpack", _placed(pack), costs, ()),
        _view(("Claude Code by its own client",), "claude", [], without_memories, _lost(memories))._replace(
            number=len(pack.entries)
        ),
        *(_skills(pack, folder, names) for folder, names in SKILL_FOLDERS.items()),
    ]


def files_shown(pack: BuiltPack) -> list[FileShown]:
    """The files of a pack, each as text where it is text."""
    return [_shown(entry) for entry in pack.entries]


def _view(
    names: Iterable[str],
    way: str,
    files: list[FileShown],
    costs: Mapping[Component, Cost],
    lost: Iterable[str],
) -> AgentView:
    parts = [(part, cost) for part, cost in costs.items() if cost != Cost()]
    return AgentView(", ".join(names), way, len(files), files, parts, sum_of(costs.values()), list(lost))


def _placed(pack: BuiltPack) -> list[FileShown]:
    """What `ctxpack install` writes, byte for byte."""
    entries = {entry.path: entry for entry in pack.entries}
    name, asks = str(pack.manifest.name), bool(pack.manifest.inputs)
    files = []
    for one in placed(name, entries, lambda path: read_toml(path, entries[path].data), asks=asks):
        entry = entries[one.path]._replace(path=one.place) if one.path else Entry(one.place, one.text)
        files.append(_shown(entry, _read_when(one)))
    return files


def _read_when(one: Placed) -> str:
    """When an agent reads a file that `ctxpack install` has placed."""
    if one.memory is None:
        return _read(one.path) if one.path else ALWAYS
    if not one.path.endswith(".md"):
        return NEVER
    return ALWAYS if one.memory.always else ON_USE


def _skills(pack: BuiltPack, folder: str, names: Iterable[str]) -> AgentView:
    """What the `skills` client writes for agents that read a folder: each skill that stands alone."""
    costs: dict[Component, Cost] = {}
    files: list[FileShown] = []
    leading_out = 0
    for skill in skill_archives(pack.entries, pack.components):
        inside = [entry for entry in pack.entries if entry.path.startswith(skill.path)]
        costs |= token_costs(inside, "").components
        for entry in inside:
            place = entry.path.replace("skills", folder, 1)
            files.append(_shown(entry._replace(path=place), _read(entry.path)))
        leading_out += sum(len(_LINK_OUT.findall(entry.data.decode("utf-8", "replace"))) for entry in inside)
    lost = list(_lost(part for part in pack.components if part not in costs))
    if leading_out:
        lost.append(f"what the steps lead to in {leading_out} places: those files are not there")
    return _view(names, "skills", files, costs, lost)


def _lost(parts: Iterable[Component]) -> Iterator[str]:
    return (_LOST[kind] for kind in dict.fromkeys(part.kind for part in parts) if kind in _LOST)


def _read(path: str) -> str:
    """When Claude Code reads a file of a plugin by itself, or another agent one of a skill."""
    is_page = path.rpartition("/")[2].upper() == "SKILL.MD" or path.startswith(("agents/", "commands/"))
    return _HEAD if is_page and path.endswith(".md") else NEVER


def _shown(entry: Entry, read: str = NEVER) -> FileShown:
    text = "" if b"\0" in entry.data else entry.data.decode("utf-8", "replace")
    return FileShown(entry.path, len(entry.data), text[:_LONGEST_SHOWN], len(text) > _LONGEST_SHOWN, read)
