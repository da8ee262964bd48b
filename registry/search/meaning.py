"""Meaning: the terms of the catalogue that each typed word may stand for."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from registry.models import SearchTerm
from registry.search.query import Query, Word
from registry.search.spelling import words_beginning_with, words_like

_PREFIX_TERMS = 20
_SHORTEST_PREFIX = 2
_SPELLINGS = 3
_PREFIX_WEIGHT = 0.6
_SLIP_WEIGHT = 0.7


class Term(NamedTuple):
    """A term of the catalogue, in how many packs it occurs, and how surely it was meant."""

    id: int
    packs: int
    weight: float


class Meaning(NamedTuple):
    """What a query may mean."""

    words: Mapping[Word, tuple[Term, ...]]
    concepts: Mapping[str, Term]
    corrections: Mapping[str, str]
    """For each word that no pack uses, the word it was read as."""


def meaning_of(query: Query) -> Meaning:
    """Look up every word of `query`: as it is, as the beginning of others, or else as a slip."""
    words = [word for group in query.groups for word in group.words]
    exact = _known(word.stem for word in words)
    guesses = {word: _guesses(word, known=word.stem in exact) for word in words}
    concepts = [group.concept for group in query.groups]
    known = exact | _known([*concepts, *(text for guessed in guesses.values() for text in guessed)])
    slips = {
        word: guessed
        for word, guessed in guesses.items()
        if guessed and word.stem not in exact and _PREFIX_WEIGHT not in guessed.values()
    }
    return Meaning(
        words={word: tuple(_terms(word, guesses[word], known)) for word in words},
        concepts={concept: known[concept] for concept in concepts if concept in known},
        corrections={word.text: next(iter(guessed)) for word, guessed in slips.items()},
    )


def _guesses(word: Word, *, known: bool) -> dict[str, float]:
    """Return stems that `word` may stand for beside its own, with their weights."""
    if word.unfinished and len(word.text) >= _SHORTEST_PREFIX:
        begun = dict.fromkeys(words_beginning_with(word.text, _PREFIX_TERMS), _PREFIX_WEIGHT)
        if begun:
            return begun
    if known:
        return {}
    return {stem: _SLIP_WEIGHT**slips for stem, slips in words_like(word.text, _SPELLINGS).items()}


def _terms(word: Word, guesses: Mapping[str, float], known: Mapping[str, Term]) -> Iterable[Term]:
    for text, weight in {**guesses, word.stem: 1.0}.items():
        if text in known:
            yield known[text]._replace(weight=weight)


def _known(texts: Iterable[str]) -> dict[str, Term]:
    """Return the terms of `texts` that any pack has."""
    rows = SearchTerm.objects.filter(text__in=set(texts), packs__gt=0)
    return {text: Term(pk, packs, 1.0) for pk, text, packs in rows.values_list("pk", "text", "packs")}
