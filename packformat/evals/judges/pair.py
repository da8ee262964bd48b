"""Pairs: two results of the same case before the same judges, blind and in both orders.

A judge may prefer whatever it reads first. So each one is asked twice, with the results exchanged, and says
something only where both times it prefers the same result; else it contradicts itself, which is a tie. This
is the conservative way of MT-Bench (Zheng et al. 2023, https://arxiv.org/abs/2306.05685, section 3.4); ADR
35 says why. promptfoo's `select-best`
(https://promptfoo.dev/docs/configuration/expected-outputs/model-graded/select-best) asks once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.evals.judges.answer import ABOUT_TWO, FIRST, NEITHER, SECOND, read_vote
from packformat.evals.judges.majority import majority
from packformat.evals.judges.question import LONGEST_RESULT, about_two
from packformat.evals.verdict import NOT_JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterable

WIN, TIE, LOSS = "win", "tie", "loss"
_SURVIVES = {(FIRST, SECOND): WIN, (SECOND, FIRST): LOSS, (NEITHER, NEITHER): TIE}
"""What a judge says both times of the same result, by what it says first and after the exchange."""


class Said(NamedTuple):
    """What one judge says of a pair: with the pack's result first, and with it second."""

    there: str
    back: str

    @property
    def verdict(self) -> str:
        """A win or loss of the pack's result, or a tie; not judged where one of the answers is missing."""
        return NOT_JUDGED if NOT_JUDGED in self else _SURVIVES.get(self, TIE)

    @property
    def contradicts_itself(self) -> bool:
        """Whether its verdict did not survive the exchange."""
        return NOT_JUDGED not in self and self not in _SURVIVES


class Pair(NamedTuple):
    """Two runs of a case, by the digests of their transcripts, the pack's first; and what each judge says."""

    case: str
    number: int
    transcripts: tuple[str, str]
    said: tuple[Said, ...]

    @property
    def verdict(self) -> str:
        """What most judges say, or else a tie; not judged where most have not answered."""
        return majority([one.verdict for one in self.said]) or (TIE if self.said else NOT_JUDGED)

    def as_dict(self) -> dict[str, Any]:
        """The pair as JSON-ready values."""
        return {
            "case": self.case,
            "number": self.number,
            "transcripts": list(self.transcripts),
            "said": [list(one) for one in self.said],
            "verdict": self.verdict,
        }


def pair_questions(task: str, criterion: str, ours: str, other: str) -> tuple[str, str] | None:
    """The two questions about a pair, the second with the results exchanged; None for results too long."""
    if max(len(ours), len(other)) > LONGEST_RESULT:
        return None
    return about_two(task, criterion, ours, other), about_two(task, criterion, other, ours)


def said_by(there: Iterable[str], back: Iterable[str]) -> tuple[Said, ...]:
    """What judges say who gave these answers to the two questions, each in the order of the judges."""
    votes = zip(there, back, strict=True)
    return tuple(Said(*(read_vote(answer, ABOUT_TWO).verdict for answer in both)) for both in votes)
