from collections.abc import Callable

import pytest
from django.http import HttpResponse

from registry.models import User

Send = Callable[..., HttpResponse]


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
