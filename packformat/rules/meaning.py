"""The rule that reads for meaning: what a passage reads like to a reader that has learned it.

Words are chosen anew by every attacker, and phrases catch those they were written for. This rule weighs what
comes together in a passage, holds the pack, and leaves the judgement to a person: it never refuses.

What a client hands to the agent is read first, then the shorter texts. A pack that would take too long is not
read to its end: its report names what was not read, and a skill, agent or command among it holds the pack.
"""

from __future__ import annotations

import re
from collections import defaultdict
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import printable
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH
from packformat.reader.features import read_unit
from packformat.reader.model import Known, Reading, known_of, learned, reading_of, score_of
from packformat.reader.passages import PROSE, is_quotation, passages_of
from packformat.reader.plain import FAMILIES, in_plain_words, is_telling
from packformat.rules.base import Rule, Seen
from packformat.rules.commands import examples_in
from packformat.rules.mention import PAGE_SUFFIXES, is_changelog, is_for_contributors, judges_others
from packformat.rules.phrases import share_taken
from packformat.rules.prohibited import is_prohibited
from packformat.rules.textfile import LONGEST_READ, READ_SUFFIXES
from packformat.rules.trials import is_led_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.reader.model import Model
    from packformat.reader.passages import Passage
    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

MOST_WORK = 1_000_000
"""What reading one pack may cost: its units' characters, `_UNIT` for each, `_PASSAGE` for each passage, and a
character for every `_SEARCHED` in which a sign is looked for."""
_UNIT, _PASSAGE, _SEARCHED = 60, 40, 6
_FREE = 0.5
"""The share of what phrases may cost that they may take before the reader reads less: no pack wears out both.
Of 108 real plugins, skills and collections four collections took more; the reader reads none to its end."""
NEAR = 500
"""How much lower the threshold is for packs of those whom nobody knows yet: the step of 50 from which 96 of
100 attacks are held of each of five samples that nothing was learned from (ADR 23)."""
_NOTHING = Known({}, frozenset(), quotes=False)
_ABOUT = re.compile(r"\s*(?:#|//)")
_SHOWN = 160
_FIX = (
    "nothing, if it is meant well: whoever decides will see it; or say openly what is done, for whom and why"
)


class _Found(NamedTuple):
    """The passage of a text that reads most like something to look at, and its sum."""

    path: str
    passage: Passage
    score: int


def _reads_like(view: PackView) -> Iterator[Seen]:
    return heaviest(view, 0, learned())


def comes_near(view: PackView) -> Iterator[Seen]:
    """What reads nearly as much like an attack as what is held: for packs of those whom nobody knows yet."""
    return heaviest(view, NEAR, learned())


def heaviest(view: PackView, lowered: int, model: Model) -> Iterator[Seen]:
    """The passages that reach a threshold so much lower than the one from which the model holds a pack."""
    budget = _Budget(lowered, model, share_taken(view))
    examples = defaultdict[str, set[int]](set)
    for place in examples_in(view):
        examples[place.text.path].add(place.line)
    spoken = {document.path for document in view.documents}
    texts = [text for text in view.texts if text.suffix in READ_SUFFIXES and not _is_for_people(view, text)]
    found = []
    for text in sorted(texts, key=lambda text: (text.path not in spoken, text.size, text.path)):
        if not budget.is_spent:
            quotes = judges_others(text) and (text.is_markdown or not is_led_to(view, text))
            found += budget.heaviest(text, examples.get(text.path, set()), quotes_others=quotes)
        if budget.is_spent:
            (view.given_up if text.path in spoken else view.not_read).add(text.path)
    threshold = model.threshold.of(budget.passages) - lowered
    for one in found:
        if one.score >= threshold:
            yield _seen(one, budget.reading(one.passage))


def _is_for_people(view: PackView, text: TextFile) -> bool:
    """Whether it says to people what a pack is or was: nothing hands it to the agent or leads there."""
    is_manifest = text.path in (MANIFEST_PATH, PLUGIN_MANIFEST_PATH)
    is_page = is_changelog(text.path) or is_for_contributors(text.path)
    return is_manifest or (is_page and not is_led_to(view, text))


class _Budget:
    """Reads the texts of one pack, each unit once, until that has cost `MOST_WORK`.

    Less, where of what phrases may cost more than `_FREE` was ``taken``.
    """

    def __init__(self, lowered: int, model: Model, taken: float) -> None:
        self.left = int(MOST_WORK * (1 - max(0, taken - _FREE)))
        self._lowered, self._model = lowered, model
        self.passages = 0
        self._read: dict[str, Known] = {}

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    def heaviest(self, text: TextFile, examples: set[int], *, quotes_others: bool) -> list[_Found]:
        """The passage of a text that reads most like something to look at, if it may hold a pack at all.

        What is told as an example of a dangerous command, on these lines, is not told again, nor is what
        a page forbids, or quotes if it is about others' attacks.
        """
        model, found = self._model, list[_Found]()
        highest = model.threshold.of(1) - self._lowered - 1
        is_prose = text.suffix in PAGE_SUFFIXES and not text.is_script
        for passage in passages_of(text.text[:LONGEST_READ], is_prose=is_prose):
            self.left -= _PASSAGE
            units = self._units(passage)
            if self.is_spent:
                break
            self.passages += 1
            score = score_of(model, units, passage.kind)
            if score <= highest or (quotes_others and (not is_prose or _is_quoted(passage))):
                continue
            if not (_is_example(passage, examples) or is_prohibited(text, passage)):
                highest, found = score, [_Found(text.path, passage, score)]
        return found

    def reading(self, passage: Passage) -> Reading:
        """What a passage that was read is made of."""
        return reading_of(self._model, self._units(passage), passage.kind)

    def _units(self, passage: Passage) -> list[Known]:
        return [self._unit(unit.said) for unit in passage.units]

    def _unit(self, said: str) -> Known:
        if said not in self._read:
            self.left -= len(said) + _UNIT
            self._read[said] = self._known(said)
        return self._read[said]

    def _known(self, said: str) -> Known:
        if self.is_spent:
            return _NOTHING
        read = read_unit(said)
        self.left -= read.looked_for * len(said) // _SEARCHED
        return known_of(self._model, read)


def _is_example(passage: Passage, lines: set[int]) -> bool:
    """Whether nothing but examples stands in it, on these lines, with headings or notes about them."""
    told = [unit.line in lines for unit in passage.units]
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
