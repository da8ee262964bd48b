import pytest

from registry.models import Question, User
from registry.services.questions import ask_question
from registry.services.removals import remove_said
from tests.registry.api.conftest import Send
from tests.support import registry
from tests.support.rows import release_row

APPEALS = "/api/v1/appeals"


@pytest.fixture
def removed(ada: User) -> Question:
    release_row("bank-rec")
    question = ask_question(actor=ada, pack="bank-rec", text="Which ledgers?")
    staff = registry.user("staff", is_staff=True)
    remove_said(actor=staff, kind="question", number=question.pk, reason="Rude")
    return question


def test_a_program_appeals_once_and_reads_what_became_of_it(send: Send, ada: User, removed: Question) -> None:
    sent = {"kind": "question", "key": str(removed.pk), "words": "It was meant kindly"}
    made = send(APPEALS, "POST", sent, by=ada, scopes="comment")
    assert (made.status_code, made.json()["status"], made.json()["key"]) == (201, "open", str(removed.pk))
    assert send(APPEALS, "POST", sent, by=ada, scopes="comment").json()["code"] == "E_APPEALED"
    assert [one["words"] for one in send(APPEALS, by=ada).json()] == ["It was meant kindly"]


@pytest.mark.parametrize("sent", [{}, {"kind": "question", "key": 7, "words": "x"}])
def test_what_is_no_appeal_is_refused(send: Send, ada: User, sent: object) -> None:
    assert send(APPEALS, "POST", sent, by=ada, scopes="comment").json()["code"] == "E_FIELD"
