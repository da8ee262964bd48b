"""A rubric adds up what most judges say of each criterion, and says which one failed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.grade import grade
from packformat.evals.judges.question import LONGEST_RESULT
from packformat.evals.judges.rubric import criterion_verdict, rubric_questions, rubric_verdict
from packformat.evals.outcome import Outcome
from packformat.evals.verdict import MET, NOT_JUDGED, NOT_MET, Grade, Weighed

RUBRIC = {
    "id": "letter",
    "type": "rubric",
    "threshold": 3,
    "criteria": [
        {"id": "honest", "text": "It says what is not known.", "points": 2},
        {"id": "kind", "text": "It is kind."},
        {"id": "short", "text": "It is short."},
    ],
}
CRITERIA = st.lists(
    st.builds(
        Weighed,
        st.just("one"),
        st.integers(1, 5),
        st.lists(st.sampled_from([MET, NOT_MET, NOT_JUDGED]), min_size=1, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=5,
)


def graded(grader: dict[str, Any], *verdicts: str, answer: str = "Dear all") -> Grade:
    """Grade by judges of whom each says one thing of every criterion: `"+-+"`."""
    words = {"+": MET, "-": NOT_MET, "?": NOT_JUDGED}
    outcome = Outcome(files={}, answer=answer, task="Write.")
    answers = {
        question: tuple(
            json.dumps({"why": f"I see {signs}", "verdict": words[signs[place]]}) for signs in verdicts
        )
        for place, question in enumerate(rubric_questions(grader, outcome))
    }
    return grade(grader, Outcome(files={}, answer=answer, task="Write.", answers=answers))


def test_points_that_are_enough_are_enough() -> None:
    found = graded(RUBRIC, "+-+")
    assert (found.verdict, found.why, found.needed) == (MET, "", 3)
    assert found.as_dict()["criteria"][1] == {"id": "kind", "points": 1, "votes": ["not met"]}


def test_the_criterion_that_failed_is_named_with_the_reason_of_a_judge() -> None:
    assert graded(RUBRIC, "-++").why == "2 of 4 points, 3 needed; `honest` not met: I see -++"


def test_of_several_judges_the_majority_holds_and_where_there_is_none_nothing_does() -> None:
    assert graded(RUBRIC, "+++", "-++", "+-+").verdict == MET
    divided = graded(RUBRIC, "+++", "-++")
    assert divided.verdict == NOT_JUDGED
    assert divided.why.endswith("`honest` not judged: judges do not agree")


def test_claude_codes_own_criterion_is_a_rubric_of_one() -> None:
    native = {"id": "kind.md", "type": "judge", "criterion": "It is kind."}
    assert graded(native, "-").why == "0 of 1 points, 1 needed; `kind.md` not met: I see -"
    unasked = {"id": "kind.md", "verdict": NOT_JUDGED, "why": "it takes a judge"}
    assert graded(native).as_dict() == unasked


def test_what_is_not_there_is_not_met_and_what_is_too_long_is_not_judged() -> None:
    lost = graded(RUBRIC | {"file": "letter.txt"}, "+++")
    assert (lost.verdict, lost.why) == (NOT_MET, "`letter.txt` is not there")
    assert graded(RUBRIC, "+++", answer="x" * (LONGEST_RESULT + 1)).verdict == NOT_JUDGED


@given(CRITERIA, st.data())
def test_a_rubric_is_decided_only_where_no_open_criterion_could_change_it(
    criteria: list[Weighed], data: st.DataObject
) -> None:
    needed = data.draw(st.integers(1, sum(one.points for one in criteria)))
    ended = [
        [one._replace(votes=(end,)) if criterion_verdict(one) == NOT_JUDGED else one for one in criteria]
        for end in (MET, NOT_MET)
    ]
    best, worst = (rubric_verdict(those, needed) for those in ended)
    assert rubric_verdict(criteria, needed) == (best if best == worst else NOT_JUDGED)


@pytest.mark.parametrize("type_", ["regex", "exit-code"])
def test_other_graders_ask_no_judge(type_: str) -> None:
    assert rubric_questions({"id": "a", "type": type_}, Outcome(files={})) == []
