import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from registry.models import Draft, User
from registry.services.draft_sweep import KEPT, WARNED, kept_until
from registry.services.drafts import start_draft
from tests.support.drafts import CLOSE
from tests.support.registry import published

pytestmark = pytest.mark.django_db


def test_the_first_page_offers_four_starting_points_and_the_upload(client: Client) -> None:
    html = client.get("/contribute/").content.decode()
    for said in (
        "Month-end close",
        "Property intake",
        "Video packaging",
        "Something else",
        'href="/publish"',
    ):
        assert said in html


def test_how_long_it_takes_is_said_alike_before_and_after_one_has_begun(client: Client) -> None:
    minutes = re.search(r"About (\d+) minutes", client.get("/contribute/").content.decode())[1]
    assert int(minutes) % 5 == 0
    assert f"About {minutes} minutes left" in client.get("/contribute/new/other").content.decode()


def test_a_draft_is_taken_away_and_brought_back(ada_client: Client, ada: User) -> None:
    draft = start_draft(actor=ada, content={"kind": "other", "title": "Complaints"})
    place = ada_client.post(f"/contribute/{draft.pk}/delete")["Location"]
    html = ada_client.get(place).content.decode()
    until = timezone.now() + KEPT
    assert f"forgotten on {until.day} {until:%B %Y}" in html
    assert f'action="/contribute/{draft.pk}/undelete"' in html
    assert f'href="/contribute/{draft.pk}/go-on"' not in html
    ada_client.post(f"/contribute/{draft.pk}/undelete")
    assert f'href="/contribute/{draft.pk}/go-on"' in ada_client.get("/contribute/").content.decode()


def test_whoever_has_not_signed_in_reads_until_when_their_answers_are_kept(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine", "do": "save"}, follow=True)
    draft = Draft.objects.get()
    until = f"{kept_until(draft):%B %Y}"
    for page in ("/contribute/", f"/contribute/{draft.pk}/steps"):
        assert re.search(rf"until [0-9]+ {until}", client.get(page).content.decode())


def test_before_a_draft_is_forgotten_every_page_of_it_says_so(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine", "do": "save"}, follow=True)
    page = f"/contribute/{Draft.objects.get().pk}/preview"
    assert "This is forgotten on" not in client.get(page).content.decode()
    Draft.objects.update(saved_at=timezone.now() - KEPT + WARNED - timedelta(hours=1))
    assert "This is forgotten on" in client.get(page).content.decode()
    assert "This is forgotten on" not in client.get("/contribute/new/other").content.decode()


@pytest.mark.parametrize("act", ["delete", "undelete"])
def test_nobody_takes_away_what_is_not_theirs(ada_client: Client, eve: User, act: str) -> None:
    draft = start_draft(actor=eve, content={"kind": "other"})
    assert ada_client.post(f"/contribute/{draft.pk}/{act}").status_code == 404


def test_a_pack_from_the_command_line_is_continued(ada_client: Client, ada: User) -> None:
    published(ada)
    place = ada_client.post("/contribute/continue/month-end")["Location"]
    html = ada_client.get(place).content.decode()
    assert "Does month-end, step by step" in html
    assert Draft.objects.get().continues == "month-end"


def test_a_pack_of_others_is_not_continued(ada_client: Client, eve: User) -> None:
    published(eve)
    place = ada_client.post("/contribute/continue/month-end")["Location"]
    assert "not a member" in ada_client.get(place).content.decode()


def test_whoever_comes_back_goes_on_at_the_first_page_that_lacks_something(
    ada_client: Client, ada: User
) -> None:
    for lacking, page in (
        ({"samples": []}, "samples"),
        ({"steps": [], "samples": []}, "steps"),
        ({}, "answers"),
    ):
        draft = start_draft(actor=ada, content={**CLOSE, **lacking})
        address = f"/contribute/{draft.pk}/go-on"
        assert address in ada_client.get("/contribute/").content.decode()
        assert ada_client.get(address).url == f"/contribute/{draft.pk}/{page}"
