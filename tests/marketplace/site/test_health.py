from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_a_site_that_can_ask_its_database_is_healthy(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_site_that_cannot_ask_its_database_says_so(client: Client) -> None:
    def lost(*_call: Any) -> NoReturn:
        message = "server closed the connection unexpectedly"
        raise OperationalError(message)

    with connection.execute_wrapper(lost):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")
