import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import Question, User
from registry.services.questions import answer_question, ask_question
from tests.support.registry import published
from tests.support.xss import VECTORS, page_dangers

ADDRESS = "/packs/month-end/questions"


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    published(ada, "month-end")


def test_one_asks_and_the_publisher_answers(client: Client, ada: User, eve: User) -> None:
    client.force_login(eve)
    assert client.post(ADDRESS, {"text": "Which ledgers?"})["Location"] == ADDRESS
    question = Question.objects.get()
    client.force_login(ada)
    assert client.post(f"/questions/{question.pk}/answers", {"text": "All"})["Location"] == ADDRESS
    html = client.get(ADDRESS).content.decode()
    for words in ("Which ledgers?", "All", '<span class="chip good">publisher</span>'):
        assert words in html
    assert question.answers.count() == 1
    assert "ada (publisher): All" in client.get(f"{ADDRESS}?format=md").content.decode()


@pytest.mark.parametrize(("text", "told"), [("", "This field is required"), ("a word" * 700, "at most 4000")])
def test_an_answer_that_cannot_be_taken_stays_in_its_field(
    client: Client, eve: User, text: str, told: str
) -> None:
    first = ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    ask_question(actor=eve, pack="month-end", text="Another one?")
    client.force_login(eve)
    html = client.post(f"/questions/{first.pk}/answers", {"text": text}).content.decode()
    assert told in html
    assert f"{text}</textarea>" in html
    assert "Which ledgers?" in html
    assert "Another one?" not in html
    assert not first.answers.exists()


def test_without_an_account_one_reads(client: Client, eve: User) -> None:
    question = ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    assert "Which ledgers?" in client.get(ADDRESS).content.decode()
    for address in (ADDRESS, f"/questions/{question.pk}/answers"):
        assert client.post(address, {"text": "x"})["Location"].startswith("/accounts/login/")
    client.force_login(eve)
    assert client.post("/questions/999/answers").status_code == 404


def test_hostile_words_come_out_inert(client: Client, eve: User) -> None:
    for vector in VECTORS[:20]:
        question = ask_question(actor=eve, pack="month-end", text=vector)
        answer_question(actor=eve, question=question.pk, text=vector)
    assert list(page_dangers(client.get(ADDRESS).content.decode())) == []


def test_questions_are_found_by_their_words_and_by_those_of_their_answers(client: Client, eve: User) -> None:
    ledgers = ask_question(actor=eve, pack="month-end", text="Which ledgers does it read?")
    answer_question(actor=eve, question=ledgers.pk, text="All that export a trial balance")
    ask_question(actor=eve, pack="month-end", text="Does it file a return?")
    for words in ("ledger", "Trial balances"):
        html = client.get(ADDRESS, {"q": words}).content.decode()
        assert "Which ledgers does it read?" in html
        assert "file a return" not in html
    assert "Which ledgers" in client.get(ADDRESS, {"q": "ledgers", "format": "md"}).content.decode()
    assert "No question and no answer fits “bees”" in client.get(ADDRESS, {"q": "bees"}).content.decode()
    for vector in VECTORS[:20]:
        assert list(page_dangers(client.get(ADDRESS, {"q": vector}).content.decode())) == []


def test_what_was_removed_is_not_found(client: Client, eve: User) -> None:
    question = ask_question(actor=eve, pack="month-end", text="Which ledgers does it read?")
    Question.objects.filter(pk=question.pk).update(removed_at=question.asked_at)
    assert "does it read" not in client.get(ADDRESS, {"q": "ledgers"}).content.decode()


@pytest.mark.parametrize("number", [1, 15])
def test_the_number_of_queries_does_not_grow(
    client: Client, eve: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for count in range(number):
        question = ask_question(actor=eve, pack="month-end", text=f"Question {count}")
        answer_question(actor=eve, question=question.pk, text="Yes")
    with django_assert_num_queries(4):
        client.get(ADDRESS)
