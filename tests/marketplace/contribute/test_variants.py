import pytest
from django.test import Client

from marketplace.contribute.variants import in_words
from registry.models import Draft, Release, User
from tests.support.registry import published

pytestmark = pytest.mark.django_db


def followed(client: Client, address: str) -> str:
    return client.get(client.post(address)["Location"]).content.decode()


@pytest.fixture
def original(eve: User) -> Release:
    return published(eve, extra={"notes.md": b"one\n"}).release


@pytest.fixture
def _variant(ada: User, original: Release) -> None:
    named = {"name": "month-end", "version": "1.0.0", "tree": original.tree_digest}
    published(ada, "our-close", made_from=named, extra={"notes.md": b"mine\n"})


def test_somebody_elses_pack_becomes_a_draft_of_ones_own(ada_client: Client, original: Release) -> None:
    html = followed(ada_client, "/contribute/variant/month-end")
    assert "Everything in month-end is yours to change now" in html
    draft = Draft.objects.get()
    assert (draft.owner.username, draft.continues) == ("ada", "")
    assert draft.content["name"] == "month-end-variant"


@pytest.mark.usefixtures("_variant")
def test_what_is_new_is_in_the_next_draft_and_what_both_changed_is_told(
    ada_client: Client, eve: User
) -> None:
    published(eve, version="1.1.0", extra={"notes.md": b"theirs\n", "more.md": b"new\n"})
    html = followed(ada_client, "/contribute/take-over/our-close")
    assert "What is new is in here" in html
    assert "yours stands: notes.md." in html
    draft = Draft.objects.get()
    assert draft.continues == "our-close"
    assert {row.path for row in draft.files.all()} >= {"notes.md", "more.md"}


@pytest.mark.usefixtures("_variant")
def test_what_cannot_be_done_is_said_on_the_page_of_the_pack(ada_client: Client, eve: User) -> None:
    published(eve, "as-it-is", licence="CC-BY-ND-4.0")
    assert "lets nobody else change it" in followed(ada_client, "/contribute/variant/as-it-is")
    assert "has everything of" in followed(ada_client, "/contribute/take-over/our-close")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("act", ["variant", "take-over"])
def test_whoever_has_not_signed_in_is_asked_to(client: Client, original: Release, act: str) -> None:
    place = client.post(f"/contribute/{act}/month-end")["Location"]
    assert place.startswith("/accounts/login/")
    assert not Draft.objects.exists()


def test_places_are_told_in_the_words_of_the_questions_each_once() -> None:
    places = ["summary", "steps.step-1.how", "steps.step-2.how", "rules.rule-1", "more.requires", "notes.md"]
    assert in_words(places) == [
        "What does somebody have at the end?",
        "Step: How do you do it?",
        "Rule or number taken out by the other",
        "requires",
        "notes.md",
    ]
