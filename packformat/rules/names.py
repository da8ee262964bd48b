"""Rules about names: words that claim trust, and letters that are not what they look like.

What a name can be taken for, only a registry knows: it hands its well-used names to `packformat.lookalike`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from packformat.lookalike import company_meant, vouching_words, words_of
from packformat.paths import MANIFEST_PATH
from packformat.rules.base import Rule, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Alphabets whose letters are drawn alike (Unicode UTS 39): a word of two of them is meant to deceive."""


def _spoken(view: PackView) -> list[str]:
    if view.manifest is None:
        return []
    return [str(view.manifest.name), view.manifest.title]


def _trust_words(view: PackView) -> Iterator[Seen]:
    for text in _spoken(view):
        for word in vouching_words(text):
            message = f"`{text}` says `{word}`, and only a person can tell whether that is so"
            yield Seen(MANIFEST_PATH, message, "leave the word out, or wait for the decision")


def _company_name(view: PackView) -> Iterator[Seen]:
    """A company's name at the front, or after `by`, says who made it; later it says what it is for."""
    for text in _spoken(view):
        words = words_of(text)
        said = [("begins with", word) for word in words[:1]]
        said += [("ends with `by` and", word) for word in words[-1:] if words[-2:-1] == ["by"]]
        for how, word in said:
            company = company_meant(word)
            if not company:
                continue
            taken = "" if word == company else f", which people take for `{company}`"
            told = "is the name of a company" if text.lower() == company else f"{how} `{word}`{taken}"
            message = f"`{text}` {told}, as if it came from there"
            fix = f"say what it does first, as `close-for-{company}` does, or wait for the decision"
            yield Seen(MANIFEST_PATH, message, fix)


def _mixed_letters(view: PackView) -> Iterator[Seen]:
    manifest = view.manifest
    texts = (
        (manifest.title, manifest.summary, *(author.name for author in manifest.authors)) if manifest else ()
    )
    for text in texts:
        for word in text.split():
            if not word.isascii() and len(_alphabets(word)) > 1:
                message = f"The word `{word}` mixes letters of {' and '.join(sorted(_alphabets(word)))}"
                yield Seen(MANIFEST_PATH, message, "type the word anew in one alphabet")


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha())
    return {name.capitalize() for name in names if name in _ALPHABETS}


RULES = (
    Rule("name/trust-word", "hold", "A name claims no trust that nobody gave.", _trust_words),
    Rule("name/mixed-letters", "hold", "A word is written in one alphabet.", _mixed_letters),
    Rule("name/company", "hold", "A name does not sound like a company's own.", _company_name),
)
