from django.test import Client

from registry.models import User

PAGE = "/accounts/close"


def test_the_page_says_what_is_forgotten_and_what_stays(ada_client: Client) -> None:
    html = ada_client.get(PAGE).content.decode()
    assert "What is forgotten" in html
    assert "What stays" in html


def test_who_types_the_name_of_the_account_closes_it_and_is_signed_out(ada_client: Client, ada: User) -> None:
    answer = ada_client.post(PAGE, {"username": "ada"}, follow=True)
    assert "Your account is closed." in answer.content.decode()
    assert not answer.context["user"].is_authenticated
    ada.refresh_from_db()
    assert not ada.is_active


def test_another_name_closes_nothing(ada_client: Client, ada: User) -> None:
    html = ada_client.post(PAGE, {"username": "Ada"}).content.decode()
    assert "This is not the user name of this account" in html
    ada.refresh_from_db()
    assert ada.is_active


def test_it_asks_for_the_password_first(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.post(PAGE, {"username": "ada"})["Location"].startswith("/accounts/reauthenticate/")
    ada.refresh_from_db()
    assert ada.is_active
