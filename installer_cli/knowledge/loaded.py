"""What an agent will load in a project: always, and only when it is needed, each with its size.

As the unmodified Claude Code does it: rules and the files they import (`@path`, relative to the importing
file, at most four hops, nothing outside the project, nothing in code) are in every session, and so are the
names and descriptions of skills, agents and commands; their pages, rules with `paths:` and memories that
nothing imports are read when a task calls for them.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from installer_cli.knowledge.texts import memory_texts
from packformat.loading import tokens_for
from packformat.placement import RULES, SKILLS
from packformat.wiki.pages import split_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.project import Project

MOST_HOPS = 4
ALWAYS, ON_DEMAND, NEVER = "always", "on demand", "never"
_OWN = ("CLAUDE.md", ".claude/CLAUDE.md", "CLAUDE.local.md")
_IMPORT = re.compile(r"(?:^|(?<=\s))@([^\s`]+)")
_COMMENT = re.compile(r"(?ms)^<!--.*?-->[ \t]*\n?")
_CODE = re.compile(r"(?ms)^```.*?^```|`[^`\n]*`")
_LISTED = {"skills": "skill", "agents": "agent", "commands": "command"}


class Loaded(NamedTuple):
    """One text: when it is loaded, its path, what it is, its characters, and the file that imports it."""

    when: str
    path: str
    what: str
    characters: int
    source: str = ""

    @property
    def tokens(self) -> int:
        """About how many tokens it takes."""
        return tokens_for(self.characters)


def loaded_texts(project: Project) -> list[Loaded]:
    """Everything that an agent will or may load of a project's own files, what is loaded always first."""
    found: dict[str, Loaded] = {}
    for path in [*_OWN, *_rules(project)]:
        text = _read(project, path)
        if text is None:
            continue
        is_rule = path not in _OWN
        fields = split_fields(text)[0] if is_rule else {}
        when = ON_DEMAND if "paths" in fields else ALWAYS
        first = Loaded(when, path, "rule" if is_rule else "instructions", 0)
        for item in _with_imports(project, first, text, set(), 0):
            found.setdefault(f"{item.when == NEVER} {item.path}", item)
    items = [*found.values(), *_components(project)]
    known = {item.path for item in items}
    items += [
        Loaded(ON_DEMAND, path, "memory", len(text))
        for path, text in memory_texts(project)
        if path not in known
    ]
    order = (ALWAYS, ON_DEMAND, NEVER)
    return sorted(items, key=lambda item: (order.index(item.when), item.path, item.what))


def _rules(project: Project) -> Iterator[str]:
    for folder, folders, files in os.walk(project.path(RULES)):
        folders.sort()
        yield from (
            os.path.relpath(f"{folder}/{name}", project.root)
            for name in sorted(files)
            if name.endswith(".md")
        )


def _with_imports(project: Project, item: Loaded, text: str, seen: set[str], hops: int) -> Iterator[Loaded]:
    """A text and those it imports, each once; what it means to import and cannot is told."""
    seen.add(item.path)
    body = _COMMENT.sub("", text if item.path in _OWN else split_fields(text)[1])
    yield item._replace(characters=len(body))
    for target in _IMPORT.findall(_CODE.sub("", body)):
        path = os.path.normpath(os.path.join(os.path.dirname(item.path), target))
        inner = None if path.startswith(("..", "/")) else _read(project, path)
        if path in seen:
            continue
        if inner is not None and hops < MOST_HOPS:
            yield from _with_imports(
                project, Loaded(item.when, path, "memory", 0, item.path), inner, seen, hops + 1
            )
        elif "/" in target or "." in target:
            reason = "imported, and not there" if inner is None else "imported too deep"
            yield Loaded(NEVER, path, reason, len(inner or ""), item.path)


def _components(project: Project) -> Iterator[Loaded]:
    """Names and descriptions, which every session is told, and the pages behind them."""
    tops = [".claude", *(f"{SKILLS}/{name}" for name in _plugins(project))]
    for top in tops:
        for kind, what in _LISTED.items():
            for path in _pages(project, f"{top}/{kind}", is_skill=kind == "skills"):
                text = _read(project, path) or ""
                fields, body, _ = split_fields(text)
                name = fields.get("name") or os.path.basename(
                    os.path.dirname(path) if what == "skill" else path
                )
                yield Loaded(
                    ALWAYS, path, f"name of the {what}", len(name) + len(fields.get("description", ""))
                )
                yield Loaded(ON_DEMAND, path, what, len(body))


def _plugins(project: Project) -> list[str]:
    folder = project.path(SKILLS)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [name for name in names if os.path.isfile(f"{folder}/{name}/.claude-plugin/plugin.json")]


def _pages(project: Project, folder: str, *, is_skill: bool) -> Iterator[str]:
    plugins = set(_plugins(project)) if folder == SKILLS else set()
    for inside, folders, files in os.walk(project.path(folder)):
        folders[:] = sorted(set(folders) - (plugins if inside == project.path(folder) else set()))
        for name in sorted(files):
            if name == "SKILL.md" if is_skill else name.endswith(".md") and name != "README.md":
                yield os.path.relpath(f"{inside}/{name}", project.root)


def _read(project: Project, path: str) -> str | None:
    if os.path.isdir(project.path(path)):
        return None
    data = project.read(path)
    return None if data is None else data.decode("utf-8", "replace")
