"""Words that deny what stands beside them, in the languages people write in, or have others say it."""

from __future__ import annotations

import re

_NOT_THIS = re.compile(
    r"(?:^|[.;:!?,(\u2013\u2014*+-]\s?|\b(?:and|or|but|und|oder|aber|i|ani|lub|ale|y|o|ni|et|ou|e|en|of|maar|\u0438|\u0430)\s)\s*"
    r"(?:not|never|nie|nigdy|nicht|niemals|kein|non|mai|pas|jamais|niet|nooit|n\u00e3o|nunca|\u043d\u0435|\u043d\u0438\u043a\u043e\u0433\u0434\u0430|jangan)"
    r"\s[`\"'\u201e\u201c\u00ab]$"
)
"""A word that means not, and right after it the quoted words."""
_NEVER_ELSEWHERE = re.compile(
    r"\b(?:niemals|auf keinen fall|nunca|jamais|nigdy|\u043d\u0438\u043a\u043e\u0433\u0434\u0430|nooit|jangan)\b[^.\n]{0,80}$"
)
_WITHOUT = re.compile(
    r"\b(?:without|ohne|sans|sin|senza|bez|sem|zonder|\u0431\u0435\u0437)\s[`\"'\u201e\u201c\u00ab]?$"
)
_NOT_WITHOUT = re.compile(
    r"(?:n't|\b(?:not|never|cannot|nothing|no|fails?|breaks?|hangs?|nicht|nie|ne|non|\u043d\u0435))\b[^.\n]{0,60}$"
)
"""What turns `without` round: it does not work without."""
_NO_REMEDY = re.compile(
    r"[^.\n`\"']{0,60}[`)\"'\u201d]{1,3}\s+(?:is|are|was)\s+(?:not|never|no)\s+(?:an?\s+|the\s+)?"
    r"(?:fix|solution|answer|cure|remedy|option|way)\b"
)
_IS_ENTRY = re.compile(r"[-*+] [`\"']$")
_GONE_BELOW = re.compile(
    r"[`\"'][ ]?\n(?:[-*+] [^\n]{0,200}\n){0,10}\n?[^\n]{0,600}?"
    r"\b(?:(?:take|get) (?:them|these|those) out|(?:remove|delete|undo) (?:them|these|those))\b"
)
"""What is said below a list of words that somebody may have: they are to go."""
_ASKED_BY_THE_USER = re.compile(
    r"\W{0,4}(?:user|customer|colleague|client|student)\W{1,4}[^\n]{0,200}[`\"\u201c]$"
)
_ANSWERS = re.compile(r"\W{0,4}(?:assistant|agent|claude|answer)\b")
_TURNS_DOWN = re.compile(
    r"\b(?:without (?:running|executing)|(?:(?:does|do|did|will|would) not|doesn't|won't) (?:run|execute|paste)|declines?|refuses?)\b"
)
"""What an assistant does about it in an example of a dialogue."""
_LINES_TO_THE_ANSWER = 4
_LINES_OF_AN_ANSWER = 4
_DIALOGUE_REACH = 2_000
"""Characters in which both stand, at some 250 a line: so a text of nothing but questions costs no more."""


def is_denied(sentence: str, words: str, end: int) -> bool:
    """Whether the sentence up to some words, or what follows their end, says that they are not to be done."""
    if _NOT_THIS.search(sentence) or _NEVER_ELSEWHERE.search(sentence) or _NO_REMEDY.match(words, end):
        return True
    without = _WITHOUT.search(sentence)
    if without and not _NOT_WITHOUT.search(sentence[: without.start()]):
        return True
    return bool(_IS_ENTRY.fullmatch(sentence) and _GONE_BELOW.match(words, end))


def is_turned_down(before: str, words: str, end: int) -> bool:
    """Whether a user says it in an example of a dialogue, and the assistant does not run it."""
    if not _ASKED_BY_THE_USER.match(before):
        return False
    below = words[end : end + _DIALOGUE_REACH].split("\n")[1:]
    for number, line in enumerate(below[:_LINES_TO_THE_ANSWER]):
        if _ANSWERS.match(line):
            return any(map(_TURNS_DOWN.search, below[number : number + _LINES_OF_AN_ANSWER]))
    return False
