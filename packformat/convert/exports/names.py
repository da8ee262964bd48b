"""Finding names that are said in a text: as whole words, in one pass, however many names there are."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_IDEOGRAPHS = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Letters of scripts that put no space between words: each is a word of its own here."""
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
_MOST_WORDS = 8
_WIDEST_GAP = 3
"""Characters between two words of one name: a space, a point, a hyphen, or a mark beside one."""
_ASIDE = re.compile(r"[(\[|,/]")
"""What parts a name from what people write behind it: a team, a place, how to speak of them."""


class Said(NamedTuple):
    """A name in a text: characters ``start`` to ``end``, and whose it is (empty: several people's)."""

    start: int
    end: int
    who: str


class _Node:
    __slots__ = ("following", "who")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.who: str | None = None


class Names:
    """Names of people, each known by a key."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, name: str, who: str) -> None:
        """Know a name as somebody's: whole, without what follows in brackets, and its first and last word."""
        whole, plain = words_of(name), words_of(_ASIDE.split(name)[0])
        for words in {whole, plain, plain[:1], plain[-1:]}:
            self._learn(words[:_MOST_WORDS], who)

    def find(self, text: str) -> Iterator[Said]:
        """Every name that is said, the longest from each place.

        Several words are a name however they are written. One word is so with a capital or after an `@`, and
        in scripts that have no capitals: in small letters `will` is a word that everybody says.
        """
        words = list(_WORD.finditer(text))
        place = 0
        while place < len(words):
            count, who = self._longest(text, words, place)
            if count:
                yield Said(words[place].start(), words[place + count - 1].end(), who)
            place += count or 1

    def _longest(self, text: str, words: list[re.Match[str]], place: int) -> tuple[int, str]:
        node, found = self._root, (0, "")
        for count, word in enumerate(words[place : place + _MOST_WORDS], 1):
            before = text[words[place + count - 2].end() : word.start()] if count > 1 else ""
            step = node.following.get(_key(word[0]))
            if step is None or len(before) > _WIDEST_GAP or "\n" in before:
                break
            node = step
            is_name = count > 1 or not word[0].islower() or text[word.start() - 1 : word.start()] == "@"
            if node.who is not None and is_name:
                found = (count, node.who)
        return found

    def _learn(self, words: tuple[str, ...], who: str) -> None:
        if len("".join(words)) < 2:  # noqa: PLR2004 - a letter by itself is not a name
            return
        node = self._root
        for word in words:
            node = node.following.setdefault(word, _Node())
        node.who = who if node.who in (None, who) else ""


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in the form in which they are compared."""
    return tuple(_key(word) for word in _WORD.findall(name))


def _key(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()
