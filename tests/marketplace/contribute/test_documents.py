import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registry.models import Draft, User
from registry.services.drafts import start_draft
from tests.support.documents import word_table

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


def test_what_is_lost_or_unreadable_is_told_and_the_rest_is_taken(ada_client: Client, draft: Draft) -> None:
    html = bring(ada_client, draft, a_exe=b"MZ", b_csv=b"a,b\n1\n2,3\n", c_docx=b"no zip")
    assert [item["title"] for item in draft.content["documents"]] == ["b"]
    assert "did not come through whole" in html
    assert "a.exe" in html
    assert "c.docx" in html


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


def test_the_original_is_for_its_authors_alone(
    client: Client, ada_client: Client, eve: User, draft: Draft
) -> None:
    bring(ada_client, draft, letter_txt=LETTER)
    address = f"/contribute/{draft.pk}/documents/document-1/original"
    answer = ada_client.get(address)
    assert b"".join(answer.streaming_content) == LETTER
    assert answer["Content-Disposition"].startswith("attachment")
    assert ada_client.get(address.replace("document-1", "document-9")).status_code == 404
    other = Client()
    assert other.get(address).status_code == 404
    other.force_login(eve)
    assert other.get(address).status_code == 404


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
