import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from registry.edge.reader import reader_of
from registry.models import User
from registry.services.tokens import create_token

pytestmark = pytest.mark.django_db


def bearing(user: User, scope: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {create_token(actor=user, name='x', scopes=[scope])[1]}"}


def test_a_token_that_may_read_says_who_reads(ada: User) -> None:
    assert reader_of(bearing(ada, "read")) == ada
    assert reader_of(bearing(ada, "publish")) == ada


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic YWRhOng=", "Bearer", ""])
def test_whatever_else_is_sent_is_as_good_as_nothing(header: str) -> None:
    assert reader_of({"HTTP_AUTHORIZATION": header}) == AnonymousUser()


def test_a_token_for_something_else_reads_nothing(ada: User) -> None:
    assert reader_of(bearing(ada, "comment")) == AnonymousUser()


def test_a_browser_that_is_signed_in_says_so_and_a_token_counts_before_it(ada: User, eve: User) -> None:
    client = Client()
    client.force_login(ada)
    cookie = client.cookies.output(header="")
    environ = {"REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO(), "HTTP_COOKIE": cookie}
    assert reader_of(environ) == ada
    assert reader_of(environ | bearing(eve, "read")) == eve
    client.logout()
    assert reader_of(environ) == AnonymousUser()
