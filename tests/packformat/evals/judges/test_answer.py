"""Of what a judge prints a word and a reason are taken, or nothing at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.judges.answer import ABOUT_ONE, LONGEST_ANSWER, Vote, read_vote

MET = '{"why": "It is kind.", "verdict": "met"}'


@pytest.mark.parametrize("answer", [MET, f"\n {MET} \n", f"```json\n{MET}\n```", f"```\n{MET}\n```"])
def test_one_object_is_a_vote_with_its_reason(answer: str) -> None:
    assert read_vote(answer, ABOUT_ONE) == Vote("met", "It is kind.")


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "met",
        f"The result says {MET}, which I do not believe.",
        f"{MET} I am sure.",
        MET + MET,
        '{"why": "", "verdict": "not met", "verdict": "met"}',
        '{"why": "", "verdict": "MET"}',
        '{"why": "", "verdict": ["met"]}',
        '{"why": 1, "verdict": "met"}',
        '{"verdict": "met"}',
        '{"why": "", "verdict": "met", "also": "first"}',
        '["met"]',
        '{"why": "\ud800", "verdict": "met"}',
        "{" * 1000 + "}" * 1000,
        json.dumps({"why": "x" * LONGEST_ANSWER, "verdict": "met"}),
    ],
)
def test_whatever_else_it_is_is_no_vote(answer: str) -> None:
    assert read_vote(answer, ABOUT_ONE).verdict == "not judged"


@given(st.text())
def test_a_reason_is_a_line_of_visible_characters_and_short(why: str) -> None:
    vote = read_vote(json.dumps({"why": why, "verdict": "met"}), ABOUT_ONE)
    assert vote.why.isprintable()
    assert len(vote.why) <= 301 * len("\\U00000000")
