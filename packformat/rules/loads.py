"""Rules about a plugin manifest for which a client loads nothing of the pack, though it installs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from packformat.paths import PLUGIN_MANIFEST_PATH
from packformat.rules.base import Rule, Seen
from packformat.rules.plugin import declared_paths, places_in, plugin_of, respelled
from packformat.rules.servers import flaws_of
from packformat.rules.shapes import LIST, NUMBER, TABLE, TEXT, TEXTS, TRUTH, Shape, misshapen, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView


def _is_path_or_paths(value: object) -> bool:
    return isinstance(value, str) or TEXTS.fits(value)


def _is_path_or_table(value: object) -> bool:
    return isinstance(value, (str, dict)) or (
        isinstance(value, list) and all(isinstance(item, (str, dict)) for item in value)
    )


_PATHS = Shape("a path or a list of paths", _is_path_or_paths)
_HELD = Shape("a path, a table or a list of these", _is_path_or_table)
_FIELDS = {
    "version": TEXT,
    "settings": TABLE,
    "userConfig": TABLE,
    "channels": LIST,
    "skills": _PATHS,
    "agents": _PATHS,
    "outputStyles": _PATHS,
    "commands": _HELD,
    "hooks": _HELD,
    "mcpServers": _HELD,
    "lspServers": _HELD,
}
_LANGUAGE = {"command": TEXT, "args": TEXTS, "extensionToLanguage": TABLE}
_LANGUAGE_NEEDS = ("command", "extensionToLanguage")
_ASKED = {
    "type": one_of("string", "number", "boolean", "directory", "file"),
    "title": TEXT,
    "description": TEXT,
    "required": TRUTH,
    "multiple": TRUTH,
    "sensitive": TRUTH,
    "options": LIST,
    "min": NUMBER,
    "max": NUMBER,
}
"""Of what kind the fields of a value have to be that the user is asked for."""
_NEEDED = ("type", "title", "description")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SUFFIXES = {
    "agents": (".md",),
    "hooks": (".json",),
    "lspServers": (".json",),
    "mcpServers": (".json", ".mcpb", ".dxt"),
}
"""How the name of a file must end that a field may name."""
_BUNDLE = re.compile(r"https?://.*\.(?:mcpb|dxt)")
_NOTHING = "so clients load nothing of the pack"


def _loads(view: PackView) -> Iterator[Seen]:
    plugin = plugin_of(view)
    for key, said in misshapen(plugin, _FIELDS):
        yield _seen(view, key, f"`{key}` is not {said}", f"write {said}")
    yield from _asked_values(view, plugin.get("userConfig"))
    for name, server in _held(plugin.get("mcpServers")):
        for said, fix in flaws_of(server):
            yield _seen(view, name, f"The server `{name}` {said.partition(', so')[0]}", fix)
    for name, server in _held(plugin.get("lspServers")):
        fields = server if isinstance(server, dict) else {}
        for key in _LANGUAGE_NEEDS:
            if not fields.get(key):
                yield _seen(view, name, f"The language server `{name}` has no `{key}`", f"add `{key}`")
        for key, said in misshapen(fields, _LANGUAGE):
            message = f"The language server `{name}` has a `{key}` that is not {said}"
            yield _seen(view, name, message, f"write {said}")
    yield from _paths(view, plugin)


def _held(value: object) -> Iterator[tuple[str, object]]:
    """What the tables hold that the manifest holds itself."""
    for held in value if isinstance(value, list) else [value]:
        yield from held.items() if isinstance(held, dict) else ()


def _asked_values(view: PackView, asked: object) -> Iterator[Seen]:
    for key, value in asked.items() if isinstance(asked, dict) else ():
        if not _KEY.fullmatch(key):
            fix = "use letters, digits and underscores, beginning with a letter"
            yield _seen(view, key, f"The user's value `{key}` has a name that is none", fix)
        fields: dict[str, Any] = value if isinstance(value, dict) else {}
        for name in _NEEDED:
            if name not in fields:
                yield _seen(view, key, f"The user's value `{key}` has no `{name}`", f"add `{name}`")
        for name, said in misshapen(fields, _ASKED):
            message = f"The user's value `{key}` has a `{name}` that is not {said}"
            yield _seen(view, key, message, f"write {said}")


def _paths(view: PackView, plugin: dict[str, Any]) -> Iterator[Seen]:
    for key, path in dict.fromkeys(declared_paths(plugin)):
        if key == "mcpServers" and _BUNDLE.fullmatch(path):
            continue
        ends = _SUFFIXES.get(key, ("",))
        if not path.startswith("./") or ".." in path.split("/"):
            message = f"`{key}` names `{path}` and not a path that begins with `./`, {_NOTHING}"
            wanted = path.strip("/")
            if plugin[key] == path and wanted and wanted in places_in(view):
                yield respelled(view, message, {key: path}, {key: f"./{wanted}"})
            else:
                yield _seen(view, path, message, "write it from the pack's folder: `./skills`")
        elif not path.endswith(ends):
            message = f"`{key}` names `{path}` and not a file that ends in `{ends[0]}`, {_NOTHING}"
            found = [file for file in view.files if file.startswith(f"{path[2:].rstrip('/')}/")]
            listed = [f"./{file}" for file in found if file.endswith(ends)]
            if plugin[key] == path and listed:
                yield respelled(view, message, {key: path}, {key: listed})
            else:
                yield _seen(view, path, message, "name each file")


def _seen(view: PackView, word: str, message: str, fix: str) -> Seen:
    said = message if message.endswith(_NOTHING) else f"{message}, {_NOTHING}"
    return Seen(PLUGIN_MANIFEST_PATH, said, fix, view.line_of(PLUGIN_MANIFEST_PATH, word))


RULES = (Rule("plugin/loads", "error", "Clients can read the plugin manifest.", _loads),)
