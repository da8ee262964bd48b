import json
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from registry.models import User
from registry.services.tokens import create_token
from tests.support.every_address import SENT, addresses
from tests.support.private_packs import plant

Send = Callable[..., HttpResponse]
SCOPES = ("read", "publish", "yank", "advise", "comment", "grant", "admin")
WITHOUT_TEXT = {
    *("grant", "granted", "unyank", "attestation", "attestation-hidden", "vote", "follow-pack"),
    *("follow-publisher", "token", "notices", "invitation"),
    *("draft-next", "draft-undelete", "draft-document", "draft-document-again", "draft-editor", "draft-link"),
    *("continue-pack", "make-variant", "take-over"),
}
"""Those of the API that are asked for by the address alone."""
OF_NOBODYS_DRAFT = {"DELETE draft", "POST draft-links"}
FILES = {"submissions", "attestations", "open-folder", "draft-documents", "draft-samples"}
"""Those that take files, and fields as `test_uploads.py` shows."""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"5", "no JSON object"),
        (b'["wants_mail"]', "no JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"wants_mail": %s}' % (b"[" * 100_000), "nested too deeply"),
        (b'{"wants_mail": "\\ud800"}', "half a surrogate pair"),
        (b'{"\\ud800": true}', "half a surrogate pair"),
        (b'{"wants_mail": "a\\u0000b"}', "NUL"),
        (b'{"wants_mail": "a\\\\\\u0000b"}', "NUL"),
        (b'{"wants_mail": NaN}', "NaN"),
    ],
)
def test_what_is_no_object_of_text_is_refused_in_words(
    send: Send, ada: User, body: bytes, reason: str
) -> None:
    answer = send("/api/v1/account", "PATCH", body, by=ada, scopes="comment", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "E_REQUEST")
    assert reason in answer.json()["detail"]


@pytest.mark.parametrize("body", [rb'{"words": "a \\u0000 b"}', rb'{"words": "\ud83d\ude00 ledger"}'])
def test_backslashes_and_whole_pairs_are_text(send: Send, ada: User, body: bytes) -> None:
    answer = send("/api/v1/requests", "POST", body, by=ada, scopes="comment", content_type="application/json")
    assert answer.status_code == 201


def test_no_address_takes_nul_and_none_fails(ada: User) -> None:
    planted = plant(ada, ada)
    text = create_token(actor=ada, name="x", scopes=SCOPES)[1]
    client = Client(headers={"authorization": f"Bearer {text}"})
    body = json.dumps({field: f"{value}\0" for field, value in SENT.items()})
    found = {}
    for address in (one for one in addresses() if one.urlconf is not None):
        for method in sorted({*address.methods} - {"GET"}):
            cache.clear()  # so that nobody has asked too often
            answer = client.generic(method, address.to(planted.there), body, "application/json")
            found[f"{method} {address.name}"] = answer.status_code
    assert [name for name, status in found.items() if status >= 500] == []
    others = {name for name, status in found.items() if status != 400} - OF_NOBODYS_DRAFT
    assert {name.partition(" ")[2] for name in others} == WITHOUT_TEXT | FILES
