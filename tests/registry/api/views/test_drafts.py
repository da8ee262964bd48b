"""Drafts by token: the same answers, schema and revisions as on the pages."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from packformat.compose.content import draft_schema
from packformat.upload import read_upload
from registry.models import Draft, User
from registry.services.draft_packs import open_pack
from registry.services.drafts import start_draft
from registry.services.work import run_due
from tests.support.drafts import CLOSE

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]


def test_a_program_writes_reads_and_publishes_a_draft(send: Send, ada: User) -> None:
    begun = send("/api/v1/drafts", "POST", {"content": {"title": "Month-end close"}}, by=ada)
    assert begun.status_code == 201
    address = begun["Location"].removeprefix("http://testserver")
    assert [gap["field"] for gap in begun.json()["missing"]][:1] == ["summary"]
    written = send(address, "PUT", {"content": CLOSE, "revision": 1}, by=ada)
    assert (written.json()["revision"], written.json()["missing"]) == (2, [])
    assert send(address, by=ada).json()["content"] == CLOSE
    assert [one["title"] for one in send("/api/v1/drafts", by=ada).json()] == ["Month-end close"]
    sent = send(f"{address}/submission", "POST", {}, by=ada)
    assert sent.status_code == 202
    run_due()
    assert send(sent["Location"].removeprefix("http://testserver"), by=ada).json()["status"] == "published"
    assert send(address, "DELETE", by=ada).status_code == 204
    assert send(address, by=ada).status_code == 404


def test_what_was_read_before_somebody_else_wrote_is_refused(send: Send, ada: User) -> None:
    draft = start_draft(actor=ada, content=CLOSE)
    address = f"/api/v1/drafts/{draft.pk}"
    send(address, "PUT", {"content": {**CLOSE, "title": "One"}, "revision": 1}, by=ada)
    late = send(address, "PUT", {"content": {**CLOSE, "title": "Other"}, "revision": 1}, by=ada)
    assert (late.status_code, late.json()["code"], late.json()["revision"]) == (409, "E_DRAFT_CONFLICT", 2)
    draft.refresh_from_db()
    assert draft.content["title"] == "One"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ([], "list"),
        ({"steps": 5}, "steps"),
        ({"colour": "red"}, "colour"),
        ({"title": "x" * 500}, "title"),
        ({"steps": [{"title": "no id"}]}, "id"),
        ({"samples": [{"id": "../../out", "text": "x"}]}, "id"),
        ({"steps": [{"id": "step-1"}, {"id": "step-1"}]}, "same"),
    ],
)
def test_answers_of_another_shape_are_refused(send: Send, ada: User, content: Any, word: str) -> None:
    refused = send("/api/v1/drafts", "POST", {"content": content}, by=ada)
    assert (refused.status_code, refused.json()["code"]) == (400, "E_DRAFT_CONTENT")
    assert word in refused.json()["detail"]
    assert not Draft.objects.exists()


def test_a_revision_that_is_none_is_refused(send: Send, ada: User) -> None:
    draft = start_draft(actor=ada, content=CLOSE)
    refused = send(f"/api/v1/drafts/{draft.pk}", "PUT", {"content": CLOSE}, by=ada)
    assert (refused.status_code, refused.json()["code"]) == (400, "E_FIELD")


def test_what_came_with_the_pack_stays_whatever_is_sent(send: Send, ada: User) -> None:
    files = {"pack.toml": MANIFEST.encode(), "notes/own.txt": b"mine"}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    draft = open_pack(actor=ada, entries=read_upload(written.getvalue(), source="it"))
    before = draft.content["more"]
    send(
        f"/api/v1/drafts/{draft.pk}", "PUT", {"content": {"title": "New", "more": {}}, "revision": 1}, by=ada
    )
    draft.refresh_from_db()
    assert (draft.content["title"], draft.content["more"]) == ("New", before)


def test_the_folder_of_a_draft_opens_again_on_the_pages(send: Send, ada: User) -> None:
    draft = start_draft(actor=ada, content=CLOSE)
    folder = b"".join(send(f"/api/v1/drafts/{draft.pk}/archive", by=ada).streaming_content)
    opened = open_pack(actor=ada, entries=read_upload(folder, source="it"))
    assert opened.content == CLOSE


def test_the_schema_of_answers_is_the_one_that_form_and_validator_read() -> None:
    answer = Client().get("/api/v1/draft.schema.json")
    assert (answer["Content-Type"], answer.json()) == ("application/schema+json", draft_schema())


MANIFEST = """schema = 1
name = "own-pack"
version = "1.0.0"
summary = "A pack that was written by hand, elsewhere"
licence = "Apache-2.0"
authors = [{ name = "Ada", email = "ada@example.org" }]
not-for = ["Anything else"]
first-prompts = ["Begin"]
"""
