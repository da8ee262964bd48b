"""What a Claude Code plugin has beyond its usual places: files that its manifest names, or values in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.component import Component
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.paths import PLUGIN_MANIFEST_PATH, SERVERS_PATH
from packformat.powers.found import Found, found
from packformat.powers.hooks import hooks_in, monitors_in, status_lines_in
from packformat.powers.pages import command_powers
from packformat.powers.servers import servers_in
from packformat.powers.traces import hosts_in
from packformat.texts import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from packformat.powers.files import Files

    Reader = Callable[[object, str], Iterator[Found]]

_HOOKS_PATH, _MONITORS_PATH, _LANGUAGES_PATH = "hooks/hooks.json", "monitors/monitors.json", ".lsp.json"
_SETTINGS_PATH = "settings.json"
_USUAL: dict[str, Reader] = {
    _HOOKS_PATH: hooks_in,
    _MONITORS_PATH: monitors_in,
    SERVERS_PATH: servers_in,
    _LANGUAGES_PATH: servers_in,
    _SETTINGS_PATH: status_lines_in,
}
USUAL_PATHS = tuple(_USUAL)
"""Where clients look for what makes a plugin do something without a component."""
_FIELDS: dict[str, Reader] = {
    "hooks": hooks_in,
    "monitors": monitors_in,
    "mcpServers": servers_in,
    "lspServers": servers_in,
    "settings": status_lines_in,
}
_SUFFIXES: dict[str, str | tuple[str, ...]] = {
    "skills": ("/SKILL.md", "/skill.md"),
    "agents": ".md",
    "commands": ".md",
}
"""The manifest's fields that name pages or folders, and the ends of the pages that the client reads there."""
COMPONENT_FIELDS = {"skills": "skill", "agents": "agent", "commands": "command", "outputStyles": "style"}
"""The manifest's fields that name components, and of which kind they are."""
_ROOT_SKILL = "SKILL.md"


def plugin_sources(files: Files) -> Iterator[tuple[str, Iterator[Found]]]:
    """Each file that makes a plugin do something without a component, with the powers that are in it."""
    plugin = _manifest(files)
    yield PLUGIN_MANIFEST_PATH, _manifest_powers(plugin)
    readers = {path: [reader] for path, reader in _USUAL.items()}
    for key, reader in _FIELDS.items():
        for path in filter(None, map(_path, _values(plugin.get(key)))):
            if reader not in readers.setdefault(path, []):
                readers[path].append(reader)
    for path in sorted(path for path in readers if path in files):
        yield path, _file_powers(files, path, readers[path])


def _file_powers(files: Files, path: str, readers: list[Reader]) -> Iterator[Found]:
    value = files.json(path)
    for reader in readers:
        yield from reader(value, path)


def _manifest_powers(plugin: dict[str, Any]) -> Iterator[Found]:
    for key, reader in _FIELDS.items():
        for value in _values(plugin.get(key)):
            named = _path(value)
            if not named:
                yield from reader(value, PLUGIN_MANIFEST_PATH)
            elif reader is servers_in and not named.endswith(".json"):
                yield found("servers", str(value), PLUGIN_MANIFEST_PATH)
                yield from (found("hosts", host, PLUGIN_MANIFEST_PATH) for host in hosts_in(named))
    for _, command in given_commands(plugin):
        yield from command_powers(command, PLUGIN_MANIFEST_PATH)
    binaries = plugin.get("binaries")
    for name in binaries if isinstance(binaries, dict) else ():
        yield found("programs", f"bin/{name} (fetched at installation)", PLUGIN_MANIFEST_PATH)


def given_commands(plugin: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The commands that a manifest gives as values, by name: each has its text there, or names its page."""
    given = plugin.get("commands")
    pairs = given.items() if isinstance(given, dict) else ()
    return [(name, command) for name, command in pairs if isinstance(command, dict)]


def named_pages(files: Files) -> list[str]:
    """The pages that the client reads because the plugin manifest names them or the folder they lie in."""
    return _named_pages(files, _manifest(files))


def replaced_kinds(files: Files) -> frozenset[str]:
    """The kinds for which clients pass over the usual folder, because the plugin manifest names others."""
    plugin = _manifest(files)
    return frozenset(
        kind for key, kind in COMPONENT_FIELDS.items() if kind != "skill" and plugin.get(key) is not None
    )


def named_components(files: Files) -> list[Component]:
    """The skills, agents, commands and styles that the plugin manifest names, wherever they lie.

    A skill's folder that stands among the commands is that skill, as it is in a session.
    """
    plugin = _manifest(files)
    found = set()
    for key, kind in COMPONENT_FIELDS.items():
        for named in dict.fromkeys(filter(None, map(_path, _values(plugin.get(key))))):
            for page in _pages_at(files, named, key):
                folder, _, file = page.rpartition("/")
                is_skill = kind == "skill" or (kind == "command" and page == f"{named}/{_ROOT_SKILL}")
                if is_skill and named in {folder, folder.rpartition("/")[0]}:
                    found.add(Component("skill", folder.rpartition("/")[2], f"{folder}/"))
                elif not is_skill and page.endswith(".md") and file.lower() != "readme.md":
                    inside = page.removeprefix(f"{named}/") if page != named else file
                    found.add(Component(kind, inside.removesuffix(".md").replace("/", ":"), page))
    given = ((name, _path(command.get("source"))) for name, command in given_commands(plugin))
    found |= {Component("command", name, page) for name, page in given if page in files}
    return sorted(found)


def _pages_at(files: Files, named: str, key: str) -> list[str]:
    """The pages at a place that a field names: itself, the page of a skill, or all that a folder holds."""
    skill = f"{named}/SKILL.md"
    whole = next((path for path in (named, skill) if path in files), "")
    return [whole] if whole else files.below(named, _SUFFIXES.get(key, ".md"))


def does_something(files: Files) -> bool:
    """Whether a plugin brings hooks, servers, or pages where its manifest says that it has them."""
    plugin = _manifest(files)
    return bool(_named_pages(files, plugin)) or any(True for _, finds in plugin_sources(files) for _ in finds)


def unreadable_files(files: Files) -> Iterator[tuple[str, CtxpackError]]:
    """The files that only this module reads and that cannot be read, each with the reason."""
    plugin = _manifest(files)
    named = {_path(value) for key in _FIELDS for value in _values(plugin.get(key))}
    checks: list[tuple[str, Callable[[str], object]]] = [
        (path, lambda path: read_json(path, files.entries[path].data))
        for path in (_MONITORS_PATH, _LANGUAGES_PATH, *named)
    ]
    checks += [
        (path, lambda path: read_frontmatter(path, files.text(path))) for path in _named_pages(files, plugin)
    ]
    for path, check in sorted(checks, key=lambda item: item[0]):
        try:
            if path in files:
                check(path)
        except CtxpackError as error:
            yield path, error


def _manifest(files: Files) -> dict[str, Any]:
    """The plugin manifest with what it has under ``experimental``; empty when there is none to read."""
    plugin = files.json(PLUGIN_MANIFEST_PATH)
    if not isinstance(plugin, dict):
        return {}
    more = plugin.get("experimental")
    return {**(more if isinstance(more, dict) else {}), **plugin}


def _named_pages(files: Files, plugin: dict[str, Any]) -> list[str]:
    pages = {_ROOT_SKILL} if _ROOT_SKILL in files else set()
    for key, suffix in _SUFFIXES.items():
        for path in dict.fromkeys(map(_path, _values(plugin.get(key)))):
            below = files.below(path, suffix) if path else []
            pages |= {path} if path in files else set(below)
    given = {_path(command.get("source")) for _, command in given_commands(plugin)}
    return sorted(pages | {page for page in given if page in files})


def _values(value: object) -> list[Any]:
    """One value or several; a list of monitors is one."""
    if isinstance(value, list) and not any(isinstance(item, dict) and "command" in item for item in value):
        return value
    return [value]


def _path(value: object) -> str:
    """The path that a field names, as paths of a pack are written; empty for anything else."""
    return value.removeprefix("./").rstrip("/") if isinstance(value, str) else ""
