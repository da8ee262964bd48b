import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.http import HttpResponse

from registry.models import ApiToken, Membership, User
from registry.services.questions import ask_question
from registry.services.tokens import create_token
from tests.support.registry import published

Send = Callable[..., HttpResponse]


def test_the_account_says_who_one_is_and_switches_mail_off_and_on(send: Send, ada: User) -> None:
    owned = [{"handle": "ledgers", "role": "owner"}]
    assert send("/api/v1/account", by=ada).json() == {
        "username": "ada", "wants_mail": True, "wants_advisories": False, "news": "at once",
        "mail_rests": False, "publishers": owned, "granted": [],
    }  # fmt: skip
    for wanted in (False, True):
        answer = send("/api/v1/account", "PATCH", {"wants_mail": wanted}, by=ada, scopes="comment")
        assert answer.json()["wants_mail"] is wanted
        assert User.objects.get(pk=ada.pk).wants_mail is wanted


def test_every_advisory_is_told_to_whoever_asks(send: Send, ada: User) -> None:
    answer = send("/api/v1/account", "PATCH", {"wants_advisories": True}, by=ada, scopes="comment")
    assert (answer.json()["wants_advisories"], answer.json()["wants_mail"]) == (True, True)


def test_recaps_are_chosen_and_the_next_is_read_before_it_is_sent(send: Send, ada: User, eve: User) -> None:
    assert send("/api/v1/account/recap", by=ada).json() == {"due_at": None, "text": ""}
    answer = send("/api/v1/account", "PATCH", {"news": "weekly"}, by=ada, scopes="comment")
    assert (answer.json()["news"], answer.json()["wants_mail"]) == ("weekly", True)
    published(ada, "month-end")
    ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    recap = send("/api/v1/account/recap", by=ada).json()
    assert recap["due_at"] is not None
    assert "Which ledgers?" in recap["text"]


@pytest.mark.parametrize(
    "sent", [{}, {"wants_mail": "yes"}, {"wants_mail": None}, {"news": "hourly"}, {"news": True}]
)
def test_a_switch_that_is_neither_on_nor_off_is_refused(send: Send, ada: User, sent: object) -> None:
    answer = send("/api/v1/account", "PATCH", sent, by=ada, scopes="comment")
    assert (answer.status_code, answer.json()["code"]) == (400, "E_FIELD")


def test_acts_are_one_s_own_the_newest_first(send: Send, ada: User, eve: User) -> None:
    acts = send("/api/v1/account/acts", by=ada, scopes="admin").json()
    assert [act["action"] for act in acts] == ["token.create", "publisher.create"]
    assert {act["subject"] for act in acts} > {"publisher:ledgers"}


def test_the_export_is_a_zip_of_what_is_kept(send: Send, ada: User) -> None:
    answer = send("/api/v1/account/export", by=ada, scopes="admin")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert json.loads(archive.read("publishers.json"))[0]["publisher__handle"] == "ledgers"


def test_tokens_are_listed_without_their_texts_and_revoked(send: Send, ada: User, eve: User) -> None:
    token, text = create_token(actor=ada, name="laptop", scopes=["read"])
    other, _text = create_token(actor=eve, name="theirs", scopes=["read"])
    listed = send("/api/v1/account/tokens", by=ada, scopes="admin")
    assert [one["name"] for one in listed.json()] == ["a test", "laptop"]
    assert text not in listed.content.decode()
    assert send(f"/api/v1/account/tokens/{token.pk}", "DELETE", by=ada, scopes="admin").status_code == 204
    assert ApiToken.objects.get(pk=token.pk).revoked_at is not None
    answer = send(f"/api/v1/account/tokens/{other.pk}", "DELETE", by=ada, scopes="admin")
    assert (answer.status_code, answer.json()["code"]) == (404, "E_TOKEN_ABSENT")


def test_a_publisher_is_made_once_and_is_owned_by_whoever_made_it(send: Send, ada: User) -> None:
    wanted = {"handle": "new-books", "display_name": "New Books"}
    answer = send("/api/v1/publishers", "POST", wanted, by=ada, scopes="admin")
    assert (answer.status_code, answer.json()) == (201, wanted)
    assert Membership.objects.get(publisher__handle="new-books", user=ada).role == "owner"
    again = send("/api/v1/publishers", "POST", {"handle": "new-books"}, by=ada, scopes="admin")
    assert (again.status_code, again.json()["code"]) == (409, "E_HANDLE_TAKEN")
    nameless = send("/api/v1/publishers", "POST", {}, by=ada, scopes="admin")
    assert (nameless.status_code, nameless.json()["code"]) == (400, "E_FIELD")
