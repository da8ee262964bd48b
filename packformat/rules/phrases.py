"""Phrases: what rules about words look for, and how a place in a text is told.

Each phrase is a pattern over small letters, behind words without which it cannot match: looking for a word is
a hundred times cheaper than a pattern, so an honest text costs almost nothing. Repetitions are bounded, which
keeps every pattern linear in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_READ_SUFFIXES = frozenset(
    (
        *(
            "md",
            "mdx",
            "txt",
            "rst",
            "json",
            "toml",
            "yaml",
            "yml",
            "html",
            "htm",
            "env",
            "cfg",
            "ini",
            "conf",
        ),
        *("py", "sh", "bash", "zsh", "js", "mjs", "cjs", "ts", "tsx", "jsx", "ps1", "bat", "cmd", "rb", "pl"),
        *("php", "go", "rs", "pem", "key", ""),
    )
)
"""Texts that give instructions to an agent or a machine; tables, markup and locks of data give none."""
_SHOWN = 80
_NEGATED = re.compile(
    r"\b(?:never|do not|don't|does not|must not|should not|cannot|can't|avoid|flag|reject|refuse|instead of|"
    r"rather than|warn|stop|block|detect|catch)\b[^.\n]{0,80}$"
)
_BAD_EXAMPLE = re.compile(
    r"bad example|example of an? (?:attack|malicious)|malicious|unsafe|insecure|attack|anti-?pattern|"
    r"vulnerab|never run|do not run|don't run|wrong:|\u274c|phishing|injection|untrusted|"
    r"red flag|suspicious|dangerous:"
)
_LINES_ABOVE = 4
_REACH = 600
"""Characters around a word within which its phrase lies: more than any pattern spans."""


class Phrase(NamedTuple):
    """Words of which one must be there, and the pattern that then decides."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]


class Place(NamedTuple):
    """Where a phrase was found: the text, the number of the line, what stands there, and the whole match."""

    text: TextFile
    line: int
    shown: str
    found: str
    quoted: bool


def phrase(words: str, pattern: str) -> Phrase:
    """A phrase of words, with bars between them, and a pattern over small letters."""
    return Phrase(tuple(words.split("|")), re.compile(pattern, re.MULTILINE))


def places_of(view: PackView, phrases: tuple[Phrase, ...]) -> list[Place]:
    """Every place of a pack in which one of the phrases stands, at most one a line of a file; found once."""
    if phrases not in view.places:
        read = (text for text in view.texts if text.suffix in _READ_SUFFIXES)
        view.places[phrases] = [place for text in read for place in _places(text, phrases)]
    return view.places[phrases]


def _places(text: TextFile, phrases: tuple[Phrase, ...]) -> Iterator[Place]:
    lines: set[int] = set()
    for one in phrases:
        for found in _matches(text.words, one):
            line = text.words.count("\n", 0, found.start()) + 1
            if line not in lines:
                lines.add(line)
                yield Place(text, line, _shown(found[0]), found[0], is_quoted(text, found.start()))


def _matches(words: str, one: Phrase) -> Iterator[re.Match[str]]:
    """The pattern's matches, looked for only near the words without which there is none."""
    for start, end in _near(words, one.words):
        yield from one.pattern.finditer(words, start, end)


def _near(words: str, wanted: tuple[str, ...]) -> list[tuple[int, int]]:
    """Stretches of a text from the line before one of the wanted words to the line after, without overlap."""
    spots = sorted(spot for word in wanted for spot in _spots(words, word))
    stretches: list[tuple[int, int]] = []
    for spot in spots:
        if stretches and spot < stretches[-1][1] - _REACH:
            continue
        start = max(0, spot - _REACH, words.rfind("\n", 0, max(0, words.rfind("\n", 0, spot))))
        end = min(len(words), spot + 2 * _REACH)
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _spots(words: str, word: str) -> Iterator[int]:
    spot = words.find(word)
    while spot >= 0:
        yield spot
        spot = words.find(word, spot + 1)


def is_quoted(text: TextFile, offset: int) -> bool:
    """Whether what stands at ``offset`` of a Markdown text is forbidden there, or shown as a bad example."""
    if not text.is_markdown:
        return False
    start = text.words.rfind("\n", 0, offset) + 1
    before = text.words[start:offset]
    if _NEGATED.search(before) or _BAD_EXAMPLE.search(before):
        return True
    above = [line for line in text.words[max(0, start - 800) : start].split("\n") if line.strip("` ")]
    return any(_BAD_EXAMPLE.search(line) for line in above[-_LINES_ABOVE:])


def _shown(found: str) -> str:
    words = " ".join(found.split())
    return printable(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
