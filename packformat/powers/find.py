"""Finding the powers of a pack in its files: the one place that says what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.client_files import connector_server
from packformat.component import Component, discover
from packformat.loops.skill import loop_skills
from packformat.paths import SERVERS_PATH
from packformat.powers.files import Files
from packformat.powers.found import found
from packformat.powers.hooks import command_line
from packformat.powers.pages import imports_in, page_powers
from packformat.powers.plugin import named_pages, plugin_sources
from packformat.powers.programs import is_source, runnable_in, source_powers
from packformat.powers.servers import servers_in
from packformat.powers.traces import command_traces
from packformat.powers.value import Powers
from packformat.schema import component_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from packformat.archive import Entry
    from packformat.powers.found import Found

    Look = Callable[[str, bytes], Iterator[Found]]

MOST_ITEMS = 200
"""Items of one kind that are listed; a pack with more says how many more, for nobody reads them."""
MOST_LOOKED_AT = 4 * 1024 * 1024
"""What is looked at in the pages and programs of a pack, in characters: more than twice what all
but the largest of some 800 real packs and repositories have."""
_MARK = 16
"""What a mark at which a trace may begin costs, in characters."""
_PARSED = 4
"""How many times what it costs otherwise a text costs that is parsed."""
_COMMAND = 500
"""What a command that runs when a page is read costs besides, in characters: each is looked at by itself."""
_RUN = (b"!`", b"`!")
"""How such a command begins: within a line, and as a block. The largest real packs have 145 at most."""
_MARKS = b"/$~`"
_NO_MARKS = bytes(byte for byte in range(256) if byte not in _MARKS)


class Search(NamedTuple):
    """The powers that were found, ordered by kind, item and path, and the files that were not looked into.

    ``looked_at`` says how much was, as `MOST_LOOKED_AT` counts it.
    """

    found: tuple[Found, ...]
    unread: tuple[str, ...]
    looked_at: int


class LookedAt:
    """Pages and programs with what was found in them: who searches a pack again looks at what is new."""

    def __init__(self) -> None:
        self._found: dict[tuple[Look, str, bytes], frozenset[Found]] = {}

    def look(self, look: Look, path: str, files: Files) -> Iterator[Found]:
        """What a way to look finds in a file by its own."""
        place = (look, path, files.entries[path].data)
        if place not in self._found:
            self._found[place] = frozenset(look(*place[1:]))
        yield from self._found[place]


def powers_of(entries: Iterable[Entry], looked_at: LookedAt | None = None) -> Powers:
    """Compute what a pack can do from the bytes of its files; never raises, whatever they hold."""
    return value_of(search_powers(entries, looked_at).found)


def search_powers(entries: Iterable[Entry], looked_at: LookedAt | None = None) -> Search:
    """Look for powers where clients and machines read, as far as `MOST_LOOKED_AT` goes: pages come first.

    ``looked_at`` is what was seen already, in this pack or another.
    """
    files = Files(entries)
    powers = set(runnable_in(files))
    unread: list[str] = []
    left = MOST_LOOKED_AT
    for path, finds in _sources(files, looked_at or LookedAt()):
        left -= _cost_of(files.entries[path]) if path in files and left >= 0 else 0
        if left >= 0:
            powers.update(finds)
        else:
            unread.append(path)
    return Search(tuple(sorted(powers)), tuple(sorted(set(unread))), MOST_LOOKED_AT - max(left, 0))


def _sources(files: Files, looked_at: LookedAt) -> Iterator[tuple[str, Iterator[Found]]]:
    """Each file that is looked into, with what is found when one does."""
    yield from plugin_sources(files)
    yield from ((path, looked_at.look(_page_powers, path, files)) for path in named_pages(files))
    for component in discover(files.entries):
        yield from _component_powers(files, component, looked_at)
    for path, entry in files.entries.items():
        if is_source(path, entry.data):
            yield path, looked_at.look(source_powers, path, files)


def _cost_of(entry: Entry) -> int:
    size = len(entry.data) + _MARK * len(entry.data.translate(None, _NO_MARKS))
    if entry.path.endswith(".md"):
        size += _COMMAND * sum(map(entry.data.count, _RUN))
    return size * _PARSED if entry.path.endswith(".json") else size


def value_of(powers: Iterable[Found]) -> Powers:
    """What was found as a value."""
    items: dict[str, set[str]] = {}
    for power in powers:
        items.setdefault(power.kind, set()).add(power.item)
    return Powers({kind: _bounded(sorted(distinct)) for kind, distinct in items.items()})


def _bounded(items: list[str]) -> list[str]:
    more = len(items) - MOST_ITEMS
    return items if more <= 0 else [*items[:MOST_ITEMS], f"… and {more} more"]


def _component_powers(
    files: Files, component: Component, looked_at: LookedAt
) -> Iterator[tuple[str, Iterator[Found]]]:
    path = component.path
    if component.kind in ("agent", "command"):
        yield path, looked_at.look(_page_powers, path, files)
    elif component.kind == "skill":
        page = next(name for name in (f"{path}SKILL.md", f"{path}skill.md") if name in files)
        yield page, looked_at.look(_page_powers, page, files)
    elif component.kind == "memory":
        for page in files.below(path.rstrip("/"), ".md"):
            yield page, looked_at.look(_import_powers, page, files)
    elif component.kind == "loop":
        yield path, _loop_powers(files, path)
        yield path, _loop_skill_powers(files, path)
    elif component.kind == "connector" and SERVERS_PATH not in files:
        yield path, _connector_powers(component.name, files, path)


def _page_powers(path: str, data: bytes) -> Iterator[Found]:
    yield from page_powers(data.decode("utf-8", "replace"), path)


def _import_powers(path: str, data: bytes) -> Iterator[Found]:
    yield from imports_in(data.decode("utf-8", "replace"), path)


def _loop_powers(files: Files, path: str) -> Iterator[Found]:
    loop = files.toml(path)
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


def _connector_powers(name: str, files: Files, path: str) -> Iterator[Found]:
    """The server that the build makes of a connector: the same powers before the build and after it."""
    connector = files.json(path)
    if isinstance(connector, dict) and not component_errors(path, connector, "connector"):
        yield from servers_in({name: connector_server(connector)}, path)
