"""What a judge answered: a text from outside, of which one word and a reason are taken, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import CtxpackError, printable
from packformat.evals.verdict import MET, NOT_JUDGED, NOT_MET
from packformat.texts import read_json

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_ANSWER = 16 * 1024
"""Characters of an answer that is read: twenty times what a reason and a verdict take."""
FIRST, SECOND, NEITHER = "first", "second", "neither"
ABOUT_ONE = (MET, NOT_MET, NOT_JUDGED)
ABOUT_TWO = (FIRST, SECOND, NEITHER, NOT_JUDGED)
"""What a judge may say of one result, and of two; `NOT_JUDGED` is also what no answer counts as."""
_LONGEST_WHY = 300
_OBJECT = re.compile(r"(?:```(?:json)?\s+)?(\{.*\})(?:\s+```)?", re.DOTALL)


class Vote(NamedTuple):
    """What one judge says to one question, and why."""

    verdict: str
    why: str


_NO_VOTE = Vote(NOT_JUDGED, "no answer that can be read")


def read_vote(answer: str, choices: Sequence[str]) -> Vote:
    """Read an answer: one JSON object with ``why`` and ``verdict``, and nothing around it but a code block.

    Whatever else it is, it is no vote: too long, words beside the object, another key, a verdict that is none
    of ``choices``. So what a judge quotes of a result is never taken for what it says itself.
    """
    found = _OBJECT.fullmatch(answer.strip()) if len(answer) <= LONGEST_ANSWER else None
    try:
        value = read_json("the answer", found[1].encode("utf-8")) if found else None
    except (CtxpackError, UnicodeEncodeError):
        value = None
    if not isinstance(value, dict) or value.keys() != {"why", "verdict"}:
        return _NO_VOTE
    why, verdict = value["why"], value["verdict"]
    if not isinstance(why, str) or verdict not in choices:
        return _NO_VOTE
    return Vote(verdict, printable(" ".join(why.split()), _LONGEST_WHY))
