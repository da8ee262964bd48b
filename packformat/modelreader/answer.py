"""What a model answered: a document from outside, of which only what can be found in the pack is believed."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.errors import UNREADABLE, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from packformat.modelreader.shown import ShownText

CLASSES = {
    "fetch-run": "fetches something from a stranger's place and runs it",
    "prerequisite": "has something installed first from a place that is not its maker's",
    "paste-ip": "takes programs or orders from a place that nobody answers for",
    "encoded": "runs or obeys what is encoded",
    "archive": "unpacks what no scanner can see into",
    "credentials": "takes data to where the job does not need it",
    "hide": "keeps something from somebody who should know it",
    "weaken": "loosens what protects",
    "phantom": "installs a package that is not what it seems",
    "tamper": "changes what lies beyond the pack, so that it lasts",
    "remote-orders": "obeys what a stranger can change later",
    "invisible": "gives orders where nobody sees them",
    "fraud": "bends the work itself",
    "reader": "speaks to whoever reviews it",
}
"""The classes of concerns, and each in words that follow on *this*."""
LONGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read: five concerns take two thousand."""
_MOST_CONCERNS = 10
"""Concerns that are looked for: twice as many as were asked for."""
_LEAST_QUOTE = 12
"""Letters and digits that a quote needs in order to name a place."""
_LONGEST_QUOTE, _LONGEST_SAID = 600, 400
_NO_LETTER = re.compile(r"[\W_]+")
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}|\\U[0-9a-f]{8}")
_CUT = re.compile(r"\.\.\.|…")


class AnswerError(ValueError):
    """The answer is not what was asked for; the message says in what."""


class Concern(NamedTuple):
    """Something that speaks against a pack: where, in which words, what would happen, and how sure it is.

    ``line`` is where the quote begins, from 1; ``sure`` is of a hundred.
    """

    path: str
    line: int
    quote: str
    kind: str
    harm: str
    sure: int

    @property
    def meaning(self) -> str:
        """What it says of the pack, in words that follow on *this*."""
        return CLASSES[self.kind]


class Reading(NamedTuple):
    """What a model made of a pack: what it is for, what speaks against it, how many quotes were made up."""

    does: str
    concerns: tuple[Concern, ...]
    made_up: int


def read_answer(answer: bytes, shown: Mapping[str, ShownText]) -> Reading:
    """Read an answer about the texts that were shown; a concern whose quote stands nowhere is left out.

    Raises AnswerError for one that is too long, no JSON, or of another form.
    """
    if len(answer) > LONGEST_ANSWER:
        raise AnswerError("it is longer than an answer can be")
    text = answer.decode("utf-8", "replace")
    try:
        value = json.loads(text[text.index("{") : text.rindex("}") + 1])
        does, rows = str(value["does"]), list(value["concerns"])[:_MOST_CONCERNS]
        said = list(_rows(rows))
    except UNREADABLE:
        raise AnswerError("it is not the JSON that was asked for") from None
    concerns = tuple(_believed(said, shown))
    return Reading(printable(does, _LONGEST_SAID), concerns, len(said) - len(concerns))


class _Row(NamedTuple):
    file: str
    quote: str
    kind: str
    harm: str
    sure: int


def _rows(rows: list[dict[str, Any]]) -> Iterator[_Row]:
    """The concerns that have the form; raises what `_row` raises where none has, though there are some."""
    reasons = list[Exception]()
    for row in rows:
        try:
            yield _row(row)
        except UNREADABLE as error:
            reasons.append(error)
    if reasons and len(reasons) == len(rows):
        raise reasons[0]


def _row(row: dict[str, Any]) -> _Row:
    kind = str(row["class"])
    if kind not in CLASSES:
        raise ValueError(kind)
    sure = min(100, max(0, int(row["sure"])))
    return _Row(str(row["file"]), str(row["quote"])[:_LONGEST_QUOTE], kind, str(row["harm"]), sure)


def _believed(rows: list[_Row], shown: Mapping[str, ShownText]) -> Iterator[Concern]:
    places = [_Place.of(text) for text in shown.values()] if rows else []
    for row in rows:
        wanted = max(map(_bare, _CUT.split(row.quote)), key=len)
        if len(wanted) < _LEAST_QUOTE:
            continue
        for place in sorted(places, key=lambda place: place.path != row.file):
            if line := place.line_of(wanted):
                harm = printable(" ".join(row.harm.split()), _LONGEST_SAID)
                quote = printable(" ".join(row.quote.split()), _LONGEST_QUOTE)
                yield Concern(place.path, line, quote, row.kind, harm, row.sure)
                break


class _Place(NamedTuple):
    """A text in which quotes are looked for: its lines without what models change when they copy."""

    path: str
    lines: list[str]
    decoded: str

    @classmethod
    def of(cls, text: ShownText) -> _Place:
        return cls(text.path, [_bare(line) for line in text.lines], "".join(map(_bare, text.decoded)))

    def line_of(self, wanted: str) -> int:
        """The line at which a quote begins; the first one for what is encoded; 0 where it does not stand."""
        at = "".join(self.lines).find(wanted)
        if at >= 0:
            ends = accumulate(map(len, self.lines))
            return next(number for number, end in enumerate(ends, 1) if at < end)
        return int(wanted in self.decoded)


def _bare(text: str) -> str:
    """Letters and digits alone, in small letters: copies differ in blanks, quotes and what is unseen."""
    return _NO_LETTER.sub("", _ESCAPE.sub("", printable(text, len(text)))).lower()
