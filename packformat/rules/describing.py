"""A description that is missing, made of what a page says first."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from packformat.edits import Edit

if TYPE_CHECKING:
    from packformat.rules.view import Document

_LONGEST = 300
_LONGEST_LABELLED = 1024
"""Characters of a description that every agent reads."""
_LABEL = re.compile(r"description:\s*(?=\S)", re.IGNORECASE)

_BELOW = re.compile(r"(?P<above>(?:[^\n]*\n){1,10}?)---[ \t]*\n(?:[\w-]{1,40}:[^\n]*\n){0,20}?description:")
"""A block of fields that begins soon after the first line."""


def described(page: Document) -> Edit | None:
    """What the page says first as its description, in a block of fields that is made or is there.

    None where it begins with no sentence, or says already that it has no description.
    """
    if page.front is None or page.front.tolerated or "description" in page.front.fields:
        return None
    first = _first_said(page)
    if not first:
        return None
    label = _LABEL.match(first)
    said, longest = (first[label.end() :], _LONGEST_LABELLED) if label else (first, _LONGEST)
    line = f"description: {json.dumps(' '.join(said.split())[:longest], ensure_ascii=False)}"
    if page.front.body_line > 1:
        return Edit(page.path, 2, "", line)
    return Edit(page.path, 1, "", f"---\nname: {page.name.rpartition(':')[2]}\n{line}\n---")


def stands_below(page: Document) -> int:
    """The line on which a page says `description:` as the first of its text, not at its top; 0 for none."""
    first = _first_said(page)
    if page.front is None or not _LABEL.match(first):
        return 0
    before = page.front.body.partition(first)[0]
    return page.front.body_line + before.count("\n")


def block_below(page: Document) -> int:
    """The line on which the block of fields begins where a page has it below something else; 0 for none."""
    found = _BELOW.match(page.front.body) if page.front and page.front.body_line == 1 else None
    return found["above"].count("\n") + 1 if found else 0


def _first_said(page: Document) -> str:
    """The first paragraph that begins with a letter or figure; empty where there is none."""
    paragraphs = (part.strip() for part in (page.front.body if page.front else "").split("\n\n"))
    return next((part for part in paragraphs if part and part[0].isalnum()), "")
