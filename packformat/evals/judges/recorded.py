"""Recorded judgements: what a judge answered to which question, one JSON object a line.

``{"judge": "claude -p", "models": ["a-model"], "question": "sha256:…", "answer": "…", "usd": 0.01}``. The
answer is kept as it was, and read anew each time: a replay believes no verdict that somebody wrote down. It
is an answer to this very question, so that nothing of a case, its criteria or its runs can be changed
without it falling away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.errors import UNREADABLE
from packformat.evals.values import LONGEST_MODEL, MOST_MODELS, MOST_USD, read_figure, read_names
from packformat.texts import decode_utf8, read_json

if TYPE_CHECKING:
    from collections.abc import Sequence

JUDGEMENTS = "judgements.jsonl"
"""The file's name, in a case's folder or beside the recordings of its runs."""


class Judgement(NamedTuple):
    """One answer: who gave it, to the question of which digest, for how many US dollars, by which models."""

    judge: str
    question: Digest
    answer: str
    usd: float
    models: tuple[str, ...] = ()


class Recorded:
    """All judgements about a case; ``judges`` are those who gave one, in the order of the first."""

    def __init__(self, judgements: Sequence[Judgement]):
        self.judges = tuple(dict.fromkeys(one.judge for one in judgements))
        self._by_question = {(one.judge, one.question): one for one in judgements}

    def answers(self, question: str) -> tuple[Judgement, ...]:
        """What each judge answered; an empty answer of those who were not asked."""
        digest = Digest.of(question.encode("utf-8"))
        return tuple(
            self._by_question.get((judge, digest), Judgement(judge, digest, "", 0.0)) for judge in self.judges
        )


def read_judgements(path: str, data: bytes) -> Recorded:
    """Read recorded judgements; raises E_MANIFEST_… for a line that is none."""
    lines = decode_utf8(path, data).split("\n")
    return Recorded([_judgement(path, line) for line in lines if line.strip()])


def write_judgement(judgement: Judgement) -> bytes:
    """The line of one judgement."""
    return (json.dumps(judgement._asdict(), ensure_ascii=False) + "\n").encode("utf-8")


def _judgement(path: str, line: str) -> Judgement:
    value = read_json(path, line.encode("utf-8"))
    try:
        return Judgement(
            str(value["judge"]),
            Digest.parse(value["question"]),
            str(value["answer"]),
            read_figure(value["usd"], "usd", MOST_USD),
            read_names(value["models"], "models", MOST_MODELS, LONGEST_MODEL),
        )
    except UNREADABLE as error:
        reason = f"a line is no judgement ({type(error).__name__})"
        raise FORMAT.error("E_MANIFEST_SYNTAX", path=path, reason=reason) from None
