"""Phrases: what rules about words look for, and how a place in a text is told.

Each phrase is a pattern over small letters, behind words without which it cannot match: looking for a word is
a hundred times cheaper than a pattern, so an honest text costs almost nothing. Repetitions are bounded, which
keeps every pattern linear in the text.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.rules.mention import is_changelog, is_quoted, letters_before
from packformat.rules.rows import Possible, bit_of
from packformat.rules.textfile import READ_SUFFIXES
from packformat.rules.trials import is_led_to, is_test

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_SHOWN = 80
_REACH = 600
"""Characters around a word within which its phrase lies: more than any pattern spans."""
_LONGEST_REPEAT = 100
_PATTERN_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""One escape, one class or one character of a pattern."""
_FIRST_WORD = re.compile(
    r"\\b(?:\(\?<![^()]*\))*(\(\?:[a-z](?![?*{])[^()|]*(?:\|[a-z](?![?*{])[^()|]*)*\)(?![?*{])|[a-z]{2,}(?![?*{]))"
)
"""A head that begins with a word or one of several: a search can skip to their first letters."""
_AT_ONCE = 4
"""Beginnings of a pattern that cost as much as one step from a word to the next."""
_GAP, _EACH_GAP = r"[^\n]{0,", 4
"""How a gap in a pattern begins, and how many such steps one costs among the beginnings themselves."""
_TRY, _LOOKED_FOR, _STRETCH, _CHARACTER, _BEGUN, _FURTHER, _MATCH = 10_000, 1, 8000, 10, 8000, 2, 110_000
"""The price of trying a phrase on a text, of a letter passed by in a search for a word, of a stretch, of a
letter of it, of a place at which a pattern begins to fit, of a letter to which it goes on, of a match."""
_BEFORE = 200
"""The price of each letter before a match on its line, which may say that it is only spoken of."""
_LONGEST_STRETCH = 8 * _REACH


class Phrase(NamedTuple):
    """Groups of words of which one each must be there, how a match begins, and the pattern that decides.

    ``bits`` are those of each group's words; ``first`` is the first word of the head, where it has one, and
    ``weight`` what looking for it costs at each place; ``effort`` is to how many characters it may go on from
    a head, where that is more than a few of them: for each of the signs in ``each`` that follow soon.
    """

    words: tuple[tuple[str, ...], ...]
    bits: tuple[int, ...]
    weight: int
    effort: int
    each: tuple[str, ...]
    first: re.Pattern[str] | None
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

    @property
    def span(self) -> tuple[int, int]:
        """Where the match begins and ends in the words of its text."""
        return self.offset, self.offset + len(self.found)


def phrase(words: str, pattern: str, *, effort: int = 0, each: str = "") -> Phrase:
    """A phrase of words, with bars between them and ``&`` between groups, and a pattern over small letters.

    Around a word of the first group, the pattern is tried if every other group has a word there as well.

    What the pattern repeats without a bound is given one, so that no text makes it look far ahead everywhere.
    One with several gaps tries each length of one with each of the next: it states its ``effort``, and, with
    bars between them, what ends the first gap. Raises ValueError for an empty word, which stands everywhere.
    """
    bounds = {"*": f"{{0,{_LONGEST_REPEAT}}}", "+": f"{{1,{_LONGEST_REPEAT}}}"}
    parts = [bounds.get(part, part) for part in _PATTERN_PART.findall(pattern)]
    outer = dict(_outer(parts))
    is_choice = "|" in outer.values()
    whole, head = ("".join(some) for some in (parts, parts[: None if is_choice else _first_gap(outer)]))
    groups = tuple(tuple(group.split("|")) for group in words.split("&"))
    if not all(map(all, groups)):
        raise ValueError(f"`{words}` has an empty word")
    bits = tuple(reduce(or_, map(bit_of, group)) for group in groups)
    first = None if is_choice else _FIRST_WORD.match(head)
    compiled = (re.compile(part, re.MULTILINE) for part in (head, whole))
    weight = 1 if first else 2 + head.count("|") // _AT_ONCE + _EACH_GAP * head.count(_GAP)
    ends = tuple(filter(None, each.split("|")))
    return Phrase(groups, bits, weight, effort, ends, first and re.compile(first[1]), *compiled)


def _first_gap(outer: dict[int, str]) -> int | None:
    """Where a pattern begins to look ahead over other words; None where it does not."""
    gaps = (number for number, part in outer.items() if number and part.startswith("[^") and "\\n" in part)
    return next(gaps, None)


def _outer(parts: list[str]) -> Iterator[tuple[int, str]]:
    """The parts of a pattern that stand in no brackets, with their numbers."""
    depth = 0
    for number, part in enumerate(parts):
        depth += (part == "(") - (part == ")")
        if depth == 0:
            yield number, part


def places_of(view: PackView, phrases: tuple[Phrase, ...]) -> list[Place]:
    """Every place of a pack in which one of the phrases stands, at most one a line of a file; found once.

    A pack in which the words stand everywhere is not searched to its end: `view.given_up` names the texts.
    """
    if phrases not in view.kept:
        view.kept[phrases] = _found(view, phrases)
    return view.kept[phrases]


def _found(view: PackView, phrases: tuple[Phrase, ...]) -> list[Place]:
    possible = Possible((one.bits, one) for one in phrases)
    found = list[Place]()
    for text in view.texts:
        is_spent = view.for_phrases.is_spent
        if text.suffix not in READ_SUFFIXES or (is_spent and text.path in view.given_up):
            continue
        likely = possible.among(text.held)
        if not likely:
            continue
        if is_spent:
            view.given_up.add(text.path)
        else:
            found += _places(view, text, likely)
    return found


def _places(view: PackView, text: TextFile, phrases: list[Phrase]) -> Iterator[Place]:
    lines: set[int] = set()
    for one in phrases:
        for found in _matches(view, text, one):
            line = text.line_of_word(found.start())
            if line not in lines:
                lines.add(line)
                view.for_phrases.pay(_BEFORE * letters_before(text, found.start()))
                is_history = is_changelog(text.path) and not is_led_to(view, text)
                quoted = is_history or is_quoted(text, *found.span()) or is_test(view, text)
                yield Place(text, line, found.start(), _shown(found[0]), found[0], quoted)


def _matches(view: PackView, text: TextFile, one: Phrase) -> Iterator[re.Match[str]]:
    """The pattern's matches, looked for only near the words without which there is none."""
    first, *others = one.words
    wanted = [word for word in first if text.held & bit_of(word)]
    if not _is_paid(view, text, _TRY + _LOOKED_FOR * len(wanted) * len(text.words)):
        return
    for start, end in _near(text.words, wanted):
        is_near = all(any(text.words.find(word, start, end) >= 0 for word in group) for group in others)
        if not _is_paid(view, text, _STRETCH + is_near * _CHARACTER * one.weight * (end - start)):
            return
        done = start
        for head in _heads(one, text.words, start, end) if is_near else ():
            ends = _ends(text.words, head.end(), one.each)
            if not _is_paid(view, text, _BEGUN + _FURTHER * one.effort * ends):
                return
            found = one.pattern.match(text.words, head.start(), end) if head.start() >= done else None
            if found:
                done = found.end()
                view.for_phrases.pay(_MATCH)
                yield found


def _heads(one: Phrase, words: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The heads of a stretch, one after the other."""
    if one.first is None:
        yield from one.head.finditer(words, start, end)
        return
    found = one.first.search(words, start, end)
    while found:
        start = found.start() + 1
        if head := one.head.match(words, found.start(), end):
            start = head.end()
            yield head
        found = one.first.search(words, start, end)


def _ends(words: str, start: int, signs: tuple[str, ...]) -> int:
    """How many signs that may end a gap stand within reach of a place; one where none are named."""
    return sum(words.count(sign, start, start + _REACH) for sign in signs) if signs else 1


def _is_paid(view: PackView, text: TextFile, price: int) -> bool:
    """Pay for what is to be searched; where that is more than there is, the text is named as given up."""
    view.for_phrases.pay(price)
    if view.for_phrases.is_spent:
        view.given_up.add(text.path)
    return not view.for_phrases.is_spent


def _near(words: str, wanted: list[str]) -> Iterator[tuple[int, int]]:
    """Stretches from the line before a wanted word to the line after, without overlap."""
    start = end = least = 0
    ahead = [(0, word) for word in wanted]
    while ahead := _ahead(words, ahead, least):
        spot, _ = min(ahead)
        first = max(0, spot - _REACH)
        begin = max(first, words.rfind("\n", first, max(first, words.rfind("\n", first, spot))))
        if begin >= end or end - start >= _LONGEST_STRETCH:
            if end:
                yield start, end
            start = begin
        end = min(len(words), spot + 2 * _REACH)
        least = max(spot + 1, end - _REACH)
    if end:
        yield start, end


def _ahead(words: str, spots: list[tuple[int, str]], least: int) -> list[tuple[int, str]]:
    """Where each word stands next from a place on; those that do not are left out."""
    found = ((spot if spot > least else words.find(word, least), word) for spot, word in spots)
    return [(spot, word) for spot, word in found if spot >= 0]


def _shown(found: str) -> str:
    words = " ".join(found.split())
    return printable(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
