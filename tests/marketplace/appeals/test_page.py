import pytest
from django.test import Client

from registry.models import Appeal, Question, User
from registry.services.appeals import answer_appeal
from registry.services.questions import ask_question
from registry.services.removals import remove_said
from tests.support import registry
from tests.support.rows import release_row
from tests.support.xss import page_dangers


@pytest.fixture
def staff(db: None) -> User:
    return registry.user("staff", is_staff=True)


@pytest.fixture
def removed(ada: User, staff: User) -> Question:
    """A question of ada's that the staff have removed."""
    release_row("bank-rec")
    question = ask_question(actor=ada, pack="bank-rec", text="Which ledgers, <b>fool</b>?")
    remove_said(actor=staff, kind="question", number=question.pk, reason="Rude <i>words</i>")
    return question


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_one_appeals_on_the_page_and_reads_the_answer_there(
    ada_client: Client, staff: User, removed: Question
) -> None:
    address = f"/appeals/question/{removed.pk}"
    page = text(ada_client, address)
    assert "About your question on bank-rec, which the staff removed" in page
    assert "Rude &lt;i&gt;words" in page
    assert list(page_dangers(page)) == []
    assert "Please check what you entered" in ada_client.post(address, {"words": " "}).content.decode()
    assert ada_client.post(address, {"words": "It was meant kindly"})["Location"] == address
    assert "A person of the staff will look at it" in text(ada_client, address)
    appeal = Appeal.objects.get()
    answer_appeal(actor=staff, appeal=appeal.pk, status="upheld", reason="So it was")
    page = text(ada_client, address)
    assert "It was upheld" in page
    assert "So it was" in page
    assert ada_client.post(address, {"words": "Once more"}).status_code == 404


def test_the_queue_shows_the_evidence_and_takes_the_answer(
    client: Client, ada: User, staff: User, removed: Question
) -> None:
    appeal = Appeal.objects.create(author=ada, question=removed, words="It was meant kindly")
    client.force_login(staff)
    page = text(client, "/moderation")
    for words in ("Appeals (1)", "Which ledgers", "Rude &lt;i&gt;words", "It was meant kindly"):
        assert words in page
    assert list(page_dangers(page)) == []
    address = f"/moderation/appeals/{appeal.pk}"
    assert client.post(address, {"status": "upheld", "reason": ""}).status_code == 400
    assert client.post(address, {"status": "upheld", "reason": "So it was"})["Location"] == "/moderation"
    assert "Nobody appeals" in text(client, "/moderation")
    assert "Which ledgers" in text(client, "/packs/bank-rec/questions")


def test_the_staff_remove_what_is_said_where_it_stands(client: Client, eve: User, staff: User) -> None:
    release_row("bank-rec")
    question = ask_question(actor=eve, pack="bank-rec", text="Buy my course")
    client.force_login(staff)
    assert "Remove the question" in text(client, "/packs/bank-rec/questions")
    answer = client.post(f"/moderation/question/{question.pk}/remove", {"reason": "Advertising"})
    assert answer["Location"] == "/packs/bank-rec/questions"
    for address in ("/packs/bank-rec/questions", "/api/v1/packs/bank-rec/questions"):
        assert "Buy my course" not in text(client, address)


def test_nobody_sees_what_was_decided_about_others(client: Client, eve: User, removed: Question) -> None:
    client.force_login(eve)
    assert client.get(f"/appeals/question/{removed.pk}").status_code == 404
    assert client.get("/appeals/pack/1").status_code == 404
