"""What stands directly under a heading that forbids it: nobody is told to do that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.reader.passages import PROSE

if TYPE_CHECKING:
    from packformat.reader.passages import Passage
    from packformat.rules.textfile import TextFile

_FORBIDS = re.compile(
    r"#+ \W{0,4}(?:(?:what|things) )?(?:never|not|do not|don'?ts?)(?: to)?(?: do)?\W*|"
    r"#+ [^\n]{0,40}\b(?:prohibited|forbidden|disallowed)\b[^\n]{0,40}"
)
"""A heading that says no more than that: one with an order in it may be meant."""
_WITH_CONSENT = re.compile(r"\b(?:unless|without|before|until)\b[^.,;:\n\u00b7]{0,40}")
_ABOUT_THE_PERSON = re.compile(
    r"\b(?:users?|humans?|persons?|people|owners?|clients?|customers?|team|ask|tell|mention|inform|notif|confirm|"
    r"approv|wait|warn|report|reveal|disclos|show|checking|reviewing|stopping|"
    r"leav|keep|enabl|verif|validat|back(?:ing)? up|scanning|recording|logging)"
)
"""To forbid what is done for a person, or protects, is to order that it be left."""
_LONGEST_BLOCK = 60
"""Lines of a paragraph or list above which no heading is looked for."""


def is_prohibited(text: TextFile, passage: Passage) -> bool:
    """Whether a passage stands in the block under a heading that forbids, and is about no person."""
    if not text.is_markdown or passage.kind != PROSE:
        return False
    said = " ".join(unit.said for unit in passage.units).lower()
    if _ABOUT_THE_PERSON.search(_WITH_CONSENT.sub(" ", said)):
        return False
    return _FORBIDS.fullmatch(_heading_of(text, passage.units[0].line).lower()) is not None


def _heading_of(text: TextFile, number: int) -> str:
    """The heading that the block of lines begins with which this one is in, or the line above the block."""
    end = number + text.line(number).startswith("#")
    above = [text.line(one) for one in range(max(1, number - _LONGEST_BLOCK), end)]
    while above and above[-1].strip() and not above[-1].startswith("#"):
        above.pop()
    while above and not above[-1].strip():
        above.pop()
    return above[-1].rstrip() if above else ""
