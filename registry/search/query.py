"""Queries: what a person typed, as groups of words of which each must be matched."""

from typing import NamedTuple

from registry.search.concepts import Mention, mentions_in
from registry.search.words import STOP_WORDS, stem, words_of

MAX_QUERY_LENGTH = 200
MAX_GROUPS = 8
"""Groups that are looked for; more would only cost."""


class Word(NamedTuple):
    """A typed word, folded, its stem, and whether the person may not have finished typing it."""

    text: str
    stem: str
    unfinished: bool


class Group(NamedTuple):
    """Words that belong together: a pack matches with all of them, or with the concept that they name."""

    words: tuple[Word, ...]
    concept: str


class Query(NamedTuple):
    """The groups of a query, and the name of the pack that it may be the name of."""

    groups: tuple[Group, ...]
    name: str


def read_query(text: str) -> Query:
    """Read what was typed. Nothing is refused; what is longer than the limits is not looked for."""
    text = text[:MAX_QUERY_LENGTH]
    typed = words_of(text)
    open_ended = bool(text) and not text[-1].isspace()
    words = [
        Word(word, stem(word), unfinished=open_ended and place == len(typed))
        for place, word in enumerate(typed, 1)
    ]
    return Query(tuple(_groups(words)[:MAX_GROUPS]), "-".join(typed))


def _groups(words: list[Word]) -> list[Group]:
    mentions = {mention.start: mention for mention in _apart(mentions_in([word.stem for word in words]))}
    only_stop_words = all(word.text in STOP_WORDS for word in words)
    groups, place = [], 0
    while place < len(words):
        mention = mentions.get(place, Mention("", place, place + 1))
        kept = tuple(
            word for word in words[place : mention.end] if only_stop_words or word.text not in STOP_WORDS
        )
        if kept:
            groups.append(Group(kept, mention.concept))
        place = mention.end
    return groups


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Keep the mentions that do not overlap, the longest first."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.start - item.end, item.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return kept
