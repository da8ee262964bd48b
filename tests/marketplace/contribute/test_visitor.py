import pytest
from django.test import Client

from marketplace.contribute.visitor import COOKIE
from registry.models import Draft
from registry.services.draft_sweep import KEPT

pytestmark = pytest.mark.django_db


def test_a_cookie_that_we_did_not_sign_opens_nothing(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine"}, follow=True)
    draft = Draft.objects.get()
    assert client.get(f"/contribute/{draft.pk}/outcome").status_code == 200
    client.cookies[COOKIE] = "made-up:signature"
    assert client.get(f"/contribute/{draft.pk}/outcome").status_code == 302


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine"}, follow=True)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_each_saved_answer_keeps_the_draft_and_its_key_as_long_again(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine"}, follow=True)
    page = f"/contribute/{Draft.objects.get().pk}/outcome"
    client.cookies[COOKIE]["max-age"] = 1
    client.post(page, {"title": "Mine, again"})
    assert client.cookies[COOKIE]["max-age"] == KEPT.total_seconds()
