import io
import json
import re
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from marketplace.contribute import documents
from packformat.convert.limits import LIMITS
from registry.models import Draft, User
from registry.services import draft_folders
from registry.services.drafts import start_draft
from tests.support.documents import repacked, word_table, workbook

pytestmark = pytest.mark.django_db
ROWS = [["Account", "Open | closed"], ["Bank", "TRUE"], ["", "0.00"]]
LETTER = b"Dear Ms Petra Muster,\n\nplease pay to GB33BUKB20201555555555.\n"


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content={"kind": "other", "title": "Close"})


def bring(client: Client, draft: Draft, **files: bytes) -> str:
    sent = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    client.post(f"/contribute/{draft.pk}/documents/bring", {"documents": sent})
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
    assert "`hostile.docx`: the document holds more than 400,000 paragraphs, runs, cells" in html
    assert "split it, by chapter or by year" in html
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
    html = client.post(f"/contribute/{draft.pk}/data/read", {"sample": sample}, follow=True).content.decode()
    draft.refresh_from_db()
    return html


def test_columns_are_read_off_a_sample_and_no_row_of_it_is_kept(ada_client: Client, draft: Draft) -> None:
    def write(sheet: Worksheet) -> None:
        for row in (["Date", "Payee", "Amount"], ["2026-10-31", "Petra Muster", "-34.50"]):
            sheet.append(row)

    html = read_columns(ada_client, draft, "bank_export.xlsx", workbook(write))
    (source,) = draft.content["data"]
    assert (source["title"], source["columns"]) == ("bank export", ["Date", "Payee", "Amount"])
    assert source["rows"].startswith("2026-01-01,example 1,100.00")
    assert "your file is not kept" in html
    assert not draft.documents.exists()
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
    monkeypatch.setattr(documents, "_MOST_CONVERSIONS", 1)
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
    address = f"/contribute/{draft.pk}/names/read"
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
