from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from registry.edge.headers import security_headers

OF_SECURITY = (
    "content-security-policy",
    "x-frame-options",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "strict-transport-security",
)

pytestmark = pytest.mark.django_db


def from_django(**extra: str) -> dict[str, str]:
    answer = Client().get("/api/v1/packs", **extra)
    return {name: answer.headers[name] for name in OF_SECURITY if name in answer.headers}


def from_edge() -> dict[str, str]:
    return {name.lower(): value for name, value in security_headers()}


def test_the_edge_sends_the_security_headers_of_djangos_middleware() -> None:
    assert from_edge() == from_django()
    assert "strict-transport-security" not in from_edge()


def test_over_https_it_sends_them_too(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert from_edge() == from_django(HTTP_X_FORWARDED_PROTO="https")
    assert "strict-transport-security" in from_edge()


@pytest.mark.parametrize("path", ["/index/v1/root.jsonl", "/archives/none.zip", "/api/v1/resolve"])
def test_every_answer_of_the_edge_has_them(ask: Callable, path: str) -> None:
    assert from_edge().items() <= ask(path).headers.items()
