"""Finding the powers of a pack in its files: the one place that says what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.client_files import connector_server
from packformat.component import Component, discover
from packformat.loops.skill import loop_skills
from packformat.paths import SERVERS_PATH
from packformat.powers.files import Files
from packformat.powers.found import Found, found
from packformat.powers.hooks import command_line
from packformat.powers.pages import imports_in, page_powers
from packformat.powers.plugin import plugin_powers
from packformat.powers.programs import programs_in
from packformat.powers.servers import servers_in
from packformat.powers.traces import command_traces
from packformat.powers.value import Powers
from packformat.schema import component_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.archive import Entry

MOST_ITEMS = 200
"""Items of one kind that are listed; a pack with more says how many more, for nobody reads them."""


def powers_of(entries: Iterable[Entry]) -> Powers:
    """Compute what a pack can do from the bytes of its files; never raises, whatever they hold."""
    return value_of(find_powers(entries))


def find_powers(entries: Iterable[Entry]) -> list[Found]:
    """Find every power with the file that gives it, in the order of kinds' names, items and paths."""
    files = Files(entries)
    powers = {*plugin_powers(files), *programs_in(files)}
    for component in discover(files.entries):
        powers.update(_component_powers(files, component))
    return sorted(powers)


def value_of(powers: Iterable[Found]) -> Powers:
    """What was found as a value."""
    items: dict[str, set[str]] = {}
    for power in powers:
        items.setdefault(power.kind, set()).add(power.item)
    return Powers({kind: _bounded(sorted(distinct)) for kind, distinct in items.items()})


def _bounded(items: list[str]) -> list[str]:
    more = len(items) - MOST_ITEMS
    return items if more <= 0 else [*items[:MOST_ITEMS], f"… and {more} more"]


def _component_powers(files: Files, component: Component) -> Iterator[Found]:
    path = component.path
    if component.kind in ("agent", "command"):
        yield from page_powers(files.text(path), path)
    elif component.kind == "skill":
        page = next(name for name in (f"{path}SKILL.md", f"{path}skill.md") if name in files)
        yield from page_powers(files.text(page), page)
    elif component.kind == "memory":
        for page in files.below(path.rstrip("/"), ".md"):
            yield from imports_in(files.text(page), page)
    elif component.kind == "loop":
        yield from _loop_powers(files.toml(path), path)
        yield from _loop_skill_powers(files, path)
    elif component.kind == "connector" and SERVERS_PATH not in files:
        yield from _connector_powers(component.name, files.json(path), path)


def _loop_powers(loop: object, path: str) -> Iterator[Found]:
    check = loop.get("check") if isinstance(loop, dict) else None
    words = check.get("command") if isinstance(check, dict) else None
    if isinstance(words, list) and words:
        line = command_line({"command": words[0], "args": words[1:]})
        yield found("commands", f"{path}: {line}", path)
        yield from command_traces(line, path)


def _loop_skill_powers(files: Files, path: str) -> Iterator[Found]:
    """The hook of the skill that the build makes of a loop: the same powers before the build and after it."""
    for page, data in loop_skills({path: files.entries[path].data}).items():
        if page.endswith(".md") and page not in files:
            yield from page_powers(data.decode("utf-8"), path)


def _connector_powers(name: str, connector: object, path: str) -> Iterator[Found]:
    """The server that the build makes of a connector: the same powers before the build and after it."""
    if isinstance(connector, dict) and not component_errors(path, connector, "connector"):
        yield from servers_in({name: connector_server(connector)}, path)
