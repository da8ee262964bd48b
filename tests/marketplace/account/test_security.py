import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import User
from tests.marketplace.conftest import signed_in

PAGES = [
    "/accounts/security",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_ours_and_open_to_its_owner_alone(
    ada_client: Client, client: Client, address: str
) -> None:
    html = ada_client.get(address).content.decode()
    assert html.count('<main id="content"') == 1
    assert 'aria-label="Account"' in html
    ada_client.logout()
    assert ada_client.get(address)["Location"].startswith("/accounts/login/")


def test_a_second_factor_is_set_up_and_then_asked_for(ada_client: Client, ada: User) -> None:
    html = ada_client.get("/accounts/2fa/totp/activate/").content.decode()
    (secret,) = re.findall(r'value="([A-Z2-7]{32})"', html)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert ada_client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=ada, type="totp").exists()
    assert "Authenticator app" in ada_client.get("/accounts/security").content.decode()

    stranger = Client()
    answer = stranger.post("/accounts/login/", {"login": "ada", "password": "a long password"})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert "/accounts/login/" in stranger.get("/accounts/")["Location"]


def test_a_forgotten_password_is_set_anew_by_mail(client: Client, ada: User) -> None:
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    (message,) = mail.outbox
    (address,) = re.findall(r"/accounts/password/reset/key/\S+", message.body)
    page = client.get(address, follow=True)
    new = {"password1": "quite another one", "password2": "quite another one"}
    assert client.post(page.request["PATH_INFO"], new).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password("quite another one")


def test_an_unknown_address_gets_the_same_page(client: Client, ada: User) -> None:
    pages = {
        client.post("/accounts/password/reset/", {"email": address})["Location"]
        for address in ("ada@example.org", "nobody@example.org")
    }
    assert len(pages) == 1


def test_the_number_of_queries_is_fixed(
    ada_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada_client.get("/accounts/security")
    with django_assert_num_queries(5):
        ada_client.get("/accounts/security")


def test_an_address_is_added_only_by_one_who_has_just_proved_who_they_are(client: Client, ada: User) -> None:
    client.force_login(ada)
    added = {"action_add": "", "email": "eve@example.org"}
    assert client.post("/accounts/email/", added)["Location"].startswith("/accounts/reauthenticate/")
    signed_in(client, ada).post("/accounts/email/", added)
    assert EmailAddress.objects.filter(user=ada, email="eve@example.org").exists()
