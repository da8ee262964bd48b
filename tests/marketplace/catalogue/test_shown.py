import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from marketplace.catalogue.shown import frame, shown_pack, shown_release
from registry.models import User
from registry.services.questions import ask_question
from registry.services.reviews import write_review
from tests.support.registry import published
from tests.support.rows import release_row

pytestmark = pytest.mark.django_db


def asked_by(reader: User | AnonymousUser) -> HttpRequest:
    request = HttpRequest()
    request.user = reader
    return request


def test_tabs_carry_how_many_there_are_of_each(ada: User, eve: User) -> None:
    for version in ("1.0.0", "1.1.0", "2.0.0"):
        release_row("month-end", version)
    for number in range(4):
        release_row(f"needs-it-{number}", requires={"month-end": ">=1"})
    said = {"pack": "month-end", "version": "1.0.0", "verdict": "works", "role": "x", "text": "x"}
    for user in (ada, eve):
        write_review(actor=user, **said)
    for text in "abcde":
        ask_question(actor=ada, pack="month-end", text=text)
    pack = shown_pack(asked_by(AnonymousUser()), "month-end")
    tabs = {tab.title: tab.count for tab in frame(pack, shown_release(pack), "overview")["tabs"]}
    assert tabs.items() >= {
        "Overview": None, "Files": 7, "Versions": 3, "Needed by": 4, "Reviews": 2, "Questions": 5,
    }.items()  # fmt: skip


def test_a_pack_of_which_nobody_spoke_has_tabs_with_nothing_in_them() -> None:
    release_row("month-end")
    pack = shown_pack(asked_by(AnonymousUser()), "month-end")
    assert (pack.review_count, pack.question_count, pack.dependent_count) == (0, 0, 0)


def test_a_private_pack_is_shown_to_its_readers_and_noted_as_theirs(ada: User, eve: User) -> None:
    published(ada, private=True)
    for stranger in (eve, AnonymousUser()):
        with pytest.raises(Http404):
            shown_pack(asked_by(stranger), "month-end")
    request = asked_by(ada)
    assert shown_pack(request, "month-end").is_private
    assert request.shows_private
