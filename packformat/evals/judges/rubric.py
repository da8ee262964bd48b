"""Rubrics: criteria in words with points, each judged by itself, and how many points are enough.

Judging one criterion at a time says which one fails, where a mark for the whole does not. Prometheus
(https://arxiv.org/abs/2310.08491) showed that a judge with a rubric agrees better with people than one
without; its marks from 1 to 5 became yes and no here, since nobody has to say what a 3 is. A criterion
without a majority earns nothing and costs nothing: where it could still decide, the rubric is not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.evals.judges.answer import ABOUT_ONE, read_vote
from packformat.evals.judges.majority import majority
from packformat.evals.judges.question import LONGEST_RESULT, about_one, result_shown
from packformat.evals.outcome import Unreadable
from packformat.evals.verdict import MET, NOT_JUDGED, NOT_MET, Grade, Weighed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from packformat.evals.judges.answer import Vote
    from packformat.evals.outcome import Outcome

KINDS = ("judge", "rubric")
"""The types of graders that take judges; Claude Code's own `llm` is a `judge`, a rubric of one criterion."""
MOST_POINTS = 100


def criterion_verdict(criterion: Weighed) -> str:
    """What most judges say of a criterion."""
    return majority(criterion.votes) or NOT_JUDGED


def rubric_verdict(criteria: Sequence[Weighed], needed: int) -> str:
    """The verdict that the criteria lead to, however those would end that are not judged."""
    points = {verdict: _points(criteria, verdict) for verdict in ABOUT_ONE}
    if points[MET] >= needed:
        return MET
    return NOT_MET if points[MET] + points[NOT_JUDGED] < needed else NOT_JUDGED


def rubric_questions(grader: Mapping[str, Any], outcome: Outcome) -> list[str]:
    """What judges are to be asked for a grader: nothing where there is nothing to show, or too much."""
    try:
        return _questions(grader, outcome) if grader["type"] in KINDS else []
    except Unreadable:
        return []


def _questions(grader: Mapping[str, Any], outcome: Outcome) -> list[str]:
    result = result_shown(grader, outcome)
    if len(result) > LONGEST_RESULT:
        return []
    return [about_one(outcome.task, text, result) for _id, text, _points in _criteria(grader)]


def grade_by_judges(grader: Mapping[str, Any], outcome: Outcome) -> Grade:
    """Grade by what judges answered, which ``outcome`` holds; raises Unreadable as `result_shown` does."""
    questions = _questions(grader, outcome)
    if not questions:
        return Grade(grader["id"], NOT_JUDGED, f"it is longer than {LONGEST_RESULT} characters")
    answers = [outcome.answers.get(question, ()) for question in questions]
    if not any(answers):
        return Grade(grader["id"], NOT_JUDGED, "it takes a judge")
    votes = [tuple(read_vote(answer, ABOUT_ONE) for answer in said) for said in answers]
    criteria = tuple(
        Weighed(name, points, tuple(vote.verdict for vote in of_it))
        for (name, _text, points), of_it in zip(_criteria(grader), votes, strict=True)
    )
    needed = grader.get("threshold", sum(one.points for one in criteria))
    verdict = rubric_verdict(criteria, needed)
    why = "" if verdict == MET else _why(criteria, needed, votes)
    return Grade(grader["id"], verdict, why, needed, criteria)


def _criteria(grader: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    if grader["type"] == "judge":
        yield grader["id"], grader["criterion"], 1
    for one in grader.get("criteria", ()):
        yield one["id"], one["text"], one.get("points", 1)


def _points(criteria: Sequence[Weighed], verdict: str) -> int:
    return sum(one.points for one in criteria if criterion_verdict(one) == verdict)


def _why(criteria: Sequence[Weighed], needed: int, votes: Sequence[Sequence[Vote]]) -> str:
    """How many points there are, and the first reason for each criterion that did not earn its own."""
    head = f"{_points(criteria, MET)} of {sum(one.points for one in criteria)} points, {needed} needed"
    parts = []
    for one, of_it in zip(criteria, votes, strict=True):
        verdict = criterion_verdict(one)
        if verdict != MET:
            reason = next((vote.why for vote in of_it if vote.verdict == verdict), "judges do not agree")
            parts.append(f"`{one.id}` {verdict}: {reason.rstrip('.')}")
    return "; ".join((head, *parts))
