import json
import re

import pytest
from django.test import Client

from marketplace.contribute.visitor import COOKIE
from registry.models import Draft, User
from registry.services.drafts import start_draft
from tests.support.drafts import CLOSE, PERSONA

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content=CLOSE)


def page_of(draft: Draft, page: str = "outcome") -> str:
    return f"/contribute/{draft.pk}/{page}"


def test_nothing_is_kept_of_a_visitor_before_the_first_answer(client: Client) -> None:
    html = client.get("/contribute/new/month-end-close").content.decode()
    assert "What lay on the desk?" in html
    assert not Draft.objects.exists()
    assert COOKIE not in client.cookies


def test_the_first_answer_makes_a_draft_that_the_browser_finds_again(client: Client) -> None:
    answer = client.post("/contribute/new/property-intake", {"title": "Intake", "do": "save"}, follow=True)
    draft = Draft.objects.get()
    assert answer.redirect_chain[0] == (page_of(draft), 307)
    assert draft.content == {"kind": "property-intake", "title": "Intake"}
    assert "Intake" in client.get(page_of(draft)).content.decode()
    assert Client().get(page_of(draft)).status_code == 302


def test_a_first_answer_that_asks_for_more_stands_at_the_draft_and_begins_no_second_one(
    client: Client,
) -> None:
    answer = client.post("/contribute/new/other", {"title": "Mine", "do": "next"}, follow=True)
    draft = Draft.objects.get()
    assert answer.status_code == 422
    assert f'action="{page_of(draft)}"' in answer.content.decode()


def test_signing_in_makes_the_draft_of_the_browser_ones_own(client: Client, ada: User) -> None:
    client.post("/contribute/new/other", {"title": "Mine"}, follow=True)
    client.post("/accounts/login/", {"login": "ada", "password": "a long password"})
    assert Draft.objects.get().owner == ada
    assert "Mine" in client.get("/contribute/").content.decode()


@pytest.mark.parametrize("address", ["/contribute/new/cooking", "/contribute/{}/nothing"])
def test_there_are_no_other_pages(ada_client: Client, draft: Draft, address: str) -> None:
    assert ada_client.get(address.format(draft.pk)).status_code == 404


def test_a_draft_of_another_is_not_there(client: Client, eve: User, draft: Draft) -> None:
    client.force_login(eve)
    assert client.get(page_of(draft)).status_code == 404
    assert client.post(page_of(draft), {"title": "Mine"}).status_code == 404


def test_what_is_missing_is_said_at_its_field_and_may_wait(ada_client: Client, draft: Draft) -> None:
    answer = ada_client.post(page_of(draft), {"title": "Close", "summary": "", "do": "next"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_summary">Say in one sentence what somebody has at the end</a>' in html
    assert 'aria-invalid="true"' in html
    assert "<title>Error: " in html
    draft.refresh_from_db()
    assert "summary" not in draft.content
    later = ada_client.post(page_of(draft), {"do": "later"})
    assert later["Location"] == page_of(draft, "documents")


def test_a_text_too_long_is_said_at_its_field_and_the_rest_is_saved(ada_client: Client, draft: Draft) -> None:
    answer = ada_client.post(page_of(draft), {"title": "x" * 200, "audience": "Everybody"})
    assert answer.status_code == 422
    assert "x" * 200 in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.content["title"], draft.content["audience"]) == (CLOSE["title"], "Everybody")


def test_texts_too_long_together_are_told(ada_client: Client, draft: Draft) -> None:
    texts = {f"steps.step-{number}.how": '"' * 4000 for number in range(1, 40)}
    answer = ada_client.post(page_of(draft, "steps"), texts)
    assert "too long" in answer.content.decode()


def test_buttons_add_move_take_out_and_put_back(ada_client: Client, draft: Draft) -> None:
    steps = page_of(draft, "steps")

    def do(act: str) -> str:
        found = ada_client.post(steps, {"do": act})["Location"]
        draft.refresh_from_db()
        return found

    def order() -> list[str]:
        return [step["id"] for step in draft.content["steps"]]

    assert do("add").endswith("?at=step-4#step-4")
    do("up:step-4")
    assert order() == ["step-1", "step-4", "step-2"]
    do("down:step-1")
    place = do("remove:step-1")
    assert order() == ["step-4", "step-2"]
    assert "Put it back" in ada_client.get(place).content.decode()
    revision = re.search(r"revision=(\d+)", place)[1]
    do(f"restore:step-1@{revision}")
    assert order() == ["step-4", "step-1", "step-2"]
    assert do("dance").endswith("?saved=1")
    assert ada_client.post(steps, {"do": "restore:step-77@1"}).status_code == 404
    assert ada_client.post(steps, {"do": "restore:step-77"}).status_code == 404


def test_two_windows_keep_both_texts(ada_client: Client, draft: Draft) -> None:
    one, other = ({"title": text, "revision": 1} for text in ("The close", "Our close"))
    ada_client.post(page_of(draft), one)
    answer = ada_client.post(page_of(draft), other)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Our close"' in html
    assert "The close" in html
    revision = re.search(r'name="revision" value="(\d+)"', html)[1]
    taken = {"title": "Our close", "revision": revision, "do": "theirs:title"}
    assert ada_client.post(page_of(draft), taken).status_code == 302
    draft.refresh_from_db()
    assert draft.content["title"] == "The close"
    ada_client.post(page_of(draft), {**taken, "do": "save"})
    draft.refresh_from_db()
    assert draft.content["title"] == "Our close"


def test_a_script_is_told_what_was_saved(ada_client: Client, draft: Draft) -> None:
    ada_client.post(page_of(draft), {"not_for": "a\nb"})
    ada_client.post(page_of(draft), {"audience": "Everybody"})
    sent = {"title": "The close", "not_for": "c", "summary": "x" * 400, "revision": 1}
    answer = ada_client.post(page_of(draft), sent, headers=JSON)
    said = json.loads(answer.content)
    assert said["revision"] == 4
    assert said["news"] == {"audience": "Everybody"}
    assert said["address"] == page_of(draft)
    assert said["conflicts"] == [
        {"field": "not_for", "label": "What must it not be used for?", "theirs": "a\nb"}
    ]
    assert list(said["errors"]) == ["summary"]


def test_text_sent_after_the_sign_in_ended_is_there_when_one_is_back(
    client: Client, ada: User, draft: Draft
) -> None:
    sent = {"title": "Typed for an hour", "revision": 1, "do": "next"}
    assert client.post(page_of(draft), sent, headers=JSON).status_code == 401
    answer = client.post(page_of(draft), sent)
    assert answer["Location"].startswith("/accounts/login/?next=")
    client.force_login(ada)
    client.get(page_of(draft, "steps"))
    client.get(page_of(draft))
    draft.refresh_from_db()
    assert draft.content["title"] == "Typed for an hour"


def test_a_page_asks_the_database_little(
    ada_client: Client, draft: Draft, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(5):
        ada_client.get(page_of(draft, "steps"))


@pytest.mark.parametrize(
    "page",
    [
        "outcome",
        "documents",
        "steps",
        "rules",
        "samples",
        "checks",
        "loops",
        "data",
        "names",
        "personas",
        "answers",
    ],
)
def test_every_page_shows_what_was_answered(ada_client: Client, draft: Draft, page: str) -> None:
    draft.content = {**draft.content, "personas": [PERSONA]}
    draft.save()
    html = ada_client.get(page_of(draft, page)).content.decode()
    said = {"outcome": "Bookkeepers", "documents": "Slowly.", "steps": "Book accruals", "rules": "Tolerance"}
    said |= {
        "samples": "J. Park",
        "checks": "posted to sundry",
        "data": "Open items",
        "loops": "Explain the oldest",
        "names": "What you chose tells right names from wrong ones.",
        "personas": "She has never closed a month for a firm with stock",
        "answers": "Ada Example",
    }
    assert said[page] in html
