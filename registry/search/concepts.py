"""Concepts: phrases that mean the same.

A concept is indexed like a word of its own, with a name that no word can have, so that one lookup finds
every pack that uses any of its phrases.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from registry.search.words import stems_of

SYNONYMS = Path(__file__).with_name("synonyms.toml")
_MARK = "~"


class Mention(NamedTuple):
    """A phrase of a concept in a text: the concept's term, and which stems are the phrase."""

    concept: str
    start: int
    end: int


def mentions_in(stems: list[str]) -> list[Mention]:
    """Return every phrase of a concept in `stems`, by its place, the longest first; they may overlap."""
    phrases = _phrases()
    return [
        Mention(concept, start, start + len(phrase))
        for start, first in enumerate(stems)
        for phrase, concept in phrases.get(first, ())
        if tuple(stems[start : start + len(phrase)]) == phrase
    ]


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Every phrase as stems with the term of its concept, by its first stem, the longest first."""
    groups = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))["concepts"]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group in groups:
        term = _MARK + "-".join(stems_of(group[0]))
        for words in group:
            phrase = tuple(stems_of(words))
            phrases.setdefault(phrase[0], []).append((phrase, term))
    for same_start in phrases.values():
        same_start.sort(key=lambda item: -len(item[0]))
    return phrases
