"""What a judge is asked shows the words of others as data, and nothing of where they come from."""

from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.judges.question import about_one, about_two, compared_by, result_shown
from packformat.evals.outcome import Outcome


def blocks_of(question: str) -> list[str]:
    """The lines that open and close what is fenced."""
    fence = next(line.split()[0] for line in question.split("\n") if line.endswith(" BEGIN TASK"))
    return [line.removeprefix(f"{fence} ") for line in question.split("\n") if line.startswith(fence)]


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_breaks_out_of_its_fence(task: str, criterion: str, first: str, second: str) -> None:
    opened = blocks_of(about_two(task, criterion, first, second))
    names = ("TASK", "CRITERION", "FIRST RESULT", "SECOND RESULT")
    assert opened == [line for name in names for line in (f"BEGIN {name}", "END")]


def test_a_result_that_knows_a_question_about_itself_cannot_end_its_fence() -> None:
    before = about_one("Add.", "It is right.", "4")
    assert blocks_of(about_one("Add.", "It is right.", before)).count("END") == 3


def test_what_hides_in_a_result_is_seen() -> None:
    assert "4\\u200b" in about_one("Add.", "It is right.", "4\u200b")


def test_a_judge_sees_the_answer_and_each_text_that_was_written_or_what_is_named() -> None:
    outcome = Outcome(
        files={"in.txt": b"2 2", "out.json": b'{"sum": 4}', "p.png": b"\xff"},
        start={"in.txt": b"2 2"},
        answer="Done.",
    )
    assert result_shown({}, outcome) == 'Done.\n\nout.json:\n{"sum": 4}'
    assert result_shown({"file": "in.txt"}, outcome) == "2 2"
    assert result_shown({"file": "out.json", "path": "sum"}, outcome) == "4"
    assert compared_by({"file": "lost.txt"}, outcome) == compared_by(None, outcome) == ""
