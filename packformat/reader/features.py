"""Features: what of a passage the reader weighs.

Each is a short text: ``w:`` a stem, ``b:`` two stems in a row, ``I:`` the stem that a unit begins with,
``T:`` a concept, ``O:`` two concepts in this order and near each other, ``S:`` a sign, ``V:`` a sign in words
that are quoted, ``Q:`` two signs in one passage, ``K:`` prose or code.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from packformat.reader.passages import PROSE, is_quotation
from packformat.reader.sign_table import SIGNS
from packformat.reader.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from packformat.reader.passages import Passage

_LETTERS = re.compile(r"[^\W\d_]+")
_NEAR = 4
"""Concepts after a concept that count as near it."""
_COMMON = frozenset(
    (
        *("the", "a", "an", "of", "to", "in", "on", "at", "and", "or", "it", "its", "is", "are"),
        *("was", "were", "be", "been", "for", "with", "by", "from", "as", "that", "this", "these"),
        *("those", "they", "them", "their", "there", "he", "she", "his", "her", "you", "your"),
        *("we", "our", "i", "my", "me", "so", "if", "then", "when", "than", "which", "who", "what"),
        *("do", "does", "did", "will", "would", "can", "could", "should", "may", "must", "has"),
        *("have", "had", "into", "out", "up", "over", "under", "only", "also", "just", "more"),
        *("most", "one", "two", "all", "any", "each", "every", "some", "such", "no", "nor", "own"),
        *("same", "other", "here", "how", "where", "why", "<num>", "de", "la", "el", "en", "y"),
        *("le", "les", "et", "un", "une", "der", "die", "das", "und", "in", "zu", "den", "not"),
    )
)  # fmt: skip
"""Words that say nothing by themselves, nor two of them in a row."""
_MARKS = frozenset((">", "|", "<num>"))
"""Stems that stand before the first word of an entry, a row or a quotation."""


class Read(NamedTuple):
    """The features of one unit, the signs in it, whether it quotes, and how many signs were looked for."""

    features: frozenset[str]
    signs: frozenset[str]
    quotes: bool = False
    looked_for: int = 0


class Signed(Protocol):
    """A unit whose signs are known."""

    @property
    def signs(self) -> frozenset[str]:
        """The signs in it."""

    @property
    def quotes(self) -> bool:
        """Whether it quotes."""


def read_unit(said: str) -> Read:
    """Read a sentence or a line of code; where the author broke a line says nothing."""
    said = " ".join(said.lower().split())
    words = words_of(said)
    signs, looked_for = _signs(said)
    concepts = words.concepts
    features = [f"S:{name}" for name in signs]
    features += [f"w:{stem}" for stem in words.stems if stem and stem not in _COMMON]
    features += [
        f"b:{last} {stem}"
        for last, stem in pairwise(words.stems)
        if stem and last and not (stem in _COMMON and last in _COMMON)
    ]
    features += [f"I:{stem}" for stem in islice(filter(_begins, words.stems), 1)]
    features += [f"T:{concept}" for concept in concepts]
    for place, concept in enumerate(concepts, start=1):
        near = concepts[place : place + _NEAR]
        features += [f"O:{concept}>{other}" for other in near if other != concept]
    return Read(frozenset(features), frozenset(signs), is_quotation(said), looked_for)


def features_of(reads: Sequence[Read], passage: Passage) -> set[str]:
    """The features of a passage, whose units were read."""
    return set().union(*(read.features for read in reads), joint_features(reads, passage.kind))


def joint_features(units: Iterable[Signed], kind: str) -> set[str]:
    """Those features of a passage that no unit has by itself: ``Q:``, ``V:`` and ``K:``."""
    features = {f"K:{kind}"}
    signed = [unit for unit in units if unit.signs]
    if signed:
        signs = sorted(set().union(*(unit.signs for unit in signed)))
        features.update(f"Q:{one}&{other}" for one, other in combinations(signs, 2))
        if kind == PROSE:
            features.update(f"V:{name}" for unit in signed if unit.quotes for name in unit.signs)
    return features


def _begins(stem: str | None) -> bool:
    return bool(stem) and stem not in _MARKS


def _signs(said: str) -> tuple[list[str], int]:
    """The signs in a text, and how many were looked for: those with a word there, and then the others."""
    by_word, words, free = _gates()
    held = words.intersection(_LETTERS.findall(said))
    if not said.isascii():
        held |= words.intersection(said)
    named = sorted({name for word in held for name in by_word[word]})
    found = [name for name in named if SIGNS[name].stands_in(said)]
    if not found:
        return found, len(named)
    found.extend(name for name in free if SIGNS[name].stands_in(said))
    return found, len(named) + len(free)


@cache
def _gates() -> tuple[dict[str, list[str]], frozenset[str], list[str]]:
    """The signs by each of their words, these words, and the signs without any."""
    by_word: dict[str, list[str]] = {}
    for name, one in SIGNS.items():
        for word in one.words:
            by_word.setdefault(word, []).append(name)
    return by_word, frozenset(by_word), [name for name, one in SIGNS.items() if not one.words]
