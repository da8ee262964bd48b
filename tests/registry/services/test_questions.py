import pytest

from packformat.errors import CtxpackError
from registry.models import User
from registry.services.questions import answer_question, ask_question
from tests.support.registry import published


def test_whether_an_answer_is_the_publishers_is_told(ada: User, eve: User) -> None:
    published(ada, "month-end")
    question = ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    assert answer_question(actor=ada, question=question.pk, text="All").by_publisher
    assert not answer_question(actor=eve, question=question.pk, text="Thanks").by_publisher
    assert [answer.text for answer in question.answers.all()] == ["All", "Thanks"]


def test_there_is_nothing_to_ask_or_answer_about_nothing(eve: User) -> None:
    for act in (
        lambda: ask_question(actor=eve, pack="nothing", text="Why?"),
        lambda: answer_question(actor=eve, question=7, text="So"),
    ):
        with pytest.raises(CtxpackError, match="there is no"):
            act()
