import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl.worksheet.worksheet import Worksheet

from marketplace.contribute import questions, room
from packformat.convert.limits import LIMITS
from registry.models import Draft, DraftDocument, User
from registry.services import draft_folders
from registry.services.drafts import find_draft, start_draft
from registry.services.work import run_due
from tests.support.documents import repacked, word_table, workbook

pytestmark = pytest.mark.django_db
ROWS = [["Account", "Open | closed"], ["Bank", "TRUE"], ["", "0.00"]]
LETTER = b"Dear Ms Petra Muster,\n\nplease pay to GB33BUKB20201555555555.\n"


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content={"kind": "other", "title": "Close"})


def bring(client: Client, draft: Draft, **files: bytes) -> str:
    sent = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    client.post(f"/contribute/{draft.pk}/documents", {"documents": sent})
    run_due()
    draft.refresh_from_db()
    return client.get(f"/contribute/{draft.pk}/documents").content.decode()


def test_a_document_becomes_text_with_every_cell_of_its_tables(ada_client: Client, draft: Draft) -> None:
    html = bring(ada_client, draft, list_docx=word_table(ROWS))
    (item,) = draft.content["documents"]
    assert item["title"] == "list"
    assert r"| Account | Open \| closed |" in item["text"]
    assert "Everything came through." in html
    assert re.search(r"<td[^>]*>Bank</td>\s*<td[^>]*>TRUE</td>", html)


def test_what_is_lost_or_unreadable_is_told_and_the_rest_is_taken(ada_client: Client, draft: Draft) -> None:
    html = bring(ada_client, draft, a_exe=b"MZ", b_csv=b"a,b\n1\n2,3\n", c_docx=b"no zip")
    assert [item["title"] for item in draft.content["documents"]] == ["b"]
    assert "did not come through whole" in html
    assert "a.exe" in html
    assert "c.docx" in html


def test_a_document_made_to_wear_out_is_refused_in_plain_words_and_the_rest_goes_on(
    ada_client: Client, draft: Draft
) -> None:
    bring(ada_client, draft, before_txt=b"Brought before")
    body = b"<w:p/>" * (LIMITS["word"].most + 1)
    part = b'<w:document xmlns:w="a"><w:body>' + body + b"</w:body></w:document>"
    hostile = repacked(word_table(ROWS), lambda parts: parts.update({"word/document.xml": part}))
    html = bring(ada_client, draft, hostile_docx=hostile, after_csv=b"a,b\n1,2\n")
    assert "could not be read, because the document holds more than 400,000 paragraphs, runs, cells" in html
    assert "Split it, by chapter or by year" in html
    assert [item["title"] for item in draft.content["documents"]] == ["before", "after"]


def test_private_data_is_shown_and_replaced_at_once(ada_client: Client, draft: Draft) -> None:
    html = bring(ada_client, draft, letter_txt=LETTER)
    assert "GB33BUKB20201555555555" in html
    assert "a person&#x27;s name" in html
    ada_client.post(f"/contribute/{draft.pk}/documents", {"do": "hide:documents.document-1.text"})
    draft.refresh_from_db()
    assert draft.content["documents"][0]["text"] == "Dear Ms [name 1],\n\nplease pay to [iban 1]."


def test_private_data_in_a_list_is_replaced_too(ada_client: Client, draft: Draft) -> None:
    page = f"/contribute/{draft.pk}/outcome"
    ada_client.post(page, {"not_for": "Mail to petra@muster.de\nOther", "do": "hide:not_for"})
    draft.refresh_from_db()
    assert draft.content["not_for"] == ["Mail to [e-mail 1]", "Other"]
    ada_client.post(page, {"do": "hide:summary"})
    draft.refresh_from_db()
    assert "summary" not in draft.content


def test_nothing_private_is_shared_before_its_author_has_looked(ada_client: Client, draft: Draft) -> None:
    bring(ada_client, draft, letter_txt=LETTER)
    address = f"/contribute/{draft.pk}/share"
    assert "Your documents" in ada_client.get(address).content.decode()
    ada_client.post(address)
    assert not draft.links.exists()
    ada_client.post(address, {"looked": "on"})
    assert draft.links.count() == 1


def test_a_long_document_is_cut_and_told(ada_client: Client, draft: Draft) -> None:
    html = bring(ada_client, draft, long_txt=b"word " * 100_000)
    assert len(draft.content["documents"][0]["text"]) <= 400_000
    assert "only the first 400000 characters were kept" in html


def read_columns(client: Client, draft: Draft, name: str, data: bytes) -> str:
    sample = SimpleUploadedFile(name, data)
    client.post(f"/contribute/{draft.pk}/data", {"sample": sample})
    run_due()
    draft.refresh_from_db()
    return client.get(f"/contribute/{draft.pk}/data").content.decode()


def test_columns_are_read_off_a_sample_and_no_row_of_it_is_kept(ada_client: Client, draft: Draft) -> None:
    def write(sheet: Worksheet) -> None:
        for row in (["Date", "Payee", "Amount"], ["2026-10-31", "Petra Muster", "-34.50"]):
            sheet.append(row)

    html = read_columns(ada_client, draft, "bank_export.xlsx", workbook(write))
    (source,) = draft.content["data"]
    assert (source["title"], source["columns"]) == ("bank export", ["Date", "Payee", "Amount"])
    assert source["rows"].startswith("2026-01-01,example 1,100.00")
    assert "1 table was found, and the file itself is not kept" in html
    assert draft.documents.get().digest == ""
    assert "Muster" not in json.dumps([one.content for one in draft.revisions.all()])


def test_a_sample_without_a_table_is_refused_in_plain_words(ada_client: Client, draft: Draft) -> None:
    assert "there is no table" in read_columns(ada_client, draft, "note.txt", b"Dear all")
    assert "data" not in draft.content


def test_each_table_of_a_sample_becomes_a_source_of_its_own(ada_client: Client, draft: Draft) -> None:
    read_columns(ada_client, draft, "both.md", b"|a|\n|-|\n|1|\n\nand\n\n|b|\n|-|\n|2|\n")
    assert [source["title"] for source in draft.content["data"]] == ["both, table 1", "both, table 2"]


def test_an_address_without_an_account_converts_so_many_documents_in_an_hour(
    ada_client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_MOST_CONVERSIONS", 1)
    cache.clear()
    stranger = Client()
    stranger.post("/contribute/new/other", {"title": "Mine", "do": "save"}, follow=True)
    mine = Draft.objects.get(owner=None)
    assert "too many" not in bring(stranger, mine, a_txt=b"One").lower()
    assert "too many" in bring(stranger, mine, b_txt=b"Two").lower()
    assert len(mine.content["documents"]) == 1
    bring(ada_client, draft, a_txt=b"One", b_txt=b"Two")
    assert len(draft.content["documents"]) == 2


def read_layout(client: Client, draft: Draft, data: bytes) -> str:
    layout = SimpleUploadedFile("layout.zip", data)
    address = f"/contribute/{draft.pk}/names"
    html = client.post(address, {"layout": layout}, follow=True).content.decode()
    draft.refresh_from_db()
    return html


def zip_of(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return file.getvalue()


def test_folders_are_read_off_a_zip_and_no_file_of_it_is_kept(ada_client: Client, draft: Draft) -> None:
    html = read_layout(
        ada_client, draft, zip_of("Client/letters/sent/", "Client/letters/note.md", "Client/photos/")
    )
    assert draft.content["folders"] == "letters\n  sent\nphotos"
    assert ">\nletters\n  sent\nphotos</textarea>" in html
    assert "note.md" not in json.dumps([one.content for one in draft.revisions.all()])


@pytest.mark.parametrize("data", [b"no zip", zip_of("note.md")])
def test_a_file_without_folders_is_refused_in_plain_words(
    ada_client: Client, draft: Draft, data: bytes
) -> None:
    assert "there are no folders to be read" in read_layout(ada_client, draft, data)
    assert "folders" not in draft.content


def test_a_zip_that_is_too_large_is_not_read(
    ada_client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_folders, "LARGEST_DOCUMENT", 10)
    assert "larger than" in read_layout(ada_client, draft, zip_of("a/"))


def upload(client: Client, draft: Draft, name: str, data: bytes) -> str:
    """Bring a document, and return the page that answers at once."""
    sent = {"documents": SimpleUploadedFile(name, data)}
    return client.post(f"/contribute/{draft.pk}/documents", sent, follow=True).content.decode()


def test_who_brings_in_nothing_is_told_to_choose_first(ada_client: Client, draft: Draft) -> None:
    sent = {"do": "bring", "revision": str(draft.revision)}
    html = ada_client.post(f"/contribute/{draft.pk}/documents", sent, follow=True).content.decode()
    assert "No file came along: choose it first" in html
    assert not draft.documents.exists()


def test_whoever_was_signed_out_is_told_to_choose_their_files_again_and_stays_at_them(
    client: Client, ada: User, draft: Draft
) -> None:
    address = f"/contribute/{draft.pk}/documents"
    document = SimpleUploadedFile("first.txt", b"First")
    client.post(address, {"documents": document, "do": "next", "revision": str(draft.revision)})
    client.force_login(ada)
    html = client.get(address, follow=True).content.decode()
    assert "No file came along: choose it first" in html
    assert "Drop your documents here" in html


def test_more_files_than_can_come_at_once_are_refused_with_a_page_that_says_how_many(
    ada_client: Client, draft: Draft
) -> None:
    limit = "at most 10 at once and 32.0\xa0MB together"
    assert limit in ada_client.get(f"/contribute/{draft.pk}/documents").content.decode()
    sent = [SimpleUploadedFile(f"{number}.txt", b"Some words") for number in range(11)]
    answer = ada_client.post(f"/contribute/{draft.pk}/documents", {"documents": sent})
    assert answer.status_code == 400
    assert "at most 10 files can come at once" in answer.content.decode()
    assert "several goes" in answer.content.decode()


def test_a_file_is_taken_in_although_what_was_typed_beside_it_is_not(
    ada_client: Client, draft: Draft
) -> None:
    bring(ada_client, draft, first_txt=b"First")
    sent = {"documents": SimpleUploadedFile("second.txt", b"Second"), "documents.document-1.title": "x" * 999}
    answer = ada_client.post(f"/contribute/{draft.pk}/documents", {**sent, "do": "next"})
    assert answer.status_code == 422
    assert "second.txt" in answer.content.decode()
    assert "x" * 999 in answer.content.decode()


def shown(client: Client, draft: Draft, page: str = "documents") -> str:
    """What the page asks for by itself."""
    return client.get(f"/contribute/{draft.pk}/{page}", headers={"HX-Request": "true"}).content.decode()


def test_the_page_answers_before_anything_is_read_and_moves_on(ada_client: Client, draft: Draft) -> None:
    assert "waiting to be read" in upload(ada_client, draft, "a.txt", b"Some words")
    waiting = shown(ada_client, draft)
    assert "waiting to be read" in waiting
    assert "hx-get" in waiting
    assert "<html" not in waiting
    DraftDocument.objects.update(status="reading")
    assert "being read" in shown(ada_client, draft)
    DraftDocument.objects.update(status="waiting")
    run_due()
    read = shown(ada_client, draft)
    assert "read. Everything came through." in read
    assert "hx-get" not in read
    assert f"/contribute/{draft.pk}/documents?at=document-1#document-1" in read


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["the page", "what it asks for"])
def test_a_document_is_shown_as_read_no_sooner_than_its_text(
    ada_client: Client, draft: Draft, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(ada_client, draft, "a.txt", b"Some words")
    page = f"/contribute/{draft.pk}/documents"

    def read_after_the_draft_was_looked_up(*who: Any) -> Draft:
        found = find_draft(*who)
        run_due()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(questions, "find_draft", read_after_the_draft_was_looked_up)
        html = ada_client.get(page, headers=headers).content.decode()
    assert "being read" in html
    assert "hx-get" in html
    assert "Does it look right?" in ada_client.get(page).content.decode()


def test_what_could_not_be_read_is_tried_again_or_taken_out_with_what_was_typed_saved(
    ada_client: Client, draft: Draft
) -> None:
    page = f"/contribute/{draft.pk}/documents"
    html = bring(ada_client, draft, first_txt=b"Some words", close_docx=b"PK\x03\x04")
    document = draft.documents.get(status="refused")
    assert "could not be read, because" in html
    assert "Open it in the program that made it and save it again." in html
    assert f"/contribute/{draft.pk}/originals/{document.pk}" in html
    typed = {"documents.document-1.title": "Typed before"}
    html = ada_client.post(page, {**typed, "do": f"again:{document.pk}"}, follow=True).content.decode()
    assert "waiting to be read" in html
    run_due()
    ada_client.post(page, {"do": f"out:{document.pk}"})
    draft.refresh_from_db()
    assert draft.content["documents"][0]["title"] == "Typed before"
    assert "close.docx" not in ada_client.get(page).content.decode()


@pytest.mark.parametrize("number", ["0", "x", "9" * 30])
def test_a_document_that_is_not_there_is_told_of(ada_client: Client, draft: Draft, number: str) -> None:
    for act in ("again", "out"):
        sent = {"do": f"{act}:{number}"}
        answer = ada_client.post(f"/contribute/{draft.pk}/documents", sent, follow=True)
        assert "the draft has no document" in answer.content.decode()


def test_a_text_that_came_while_a_page_was_open_outlives_what_that_page_saves(
    ada_client: Client, draft: Draft
) -> None:
    bring(ada_client, draft, first_txt=b"First")
    upload(ada_client, draft, "second.txt", b"Second")
    before = draft.revision
    run_due()
    typed = {"documents.document-1.title": "Typed", "revision": str(before), "do": "save"}
    ada_client.post(f"/contribute/{draft.pk}/documents", typed)
    draft.refresh_from_db()
    assert [item["title"] for item in draft.content["documents"]] == ["Typed", "second"]
    assert draft.content["documents"][1]["text"] == "Second"


def test_whoever_is_signed_out_meanwhile_sees_nothing_else_in_place_of_it(draft: Draft) -> None:
    answer = Client().get(f"/contribute/{draft.pk}/documents", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")


def test_to_others_it_is_as_if_nothing_were_there(eve: User, ada_client: Client, draft: Draft) -> None:
    upload(ada_client, draft, "secret.txt", b"Some words")
    other = Client()
    other.force_login(eve)
    page = f"/contribute/{draft.pk}/documents"
    assert other.get(page, headers={"HX-Request": "true"}).status_code == 404
    assert other.post(page, {"do": f"out:{draft.documents.get().pk}"}).status_code == 404
    assert draft.documents.count() == 1


def test_an_answer_that_was_taken_out_takes_its_document_off_the_list(
    ada_client: Client, draft: Draft
) -> None:
    assert "first.txt" in bring(ada_client, draft, first_txt=b"Some words")
    page = f"/contribute/{draft.pk}/documents"
    ada_client.post(page, {"do": "remove:document-1"})
    assert "first.txt" not in ada_client.get(page).content.decode()


def test_a_sample_is_taken_off_the_list_and_its_columns_stay(ada_client: Client, draft: Draft) -> None:
    read_columns(ada_client, draft, "ledger.csv", b"Account,Amount\n1,2\n")
    page, sample = f"/contribute/{draft.pk}/data", draft.documents.get()
    assert f'value="out:{sample.pk}"' in shown(ada_client, draft, "data")
    ada_client.post(page, {"do": f"out:{sample.pk}"})
    draft.refresh_from_db()
    assert "ledger.csv" not in shown(ada_client, draft, "data")
    assert draft.content["data"][0]["title"] == "ledger"


def test_trying_again_counts_as_a_conversion_where_nobody_has_signed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "_MOST_CONVERSIONS", 1)
    cache.clear()
    stranger = Client()
    stranger.post("/contribute/new/other", {"title": "Mine", "do": "save"}, follow=True)
    mine = Draft.objects.get()
    bring(stranger, mine, a_docx=b"PK\x03\x04")
    sent = {"do": f"again:{mine.documents.get().pk}"}
    answer = stranger.post(f"/contribute/{mine.pk}/documents", sent, follow=True)
    assert "too many requests" in answer.content.decode()
    assert mine.documents.get().status == "refused"


def test_asking_where_it_stands_costs_as_much_for_many_documents_as_for_one(
    ada_client: Client, draft: Draft
) -> None:
    counts = []
    for names in (["a.txt"], ["b.txt", "c.txt", "d.txt"]):
        for name in names:
            upload(ada_client, draft, name, name.encode())
        with CaptureQueriesContext(connection) as queries:
            shown(ada_client, draft)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
