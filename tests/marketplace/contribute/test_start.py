import pytest
from django.test import Client

from registry.models import Draft, User
from registry.services.drafts import start_draft
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


def test_a_draft_is_taken_away_and_brought_back(ada_client: Client, ada: User) -> None:
    draft = start_draft(actor=ada, content={"kind": "other", "title": "Complaints"})
    place = ada_client.post(f"/contribute/{draft.pk}/delete")["Location"]
    html = ada_client.get(place).content.decode()
    assert "Bring it back" in html
    assert "Complaints" not in html
    ada_client.post(f"/contribute/{draft.pk}/undelete")
    assert "Complaints" in ada_client.get("/contribute/").content.decode()


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
