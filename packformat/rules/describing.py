"""A description that is missing, made of what a page says first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from packformat.edits import Edit

if TYPE_CHECKING:
    from packformat.rules.view import Document

_LONGEST = 300


def described(page: Document) -> Edit | None:
    """The page's own first sentence as its description, in a block of fields that is made or is there.

    None where it begins with no sentence, or says already that it has no description.
    """
    if page.front is None or page.front.tolerated or "description" in page.front.fields:
        return None
    paragraphs = (part.strip() for part in page.front.body.split("\n\n"))
    first = next((part for part in paragraphs if part and part[0].isalnum()), "")
    if not first:
        return None
    line = f"description: {json.dumps(' '.join(first.split())[:_LONGEST], ensure_ascii=False)}"
    if page.front.body_line > 1:
        return Edit(page.path, 2, "", line)
    return Edit(page.path, 1, "", f"---\nname: {page.name.rpartition(':')[2]}\n{line}\n---")
