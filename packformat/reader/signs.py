"""How a sign is written: words of which one must stand in a text, and a pattern over small letters."""

from __future__ import annotations

import re
from functools import cached_property

from packformat.reader.alternatives import PATTERN_PART, searches

_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_REPEAT = 100


class Sign:
    """Words (rows of letters) of which a text must hold one, none if any may hold it; and the pattern.

    It is compiled when it is first looked for: most commands of the installer look for none.
    """

    def __init__(self, words: frozenset[str], source: str):
        self.words = words
        self.source = source

    def stands_in(self, text: str) -> bool:
        """Whether the pattern is found in a text of small letters."""
        return any(search.search(text) for search in self._searches)

    @property
    def bounded(self) -> str:
        """The pattern, in which whatever is repeated has a bound."""
        bounds = {"*": f"{{0,{_LONGEST_REPEAT}}}", "+": f"{{1,{_LONGEST_REPEAT}}}"}
        return "".join(bounds.get(part, part) for part in PATTERN_PART.findall(self.source))

    @cached_property
    def _searches(self) -> tuple[re.Pattern[str], ...]:
        return searches(self.bounded)


def idea(terms: str, pattern: str = "") -> Sign:
    """A sign by its terms with bars between them, and of a pattern over small letters as well."""
    listed = [term.strip() for term in terms.split("|") if term.strip()]
    longest_first = sorted(listed, key=len, reverse=True)
    spelled = rf"\b(?:{'|'.join(map(_spelled, longest_first))})(?!\w)"
    return Sign(frozenset(map(_key, listed)), f"{spelled}|{pattern}" if pattern else spelled)


def sign(words: str, pattern: str) -> Sign:
    """A sign that is told by a pattern, behind words (rows of letters) without which it cannot stand."""
    return Sign(frozenset(filter(None, words.split("|"))), pattern)


def order(verbs: str) -> str:
    """The pattern of verbs as they stand in an instruction: without an ending."""
    return rf"\b(?:{'|'.join(map(_spelled, verbs.split('|')))})\b"


def either(*signs: Sign) -> Sign:
    """A sign that is told by any of others; it has words only if each of them has."""
    gated = all(one.words for one in signs)
    words = frozenset().union(*(one.words for one in signs)) if gated else frozenset()
    return Sign(words, "|".join(f"(?:{one.source})" for one in signs))


def anywhere(one: Sign) -> Sign:
    """The same sign, looked for whatever words there are."""
    return Sign(frozenset(), one.source)


def _key(term: str) -> str:
    rows: list[str] = _LETTERS.findall(term)
    return max(rows, key=len)


def _spelled(term: str) -> str:
    return r"[\s_-]{1,3}".join(map(re.escape, term.split()))
