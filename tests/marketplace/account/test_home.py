import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import ApiToken, User
from registry.services.tokens import check_token, create_token
from tests.support.registry import published, submitted
from tests.support.registry import user as make_user

pytestmark = pytest.mark.django_db

LAPTOP = {"name": "laptop", "scopes": ["publish"], "days": "90"}


def test_a_new_token_is_shown_once_and_works(ada_client: Client, ada: User) -> None:
    answer = ada_client.post("/accounts/tokens", LAPTOP)
    (secret,) = re.findall(r"<code data-copy>(ctxp_\w+)</code>", answer.content.decode())
    token = check_token(secret)
    assert (token.user, token.name, token.scopes) == (ada, "laptop", ["publish"])
    assert "no-store" in answer["Cache-Control"]
    later = ada_client.get("/accounts/").content.decode()
    assert secret not in later
    assert "laptop" in later


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "9999"}, {"name": "x" * 81}]
)
def test_a_token_that_cannot_be_made_is_explained(ada_client: Client, wrong: dict[str, object]) -> None:
    html = ada_client.post("/accounts/tokens", LAPTOP | wrong).content.decode()
    assert "Please check what you entered" in html
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner(ada_client: Client, ada: User) -> None:
    token, _secret = create_token(actor=ada, name="laptop", scopes=["publish"])
    assert ada_client.post(f"/accounts/tokens/{token.pk}/revoke")["Location"] == "/accounts/"
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "revoked" in ada_client.get("/accounts/").content.decode()


def test_a_token_of_somebody_else_is_not_found_and_stays(ada_client: Client, eve: User) -> None:
    token, _secret = create_token(actor=eve, name="laptop", scopes=["publish"])
    assert ada_client.post(f"/accounts/tokens/{token.pk}/revoke").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_token_is_made_only_by_one_who_has_just_proved_who_they_are(client: Client, ada: User) -> None:
    client.force_login(ada)
    answer = client.post("/accounts/tokens", LAPTOP)
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()
    resumed = client.post(answer["Location"], {"password": "a long password"}, follow=True)
    assert "shown this once" in resumed.content.decode()


def test_whoever_has_published_nothing_is_led_to_the_questions(ada_client: Client) -> None:
    assert (
        '<a href="/contribute/">Publish your first pack</a>' in ada_client.get("/accounts/").content.decode()
    )


def test_one_sees_ones_own_submissions_and_where_they_stand(ada_client: Client, ada: User, eve: User) -> None:
    published(ada, "month-end")
    published(eve, "bank-rec")
    submitted(ada, "cafe-menu")
    html = ada_client.get("/accounts/").content.decode()
    assert "month-end 1.0.0" in html
    assert "Published" in html
    assert "Waiting to be checked" in html
    assert "bank-rec" not in html


def test_whoever_has_no_publisher_chooses_one(client: Client) -> None:
    client.force_login(make_user("grace"))
    assert "Choose a name to publish under" in client.get("/accounts/").content.decode()
    assert client.post("/accounts/publishers", {"handle": "compilers"})["Location"] == "/accounts/"
    assert "compilers" in client.get("/accounts/").content.decode()


@pytest.mark.parametrize("handle", ["ledgers", "Not A Handle", "api", ""])
@pytest.mark.usefixtures("ada")
def test_a_name_that_cannot_be_published_under_is_explained(client: Client, handle: str) -> None:
    grace = make_user("grace")
    client.force_login(grace)
    html = client.post("/accounts/publishers", {"handle": handle}).content.decode()
    assert "Please check what you entered" in html
    assert not grace.publishers.exists()


@pytest.mark.parametrize(
    ("method", "address"),
    [("get", "/accounts/"), ("post", "/accounts/tokens"), ("post", "/accounts/tokens/1/revoke")],
)
def test_nobody_sees_the_account_without_signing_in(client: Client, method: str, address: str) -> None:
    answer = getattr(client, method)(address)
    assert answer["Location"].startswith("/accounts/login/?next=/accounts/")


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow(
    ada_client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for count in range(number):
        create_token(actor=ada, name=f"token {count}", scopes=["read"])
        submitted(ada, f"pack-{count}")
    with django_assert_num_queries(7):
        ada_client.get("/accounts/")


def test_whoever_has_a_name_to_publish_under_can_take_another(ada_client: Client, ada: User) -> None:
    assert "Publish under another name too" in ada_client.get("/accounts/").content.decode()
    assert "is taken" in ada_client.post("/accounts/publishers", {"handle": "ledgers"}).content.decode()
    assert ada_client.post("/accounts/publishers", {"handle": "ada-and-daughters"}).status_code == 302
    assert "ada-and-daughters" in ada_client.get("/accounts/").content.decode()
    assert ada.publishers.count() == 2
