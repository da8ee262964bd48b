"""What a pack brings for one other agent: files of its own, parts of shared files, and what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.component import component_of, discover
from packformat.errors import AuthorError
from packformat.memories import read_memories
from packformat.paths import PLUGIN_ROOT, SERVERS_PATH
from packformat.placement import INDEX, INPUTS, MEMORY, OTHER_SKILLS, SKILLS, Placed
from packformat.quoted import quoted
from packformat.targets.agents import GEMINI_FILE, TARGETS
from packformat.targets.losses import Loss, losses_of
from packformat.targets.outside import leads_outside
from packformat.targets.servers import UnsayableError, written
from packformat.texts import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from typing import Any

    from packformat.memories import Describe, Memory
    from packformat.targets.agents import Agent

_SKILLS = "skills/"
_PAGES_KEY = "ctxpack"
_PAGE = "## What holds here\n\nRead this before you begin:\n\n- `{page}`\n"


class Part(NamedTuple):
    """What goes into a shared file: under this key (a pack, or a server), this text."""

    path: str
    key: str
    text: str


class Carried(NamedTuple):
    """What a pack brings for one agent."""

    files: list[Placed]
    parts: list[Part]
    losses: list[Loss]


def carried(
    target: str,
    name: str,
    paths: Iterable[str],
    read: Callable[[str], bytes],
    describe: Describe,
    *,
    asks: bool,
) -> Carried:
    """What the pack ``name`` brings for a word of `TARGETS`, beside what always lies in its own folder.

    ``read`` gives the bytes of a path, ``describe`` its TOML; ``asks`` is whether the pack asks for values.
    """
    agent, given = TARGETS[target], list(paths)
    memories = read_memories(given, describe)
    files = list(_files(agent, given))
    outside = leads_outside([one.path for one in files], read)
    told = _told(agent, name, memories, asks=asks, outside=outside)
    parts = [Part(agent.instructions, name, told)] if memories or asks or outside else []
    losses = list(losses_of(target, discover(given)))
    for server, value in _servers(given, read):
        reason = agent.lacks.get("server", "")
        if agent.servers:
            try:
                text = written(agent.servers.form, server, value, name)
                parts.append(Part(agent.servers.path, server, text))
            except UnsayableError as error:
                reason = str(error)
        if reason:
            losses.append(Loss(target, "server", (server,), reason))
    return Carried(files, parts, losses)


def page_parts(targets: Iterable[str], page: str) -> list[Part]:
    """What agents are told of the page that says what holds in a project; its key is a name of no pack."""
    told = {}
    for target in targets:
        instructions = TARGETS[target].instructions
        told[instructions] = f"@./{page}\n" if instructions == GEMINI_FILE else _PAGE.format(page=page)
    return [Part(path, _PAGES_KEY, text) for path, text in told.items()]


def _files(agent: Agent, paths: Iterable[str]) -> Iterator[Placed]:
    """Skills with all that is in their folders, and the kinds that the agent reads file by file."""
    for path in paths:
        if path.startswith(_SKILLS) and path.count("/") > 1:
            yield Placed(f"{OTHER_SKILLS}/{path.removeprefix(_SKILLS)}", path)
        part = component_of(path)
        if part and part.kind in agent.folders:
            yield Placed(f"{agent.folders[part.kind]}/{path.partition('/')[2]}", path)


def _told(agent: Agent, name: str, memories: Collection[Memory], *, asks: bool, outside: bool) -> str:
    """What the agent reads of the pack first. Gemini imports the index; the others are told what to read."""
    folder = f"{MEMORY}/{name}"
    elsewhere = [_elsewhere(name), ""] if outside else []
    if agent.instructions == GEMINI_FILE:
        index = [f"@./{folder}/{INDEX}", ""] if memories or asks else []
        return "\n".join([*index, *elsewhere][:-1]) + "\n"
    notes: dict[bool, list[str]] = {True: [f"- `{folder}/{INPUTS}`"] if asks else [], False: []}
    for memory in memories:
        for path in memory.files:
            if path.endswith(".md"):
                notes[memory.always].append(
                    f"- `{MEMORY}/{name}/{path.partition('/')[2]}` ({quoted(memory.title)})"
                )
    lines = [f"## {name}", "", *elsewhere]
    for always, heading in (
        (True, "Read these before you begin:"),
        (False, "Read these when they are needed:"),
    ):
        lines += [heading, "", *notes[always], ""] if notes[always] else []
    return "\n".join(lines[:-1]) + "\n"


def _elsewhere(name: str) -> str:
    """Where the files are that a copied page names: in the pack's own folder, which holds all of it."""
    folder = f"{SKILLS}/{name}"
    return (
        f"The pack {name} lies whole in `{folder}`. Where a skill or command links to a file outside its own "
        f"folder, the link is meant from the same page there, and `{PLUGIN_ROOT}` is that folder."
    )


def _servers(paths: Iterable[str], read: Callable[[str], bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The servers that the pack names for Claude Code; none where that file is not one."""
    if SERVERS_PATH not in paths:
        return
    try:
        servers = read_json(SERVERS_PATH, read(SERVERS_PATH))["mcpServers"]
    except (AuthorError, KeyError, TypeError):
        return
    for name, server in servers.items() if isinstance(servers, dict) else ():
        if isinstance(server, dict):
            yield name, server
