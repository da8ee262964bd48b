"""The rule that reads for meaning: what a passage reads like to a reader that has learned it.

Words are chosen anew by every attacker, and phrases catch those they were written for. This rule weighs what
comes together in a passage, holds the pack, and leaves the judgement to a person: it never refuses.

What a client hands to the agent is read first, then the shorter texts. A pack that would take too long is not
read to its end: its report names what was not read, and a skill, agent or command among it holds the pack.
"""

from __future__ import annotations

import re
from functools import partial
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH
from packformat.reader.features import read_unit
from packformat.reader.model import Known, Reading, known_of, learned, reading_of, score_of
from packformat.reader.passages import PROSE, is_quotation, passages_of
from packformat.reader.plain import FAMILIES, in_plain_words, is_telling
from packformat.rules.base import Rule, Seen
from packformat.rules.budget import MOST_FOR_MEANING, Budget
from packformat.rules.commands import is_example_on
from packformat.rules.makers import without_makers_lines
from packformat.rules.mention import PAGE_SUFFIXES, is_changelog, is_for_contributors, judges_others
from packformat.rules.prohibited import is_prohibited
from packformat.rules.textfile import LONGEST_READ, READ_SUFFIXES
from packformat.rules.trials import is_led_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.reader.model import Model
    from packformat.reader.passages import Passage
    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

_LINE, _LETTER, _UNIT, _PASSAGE, _SEARCHED = 1500, 1500, 10_000, 30_000, 120
"""The price of a line of a text, of a letter of a unit, of a unit, of a passage, and of a letter in which a
sign is looked for. Lines are paid for first: a paragraph is put together whole, and may be all of a text."""
NEAR = 500
"""How much lower the threshold is for packs of those whom nobody knows yet: the step of 50 from which 96 of
100 attacks are held of each of five samples that nothing was learned from (ADR 23)."""
_NOTHING = Known({}, frozenset(), quotes=False)
_ABOUT = re.compile(
    r"\s*(?:#|//)|\W{0,4}(?:[\w-]{1,20}\W{1,4}){0,4}"
    r"(?:do not|don't|never|not to be) (?:run|execute|paste)d?\W*$",
    re.IGNORECASE,
)
"""A note, or a label that says no more than that what follows is not to be run."""
_SHOWN = 160
_FIX = (
    "nothing, if it is meant well: whoever decides will see it; or say openly what is done, for whom and why"
)


class _Found(NamedTuple):
    """The passage of a text that reads most like something to look at, its units as read, and its sum."""

    path: str
    passage: Passage
    units: list[Known]
    score: int


class Meaning(NamedTuple):
    """What a pack reads like: the passages that may hold it, one of each text, and how many were read."""

    model: Model
    found: list[_Found]
    passages: int

    def seen(self, lowered: int) -> Iterator[Seen]:
        """Those that reach a threshold so much lower than the one from which the model holds a pack."""
        threshold = self.model.threshold.of(self.passages) - lowered
        for one in self.found:
            if one.score >= threshold:
                yield _seen(one, reading_of(self.model, one.units, one.passage.kind))


def _reads_like(view: PackView) -> Iterator[Seen]:
    return _meaning_in(view).seen(0)


def comes_near(view: PackView) -> Iterator[Seen]:
    """What reads nearly as much like an attack as what is held: for packs of those whom nobody knows yet."""
    return _meaning_in(view).seen(NEAR)


def _meaning_in(view: PackView) -> Meaning:
    """What the model that ships with the rules makes of a pack, which is read once."""
    if learned not in view.kept:
        view.kept[learned] = [meaning_of(view, learned())]
    meaning: Meaning = view.kept[learned][0]
    return meaning


def meaning_of(view: PackView, model: Model) -> Meaning:
    """Read the texts of a pack, as far as its budget goes; what it does not reach is named."""
    reader = _Reader(model, view.budget)
    spoken = {document.path for document in view.documents}
    texts = [text for text in view.texts if text.suffix in READ_SUFFIXES and not _is_for_people(view, text)]
    found = list[_Found]()
    for text in sorted(texts, key=lambda text: (text.path not in spoken, text.size, text.path)):
        if not reader.budget.is_spent:
            quotes = judges_others(text) and (text.is_markdown or not is_led_to(view, text))
            found += reader.heaviest(text, partial(is_example_on, view, text.path), quotes_others=quotes)
        if reader.budget.is_spent:
            (view.given_up if text.path in spoken else view.not_read).add(text.path)
    return Meaning(model, found, reader.passages)


def _is_for_people(view: PackView, text: TextFile) -> bool:
    """Whether it says to people what a pack is or was: nothing hands it to the agent or leads there."""
    is_manifest = text.path in (MANIFEST_PATH, PLUGIN_MANIFEST_PATH)
    is_page = is_changelog(text.path) or is_for_contributors(text.path)
    return is_manifest or (is_page and not is_led_to(view, text))


class _Reader:
    """Reads the texts of one pack, each unit once, until its part of the pack's budget is spent."""

    def __init__(self, model: Model, budget: Budget) -> None:
        self.budget = Budget(MOST_FOR_MEANING, budget)
        self._model = model
        self.passages = 0
        self._read: dict[str, Known] = {}

    def heaviest(
        self, text: TextFile, is_example: Callable[[int], bool], *, quotes_others: bool
    ) -> list[_Found]:
        """The passage of a text that reads most like something to look at, if it may hold a newcomer's pack.

        What is told as an example of a dangerous command, on a line of which that is so, is not told again,
        nor is what a page forbids, or quotes if it is about others' attacks.
        """
        model, found = self._model, list[_Found]()
        highest = model.threshold.of(1) - NEAR - 1
        is_prose = text.suffix in PAGE_SUFFIXES and not text.is_script
        said = text.text[:LONGEST_READ]
        self.budget.pay(_LINE * said.count("\n"))
        for passage in passages_of(said, is_prose=is_prose):
            self.budget.pay(_PASSAGE)
            units = [self._unit(unit.said) for unit in passage.units]
            if self.budget.is_spent:
                break
            self.passages += 1
            score = score_of(model, units, passage.kind)
            if score <= highest or (quotes_others and (not is_prose or _is_quoted(passage))):
                continue
            if not (_is_example(passage, is_example) or is_prohibited(text, passage)):
                highest, found = score, [_Found(text.path, passage, units, score)]
        return found

    def _unit(self, said: str) -> Known:
        if said not in self._read:
            self.budget.pay(_LETTER * len(said) + _UNIT)
            self._read[said] = self._known(said)
        return self._read[said]

    def _known(self, said: str) -> Known:
        if self.budget.is_spent:
            return _NOTHING
        read = read_unit(without_makers_lines(said))
        self.budget.pay(_SEARCHED * read.looked_for * len(said))
        return known_of(self._model, read)


def _is_example(passage: Passage, is_on: Callable[[int], bool]) -> bool:
    """Whether nothing but examples stands in it, line by line, with headings or notes about them."""
    told = [is_on(unit.line) for unit in passage.units]
    notes = (bool(_ABOUT.match(unit.said)) for unit in passage.units)
    return any(told) and all(map(or_, told, notes))


def _is_quoted(passage: Passage) -> bool:
    """Whether all of it is somebody's words."""
    return passage.kind == PROSE and all(is_quotation(unit.said) for unit in passage.units)


def _seen(found: _Found, reading: Reading) -> Seen:
    words = " ".join(" ".join(unit.said for unit in found.passage.units).split())
    shown = printable(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
    line = found.passage.units[-1].line
    reasons = ", ".join(printable(in_plain_words(one, words)) for one in reading.reasons if is_telling(one))
    why = f"; what weighs most is {reasons}" if reasons else ""
    message = f"Line {line} reads like {FAMILIES[reading.family]}: `{shown}`{why}"
    return Seen(found.path, message, _FIX, line)


RULES = (
    Rule(
        "content/meaning",
        "hold",
        "Nothing reads like an instruction against the person the agent works for.",
        _reads_like,
    ),
)
