"""The files that say what a pack has, made to say what is taken of it: a client finds all that they name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.paths import PLUGIN_MANIFEST_PATH, SERVERS_PATH
from packformat.powers.files import Files
from packformat.powers.plugin import COMPONENT_FIELDS
from packformat.taking.select import Selection, select
from packformat.taking.units import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packformat.component import Component

_SERVERS = "mcpServers"
_SAYS_WHAT_IT_IS = frozenset(
    (
        *("$schema", "name", "displayName", "version", "description", "author", "license", "keywords"),
        *("homepage", "repository", "metadata", "privacyPolicyUrl", "termsOfServiceUrl", "userConfig"),
    )
)
"""Fields of a plugin's manifest that bring nothing along; what others bring, nobody can name to take it."""


class Part:
    """A part of a pack: what was selected, its files, and the packs that it requires."""

    __slots__ = ("entries", "requires", "selection")

    def __init__(self, selection: Selection, entries: Mapping[str, Entry], requires: frozenset[str]):
        self.selection = selection
        self.entries = entries
        self.requires = requires


def take(entries: Iterable[Entry], labels: Iterable[str], requires: Iterable[str]) -> Part:
    """Take the components with these labels, and what they need, from a pack that ``requires`` these packs.

    A required pack is needed where what is taken mentions its name.
    """
    given = {entry.path: entry for entry in entries}
    selection = select(given.values(), labels)
    needed = frozenset(name for name in requires if selection.says(name))
    kept = {path: entry for path, entry in given.items() if path in selection.paths}
    files = Files(kept.values())
    plugin, servers = files.json(PLUGIN_MANIFEST_PATH), files.json(SERVERS_PATH)
    if isinstance(plugin, dict):
        value = _narrow_plugin(plugin, selection, Files(given.values()), needed)
        kept[PLUGIN_MANIFEST_PATH] = _entry(PLUGIN_MANIFEST_PATH, value)
    kept.pop(SERVERS_PATH, None)
    narrowed = _narrow_servers(servers, selection)
    if narrowed:
        kept[SERVERS_PATH] = _entry(SERVERS_PATH, {_SERVERS: narrowed})
    return Part(selection, {path: kept[path] for path in sorted(kept)}, needed)


def _narrow_plugin(
    plugin: Mapping[str, Any], selection: Selection, files: Files, needed: frozenset[str]
) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, item in plugin.items():
        if key in COMPONENT_FIELDS:
            value[key] = _named_by(item, COMPONENT_FIELDS[key], selection)
        elif key == "dependencies" and isinstance(item, list):
            value[key] = [one for one in item if _name_of(one) in needed]
        elif key == _SERVERS:
            value[key] = _narrow_servers(
                files.json(_path(item)) if isinstance(item, str) else item, selection
            )
        elif key in _SAYS_WHAT_IT_IS or (key == "hooks" and _has_hooks(selection)):
            value[key] = item
    return {key: item for key, item in value.items() if item}


def _has_hooks(selection: Selection) -> bool:
    return any(part.kind == "hook" for part in selection.taken)


def _named_by(item: object, kind: str, selection: Selection) -> list[str]:
    """What is taken of the components that a field names, each by its own path."""
    named = [_path(one) for one in (item if isinstance(item, list) else [item])]
    return [
        f"./{part.path.rstrip('/')}"
        for part in selection.taken
        if part.kind == kind and any(_is_at(part, place) for place in named)
    ]


def _is_at(part: Component, place: str) -> bool:
    return f"{part.path.rstrip('/')}/".startswith(f"{place}/") or not place


def _path(value: object) -> str:
    return value.removeprefix("./").strip("/") if isinstance(value, str) else "\0"


def _narrow_servers(value: object, selection: Selection) -> dict[str, Any]:
    """A server goes with its connector; one without a connector, with whoever mentions it."""
    inner = value.get(_SERVERS, value) if isinstance(value, dict) else value
    taken = {label_of(part) for part in selection.taken}
    left = {label_of(part) for part in selection.left_out}
    return {
        name: server
        for name, server in (inner.items() if isinstance(inner, dict) else ())
        if f"connector:{name}" in taken or (f"connector:{name}" not in left and selection.says(name))
    }


def _name_of(dependency: object) -> str:
    name = dependency.get("name") if isinstance(dependency, dict) else dependency
    return str(name).partition("@")[0]


def _entry(path: str, value: object) -> Entry:
    return Entry(path, (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))
