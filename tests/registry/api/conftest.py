"""The API as a program calls it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from registry.models import User
from registry.services.tokens import create_token

Send = Callable[..., HttpResponse]


def authorization(user: User | None, scopes: str) -> dict[str, str]:
    if user is None:
        return {}
    return {"Authorization": f"Bearer {create_token(actor=user, name='a test', scopes=scopes.split())[1]}"}


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    """Each test begins with all its requests unspent."""
    cache.clear()


@pytest.fixture
def send() -> Send:
    """Sends a request, with a token that is made for it where a user is given."""

    def send(
        path: str,
        method: str = "GET",
        data: Any = None,
        by: User | None = None,
        scopes: str = "read publish yank",
        **extra: Any,
    ) -> HttpResponse:
        if isinstance(data, bytes):
            extra["data"], data = data, None
        body = extra if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return Client(headers=authorization(by, scopes)).generic(method, path, **body)

    return send


@pytest.fixture
def upload() -> Callable[..., HttpResponse]:
    """Sends a form with files to the address where archives are submitted."""

    def upload(by: User | None = None, scopes: str = "publish", **fields: Any) -> HttpResponse:
        return Client(headers=authorization(by, scopes)).post("/api/v1/submissions", fields)

    return upload
