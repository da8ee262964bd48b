from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from registry.models import Question, Review, User
from registry.services.questions import ask_question
from registry.services.reviews import write_review
from registry.services.wishes import vote_for, wish_for
from tests.support.registry import published
from tests.support.registry import user as make_user

Send = Callable[..., HttpResponse]


def test_a_request_says_how_many_want_it_without_reading_who(
    send: Send, ada: User, eve: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wish = wish_for(actor=ada, words="tax return")
    assert send(f"/api/v1/requests/{wish.pk}/vote", "POST", {}, by=eve, scopes="comment").json()["votes"] == 2
    for number in range(5):
        vote_for(actor=make_user(f"user-{number}"), wish=wish.pk)
    with django_assert_num_queries(1):
        [row] = send("/api/v1/requests").json()
    assert row["votes"] == 7
    made = send("/api/v1/requests", "POST", {"words": "payroll"}, by=eve, scopes="comment")
    assert made.json()["votes"] == 1


@pytest.mark.parametrize("what", ["reviews", "questions"])
def test_what_was_said_in_one_moment_is_on_one_page_each(send: Send, ada: User, what: str) -> None:
    published(ada)
    for number in range(25):
        person = make_user(f"user-{number}")
        if what == "reviews":
            said = {"verdict": "works", "role": "clerk", "text": f"{number}"}
            write_review(actor=person, pack="month-end", version="1.0.0", **said)
        else:
            ask_question(actor=person, pack="month-end", text=f"{number}")
    Review.objects.update(written_at=timezone.now())
    Question.objects.update(asked_at=timezone.now())
    pages = [send(f"/api/v1/packs/month-end/{what}?page={page}").json() for page in (1, 2)]
    assert [row["text"] for page in pages for row in page] == [str(number) for number in reversed(range(25))]
