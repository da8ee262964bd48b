import pytest
from django.test import Client

from registry.models import User
from registry.services.tokens import create_token
from tests.support.registry import published

pytestmark = pytest.mark.django_db


def test_what_a_member_sees_of_a_private_pack_is_kept_by_no_cache(ada_client: Client, ada: User) -> None:
    published(ada, private=True)
    for page in ("", ".md", "/files", "/card.png"):
        answer = ada_client.get(f"/packs/month-end{page}")
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))


def test_what_everybody_sees_may_be_kept(ada_client: Client, ada: User) -> None:
    published(ada)
    assert ada_client.get("/packs/month-end/card.png")["Cache-Control"] == "public, max-age=300"
    assert "Cache-Control" not in ada_client.get("/packs/month-end")


def test_an_answer_to_a_token_is_its_owners(ada: User) -> None:
    token = create_token(actor=ada, name="x", scopes=["read"])[1]
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/packs")
    assert answer["Cache-Control"] == "private, no-store"
