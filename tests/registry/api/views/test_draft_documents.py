from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from packformat.convert.document import LARGEST_DOCUMENT
from registry.models import DraftDocument, User
from registry.services.drafts import start_draft
from registry.services.work import run_due
from tests.support.drafts import CLOSE

Send = Callable[..., HttpResponse]
NOTES = ("how we close.md", b"# Closing\n\nPost it all.\n")
BROKEN = ("close.docx", b"PK\x03\x04")


@pytest.fixture
def draft(ada: User) -> str:
    """The address of a draft of `ada`'s that could be published."""
    return f"/api/v1/drafts/{start_draft(actor=ada, content=CLOSE).pk}"


def bring(send: Send, path: str, by: User, name: str, data: bytes) -> HttpResponse:
    form = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, data)})
    return send(path, "POST", form, by=by, content_type=MULTIPART_CONTENT)


def test_a_document_is_taken_in_at_once_and_asked_about_until_it_is_read(
    send: Send, ada: User, draft: str
) -> None:
    taken_in = bring(send, f"{draft}/documents", ada, *NOTES)
    said = taken_in.json()
    assert (taken_in.status_code, taken_in["Location"]) == (202, said["status_url"])
    assert (said["status"], said["is_final"], said["filename"]) == ("waiting", False, NOTES[0])
    run_due()
    read = send(said["status_url"], by=ada)
    assert (read.json()["status"], read.json()["is_final"], read.json()["losses"]) == ("read", True, [])
    assert read["Cache-Control"] == "private, no-store"
    [item] = [
        one for one in send(draft, by=ada).json()["content"]["documents"] if one["id"] == read.json()["item"]
    ]
    assert item["title"] == "how we close"


def test_a_sample_is_read_like_a_document_and_kept_no_longer(send: Send, ada: User, draft: str) -> None:
    sample = bring(send, f"{draft}/samples", ada, "ledger.csv", b"Account,Amount\n1000,5\n")
    assert (sample.status_code, sample.json()["part"]) == (202, "data")
    run_due()
    assert send(sample.json()["status_url"], by=ada).json()["tables"] == 1
    assert "ledger" in [one["title"] for one in send(draft, by=ada).json()["content"]["data"]]
    assert DraftDocument.objects.get().digest == ""


def test_what_could_not_be_read_says_why_and_is_tried_again_or_taken_out(
    send: Send, ada: User, draft: str
) -> None:
    address = bring(send, f"{draft}/documents", ada, *BROKEN).json()["status_url"]
    run_due()
    refused = send(address, by=ada).json()
    assert (refused["status"], refused["failure"]["code"]) == ("refused", "E_CONVERT_BROKEN")
    assert refused["failure"]["detail"]
    assert refused["failure"]["hint"]
    again = send(f"{address}/again", "POST", {}, by=ada)
    assert (again.status_code, again.json()["status"], again["Location"]) == (202, "waiting", address)
    assert again.json()["failure"] is None
    assert send(address, "DELETE", by=ada).status_code == 204
    assert send(address, by=ada).json()["code"] == "E_DRAFT_DOCUMENT_ABSENT"
    assert send(f"{draft}/documents", by=ada).json() == []


def test_what_is_read_goes_with_its_answer(send: Send, ada: User, draft: str) -> None:
    address = bring(send, f"{draft}/documents", ada, *NOTES).json()["status_url"]
    run_due()
    kept = send(address, "DELETE", by=ada)
    assert (kept.status_code, kept.json()["code"]) == (409, "E_DRAFT_DOCUMENT_READ")


def test_a_draft_is_published_once_its_documents_are_read(send: Send, ada: User, draft: str) -> None:
    bring(send, f"{draft}/documents", ada, *NOTES)
    early = send(f"{draft}/submission", "POST", {}, by=ada)
    assert (early.status_code, early.json()["code"]) == (409, "E_DRAFT_READING")
    run_due()
    assert send(f"{draft}/submission", "POST", {}, by=ada).status_code == 202


def test_a_form_without_a_file_is_refused(send: Send, ada: User, draft: str) -> None:
    form = encode_multipart(BOUNDARY, {})
    nothing = send(f"{draft}/documents", "POST", form, by=ada, content_type=MULTIPART_CONTENT)
    assert (nothing.status_code, nothing.json()["code"], nothing.json()["field"]) == (400, "E_FIELD", "file")


@pytest.mark.parametrize("place", ["documents", "samples"])
def test_reading_a_document_ends_where_it_is_too_large(send: Send, ada: User, draft: str, place: str) -> None:
    answer = bring(send, f"{draft}/{place}", ada, "a.txt", b"a" * (LARGEST_DOCUMENT + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "E_UPLOAD_TOO_LARGE")
    assert answer.json()["limit"] == LARGEST_DOCUMENT
    assert not DraftDocument.objects.exists()


def test_to_others_no_document_is_there(send: Send, ada: User, eve: User, draft: str) -> None:
    address = bring(send, f"{draft}/documents", ada, *NOTES).json()["status_url"]
    theirs = f"/api/v1/drafts/{start_draft(actor=eve, content=CLOSE).pk}"
    number = address.rpartition("/")[2]
    for place, code in (
        (address, "E_DRAFT_ABSENT"),
        (f"{draft}/documents", "E_DRAFT_ABSENT"),
        (f"{theirs}/documents/{number}", "E_DRAFT_DOCUMENT_ABSENT"),
    ):
        answer = send(place, by=eve)
        assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_a_list_of_many_documents_costs_as_much_as_of_one(send: Send, ada: User, draft: str) -> None:
    counts = []
    for names in (["a.txt"], ["b.txt", "c.txt", "d.txt"]):
        for name in names:
            bring(send, f"{draft}/documents", ada, name, name.encode())
        with CaptureQueriesContext(connection) as queries:
            answer = send(f"{draft}/documents", by=ada)
        counts.append(len([query for query in queries if "SELECT" in query["sql"]]))
    assert [one["filename"] for one in answer.json()] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert counts[0] == counts[1]
