"""Phrases: what rules about words look for, and how a place in a text is told.

Each phrase is a pattern over small letters, behind words without which it cannot match: looking for a word is
a hundred times cheaper than a pattern, so an honest text costs almost nothing. Repetitions are bounded, which
keeps every pattern linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.rules.mention import is_quoted, is_test
from packformat.rules.textfile import READ_SUFFIXES, TextFile, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

_SHOWN = 80
_REACH = 600
"""Characters around a word within which its phrase lies: more than any pattern spans."""
_LONGEST_REPEAT = 100
_PATTERN_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""One escape, one class or one character of a pattern."""
_AT_ONCE = 4
"""Beginnings of a pattern that cost as much as one step from a word to the next."""
MOST_SEARCHED = 24 * 1024 * 1024
"""Characters that all patterns together are run over in one pack, each counted by its pattern's weight."""
MOST_BEGUN = 15_000
"""Places of one pack at which a pattern begins to fit and looks further."""
_LONGEST_STRETCH = 8 * _REACH


class Phrase(NamedTuple):
    """Groups of words of which one each must be there, how a match begins, and the pattern that decides.

    ``rows`` are the rows of letters in the words, ``weight`` what looking for the head costs at each place,
    ``effort`` what going on from a head may cost, in characters, where that is more than a few of them.
    """

    words: tuple[tuple[str, ...], ...]
    rows: tuple[frozenset[str], ...]
    weight: int
    effort: int
    head: re.Pattern[str]
    pattern: re.Pattern[str]


class Place(NamedTuple):
    """Where a phrase was found: text, line and offset in its words, what stands there, the whole match.

    ``quoted`` says that it is only spoken of there.
    """

    text: TextFile
    line: int
    offset: int
    shown: str
    found: str
    quoted: bool


def phrase(words: str, pattern: str, *, effort: int = 0) -> Phrase:
    """A phrase of words, with bars between them and ``&`` between groups, and a pattern over small letters.

    Around a word of the first group, the pattern is tried if every other group has a word there as well.

    What the pattern repeats without a bound is given one, so that no text makes it look far ahead everywhere.
    One with several gaps tries each length of one with each of the next: it states its ``effort``. Raises
    ValueError for an empty word, which stands everywhere too.
    """
    bounds = {"*": f"{{0,{_LONGEST_REPEAT}}}", "+": f"{{1,{_LONGEST_REPEAT}}}"}
    parts = [bounds.get(part, part) for part in _PATTERN_PART.findall(pattern)]
    whole, head = ("".join(some) for some in (parts, parts[: _first_gap(parts)]))
    groups = tuple(tuple(group.split("|")) for group in words.split("&"))
    if not all(map(all, groups)):
        raise ValueError(f"`{words}` has an empty word")
    rows = tuple(frozenset(map(row_of, group)) for group in groups)
    compiled = (re.compile(part, re.MULTILINE) for part in (head, whole))
    return Phrase(groups, rows, _weight_of(head), effort, *compiled)


def _weight_of(head: str) -> int:
    """One for a head that is tried where a word begins, more for beginnings that are tried everywhere."""
    return 1 if head.startswith(r"\b") else 1 + head.count("|") // _AT_ONCE


def _first_gap(parts: list[str]) -> int:
    """Where a pattern begins to look ahead over other words; its end when it is a choice of patterns."""
    depth, gap = 0, len(parts)
    for number, part in enumerate(parts):
        depth += (part == "(") - (part == ")")
        if depth == 0 and part == "|":
            return len(parts)
        if depth == 0 and number and number < gap and part.startswith("[^") and "\\n" in part:
            gap = number
    return gap


def places_of(view: PackView, phrases: tuple[Phrase, ...]) -> list[Place]:
    """Every place of a pack in which one of the phrases stands, at most one a line of a file; found once.

    A pack in which the words stand everywhere is not searched to its end: `view.given_up` names the texts.
    """
    if phrases not in view.places:
        first = frozenset().union(*(one.rows[0] for one in phrases))
        read = (text for text in view.texts if text.suffix in READ_SUFFIXES and text.holds(first))
        view.places[phrases] = [place for text in read for place in _places(view, text, phrases)]
    return view.places[phrases]


def _places(view: PackView, text: TextFile, phrases: tuple[Phrase, ...]) -> Iterator[Place]:
    lines: set[int] = set()
    for one in phrases:
        for found in _matches(view, text, one) if all(map(text.holds, one.rows)) else ():
            line = text.line_of_word(found.start())
            if line not in lines:
                lines.add(line)
                quoted = is_quoted(text, *found.span()) or is_test(view, text)
                yield Place(text, line, found.start(), _shown(found[0]), found[0], quoted)


def _matches(view: PackView, text: TextFile, one: Phrase) -> Iterator[re.Match[str]]:
    """The pattern's matches, looked for only near the words without which there is none."""
    first, *others = one.words
    if not all(any(map(text.spots, group)) for group in one.words) or not _may_go_on(view, text):
        return
    for start, end in _near(text, first):
        if not all(_stands_in(text, group, start, end) for group in others):
            continue
        view.searched += one.weight * (end - start)
        done = start
        if not _may_go_on(view, text):
            return
        for head in one.head.finditer(text.words, start, end):
            view.begun += 1
            view.searched += one.effort
            if not _may_go_on(view, text):
                return
            found = one.pattern.match(text.words, head.start(), end) if head.start() >= done else None
            if found:
                done = found.end()
                yield found


def _may_go_on(view: PackView, text: TextFile) -> bool:
    """Whether more may be searched; if not, the text is named as not read to its end."""
    goes_on = view.searched <= MOST_SEARCHED and view.begun <= MOST_BEGUN
    if not goes_on:
        view.given_up.add(text.path)
    return goes_on


def _stands_in(text: TextFile, words: tuple[str, ...], start: int, end: int) -> bool:
    spots = map(text.spots, words)
    return any(bisect_left(each, start) < bisect_left(each, end) for each in spots)


def _near(text: TextFile, wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Stretches from the line before a wanted word to the line after, without overlap; there is one."""
    words, stretch = text.words, (0, 0)
    for spot in sorted(spot for word in wanted for spot in text.spots(word)):
        if stretch[1] and spot < stretch[1] - _REACH:
            continue
        least = max(0, spot - _REACH)
        start = max(least, words.rfind("\n", least, max(least, words.rfind("\n", least, spot))))
        end = min(len(words), spot + 2 * _REACH)
        if stretch[1] and start < stretch[1] and stretch[1] - stretch[0] < _LONGEST_STRETCH:
            start = stretch[0]
        elif stretch[1]:
            yield stretch
        stretch = (start, end)
    yield stretch


def _shown(found: str) -> str:
    words = " ".join(found.split())
    return printable(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
