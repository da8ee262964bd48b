import pytest
from django.test import Client

from marketplace.contribute.visitor import COOKIE
from registry.models import Draft

pytestmark = pytest.mark.django_db


def test_a_cookie_that_we_did_not_sign_opens_nothing(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine"})
    draft = Draft.objects.get()
    assert client.get(f"/contribute/{draft.pk}/outcome").status_code == 200
    client.cookies[COOKIE] = "made-up:signature"
    assert client.get(f"/contribute/{draft.pk}/outcome").status_code == 302


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(client: Client) -> None:
    client.post("/contribute/new/other", {"title": "Mine"})
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
