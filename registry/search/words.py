"""Words: how text becomes the stems that are indexed and looked for."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

LONGEST_WORD = 40
"""Characters of a word that are kept; no human word is longer."""

STOP_WORDS = frozenset(
    (
        *("a", "an", "the", "this", "that", "it", "its", "i", "me", "my", "we", "our", "us", "you", "your"),
        *("and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "to", "up", "with", "then"),
        *("are", "be", "can", "do", "does", "is", "use", "how", "what", "when", "which", "who"),
    )
)
"""Words that say nothing about a pack: not looked for unless nothing else was typed."""

# Scripts written without blanks: each character counts as a word.
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff])")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_STEMMED = 4


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, folded: compatibility forms, no accents, no case."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return [word[:LONGEST_WORD] for word in _WORD.findall(_UNSPACED.sub(r" \1 ", plain))]


def stems_of(text: str) -> list[str]:
    """Return the stems of the words of `text` in order, stop words included."""
    return [stem(word) for word in words_of(text)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what English inflection leaves of a folded word: `closing` and `closes` are both `close`."""
    if len(word) < _SHORTEST_STEMMED or not (word.isascii() and word.isalpha()):
        return word
    with _STEMMER_LOCK:
        return _STEMMER.stemWord(word)


# The stemmer works on a word that it keeps in itself: one thread at a time.
_STEMMER_LOCK = Lock()
_STEMMER = snowballstemmer.stemmer("english")
