"""What a model answered: a document from outside, of which only what can be found in the pack is believed."""

from __future__ import annotations

import json
import re
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
"""Characters without blanks that a quote needs in order to name a place."""
_LONGEST_QUOTE, _LONGEST_SAID = 600, 400
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
        said = [_row(row) for row in rows]
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


def _row(row: dict[str, Any]) -> _Row:
    kind = str(row["class"])
    if kind not in CLASSES:
        raise ValueError(kind)
    sure = min(100, max(0, int(row["sure"])))
    return _Row(str(row["file"]), str(row["quote"])[:_LONGEST_QUOTE], kind, str(row["harm"]), sure)


def _believed(rows: list[_Row], shown: Mapping[str, ShownText]) -> Iterator[Concern]:
    for row in rows:
        for path in [row.file, *(path for path in shown if path != row.file)]:
            line = _line_of(row.quote, shown[path]) if path in shown else 0
            if line:
                harm = printable(" ".join(row.harm.split()), _LONGEST_SAID)
                quote = printable(" ".join(row.quote.split()), _LONGEST_QUOTE)
                yield Concern(path, line, quote, row.kind, harm, row.sure)
                break


def _line_of(quote: str, text: ShownText) -> int:
    """The line at which a quote begins, blanks and line breaks aside; 0 where it does not stand."""
    wanted = max((_bare(part) for part in _CUT.split(quote)), key=len)
    if len(wanted) < _LEAST_QUOTE:
        return 0
    for lines in (text.lines, text.decoded):
        bare = [_bare(line) for line in lines]
        at = "".join(bare).find(wanted)
        if at >= 0:
            return 1 if lines is text.decoded else _line_at(bare, at)
    return 0


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def _line_at(lines: list[str], at: int) -> int:
    for number, line in enumerate(lines, 1):
        at -= len(line)
        if at < 0:
            return number
    raise AssertionError("the place lies in one of the lines")
