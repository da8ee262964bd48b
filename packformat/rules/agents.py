"""Rules about agents and styles: clients load them without a word, and then nobody can call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.derive import slug
from packformat.edits import Edit
from packformat.rules.base import Rule, Seen
from packformat.rules.describing import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_DESCRIBED = ("agent", "style")


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
        if not str(document.front.fields.get("description") or "").strip():
            message = f"This {document.kind} does not say what it is for, so nobody can choose it"
            fix = "add a line `description:` between two lines `---` at the top"
            yield Seen(document.path, message, fix, 1, edit=described(document))


RULES = (
    Rule("agent/name", "warning", "An agent says what it is called.", _name),
    Rule("agent/description", "warning", "An agent or a style says what it is for.", _description),
)
