"""What judges answered is kept, and holds for the very question that it answered."""

import pytest

from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.evals.judges.recorded import Judgement, read_judgements, write_judgement

ASKED = Digest.of(b"Is it kind?")


def line(judge: str, question: str, answer: str = "{}") -> bytes:
    return write_judgement(Judgement(judge, Digest.of(question.encode()), answer, 0.5, ("a-model",)))


def test_each_judge_answers_the_question_that_it_was_asked_and_no_other() -> None:
    data = line("a", "Is it kind?", "yes\u2028no") + line("b", "Is it short?") + b"\n"
    found = read_judgements("judgements.jsonl", data)
    assert found.judges == ("a", "b")
    assert [one.answer for one in found.answers("Is it kind?")] == ["yes\u2028no", ""]
    assert [one.models for one in found.answers("Is it kind?")] == [("a-model",), ()]
    assert [one.usd for one in found.answers("Is it kind? ")] == [0.0, 0.0]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "x",
        '{"judge": "a", "models": [], "question": "b", "answer": "", "usd": 0}',
        f'{{"judge": "a", "question": "{ASKED}", "answer": "", "usd": 0}}',
        f'{{"judge": "a", "models": [], "question": "{ASKED}", "answer": "", "usd": 1e999}}',
    ],
)
def test_a_line_that_is_no_judgement_is_refused(text: str) -> None:
    with pytest.raises(CtxpackError):
        read_judgements("judgements.jsonl", text.encode())
