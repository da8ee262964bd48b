"""What a payment provider tells by signed webhooks becomes grants, by a token that can do nothing else."""

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from registry.models import User
from tests.support.registry import published

GRANTS = "/api/v1/packs/month-end/grants"
UNTIL = (timezone.now().date() + timedelta(30)).isoformat()
Send = Callable[..., HttpResponse]


class Provider:
    """One that takes no money: it signs what it tells, and keeps it to be told again."""

    _key = b"known to the provider and its customer"

    def __init__(self) -> None:
        self.told: list[tuple[bytes, str]] = []

    def tell(self, kind: str, invoice: str, buyer: str = "") -> None:
        body = json.dumps({"kind": kind, "invoice": invoice, "buyer": buyer, "paid_until": UNTIL}).encode()
        self.told.append((body, self._signature(body)))

    def has_signed(self, body: bytes, signature: str) -> bool:
        return hmac.compare_digest(self._signature(body), signature)

    def _signature(self, body: bytes) -> str:
        return hmac.new(self._key, body, hashlib.sha256).hexdigest()


class Shop:
    """What an expert runs between a provider and the registry: it holds a token of the scope `grant`."""

    def __init__(self, provider: Provider, owner: User, send: Send) -> None:
        self._provider, self._send, self._as = provider, send, {"by": owner, "scopes": "grant"}

    def take(self, body: bytes, signature: str) -> int:
        """Take a webhook, and return the registry's status; 0 for what the provider has not signed."""
        if not self._provider.has_signed(body, signature):
            return 0
        told = json.loads(body)
        if told["kind"] == "refunded":
            return self._send(f"{GRANTS}/{told['invoice']}", "DELETE", **self._as).status_code
        wanted = {"username": told["buyer"], "reference": told["invoice"], "until": told["paid_until"]}
        return self._send(GRANTS, "POST", wanted, **self._as).status_code


@pytest.fixture
def provider(ada: User, eve: User) -> Provider:
    """Where `eve` has paid twice for the private pack, and was given the second payment back."""
    published(ada, private=True)
    provider = Provider()
    provider.tell("paid", "inv-1", "eve")
    provider.tell("paid", "inv-2", "eve")
    provider.tell("refunded", "inv-2")
    return provider


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0, 0), (1, 2, 1, 0, 2)])
def test_webhooks_late_twice_or_in_another_order_let_in_who_paid(
    provider: Provider, ada: User, eve: User, send: Send, order: Sequence[int]
) -> None:
    shop = Shop(provider, ada, send)
    assert {shop.take(*provider.told[place]) for place in order} == {201, 204}
    listed = {row["reference"]: row for row in send(GRANTS, by=ada, scopes="grant").json()}
    assert {reference: row["is_open"] for reference, row in listed.items()} == {"inv-1": True, "inv-2": False}
    assert listed["inv-1"]["username"] == "eve"
    assert send("/api/v1/packs/month-end", by=eve, scopes="read").status_code == 200
    account = send("/api/v1/account", by=eve, scopes="read").json()
    assert account["granted"] == [{"pack": "month-end", "until": UNTIL}]


def test_a_refund_ends_it_at_the_next_request_and_a_forged_webhook_does_nothing(
    provider: Provider, ada: User, eve: User, send: Send
) -> None:
    shop = Shop(provider, ada, send)
    body, signature = provider.told[0]
    assert shop.take(body.replace(b"inv-1", b"inv-9"), signature) == 0
    assert send("/api/v1/packs/month-end", by=eve, scopes="read").status_code == 404
    assert shop.take(body, signature) == 201
    assert send("/api/v1/packs/month-end", by=eve, scopes="read").status_code == 200
    assert send(f"{GRANTS}/inv-1", "DELETE", by=ada, scopes="grant").status_code == 204
    assert send("/api/v1/packs/month-end", by=eve, scopes="read").status_code == 404
    assert send("/api/v1/account", by=eve, scopes="read").json()["granted"] == []


def test_a_guest_gives_back_what_was_granted_with_a_token_that_manages_their_account(
    provider: Provider, ada: User, eve: User, send: Send
) -> None:
    Shop(provider, ada, send).take(*provider.told[0])
    mine = "/api/v1/account/granted/month-end"
    assert send(mine, "DELETE", by=eve, scopes="read grant").status_code == 403
    assert send(mine, "DELETE", by=eve, scopes="admin").status_code == 204
    assert send("/api/v1/packs/month-end", by=eve, scopes="read").status_code == 404
    assert send(mine, "DELETE", by=eve, scopes="admin").json()["code"] == "E_GRANT_ABSENT"


@pytest.mark.parametrize(
    ("scopes", "status"), [("", 401), ("read publish comment admin", 403), ("grant", 201)]
)
def test_a_token_lets_in_with_its_scope_alone_and_with_that_does_nothing_else(
    provider: Provider, ada: User, send: Send, scopes: str, status: int
) -> None:
    wanted = {"username": "eve", "reference": "inv-1"}
    assert send(GRANTS, "POST", wanted, by=ada if scopes else None, scopes=scopes).status_code == status
    assert send("/api/v1/packs/month-end", by=ada, scopes="grant").status_code == 404
    for until in ("tomorrow", 7):
        refused = send(GRANTS, "POST", wanted | {"until": until}, by=ada, scopes="grant")
        assert refused.json()["code"] == "E_FIELD"
