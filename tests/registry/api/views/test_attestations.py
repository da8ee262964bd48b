import json
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from packformat.evals.attestation import LARGEST
from registry.models import Attestation, User
from tests.support import registry
from tests.support.attestations import sent, signed, with_evals
from tests.support.eval_reports import judge

Send = Callable[..., HttpResponse]
RESULTS = "/api/v1/packs/adding/releases/1.0.0/attestations"
SIGNED = {"method": "POST", "scopes": "comment", "content_type": "application/jsonl"}


def test_a_result_is_sent_listed_looked_at_and_withdrawn(send: Send, ada: User, eve: User) -> None:
    release = with_evals(ada)
    document = signed(release, "eve", agent="claude -p", models=["opus"])
    answer = send(RESULTS, data=document, by=eve, **SIGNED)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["sender"], body["verdict"], body["by_publisher"]) == ("eve", "met", False)
    assert (body["agent"], body["models"], body["cases"]) == ("claude -p", ["opus"], ["two"])
    assert body["archive"] == release.archive_digest
    assert body["page"].endswith(f"/packs/adding/versions/1.0.0/results#result-{body['id']}")
    assert send(RESULTS).json() == [body]
    one = f"/api/v1/attestations/{body['id']}"
    assert send(one).json() == body
    assert send(one, "DELETE", by=eve, scopes="comment").status_code == 204
    assert (send(one).status_code, send(RESULTS).json()) == (404, [])


def test_what_judges_said_is_answered_as_the_description_has_it(send: Send, ada: User, eve: User) -> None:
    release = with_evals(ada)
    runs = [("two", "with", 1, True), ("two", "without", 1, False)]
    for judges in ([], [judge("claude -p", "opus"), judge("./ask-a-person")]):
        kept = sent(eve, release, runs=runs, judges=judges)
        body = send(f"/api/v1/attestations/{kept.pk}").json()
        schemas = json.loads(send("/api/schema/").content)["components"]["schemas"]
        whole = {"$ref": "#/components/schemas/Attestation", "components": {"schemas": schemas}}
        Draft202012Validator(whole).validate(body)
    assert body["judges"] == judges
    assert (body["against"], body["comparison"]["wins"], body["agreement"]["agreed"]) == ("without", 1, 4)
    assert body["comparison"]["preferred"]["value"] == 1.0


def test_what_is_no_signed_document_is_refused_without_being_read_whole(
    send: Send, ada: User, eve: User
) -> None:
    with_evals(ada)
    for data in (b"", b"{}", b"x" * (LARGEST * 5)):
        answer = send(RESULTS, data=data, by=eve, **SIGNED)
        assert (answer.status_code, answer.json()["code"]) == (400, "E_ATTESTATION")
    answer = send(RESULTS, "POST", {"document": "x"}, by=eve, scopes="comment")
    assert (answer.status_code, answer.json()["code"]) == (415, "E_MEDIA_TYPE")


def test_hiding_takes_a_reason(send: Send, ada: User, eve: User) -> None:
    kept = sent(eve, with_evals(ada))
    staff = registry.user("staff", is_staff=True)
    hidden = f"/api/v1/attestations/{kept.pk}/hidden"
    for data in (None, {"reason": 7}):
        assert send(hidden, "PUT", data, by=staff, scopes="admin").json()["code"] == "E_FIELD"
    assert send(hidden, "PUT", {"reason": "made up"}, by=staff, scopes="admin").status_code == 204
    assert Attestation.objects.get().hidden_reason == "made up"


def test_the_number_of_queries_does_not_grow_with_the_results(send: Send, ada: User, eve: User) -> None:
    release = with_evals(ada)
    counts = []
    for usd in (1.0, 2.0, 3.0):
        sent(eve, release, usd=usd)
        with CaptureQueriesContext(connection) as queries:
            assert len(send(RESULTS).json()) == usd
        counts.append(len(queries))
    # The release, and its results with whose they are.
    assert counts == [2, 2, 2]


def test_whoever_signs_asks_first_for_whom(send: Send, eve: User) -> None:
    body = send("/api/v1/attestations/addressee", by=eve, scopes="comment").json()
    assert body == {"account": "eve", "registry": "http://127.0.0.1:8000"}
