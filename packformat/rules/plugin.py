"""Rules about ``.claude-plugin/plugin.json``: what clients refuse, pass over or fail on when they load it."""

from __future__ import annotations

import difflib
import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.component import discover
from packformat.derive import slug
from packformat.edits import Edit
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.paths import PLUGIN_MANIFEST_PATH
from packformat.powers.files import Files
from packformat.powers.plugin import given_commands, replaced_kinds
from packformat.rules.base import AUTHOR_KNOWS, MORE_POWER, Rule, Seen, seen_error
from packformat.rules.offers import without_item, without_line
from packformat.rules.shapes import ADDRESS, TABLE, TEXT, TEXTS, misshapen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.component import Component
    from packformat.rules.view import PackView

_KNOWN = (
    "$schema", "agents", "author", "binaries", "channels", "commands", "dependencies", "description",
    "displayName", "engines", "experimental", "extensions", "homepage", "hooks", "icon", "keywords",
    "license", "lspServers", "mcpServers", "metadata", "name", "outputStyles", "privacyPolicyUrl",
    "repository", "settings", "skills", "types", "userConfig", "version", "workflows",
)  # fmt: skip
_PATH_FIELDS = (
    *("agents", "commands", "hooks", "lspServers", "mcpServers", "outputStyles", "skills", "workflows"),
)
_OF_READERS = {
    "name": TEXT,
    "description": TEXT,
    "license": TEXT,
    "displayName": TEXT,
    "homepage": ADDRESS,
    "repository": TEXT,
    "keywords": TEXTS,
    "engines": TABLE,
    "binaries": TABLE,
    "metadata": TABLE,
    "experimental": TABLE,
}
"""Fields of which the client checks the kind, and without which it loads a plugin all the same."""
_CLAUSE = r"(?:[~^]|[<>]=?|=)?\s*v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?:-[0-9A-Za-z.-]+)?"
_RANGE = re.compile(rf"\s*(?:{_CLAUSE}(?:\s+-\s+{_CLAUSE}|(?:\s+{_CLAUSE})*)|\*)?\s*")
"""A semantic-version range between two ``||``."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SETTINGS_PATHS = ("settings.json", "settings.local.json", ".claude-plugin/settings.json")
_TIGHTER = {("permissions", "deny"), ("permissions", "ask")}
"""Settings that can only take something away; from a pack, clients pass over them."""
_EVERY_TOOL = re.compile(r"\*|Bash\(\s*:?\*\s*\)")


def plugin_of(view: PackView) -> dict[str, Any]:
    """The plugin manifest, empty when there is none or it is no object."""
    if PLUGIN_MANIFEST_PATH not in view.files:
        return {}
    value, _ = view.json(PLUGIN_MANIFEST_PATH)
    return value if isinstance(value, dict) else {}


def named_values(view: PackView, key: str, usual: str) -> dict[str, dict[str, Any]]:
    """The tables in a usual file, in files that the plugin manifest names under a key, and in itself there.

    By the path of the file in which each stands; what cannot be read is left out.
    """
    values: dict[str, Any] = {usual: view.json(usual)[0]} if usual in view.files else {}
    named = plugin_of(view).get(key)
    for value in named if isinstance(named, list) else [named]:
        path = value.removeprefix("./") if isinstance(value, str) else ""
        if path in view.files:
            values.setdefault(path, view.json(path)[0])
        elif isinstance(value, dict):
            values[PLUGIN_MANIFEST_PATH] = {**values.get(PLUGIN_MANIFEST_PATH, {}), **value}
    return {path: value for path, value in values.items() if isinstance(value, dict)}


def _dependencies(view: PackView) -> Iterator[Seen]:
    wanted = plugin_of(view).get("dependencies")
    if wanted is None:
        return
    line = view.line_of(PLUGIN_MANIFEST_PATH, "dependencies")
    if not isinstance(wanted, list):
        yield Seen(PLUGIN_MANIFEST_PATH, "`dependencies` is not a list", "write `[…]`", line)
        return
    for item in wanted:
        if isinstance(item, dict):
            name, text = item.get("name"), item.get("version", "")
            if not isinstance(name, str) or not is_range(text):
                message = f"The dependency `{item}` has no name, or its version is no range: it never loads"
                fix = 'write `{"name": "ledger-core", "version": "^1.2.0"}`'
                yield Seen(PLUGIN_MANIFEST_PATH, message, fix, line)
        elif isinstance(item, str) and "@" in item:
            message = f"The dependency `{item}` is in another catalogue, so clients switch the pack off"
            fix = "name it alone, and publish what it names where the pack is"
            yield Seen(PLUGIN_MANIFEST_PATH, message, fix, line)
        elif not isinstance(item, str):
            message = f"The dependency `{item}` is neither a name nor an object"
            yield Seen(PLUGIN_MANIFEST_PATH, message, 'write `"ledger-core"`', line)


def is_range(text: object) -> bool:
    """Whether this is a semantic-version range."""
    return isinstance(text, str) and all(_RANGE.fullmatch(part) for part in text.split("||"))


def _types(view: PackView) -> Iterator[Seen]:
    plugin = plugin_of(view)
    for key, said in misshapen(plugin, _OF_READERS):
        line = view.line_of(PLUGIN_MANIFEST_PATH, f'"{key}"')
        message = f"`{key}` is not {said}, so clients complain and leave it out"
        yield Seen(PLUGIN_MANIFEST_PATH, message, f"write {said}, or take the line out", line)
    engines = plugin.get("engines")
    for name, wanted in engines.items() if isinstance(engines, dict) else ():
        if not is_range(wanted):
            line = view.line_of(PLUGIN_MANIFEST_PATH, name)
            message = f"`{wanted}` is no range of versions of `{name}`, so clients heed none"
            yield Seen(PLUGIN_MANIFEST_PATH, message, 'write `">=2.1.0"`', line)
    if isinstance(author := plugin.get("author"), str):
        message = "`author` is a text alone, and clients want the name in braces"
        yield respelled(view, message, {"author": author}, {"author": {"name": author}})


def _name(view: PackView) -> Iterator[Seen]:
    name = plugin_of(view).get("name")
    if isinstance(name, str) and not _NAME.fullmatch(name) and (wanted := slug(name)):
        message = f"`{name}` is not the pack's name to the letter, by which clients look it up"
        yield respelled(view, message, {"name": name}, {"name": wanted})


def respelled(view: PackView, message: str, there: dict[str, Any], wanted: dict[str, Any]) -> Seen:
    """One field seen that should read otherwise; changed by a click where it is written as most write it."""
    old, new = (json.dumps(fields, ensure_ascii=False)[1:-1] for fields in (there, wanted))
    line = view.line_of(PLUGIN_MANIFEST_PATH, old)
    edit = Edit(PLUGIN_MANIFEST_PATH, line, old, new) if line else None
    line = line or view.line_of(PLUGIN_MANIFEST_PATH, next(iter(there)))
    return Seen(PLUGIN_MANIFEST_PATH, message, f"write `{new}`", line, edit=edit)


def _unknown_field(view: PackView) -> Iterator[Seen]:
    absent = [known for known in _KNOWN if known not in plugin_of(view)]
    for key in plugin_of(view):
        if key not in _KNOWN:
            near = difflib.get_close_matches(key, absent, n=1, cutoff=0.75)
            line = view.line_of(PLUGIN_MANIFEST_PATH, key)
            fix = f"did you mean `{near[0]}`?" if near else "put it into `metadata`, or leave it out"
            edit = Edit(PLUGIN_MANIFEST_PATH, line, f'"{key}"', f'"{near[0]}"') if near and line else None
            yield Seen(PLUGIN_MANIFEST_PATH, f"Clients drop the field `{key}`", fix, line, edit=edit)


def places_in(view: PackView) -> set[str]:
    """The files and folders of a pack, and the pack's own folder."""
    folders = {path[:end] for path in view.files for end, char in enumerate(path) if char == "/"}
    return {"", *view.files, *folders}


def _paths(view: PackView) -> Iterator[Seen]:
    there = places_in(view)
    for key, path in dict.fromkeys(declared_paths(plugin_of(view))):
        is_plain = path.startswith("./") and ".." not in path.split("/")
        if is_plain and path.removeprefix("./").rstrip("/") not in there:
            line = view.line_of(PLUGIN_MANIFEST_PATH, path)
            message = f"`{key}` names `{path}`, which is not in the pack"
            yield Seen(PLUGIN_MANIFEST_PATH, message, "add it, or take the line out", line)


def declared_paths(plugin: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields that name parts, each with a path that it names."""
    for key in _PATH_FIELDS:
        value = plugin.get(key)
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, str):
                yield key, path


def _left_aside(view: PackView) -> Iterator[Seen]:
    """Where the manifest names agents, commands or styles, clients do not look in the usual folder."""
    loaded = {component.path for component in view.components}
    replaced = replaced_kinds(Files(view.files.values()))
    passed_over = (part for part in discover(view.files) if part.kind in replaced and part.path not in loaded)
    aside = [part for part in passed_over if not _is_read_by_agents(view, part)]
    for kind, parts in groupby(aside, lambda part: part.kind):
        first, *others = parts
        more = f" and {len(others)} more" if others else ""
        message = f"The plugin manifest names its {kind}s, so clients pass over `{first.path}`{more}"
        fix = "name all of them there, or take the field out: then clients look in the usual folder"
        yield Seen(first.path, message, fix)


def _is_read_by_agents(view: PackView, part: Component) -> bool:
    """Whether a page among agents says nothing of when to call it: it is no agent that was forgotten."""
    if part.kind != "agent":
        return False
    try:
        return not read_frontmatter(part.path, view.text(part.path)).fields.get("description")
    except CtxpackError:
        return False


def _not_loaded(view: PackView) -> Iterator[Seen]:
    """Rules and memories in a plugin are never sent to the model, nor its permissions heeded."""
    for path in view.files:
        if path in {"CLAUDE.md", "AGENTS.md"} or (path.startswith("rules/") and path.endswith(".md")):
            message = f"No client loads `{path}` from a pack"
            yield Seen(path, message, "move what it says to `memory/<name>/index.md`, or make it a skill")
    for path, settings in _settings(view):
        permissions = settings.get("permissions")
        for key in ("deny", "ask"):
            if isinstance(permissions, dict) and permissions.get(key):
                message = f"No client takes `permissions.{key}` from a pack: it protects nobody"
                fix = "tell the user in the README which lines to put into their own settings"
                yield Seen(path, message, fix, view.line_of(path, key))


def _privileges(view: PackView) -> Iterator[Seen]:
    """Settings are how a pack could weaken permissions or lead the client to another model or proxy."""
    for path, settings in _settings(view):
        for key in ("env", "permissions", "apiKeyHelper", "hooks", "model"):
            value = settings.get(key)
            for inner in value if isinstance(value, dict) else [""] if value else ():
                if (key, inner) in _TIGHTER:
                    continue
                line = view.line_of(path, inner or key)
                what = f"`{key}{f'.{inner}' if inner else ''}`, a setting of the user's own"
                yield seen_error(FORMAT.error("E_PRIVILEGE", path=path, line=line, what=what), path)


def _settings(view: PackView) -> Iterator[tuple[str, dict[str, Any]]]:
    settings = plugin_of(view).get("settings")
    if isinstance(settings, dict):
        yield PLUGIN_MANIFEST_PATH, settings
    for path in _SETTINGS_PATHS:
        if path in view.files and isinstance(value := view.json(path)[0], dict):
            yield path, value


def _wide_tools(view: PackView) -> Iterator[Seen]:
    """The mode of an agent is told by `agent/unheeded`: in a pack, clients pass over it."""
    for name, command in given_commands(plugin_of(view)):
        for tool in _tools(command.get("allowedTools")):
            if _EVERY_TOOL.fullmatch(tool):
                what = f"`{tool}` for the command `{name}`, with which the agent may do everything unasked"
                yield _wide(view, PLUGIN_MANIFEST_PATH, "allowedTools", what)
    for document in view.documents:
        fields = document.front.fields if document.front else {}
        for key in ("allowed-tools", "tools"):
            for tool in _tools(fields.get(key)):
                if _EVERY_TOOL.fullmatch(tool) and not (key == "tools" and tool == "*"):
                    edit = without_item(view, document.path, f"{key}:", tool) or without_line(
                        view, document.path, f"  - {tool}"
                    )
                    what = f"`{key}: {tool}`, which lets the agent do everything without a question"
                    yield _wide(view, document.path, key, what)._replace(edit=edit)
        mode = str(fields.get("permissionMode"))
        if document.kind != "agent" and mode in {"bypassPermissions", "dontAsk"}:
            edit = without_line(view, document.path, f"permissionMode: {mode}")
            what = f"`permissionMode: {mode}`, with which the client asks the user nothing any more"
            yield _wide(view, document.path, "permissionMode", what)._replace(edit=edit)


def _any_command(view: PackView) -> Iterator[Seen]:
    for document in view.documents:
        fields = document.front.fields if document.front else {}
        if document.kind != "agent" and "Bash" in _tools(fields.get("allowed-tools")):
            line = view.line_of(document.path, "allowed-tools")
            message = "While this is used, the agent runs any command without asking: `Bash` names none"
            fix = "name each command that it needs, such as `Bash(python3 scripts/tie.py:*)`"
            yield Seen(document.path, message, fix, line)


def _wide(view: PackView, path: str, key: str, what: str) -> Seen:
    return seen_error(FORMAT.error("E_PRIVILEGE", path=path, line=view.line_of(path, key), what=what), path)


def _tools(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(item).strip() for item in value]
    return [part.strip() for part in re.split(r",|\s+(?![^(]*\))", value)] if isinstance(value, str) else []


RULES = (
    Rule(
        "plugin/dependencies",
        "error",
        "Dependencies of the plugin manifest can be met.",
        _dependencies,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "plugin/settings",
        "error",
        "A pack does not change the client's settings.",
        _privileges,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "plugin/all-tools",
        "error",
        "A component does not ask for every tool at once.",
        _wide_tools,
    ),
    Rule(
        "plugin/any-command",
        "warning",
        "Commands run unasked are named one by one.",
        _any_command,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("plugin/field-types", "warning", "The plugin manifest has the types that clients want.", _types),
    Rule("plugin/name", "error", "The plugin manifest's name is the pack's, to the letter.", _name),
    Rule("plugin/unknown-field", "warning", "Clients know the plugin manifest's fields.", _unknown_field),
    Rule(
        "plugin/paths",
        "warning",
        "What the plugin manifest names is in the pack.",
        _paths,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "plugin/left-aside",
        "warning",
        "Parts stand where clients look once the plugin manifest names some.",
        _left_aside,
        by_hand=MORE_POWER,
    ),
    Rule(
        "plugin/not-loaded",
        "warning",
        "A pack has no files that clients never load.",
        _not_loaded,
        by_hand=MORE_POWER,
    ),
)
