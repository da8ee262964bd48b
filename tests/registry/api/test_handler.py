from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from registry.api.views.packs import PackView
from registry.models import User
from registry.services.tokens import create_token

Send = Callable[..., HttpResponse]
PROBLEM = "application/problem+json"

pytestmark = pytest.mark.django_db


def test_json_that_cannot_be_read_is_refused(ada: User) -> None:
    token = create_token(actor=ada, name="a test", scopes=["yank"])[1]
    client = Client(headers={"Authorization": f"Bearer {token}"})
    answer = client.post("/api/v1/packs/x/releases/1.0.0/yank", b"{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer["Content-Type"]) == (400, "E_REQUEST", PROBLEM)


def test_a_body_beyond_the_limit_is_refused(ada: User, settings: Settings) -> None:
    token = create_token(actor=ada, name="a test", scopes=["yank"])[1]
    client = Client(headers={"Authorization": f"Bearer {token}"})
    body = b'{"reason": "%s"}' % (b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    answer = client.post("/api/v1/packs/x/releases/1.0.0/yank", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "E_UPLOAD_TOO_LARGE")


def test_a_content_type_that_is_not_read_is_refused_with_the_one_that_is(ada: User) -> None:
    token = create_token(actor=ada, name="a test", scopes=["publish"])[1]
    client = Client(headers={"Authorization": f"Bearer {token}"})
    answer = client.post("/api/v1/submissions", b"PK", content_type="application/zip")
    assert (answer.status_code, answer.json()["code"]) == (415, "E_MEDIA_TYPE")
    assert "multipart/form-data" in answer.json()["hint"]


def test_whoever_accepts_no_json_is_told_so_in_json() -> None:
    answer = Client(headers={"Accept": "text/plain"}).get("/api/v1/packs")
    assert (answer.status_code, answer.json()["code"]) == (406, "E_NOT_ACCEPTABLE")


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ctxp_wrong", "ctxp_x", "Bearer é"])
def test_whatever_is_no_token_is_refused_even_where_none_is_needed(header: str) -> None:
    answer = Client(headers={"Authorization": header}).get("/api/v1/packs")
    assert (answer.status_code, answer.json()["code"]) == (401, "E_TOKEN_INVALID")
    assert answer["WWW-Authenticate"] == 'Bearer realm="ctxpack"'


def test_a_fault_of_ours_is_logged_and_told_without_its_cause(
    send: Send, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("the secret cause")

    monkeypatch.setattr(PackView, "get", broken)
    answer = send("/api/v1/packs/month-end")
    assert (answer.status_code, answer.json()["code"]) == (500, "E_INTERNAL")
    assert b"secret" not in answer.content
    assert "the secret cause" in caplog.text


def test_problems_are_never_kept_by_a_cache(send: Send) -> None:
    assert send("/api/v1/packs/none-such")["Cache-Control"] == "no-store"
