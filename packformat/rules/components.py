"""Rules about the files of components: that the client can load them and our schema knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.paths import PLUGIN_MANIFEST_PATH, SERVERS_PATH
from packformat.rules.base import PackView, Rule, Seen, seen_error
from packformat.schema import component_errors
from packformat.texts import decode_utf8, read_json, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

_DESCRIBED = {
    "connector": ("{path}", "connector"),
    "loop": ("{path}", "loop"),
    "memory": ("{path}memory.toml", "memory"),
    "example": ("{path}example.toml", "example"),
    "eval": ("{path}graders.toml", "graders"),
}
_CRITERIA_PATH = "criteria.toml"
_MARKDOWN_KINDS = ("agent", "command", "style")
_NEEDS_DESCRIPTION = ("skill", "agent")
_LONGEST_DESCRIPTION = 1024
"""The Agent Skills specification's limit for a skill; agents are not held to it."""


def _has_components(view: PackView) -> Iterator[Seen]:
    if not view.components:
        message = "The pack holds no skill, agent, command or any other component"
        yield Seen("", message, "add at least one, such as `skills/<name>/SKILL.md`")


def _schema(view: PackView) -> Iterator[Seen]:
    for path, definition in _described_files(view):
        try:
            read = read_json if path.endswith(".json") else read_toml
            value = read(path, view.files[path].data)
        except CtxpackError as error:
            yield seen_error(error, path)
            continue
        for problem in component_errors(path, _plain(value), definition):
            yield seen_error(problem, path)


def _described_files(view: PackView) -> Iterator[tuple[str, str]]:
    for component in view.components:
        pattern, definition = _DESCRIBED.get(component.kind, ("", ""))
        path = pattern.format(path=component.path)
        if path in view.files:
            yield path, definition
    if _CRITERIA_PATH in view.files:
        yield _CRITERIA_PATH, "criteria"


def _plain(value: object) -> object:
    """TOML's dates as the texts that the schema describes."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _json_files(view: PackView) -> Iterator[Seen]:
    """Files that the client parses: a broken one installs without a word and then does not load."""
    for path in (PLUGIN_MANIFEST_PATH, SERVERS_PATH, "hooks/hooks.json"):
        if path in view.files:
            try:
                read_json(path, view.files[path].data)
            except CtxpackError as error:
                yield seen_error(error, path)


def _front_matter(view: PackView) -> Iterator[Seen]:
    for path, kind in _markdown_files(view):
        try:
            front = read_frontmatter(
                path, decode_utf8(path, view.files[path].data.removeprefix(b"\xef\xbb\xbf"))
            )
        except CtxpackError as error:
            yield seen_error(error, path)
            continue
        if kind in _NEEDS_DESCRIPTION and not str(front.fields.get("description") or "").strip():
            message = f"This {kind} does not say what it does and when to use it"
            yield Seen(path, message, "add a line `description:` between two lines `---` at the top", 1)


def _lenient_front_matter(view: PackView) -> Iterator[Seen]:
    for path, _ in _markdown_files(view):
        try:
            front = read_frontmatter(path, view.files[path].data.decode("utf-8", "replace"))
        except CtxpackError:
            continue
        if front.tolerated:
            yield Seen(
                path,
                f"The lines at the top are not quite YAML: {front.tolerated}",
                "put the value in quotes",
                1,
            )


def _long_description(view: PackView) -> Iterator[Seen]:
    for path, kind in _markdown_files(view):
        if kind != "skill":
            continue
        try:
            front = read_frontmatter(path, view.files[path].data.decode("utf-8", "replace"))
        except CtxpackError:
            continue
        length = len(str(front.fields.get("description") or ""))
        if length > _LONGEST_DESCRIPTION:
            message = f"The description has {length} characters; some agents read only {_LONGEST_DESCRIPTION}"
            yield Seen(path, message, "shorten it", 1)


def _markdown_files(view: PackView) -> Iterator[tuple[str, str]]:
    for component in view.components:
        if component.kind == "skill":
            path = f"{component.path}SKILL.md"
            yield (path if path in view.files else f"{component.path}skill.md"), "skill"
        elif component.kind in _MARKDOWN_KINDS:
            yield component.path, component.kind


RULES = (
    Rule("component/any", "error", "A pack holds at least one component.", _has_components),
    Rule("component/schema", "error", "Component files follow the format's schema.", _schema),
    Rule("component/json", "error", "Files that the client parses can be parsed.", _json_files),
    Rule("component/front-matter", "error", "Skills and agents say what they do.", _front_matter),
    Rule("component/lenient-front-matter", "warning", "Front matter is plain YAML.", _lenient_front_matter),
    Rule(
        "component/long-description", "warning", "A skill's description fits every agent.", _long_description
    ),
)
