"""Rules about components of every kind: there are some, and clients and our schema can read them."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from packformat.edits import Edit
from packformat.errors import CtxpackError
from packformat.paths import CRITERIA_PATH, HOOKS_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH, fold
from packformat.powers.files import Files
from packformat.powers.plugin import USUAL_PATHS, does_something
from packformat.rules.base import AUTHOR_KNOWS, NAMED_ELSEWHERE, Rule, Seen, more_files, seen_error
from packformat.rules.field_offers import answers, meant_edits, place_of
from packformat.rules.offers import LARGEST, without_comma, without_mark, without_twin
from packformat.schema import component_errors
from packformat.texts import read_json, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import Document, PackView

_DESCRIBED = {
    "connector": ("{path}", "connector"),
    "loop": ("{path}", "loop"),
    "workflow": ("{path}", "workflow"),
    "convention": ("{path}", "convention"),
    "persona": ("{path}", "persona"),
    "scaffold": ("{path}scaffold.toml", "scaffold"),
    "memory": ("{path}memory.toml", "memory"),
    "example": ("{path}example.toml", "example"),
    "eval": ("{path}graders.toml", "graders"),
}
_MEANT = ("memory", "example", "graders", "criteria")
"""Those of which a field is written as it was meant by a click: none of them lets a pack do something."""
_MOST_TRIES = 3
"""Edits that are tried for one violation."""
_ASTRAY = {"SKILL.md": "skills/<name>/SKILL.md", "hooks.json": "hooks/hooks.json"}
"""Files that are components in one place alone, and that place."""
_USUAL = {fold(path): path for path in (PLUGIN_MANIFEST_PATH, *USUAL_PATHS)}
"""Files that clients open by these names, each by its key."""
_PAGE_FOLDERS = ("agents", "commands", "output-styles", "skills")
_SPOKEN_NAMES = ("skill", "command")
"""Kinds that a person calls by name after a slash, all in one list."""


def _has_components(view: PackView) -> Iterator[Seen]:
    """A pack that only requires others is a bundle: it does what they do."""
    is_bundle = view.manifest is not None and bool(view.manifest.requires)
    if not is_bundle and not view.components and not does_something(Files(view.files.values())):
        message = "The pack holds no skill, agent, command, server or other component"
        astray = [path for path in view.files if path.rpartition("/")[2] in _ASTRAY]
        if astray:
            more = f" and {more_files(len(astray) - 1)}" if len(astray) > 1 else ""
            place = _ASTRAY[astray[0].rpartition("/")[2]]
            message += f" where clients look; `{astray[0]}`{more} may be meant as such"
            yield Seen(astray[0], message, f"move it to `{place}`")
        else:
            yield Seen("", message, "add at least one, such as `skills/<name>/SKILL.md`")


def _schema(view: PackView) -> Iterator[Seen]:
    for path, definition in _described_files(view):
        data, lines = view.files[path].data, view.text(path).split("\n")
        again = partial(_problems, path, definition)
        problems = again(data)
        known = {problem.message for problem in problems}
        for problem in problems:
            edits = meant_edits(path, lines, problem) if definition in _MEANT and len(data) <= LARGEST else ()
            tried = islice(edits, _MOST_TRIES)
            edit = next((edit for edit in tried if answers(edit, data, problem, known, again)), None)
            seen = seen_error(problem, path)
            yield seen._replace(line=seen.line or place_of(lines, problem), edit=edit)


def _problems(path: str, definition: str, data: bytes) -> list[CtxpackError]:
    """Everything that is wrong with a component file."""
    try:
        value = read_json(path, data) if path.endswith(".json") else read_toml(path, data)
    except CtxpackError as error:
        return [error]
    return component_errors(path, value, definition)


def _described_files(view: PackView) -> Iterator[tuple[str, str]]:
    for component in view.components:
        pattern, definition = _DESCRIBED.get(component.kind, ("", ""))
        path = pattern.format(path=component.path)
        if path in view.files:
            yield path, definition
    if CRITERIA_PATH in view.files:
        yield CRITERIA_PATH, "criteria"


def _json_files(view: PackView) -> Iterator[Seen]:
    """Files that the client parses: a broken one installs without a word and then does not load."""
    for path in (PLUGIN_MANIFEST_PATH, SERVERS_PATH, HOOKS_PATH):
        if path in view.files:
            _, error = view.json(path)
            if error:
                edit = without_mark(path, view.text(path)) or without_comma(path, view.files[path].data)
                yield seen_error(error, path)._replace(edit=edit)


def _front_matter(view: PackView) -> Iterator[Seen]:
    for document in view.documents:
        if document.error:
            where = str(document.error.data.get("where", ""))
            edit = without_twin(document.path, view.text(document.path), where)
            yield seen_error(document.error, document.path)._replace(edit=edit)


def _lenient_front_matter(view: PackView) -> Iterator[Seen]:
    for document in view.documents:
        if document.front and document.front.tolerated:
            yield Seen(
                document.path,
                f"Not every program can read the lines at the top: {document.front.tolerated}",
                "put the value in quotes"
                if document.front.fields
                else "write a line for each: `description: …`",
                1,
                edit=_quoted(view, document),
            )


def _quoted(view: PackView, document: Document) -> Edit | None:
    """Put the first value that holds what YAML reads otherwise in single quotes, on one line."""
    lines = view.files[document.path].data.decode("utf-8").split("\n")
    end = document.front.body_line - 2 if document.front else 0
    for number, line in enumerate(lines[1:end], 2):
        key, colon, rest = line.rstrip().partition(": ")
        value = rest.strip()
        following = lines[number] if number < len(lines) else ""
        ambiguous = ": " in value or value[:1] in "[{*&!|>%@`" or " #" in value
        if colon and key and ambiguous and value[:1] not in "'\"|>" and not following[:1].isspace():
            quoted = value.replace("'", "''")
            return Edit(document.path, number, f"{key}: {rest}", f"{key}: '{quoted}'")
    return None


def _letter_case(view: PackView) -> Iterator[Seen]:
    """Where large and small letters are the same name, clients would load what nobody was shown."""
    for path in view.files:
        key = fold(path)
        usual = _USUAL.get(key, path)
        top, slash, below = path.partition("/")
        folder = key.partition("/")[0]
        is_page = slash and key.endswith(".md")
        if is_page and top not in _PAGE_FOLDERS and folder in _PAGE_FOLDERS:
            usual = f"{folder}/{below}"
        if usual != path:
            message = (
                f"Clients load `{path}` on a Mac or on Windows and nowhere else: they look for `{usual}`"
            )
            edit = Edit(path, 0, "", usual) if key in _USUAL else None
            yield Seen(path, message, f"rename it to `{usual}`", edit=edit)


def _name_clash(view: PackView) -> Iterator[Seen]:
    """A client lists skills and commands together: of two with one name only one can be called."""
    taken: dict[str, str] = {}
    for component in view.components:
        if component.kind not in _SPOKEN_NAMES:
            continue
        name = component.name.lower()
        if name in taken:
            message = f"`{component.path}` and `{taken[name]}` are both called `/{component.name}`"
            yield Seen(component.path, message, "rename one of them: only one of the two can be called")
        taken.setdefault(name, component.path)


RULES = (
    Rule(
        "component/any",
        "error",
        "A pack holds at least one component or server, or requires other packs.",
        _has_components,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule("component/schema", "error", "Component files follow the format's schema.", _schema),
    Rule("component/json", "error", "Files that the client parses can be parsed.", _json_files),
    Rule(
        "component/front-matter",
        "error",
        "The lines at the top of a skill, agent, command or style can be read, and in one way only.",
        _front_matter,
    ),
    Rule(
        "component/letter-case",
        "error",
        "What clients load has the same name for them on every machine.",
        _letter_case,
    ),
    Rule("component/lenient-front-matter", "warning", "Front matter is plain YAML.", _lenient_front_matter),
    Rule(
        "component/name-clash",
        "warning",
        "A skill and a command do not share a name.",
        _name_clash,
        by_hand=NAMED_ELSEWHERE,
    ),
)
