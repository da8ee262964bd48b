from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from packformat.errors import CtxpackError, RegistryError
from registry.models import AuditEntry, Draft, DraftDocument, OutboxEntry, User
from registry.services import draft_reading, drafts
from registry.services.draft_packs import publish_draft
from registry.services.draft_reading import read_document
from registry.services.draft_sharing import add_editor, remove_editor
from registry.services.drafts import claim_drafts, delete_draft, start_draft
from registry.services.lease import MOST_TRIES, LeaseHeldError
from registry.services.work import run_due
from registry.storage.base import Store
from tests.support.brought import bring, brought
from tests.support.drafts import CLOSE
from tests.support.exports import message, slack

pytestmark = pytest.mark.django_db
TABLES = b"|a|\n|-|\n|1|\n\nand\n\n|b|\n|-|\n|2|\n"


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content={"kind": "other", "title": "Close"})


def run_out(document: DraftDocument) -> None:
    past = timezone.now() - timedelta(seconds=1)
    DraftDocument.objects.filter(pk=document.pk).update(claimed_until=past)


def test_a_document_that_is_read_is_an_answer_with_what_was_lost(ada: User, draft: Draft) -> None:
    document = brought(ada, draft, "how_we close.csv", b"a,b\n1\n2,3\n")
    [item] = draft.content["documents"]
    assert (document.status, document.item, item["id"]) == ("read", "document-1", "document-1")
    assert item["title"] == "how we close"
    assert "| a | b |" in item["text"]
    assert [loss["kind"] for loss in document.losses] == ["ragged-rows"]
    assert draft.revisions.get(number=draft.revision).made_by == ada
    assert AuditEntry.objects.filter(action="draft.read", data__document=document.pk).exists()


def test_an_export_is_an_answer_in_which_people_have_no_names(ada: User, draft: Draft) -> None:
    data = slack({"finance/2026-03-02.json": [message("1", "We close on day 5, says Ben Will")]})
    document = brought(ada, draft, "Acme export.zip", data)
    [item] = draft.content["documents"]
    assert (document.status, item["title"]) == ("read", "Acme export")
    assert "We close on day 5, says Person 2" in item["text"]
    assert [loss["kind"] for loss in document.losses] == ["pseudonyms"]


@pytest.mark.parametrize(
    ("given", "code"),
    [(("a.exe", b"MZ"), "E_CONVERT_TYPE"), (("a.docx", b"PK\x03\x04"), "E_CONVERT_BROKEN")],
)
def test_what_cannot_be_read_stays_with_the_reason_and_what_to_do(
    ada: User, draft: Draft, store: Store, given: tuple[str, bytes], code: str
) -> None:
    document = brought(ada, draft, *given)
    assert (document.status, document.failure["code"], document.item) == ("refused", code, "")
    assert document.failure["message"]
    assert document.failure["hint"]
    assert len(list(store.keys("drafts/"))) == 1
    assert "documents" not in draft.content


def test_a_text_for_which_the_draft_has_no_room_stays_with_the_reason(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "LARGEST_TEXTS", 10)
    assert brought(ada, draft, data=b"More than ten characters").failure["code"] == "E_DRAFT_TOO_LARGE"
    assert "documents" not in draft.content


def test_the_columns_of_a_sample_are_read_and_the_sample_is_kept_no_longer(
    ada: User, draft: Draft, store: Store
) -> None:
    sample = bring(ada, draft, "both.md", TABLES, part="data")
    assert len(list(store.keys("drafts/"))) == 1
    run_due()
    run_due()
    sample.refresh_from_db()
    draft.refresh_from_db()
    assert (sample.status, sample.item, sample.tables, sample.digest) == ("read", "data-1", 2, "")
    assert [source["title"] for source in draft.content["data"]] == ["both, table 1", "both, table 2"]
    assert list(store.keys("drafts/")) == []


def test_a_sample_without_a_table_stays_with_the_reason(ada: User, draft: Draft) -> None:
    assert brought(ada, draft, "note.txt", part="data").failure["code"] == "E_DRAFT_TABLE"


def test_of_several_sources_all_are_added_or_none(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = draft_reading.put_item
    calls = iter((True, False))

    def put_one(*given: object) -> str:
        if next(calls):
            return put(*given)
        raise RegistryError("E_STORE_UNAVAILABLE", "away")

    monkeypatch.setattr(draft_reading, "put_item", put_one)
    sample = brought(ada, draft, "both.md", TABLES, part="data")
    assert sample.status == "waiting"
    assert "data" not in draft.content


def test_reading_again_changes_nothing(ada: User, draft: Draft) -> None:
    document = brought(ada, draft)
    before = (Draft.objects.values().get(), DraftDocument.objects.values().get())
    read_document(document.pk)
    assert (Draft.objects.values().get(), DraftDocument.objects.values().get()) == before


def test_one_worker_reads_a_document_at_a_time(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = bring(ada, draft)

    def while_it_is_read(*_given: object) -> bytes:
        with pytest.raises(LeaseHeldError):
            read_document(document.pk)
        return b"Some words"

    monkeypatch.setattr(draft_reading, "original_of", while_it_is_read)
    read_document(document.pk)
    draft.refresh_from_db()
    assert len(draft.content["documents"]) == 1


def test_a_late_worker_adds_nothing_once_another_has_read_the_document(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = bring(ada, draft)
    convert = draft_reading.convert_beside

    def slowly(*given: object) -> object:
        monkeypatch.undo()
        run_out(document)
        read_document(document.pk)
        return convert(*given)

    monkeypatch.setattr(draft_reading, "convert_beside", slowly)
    read_document(document.pk)
    draft.refresh_from_db()
    assert len(draft.content["documents"]) == 1
    assert AuditEntry.objects.filter(action="draft.read").count() == 1


@pytest.mark.parametrize("gone", ["document", "draft"])
def test_what_nobody_wants_any_more_when_it_is_read_leaves_no_trace(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    document = bring(ada, draft)

    def meanwhile(*_given: object) -> bytes:
        (DraftDocument if gone == "document" else Draft).objects.all().delete()
        return b"Some words"

    monkeypatch.setattr(draft_reading, "original_of", meanwhile)
    read_document(document.pk)
    read_document(document.pk)
    assert not DraftDocument.objects.exists()
    assert not AuditEntry.objects.filter(action="draft.read").exists()


def test_a_fault_of_ours_leaves_the_document_for_the_next_try(ada: User, draft: Draft, store: Store) -> None:
    document = bring(ada, draft)
    [key] = store.keys("drafts/")
    data = store.read(key)
    store.delete(key)
    with pytest.raises(RegistryError):
        read_document(document.pk)
    document.refresh_from_db()
    assert (document.status, document.tries, document.claimed_until) == ("waiting", 1, None)
    store.replace(key, data)
    read_document(document.pk)
    document.refresh_from_db()
    assert document.status == "read"


def test_a_document_that_ends_every_worker_is_given_up_and_stays(
    ada: User, draft: Draft, store: Store
) -> None:
    document = bring(ada, draft)
    DraftDocument.objects.update(status="reading", attempt=MOST_TRIES, tries=MOST_TRIES)
    run_due()
    document.refresh_from_db()
    assert (document.status, document.failure["code"]) == ("refused", "E_DRAFT_DOCUMENT_FAILED")
    assert not OutboxEntry.objects.filter(task="read_document").exists()
    assert len(list(store.keys("drafts/"))) == 1


def test_a_conversion_is_given_half_a_lease(
    ada: User, draft: Draft, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []
    convert = draft_reading.convert_beside
    monkeypatch.setattr(draft_reading, "convert_beside", lambda *of: (given.append(of[2]), convert(*of))[1])
    brought(ada, draft)
    assert given == [settings.CTXPACK_LEASE_SECONDS / 2]


def test_a_document_is_the_drafts_whatever_became_of_who_brought_it(
    ada: User, eve: User, draft: Draft
) -> None:
    add_editor(actor=ada, draft_id=draft.pk, username="eve")
    bring(eve, draft)
    remove_editor(actor=ada, draft_id=draft.pk, username="eve")
    strangers = start_draft(actor=None, visitor="key", content={"kind": "other"})
    bring(None, strangers, visitor="key")
    claim_drafts(actor=ada, visitor="key")
    taken_away = start_draft(actor=ada, content={"kind": "other"})
    bring(ada, taken_away)
    delete_draft(actor=ada, draft_id=taken_away.pk)
    run_due()
    assert [len(one.content.get("documents", ())) for one in Draft.objects.all()] == [1, 1, 1]


def test_nothing_is_published_while_a_document_is_being_read(ada: User) -> None:
    finished = start_draft(actor=ada, content=CLOSE)
    bring(ada, finished)
    with pytest.raises(CtxpackError) as caught:
        publish_draft(actor=ada, draft_id=finished.pk)
    assert (caught.value.code, caught.value.data["count"]) == ("E_DRAFT_READING", 1)
    run_due()
    assert publish_draft(actor=ada, draft_id=finished.pk).status == "queued"
