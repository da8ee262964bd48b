from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from marketplace.account import unsent
from registry.models import Answer, Draft, User
from registry.services.drafts import start_draft
from registry.services.questions import ask_question
from tests.support.registry import published

FORM = "http://testserver/packs/month-end/questions?page=2"


def leads_back_to(answer: HttpResponse) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


@pytest.fixture
def answering(ada: User) -> str:
    """The address to which an answer to a question is sent."""
    published(ada, "month-end")
    return f"/questions/{ask_question(actor=ada, pack='month-end', text='Does it?').pk}/answers"


def test_what_is_asked_for_signed_out_is_shown_after_signing_in(client: Client, db: None) -> None:
    assert leads_back_to(client.get("/accounts/audit?page=2")) == "/accounts/audit?page=2"


def test_what_is_sent_signed_out_is_shown_after_signing_in_and_sent_by_one_more_button(
    client: Client, answering: str, eve: User
) -> None:
    typed = "It does.\r\nSince 1.0 <b>&</b>"
    answer = client.post(answering, {"text": typed}, headers={"Referer": FORM})
    assert leads_back_to(answer) == "/accounts/unsent"
    assert "What you sent is kept" in client.get(answer["Location"]).content.decode()
    client.force_login(eve)
    page = client.get("/accounts/unsent").content.decode()
    assert f'<form method="post" action="{answering}"' in page
    assert "It does.<br>Since 1.0 &lt;b&gt;&amp;&lt;/b&gt;" in page
    assert f'href="{FORM}"' in page
    assert client.post(answering, {"text": typed})["Location"] == "/packs/month-end/questions"
    assert Answer.objects.get().author == eve
    assert client.get("/accounts/unsent")["Location"] == "/accounts/"


@pytest.mark.parametrize(
    "referer", ["", "http://elsewhere.example/packs/x", "//elsewhere.example", "javascript:alert(1)"]
)
def test_no_other_site_is_led_to(client: Client, answering: str, eve: User, referer: str) -> None:
    client.post(answering, {"text": "x"}, headers={"Referer": referer})
    client.force_login(eve)
    assert "Back to the page" not in client.get("/accounts/unsent").content.decode()


def test_a_file_is_to_be_chosen_again(client: Client, ada: User) -> None:
    with Path(__file__).open("rb") as file:
        client.post("/publish", {"archive": file}, headers={"Referer": "http://testserver/publish"})
    client.force_login(ada)
    page = client.get("/accounts/unsent").content.decode()
    assert "choose it again" in page
    assert "Send it now" not in page
    assert 'href="http://testserver/publish"' in page


def test_what_is_too_long_for_any_page_is_not_kept(client: Client, answering: str, eve: User) -> None:
    client.post(answering, {"text": "x" * 400_000})
    client.force_login(eve)
    assert client.get("/accounts/unsent")["Location"] == "/accounts/"


def test_an_act_on_a_draft_waits_too(client: Client, ada: User) -> None:
    draft = start_draft(actor=ada, content={"kind": "other"})
    client.post(f"/contribute/{draft.pk}/editors", {"username": "eve"})
    client.force_login(ada)
    assert f'action="/contribute/{draft.pk}/editors"' in client.get("/accounts/unsent").content.decode()
    assert Draft.objects.get().editors.count() == 0


def test_the_staffs_pages_are_closed_to_others_who_are_signed_in(client: Client, ada: User) -> None:
    assert leads_back_to(client.get("/moderation")) == "/moderation"
    client.force_login(ada)
    assert client.get("/moderation").status_code == 403


def test_no_more_is_kept_for_an_address_than_a_person_types_in_a_day(
    client: Client, answering: str, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsent, "_MOST_A_DAY", 100)
    client.post(answering, {"text": "x" * 60})
    other = Client()
    other.post(answering, {"text": "y" * 60})
    for browser, is_kept in ((client, True), (other, False)):
        browser.force_login(eve)
        assert ("Send it now" in browser.get("/accounts/unsent", follow=True).content.decode()) == is_kept
