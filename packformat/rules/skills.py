"""Rules about skills: the Agent Skills specification, weighed by what real skills and clients do."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from packformat.derive import slug
from packformat.edits import Edit
from packformat.rules.base import AUTHOR_KNOWS, NAMED_ELSEWHERE, Rule, Seen
from packformat.rules.describing import block_below, described, stands_below
from packformat.rules.shapes import TABLE, Shape, misshapen, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.frontmatter import FrontMatter
    from packformat.rules.view import Document, PackView

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 1024
"""The Agent Skills specification's limit."""
_LONG_BODY = 500
"""Lines after which the specification advises to move details into files beside."""
_SPECIFIED = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
_OF_CLIENTS = (
    "agent", "argument-hint", "arguments", "background", "color", "context", "disable-model-invocation",
    "disallowed-tools", "effort", "hooks", "mcpServers", "model", "paths", "shell", "user-invocable",
    "when_to_use",
)  # fmt: skip
_OF_CATALOGUES = (
    "author", "authors", "category", "date", "date_added", "dependencies", "displayName", "homepage", "icon",
    "keywords", "last-updated", "last_updated", "license-file", "origin", "repository", "risk", "source",
    "tags", "title", "triggers", "type", "updated", "version",
)  # fmt: skip
"""What people note for readers and registries; no client acts on it."""
_KNOWN = (*_SPECIFIED, *_OF_CLIENTS, *_OF_CATALOGUES)
_GIVING_POWERS = ("allowed-tools", "hooks", "mcpServers")
"""Fields that nobody sets by a click: their author sees what they allow."""
_BOOLEANS = ("background", "disable-model-invocation", "user-invocable")
_TRUTHS = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
_CONTEXTS = ("fork", "inherit")
_LONGEST_COMPATIBILITY = 500
"""The Agent Skills specification's limit, too."""
_SHAPES = {
    "compatibility": Shape(
        f"text of at most {_LONGEST_COMPATIBILITY} characters",
        lambda value: isinstance(value, str) and len(value) <= _LONGEST_COMPATIBILITY,
    ),
    "metadata": TABLE,
    "shell": one_of("bash", "powershell"),
}
_SKILL_FILE = re.compile(r"skills/[^/]+/.+/SKILL\.md")


def skills_of(view: PackView) -> Iterator[Document]:
    """The pack's skills whose front matter can be read."""
    return (document for document in view.documents if document.kind == "skill" and document.front)


def field_line(view: PackView, path: str, key: str) -> int:
    """The number of the line that sets a front matter field; 1 when none does."""
    for number, line in enumerate(view.files[path].data.split(b"\n"), 1):
        if line.startswith(key.encode() + b":"):
            return number
    return 1


def _description(view: PackView) -> Iterator[Seen]:
    for skill in skills_of(view):
        fields = skill.front.fields if skill.front else {}
        said = fields.get("description")
        if isinstance(said, (dict, list)):
            line = field_line(view, skill.path, "description")
            message = "The description is no text, so clients drop it, and an agent cannot choose the skill"
            yield Seen(skill.path, message, "write it as one text", line)
            continue
        if str(said or "").strip():
            continue
        message = "This skill does not say what it does and when to use it, so an agent cannot choose it"
        fix = "add a line `description:` between two lines `---` at the top"
        if line := stands_below(skill):
            message = "The description stands in the text, where no client looks for it"
            fix = "put the line between two lines `---` at the top"
        elif line := block_below(skill):
            message = "The fields stand below other words, where no client looks for them"
            yield Seen(skill.path, message, "let the page begin with the line `---`", line)
            continue
        yield Seen(skill.path, message, fix, line or 1, edit=described(skill))


def _name(view: PackView) -> Iterator[Seen]:
    for skill in skills_of(view):
        name = skill.front.fields.get("name") if skill.front else None
        if name is None or name == skill.name:
            continue
        line = field_line(view, skill.path, "name")
        message = (
            f"The skill is called `{name}` and its folder `{skill.name}`; clients go by one or the other"
        )
        edit = Edit(skill.path, line, str(name), skill.name) if line > 1 else None
        yield Seen(skill.path, message, "make both the same", line, edit=edit)


def _folder_name(view: PackView) -> Iterator[Seen]:
    for component in view.components:
        name = component.name
        if component.kind == "skill" and (not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME):
            message = f"`{name}` is no name that every agent reads"
            example = slug(name) or "month-end"
            yield Seen(component.path, message, f"use small letters, digits and single hyphens: `{example}`")


def _file_name(view: PackView) -> Iterator[Seen]:
    for path in view.files:
        folder, _, name = path.rpartition("/")
        if path.startswith("skills/") and name.lower() == "skill.md" and name != "SKILL.md":
            message = f"Some agents look for `SKILL.md` and do not find `{name}`"
            yield Seen(path, message, "rename it", edit=Edit(path, 0, "", f"{folder}/SKILL.md"))


def _missing_file(view: PackView) -> Iterator[Seen]:
    found = {skill.path.split("/")[1] for skill in view.documents if skill.kind == "skill"}
    folders = {
        path.split("/")[1] for path in view.files if path.count("/") > 1 and path.startswith("skills/")
    }
    nested = {path.split("/")[1] for path in view.files if _SKILL_FILE.fullmatch(path)}
    for folder in sorted(folders - found - nested):
        if not folder.startswith(("_", ".")):
            message = f"`skills/{folder}/` has no `SKILL.md`, so no agent sees it"
            yield Seen(f"skills/{folder}/", message, "add the file, or move the folder out of `skills/`")


def _nested(view: PackView) -> Iterator[Seen]:
    loaded = {document.path for document in view.documents}
    for path in view.files:
        if _SKILL_FILE.fullmatch(path) and path not in loaded:
            message = "A skill inside another skill's folder is not loaded by itself"
            yield Seen(path, message, "link to it from the skill above, or move it to `skills/`")


def _unknown_key(view: PackView) -> Iterator[Seen]:
    for skill in skills_of(view):
        fields = skill.front.fields if skill.front else {}
        absent = [known for known in (*_SPECIFIED, *_OF_CLIENTS) if known not in fields]
        for key in fields:
            if key in _KNOWN:
                continue
            near = difflib.get_close_matches(key, absent, n=1, cutoff=0.8)
            line = field_line(view, skill.path, key)
            fix = f"did you mean `{near[0]}`?" if near else "move it below `metadata:`, or leave it out"
            harmless = near and near[0] not in _GIVING_POWERS and line > 1
            edit = Edit(skill.path, line, f"{key}:", f"{near[0]}:") if harmless else None
            yield Seen(skill.path, f"No agent knows the field `{key}`", fix, line, edit=edit)


def _field_values(view: PackView) -> Iterator[Seen]:
    """Values that clients take without a word and then do not act on."""
    for skill in skills_of(view):
        fields = skill.front.fields if skill.front else {}
        for key in _BOOLEANS:
            if key in fields and not _is_boolean(fields[key], skill.front):
                line = field_line(view, skill.path, key)
                edit = _truth(skill.path, view.text(skill.path).split("\n")[line - 1], line)
                message = f"`{key}` is `{fields[key]}`, which clients take for a text and pass over"
                yield Seen(skill.path, message, "write `true` or `false`, without quotes", line, edit=edit)
        context = fields.get("context")
        if context is not None and context not in _CONTEXTS:
            line = field_line(view, skill.path, "context")
            message = f"`context` is `{context}`, which no client knows"
            yield Seen(skill.path, message, "write `fork`, or leave the line out", line)
        model = fields.get("model", "inherit")
        if not isinstance(model, str) or model.split() != [model]:
            line = field_line(view, skill.path, "model")
            message = f"`model` is `{model}`, which is the name of none"
            yield Seen(skill.path, message, "write one name such as `sonnet`, or leave the line out", line)
        if not isinstance(fields.get("allowed-tools", ""), (str, list)):
            line = field_line(view, skill.path, "allowed-tools")
            yield Seen(skill.path, "`allowed-tools` is neither text nor a list", "write `Read, Grep`", line)
        for key, said in misshapen(fields, _SHAPES):
            line = field_line(view, skill.path, key)
            message = f"`{key}` is not {said}, so clients pass over it"
            yield Seen(skill.path, message, f"write {said}, or leave it out", line)


def _truth(path: str, line: str, number: int) -> Edit | None:
    """A line that says yes or no in another way, said as clients read it."""
    key, _, value = line.rstrip("\r").partition(":")
    said = _TRUTHS.get(value.strip().strip("\"'").lower())
    return Edit(path, number, f"{key}:{value}", f"{key}: {said}") if said else None


def _is_boolean(value: object, front: FrontMatter | None) -> bool:
    """Whether a value is one of the two; read line by line, values are texts."""
    is_by_line = front is not None and bool(front.tolerated)
    return isinstance(value, bool) or (is_by_line and value in ("true", "false"))


def _long_description(view: PackView) -> Iterator[Seen]:
    for skill in skills_of(view):
        length = len(str(skill.front.fields.get("description") or "")) if skill.front else 0
        if length > _LONGEST_DESCRIPTION:
            message = f"The description has {length} characters; some agents read only {_LONGEST_DESCRIPTION}"
            line = field_line(view, skill.path, "description")
            yield Seen(skill.path, message, "shorten it", line)


def _long_body(view: PackView) -> Iterator[Seen]:
    for skill in skills_of(view):
        lines = skill.front.body.count("\n") if skill.front else 0
        if lines > _LONG_BODY:
            message = f"The skill has {lines} lines, all of which are read whenever it is used"
            yield Seen(skill.path, message, "move details into files beside it and name them")


RULES = (
    Rule("skill/description", "warning", "A skill says what it does and when to use it.", _description),
    Rule("skill/name", "warning", "A skill is called as its folder is.", _name),
    Rule(
        "skill/folder-name",
        "warning",
        "A skill's folder has a name that every agent reads.",
        _folder_name,
        by_hand=NAMED_ELSEWHERE,
    ),
    Rule("skill/file-name", "warning", "A skill's file is called `SKILL.md`.", _file_name),
    Rule(
        "skill/missing-file",
        "warning",
        "A folder in `skills/` is a skill.",
        _missing_file,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "skill/nested",
        "hint",
        "A skill does not stand inside another skill.",
        _nested,
        by_hand=NAMED_ELSEWHERE,
    ),
    Rule("skill/unknown-key", "warning", "A skill's fields are known to some agent.", _unknown_key),
    Rule("skill/field-values", "warning", "A skill's fields have values that clients act on.", _field_values),
    Rule(
        "skill/long-description",
        "warning",
        "A skill's description fits every agent.",
        _long_description,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "skill/long-body",
        "hint",
        "A skill leaves details to files beside it.",
        _long_body,
        by_hand=AUTHOR_KNOWS,
    ),
)
