import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.models import AuditEntry, Draft, User
from registry.services.drafts import start_draft
from registry.services.work import run_due
from tests.support.documents import pdf, workbook

pytestmark = pytest.mark.django_db
LETTER = b"Dear Ms Petra Muster,\n\n<script>alert(1)</script>\n"


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content={"kind": "other", "title": "Close"})


def accounts() -> bytes:
    def write(sheet: Any) -> None:
        sheet.title = "Accounts"
        for row in (["Account", "Open"], ["Bank", "=1+1"], ["Both", None]):
            sheet.append(row)
        sheet.merge_cells("A3:B3")

    return workbook(write)


def bring(client: Client, draft: Draft, name: str, data: bytes) -> str:
    """Bring a document and return the address at which its page begins."""
    sent = {"documents": SimpleUploadedFile(name, data)}
    client.post(f"/contribute/{draft.pk}/documents", sent)
    run_due()
    html = client.get(f"/contribute/{draft.pk}/documents").content.decode()
    draft.refresh_from_db()
    item = draft.content["documents"][-1]["id"]
    assert f'href="/contribute/{draft.pk}/documents/{item}/compare"' in html
    return f"/contribute/{draft.pk}/documents/{item}"


def test_the_document_stands_beside_its_text_and_each_loss_where_it_happened(
    ada_client: Client, draft: Draft
) -> None:
    html = ada_client.get(bring(ada_client, draft, "a.xlsx", accounts()) + "/compare").content.decode()
    assert re.findall(r'<th scope="col">([AB])</th>', html) == ["A", "B"]
    assert '<td colspan="2" rowspan="1">Both</td>' in html
    for row, loss in (("2", "no result is stored for =1+1"), ("3", "cells A3:B3 are merged")):
        (link,) = re.findall(rf'<a href="#(original-[0-9-]+)">[^<]*{re.escape(loss)}', html)
        place = (
            rf'<tr id="{link}" class="lossy"><th scope="row">{row}</th>.*?</tr><tr class="lossy">(.*?)</tr>'
        )
        (told,) = re.findall(place, html, re.DOTALL)
        assert loss in told
    assert re.search(r"<td[^>]*>Bank</td>", html.partition("What agents read")[2])


def test_nothing_of_a_document_becomes_part_of_the_page(ada_client: Client, draft: Draft) -> None:
    html = ada_client.get(bring(ada_client, draft, "a.txt", LETTER) + "/compare").content.decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_pages_are_seen_as_pictures_that_cannot_act(ada_client: Client, draft: Draft) -> None:
    address = bring(ada_client, draft, "a.pdf", pdf(("Normal", "Day 1"), None, ("Normal", "Day 5")))
    html = ada_client.get(f"{address}/compare").content.decode()
    assert re.findall(r'<img src="([^"]+)"', html) == [f"{address}/pages/0", f"{address}/pages/1"]
    answer = ada_client.get(f"{address}/pages/1")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("image/png", "sandbox")
    assert ada_client.get(f"{address}/pages/2").status_code == 404


def test_an_author_says_that_it_looks_right_and_that_is_kept(ada_client: Client, draft: Draft) -> None:
    address = bring(ada_client, draft, "a.txt", LETTER)
    sent = {"documents.document-1.text": "Shorter", "compared": "document-1", "do": "right:document-1"}
    html = ada_client.post(f"/contribute/{draft.pk}/documents", sent, follow=True).content.decode()
    assert "You said that it looks right." in html
    draft.refresh_from_db()
    assert draft.content["documents"][0]["text"] == "Shorter"
    assert draft.documents.get().looked_at
    assert AuditEntry.objects.filter(action="draft.confirm").exists()
    assert "Shorter" in ada_client.get(f"{address}/compare").content.decode()


@pytest.mark.parametrize("act", ["save", "hide:documents.document-1.text"])
def test_whoever_mends_the_text_goes_on_comparing(ada_client: Client, draft: Draft, act: str) -> None:
    address = bring(ada_client, draft, "a.txt", LETTER)
    sent = {"compared": "document-1", "do": act}
    answer = ada_client.post(f"/contribute/{draft.pk}/documents", sent)
    assert answer["Location"] == f"{address}/compare"


def test_what_is_longer_than_a_page_can_show_is_said(ada_client: Client, draft: Draft) -> None:
    address = bring(ada_client, draft, "a.txt", b"line\n" * 2500)
    assert "Only the beginning is shown here" in ada_client.get(f"{address}/compare").content.decode()


def test_the_original_is_for_its_authors_alone(ada_client: Client, eve: User, draft: Draft) -> None:
    address = bring(ada_client, draft, "a.txt", LETTER)
    original = f"/contribute/{draft.pk}/originals/{draft.documents.get().pk}"
    answer = ada_client.get(original)
    assert b"".join(answer.streaming_content) == LETTER
    assert answer["Content-Disposition"].startswith("attachment")
    other = Client()
    for place in (original, f"{address}/compare", f"{address}/pages/0"):
        assert other.get(place).status_code == 302
    for place in (f"{original}9", f"{address}9/compare", f"{address}9/pages/0"):
        assert ada_client.get(place).status_code == 404
    other.force_login(eve)
    for place in (original, f"{address}/compare", f"{address}/pages/0"):
        assert other.get(place).status_code == 404


def test_a_document_that_was_taken_out_is_compared_no_more(ada_client: Client, draft: Draft) -> None:
    address = bring(ada_client, draft, "a.txt", LETTER)
    ada_client.post(f"/contribute/{draft.pk}/documents", {"do": "remove:document-1"})
    assert ada_client.get(f"{address}/compare").status_code == 404
