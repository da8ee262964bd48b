from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from registry.models import Draft, User
from registry.services.drafts import delete_draft, start_draft
from registry.services.work import run_due
from tests.support.drafts import CLOSE
from tests.support.registry import pack_zip, published

Send = Callable[..., HttpResponse]


def send_file(send: Send, path: str, by: User, name: str, data: bytes) -> HttpResponse:
    form = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, data)})
    return send(path, "POST", form, by=by, content_type=MULTIPART_CONTENT)


@pytest.fixture
def draft(ada: User) -> str:
    """The address of a draft of `ada`'s that could be published."""
    return f"/api/v1/drafts/{start_draft(actor=ada, content=CLOSE).pk}"


def test_a_folder_and_a_published_pack_are_gone_on_with(send: Send, ada: User) -> None:
    folder = pack_zip(summary="Closes the books of a month").getvalue()
    opened = send_file(send, "/api/v1/drafts/opened", ada, "month-end.zip", folder)
    assert (opened.status_code, opened.json()["content"]["summary"]) == (201, "Closes the books of a month")
    published(ada, "month-end")
    continued = send("/api/v1/packs/month-end/draft", "POST", {}, by=ada)
    assert (continued.status_code, continued.json()["continues"]) == (201, "month-end")


def test_after_publishing_the_next_version_is_begun(send: Send, ada: User, draft: str) -> None:
    assert send(f"{draft}/submission", "POST", {}, by=ada).status_code == 202
    run_due()
    begun = send(f"{draft}/next", "POST", {}, by=ada).json()
    assert begun["content"]["version"] == "1.0.1"


def test_others_are_let_in_and_out_again(send: Send, ada: User, eve: User, draft: str) -> None:
    assert send(draft, by=eve).status_code == 404
    assert send(f"{draft}/editors/eve", "PUT", by=ada).status_code == 204
    assert send(draft, by=eve).status_code == 200
    assert send(f"{draft}/editors/eve", "DELETE", by=ada).status_code == 204
    assert send(draft, by=eve).status_code == 404


def test_a_link_is_made_once_somebody_has_looked_and_ends_when_told(
    send: Send, ada: User, draft: str
) -> None:
    stored = Draft.objects.get()
    stored.content = {**stored.content, "summary": "Ask jo@bloggs-and-sons.co.uk for the keys"}
    stored.save()
    refused = send(f"{draft}/links", "POST", {}, by=ada)
    assert (refused.status_code, refused.json()["field"]) == (400, "looked")
    made = send(f"{draft}/links", "POST", {"looked": True}, by=ada).json()
    path = made["url"].partition("/previews/")
    assert Client().get(f"/previews/{path[2]}").status_code == 200
    assert send(f"{draft}/links/{made['id']}", "DELETE", by=ada).status_code == 204
    assert Client().get(f"/previews/{path[2]}").status_code == 404


def test_what_was_taken_away_comes_back(send: Send, ada: User, draft: str) -> None:
    delete_draft(actor=ada, draft_id=Draft.objects.get().pk)
    assert send(draft, by=ada).status_code == 404
    assert send(f"{draft}/undelete", "POST", {}, by=ada).json()["content"] == CLOSE
