import pytest

from packformat.convert.document import LARGEST_DOCUMENT
from packformat.errors import CtxpackError
from registry.models import AuditEntry, Draft, DraftDocument, OutboxEntry, User
from registry.services import draft_documents
from registry.services.draft_documents import (
    confirm_document,
    count_waiting,
    document_of,
    read_again,
    take_out_document,
)
from registry.services.draft_originals import original_of
from registry.services.drafts import start_draft
from registry.services.work import run_due
from registry.storage.base import Store
from tests.support.brought import bring, brought

pytestmark = pytest.mark.django_db
REFUSED = b"PK\x03\x04 and nothing else"


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content={"kind": "other", "title": "Close"})


def refused(ada: User, draft: Draft) -> DraftDocument:
    """A document that is none, kept with the reason."""
    document = brought(ada, draft, "close.docx", REFUSED)
    assert document.status == "refused"
    return document


def code(caught: pytest.ExceptionInfo[CtxpackError]) -> str:
    return caught.value.code


def test_what_is_brought_is_kept_at_once_and_waits_for_a_worker(ada: User, draft: Draft) -> None:
    document = bring(ada, draft, "how we close.txt", b"Slowly")
    assert (document.status, document.filename, document.size) == ("waiting", "how we close.txt", 6)
    assert original_of(document) == b"Slowly"
    assert document.brought_by == ada
    assert count_waiting(draft) == 1
    assert OutboxEntry.objects.filter(task="read_document", subject=str(document.pk)).exists()
    draft.refresh_from_db()
    assert "documents" not in draft.content


def test_the_same_document_twice_is_one_until_it_is_read(ada: User, draft: Draft) -> None:
    first = bring(ada, draft)
    assert bring(ada, draft).pk == first.pk
    assert bring(ada, draft, "b.txt").pk != first.pk
    run_due()
    assert bring(ada, draft).pk != first.pk


def test_what_was_refused_is_tried_again_when_it_is_brought_again(ada: User, draft: Draft) -> None:
    before = refused(ada, draft)
    again = bring(ada, draft, "close.docx", REFUSED)
    assert (again.pk, again.status, again.failure) == (before.pk, "waiting", None)


def test_nothing_is_kept_of_what_is_too_large(
    ada: User, draft: Draft, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_documents, "LARGEST_DOCUMENT", 5)
    with pytest.raises(CtxpackError) as caught:
        bring(ada, draft, data=b"123456")
    assert (code(caught), caught.value.data["limit"]) == ("E_UPLOAD_TOO_LARGE", 5)
    assert LARGEST_DOCUMENT > 5
    assert not draft.documents.exists()
    assert list(store.keys("drafts/")) == []


def test_so_many_documents_wait_at_once_and_no_more(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_documents, "MOST_UNREAD", 2)
    bring(ada, draft, "a.txt")
    bring(ada, draft, "b.txt")
    with pytest.raises(CtxpackError) as caught:
        bring(ada, draft, "c.txt")
    assert code(caught) == "E_DRAFT_UNREAD"
    run_due()
    assert bring(ada, draft, "c.txt").status == "waiting"


def test_what_could_not_be_read_is_tried_again_when_an_author_wants_it(ada: User, draft: Draft) -> None:
    document = refused(ada, draft)
    again = read_again(actor=ada, draft_id=draft.pk, document_id=document.pk)
    assert (again.status, again.tries, again.failure) == ("waiting", 0, None)
    same = read_again(actor=ada, draft_id=draft.pk, document_id=document.pk)
    assert same.status == "waiting"
    assert OutboxEntry.objects.filter(task="read_document").count() == 1
    run_due()
    document.refresh_from_db()
    assert (document.status, document.attempt) == ("refused", 2)


def test_what_is_taken_out_is_forgotten_with_its_bytes(ada: User, draft: Draft, store: Store) -> None:
    document = refused(ada, draft)
    take_out_document(actor=ada, draft_id=draft.pk, document_id=document.pk)
    assert not draft.documents.exists()
    run_due()
    assert list(store.keys("drafts/")) == []
    assert AuditEntry.objects.filter(action="draft.take_out", actor=ada).exists()


def test_what_is_taken_out_while_it_waits_is_never_read(ada: User, draft: Draft) -> None:
    document = bring(ada, draft)
    take_out_document(actor=ada, draft_id=draft.pk, document_id=document.pk)
    run_due()
    draft.refresh_from_db()
    assert "documents" not in draft.content
    assert not OutboxEntry.objects.filter(task="read_document").exists()


def test_a_document_that_is_read_goes_with_its_answer_and_not_without(ada: User, draft: Draft) -> None:
    document = brought(ada, draft)
    with pytest.raises(CtxpackError) as caught:
        take_out_document(actor=ada, draft_id=draft.pk, document_id=document.pk)
    assert (code(caught), caught.value.data["item"]) == ("E_DRAFT_DOCUMENT_READ", "document-1")
    sample = brought(ada, draft, "ledger.csv", b"Account,Amount\n1,2\n", part="data")
    take_out_document(actor=ada, draft_id=draft.pk, document_id=sample.pk)
    assert list(draft.documents.all()) == [document]


def test_nobody_else_brings_reads_or_takes_out_anything(ada: User, eve: User, draft: Draft) -> None:
    document = refused(ada, draft)
    others = start_draft(actor=eve, content={"kind": "other"})
    of = {"actor": eve, "document_id": document.pk}
    for act in (read_again, take_out_document):
        with pytest.raises(CtxpackError) as caught:
            act(**of, draft_id=draft.pk)
        assert code(caught) == "E_DRAFT_ABSENT"
        with pytest.raises(CtxpackError) as caught:
            act(**of, draft_id=others.pk)
        assert code(caught) == "E_DRAFT_DOCUMENT_ABSENT"
    with pytest.raises(CtxpackError) as caught:
        bring(eve, draft)
    assert code(caught) == "E_DRAFT_ABSENT"
    with pytest.raises(CtxpackError):
        document_of(others, document.pk)


def test_that_a_text_looks_right_is_kept(ada: User, draft: Draft) -> None:
    document = brought(ada, draft)
    confirm_document(actor=ada, draft_id=draft.pk, item_id=document.item)
    document.refresh_from_db()
    assert document.looked_at is not None
