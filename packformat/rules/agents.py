"""Rules about agents and styles: clients load them without a word, and then nobody can call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.derive import slug
from packformat.edits import Edit
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen
from packformat.rules.describing import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_DESCRIBED = ("agent", "style")
_UNHEEDED = {
    "agent": ("hooks", "initialPrompt", "mcpServers", "permissionMode"),
    "command": ("hooks",),
}
"""Fields that clients heed in the user's own files and pass over in those of a pack."""


def _name(view: PackView) -> Iterator[Seen]:
    for document in view.documents:
        if document.kind != "agent" or not document.front or document.front.fields.get("name"):
            continue
        inserted = document.front.body_line > 1 and not document.front.tolerated
        stem = document.name.rpartition(":")[2]
        name = slug(stem) or stem
        edit = Edit(document.path, 2, "", f"name: {name}") if inserted else None
        message = "The agent has no name of its own: some clients do not load it"
        yield Seen(document.path, message, f"add a line `name: {name}` at the top", 1, edit=edit)


def _description(view: PackView) -> Iterator[Seen]:
    for document in view.documents:
        if document.kind not in _DESCRIBED or not document.front:
            continue
        said = document.front.fields.get("description")
        if isinstance(said, (dict, list)):
            message = (
                f"The description is no text, so clients drop it, and nobody can choose the {document.kind}"
            )
            line = view.line_of(document.path, "description")
            yield Seen(document.path, message, "write it as one text", line)
        elif not str(said or "").strip():
            message = f"This {document.kind} does not say what it is for, so nobody can choose it"
            fix = "add a line `description:` between two lines `---` at the top"
            yield Seen(document.path, message, fix, 1, edit=described(document))


def _unheeded(view: PackView) -> Iterator[Seen]:
    """What a reader takes for a limit or a guard, and what nobody gets."""
    for document in view.documents:
        fields = document.front.fields if document.front else {}
        for key in _UNHEEDED.get(document.kind, ()):
            if fields.get(key):
                message = f"Clients pass over `{key}` in the {document.kind}s of a pack: it does nothing"
                fix = "take it out; what has to hold, hooks of the pack or of a skill can see to"
                yield Seen(document.path, message, fix, view.line_of(document.path, key))


RULES = (
    Rule("agent/name", "warning", "An agent says what it is called.", _name),
    Rule("agent/description", "warning", "An agent or a style says what it is for.", _description),
    Rule(
        "agent/unheeded",
        "warning",
        "Agents and commands set nothing that clients pass over in a pack.",
        _unheeded,
        by_hand=AUTHOR_KNOWS,
    ),
)
