"""A second look at what a phrase found: the same words are an attack here and help there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.rules.mention import is_condemned, is_note

if TYPE_CHECKING:
    from packformat.rules.phrases import Place

_SETTINGS = ".claude/settings"
_BEFORE, _AFTER = 150, 300
"""Characters around the name of a settings file in which its change is told."""
_LOOSENING = re.compile(
    r"bypasspermissions|defaultmode|dontask|\"allow\"|permissions?\.allow|\ballow\w*\s+(?:list|rules?|all|every|any)\b|"
    r"\bpermissions?\b|anthropic_base_url|apikeyhelper|enableallproject|sandbox|auto-?approv|"
    r"without (?:asking|prompt|confirm)|skip\w*\s+(?:the\s+)?(?:prompt|permission|confirm)|"
    r"\bden(?:y|ied)\b|disableallhooks|\bhooks?\b|status ?line|\btrust"
)
"""What makes the client ask less, run more or speak to another machine."""
_ADDED = re.compile(r"\w+\s+(?:append|add|include|modify|change|record|insert)\b")
_AMONG_FILES = re.compile(r"[^.\n]{0,60}?\b(?:to|in|into)\s+[`\"']?\w[\w-]*/[\w./-]+")
_NOT_A_REASON = re.compile(r"\bnot (?:a |any )?(?:reason|licence|license|excuse|permission) to $")
_ORDERED = re.compile(r"(?:^|[\n.:;,*>)-]|\b(?:then|must|should|always|will|you|please|to))[\s`*]*$")
_OUTWARD_FIRST = re.compile(
    r"(?:curl|wget|requests\.|httpx|urlopen|fetch\(|nc\s|ncat|send|post|upload|request|forward)"
)
_END_OF_SENTENCE = re.compile(r"[\w`)]\.\s+[a-z`]")


def loosens(place: Place) -> bool:
    """Whether the client's settings come to let more through; a note in a program changes none."""
    if _SETTINGS not in place.found:
        return True
    words, at = place.text.words, place.offset
    around = words[max(0, at - _BEFORE) : at + len(place.found) + _AFTER]
    return not is_note(place.text, at) and _LOOSENING.search(around) is not None


def overrides(place: Place) -> bool:
    """Whether a program does not itself call what it says an attack; a page was asked before."""
    return place.text.is_markdown or not is_condemned(place.text, place.offset)


def hides_a_deed(place: Place) -> bool:
    """Whether what happens silently is ordered, and is more than a line added to a file of the project."""
    words, at = place.text.words, place.offset
    if _NOT_A_REASON.search(words[max(0, at - _BEFORE) : at]):
        return False
    if not _ADDED.match(place.found):
        return True
    if _AMONG_FILES.match(words, at):
        return False
    before = words[max(0, at - _BEFORE) : at]
    return _ORDERED.search(before) is not None or (place.text.is_markdown and before.endswith("and "))


def reads_and_sends(place: Place) -> bool:
    """Whether reading and sending belong together: no two rows of a table, no sentences that only follow."""
    text, found = place.text, place.found
    if not text.is_markdown:
        return True
    start = text.words.rfind("\n", 0, place.offset) + 1
    if "\n" in found and text.words[start] == "|":
        return False
    return not (_OUTWARD_FIRST.match(found) and _END_OF_SENTENCE.search(found))
