from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.throttling import ScopedRateThrottle

from registry.models import User
from tests.support.processes import free_port

Send = Callable[..., HttpResponse]
RATES = {"read": "2/min", "write": "2/min", "complain": "1/min", "submit": "1/min", "attest": "1/min"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _low_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", RATES)


def test_too_many_requests_are_told_how_long_to_wait(send: Send) -> None:
    assert [send("/api/v1/packs").status_code for _ in range(3)] == [200, 200, 429]
    answer = send("/api/v1/packs")
    assert answer.json()["code"] == "E_TOO_MANY_REQUESTS"
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Retry-After"] in answer.json()["hint"]


def test_what_a_client_says_of_its_own_address_counts_for_nothing() -> None:
    statuses = [
        Client(headers={"X-Forwarded-For": f"10.0.0.{n}"}).get("/api/v1/packs").status_code for n in range(3)
    ]
    assert statuses == [200, 200, 429]


def test_a_network_of_ipv6_has_one_count_for_all_its_addresses() -> None:
    addresses = [f"2001:db8::{n}" for n in range(3)]
    answers = [Client(REMOTE_ADDR=address).get("/api/v1/packs").status_code for address in addresses]
    assert answers == [200, 200, 429]


def wish(send: Send, by: User) -> int:
    return send("/api/v1/requests", "POST", {"words": "tax"}, by=by, scopes="comment").status_code


@pytest.mark.usefixtures("counted_in_redis")
def test_writes_are_counted_apart_from_reads_for_each_caller_and_by_all_processes_together(
    send: Send, ada: User, eve: User
) -> None:
    assert [wish(send, ada) for _ in range(2)] == [201, 201]
    caches["default"].clear()  # what another process would know
    refused = send("/api/v1/requests", "POST", {"words": "tax"}, by=ada, scopes="comment")
    assert (refused.status_code, refused.json()["code"]) == (429, "E_TOO_MANY_REQUESTS")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert wish(send, eve) == 201
    assert send("/api/v1/requests", by=ada).status_code == 200
    assert send("/api/v1/submissions", "POST", {}, by=ada).status_code == 415


def test_nothing_is_refused_for_want_of_a_redis(send: Send, settings: Settings, ada: User) -> None:
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    shared = {"BACKEND": "registry.shared_counts.SharedCounts", "LOCATION": nowhere}
    settings.CACHES = settings.CACHES | {"shared": shared}
    assert [wish(send, ada) for _ in range(3)] == [201, 201, 201]


def test_every_scope_that_a_view_writes_in_has_its_rate(settings: Settings) -> None:
    assert settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"].keys() == RATES.keys()
