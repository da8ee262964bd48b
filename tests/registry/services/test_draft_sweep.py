import io
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from packformat.archive import Entry
from packformat.digest import Digest
from packformat.errors import CtxpackError
from registry.models import Draft, LessonAnswer, OutboxEntry, User
from registry.services.draft_access import taken_away
from registry.services.draft_originals import keys_of, original_of
from registry.services.draft_packs import open_pack
from registry.services.draft_sweep import (
    KEPT,
    _over,
    forget_unused,
    kept_until,
    promise_sweep,
    sweep_drafts,
)
from registry.services.drafts import delete_draft, start_draft, undelete_draft
from registry.services.lessons import lesson_of
from registry.services.work import run_due
from registry.storage.base import Store
from registry.storage.keys import draft_folder, draft_key
from tests.support.brought import bring, brought
from tests.support.documents import pdf
from tests.support.exercises import written

pytestmark = pytest.mark.django_db
START = {"kind": "other", "title": "Complaints"}
A_DAY = timedelta(days=1)
STORED = 2
"""Objects that one text document takes: the original, and what is shown of it."""


def grow_older(draft: Draft, age: timedelta) -> None:
    """Let so much time pass since a draft was saved, and taken away if it was."""
    then = timezone.now() - age
    draft.refresh_from_db()
    Draft.objects.filter(pk=draft.pk).update(saved_at=then, deleted_at=draft.deleted_at and then)


def a_day_passes() -> None:
    for entry in OutboxEntry.objects.all():
        OutboxEntry.objects.filter(pk=entry.pk).update(due_at=entry.due_at - A_DAY)


def stored(store: Store) -> list[str]:
    return list(store.keys("drafts/"))


@pytest.mark.any_engine
def test_what_is_over_is_found_without_reading_every_draft() -> None:
    plan = _over().explain()
    assert "draft_taken_away_oldest" in plan
    assert "SCAN" not in plan


def test_a_lesson_of_nobody_is_forgotten_as_a_whole_once_nothing_was_saved_in_it_for_so_long(
    ada: User,
) -> None:
    long_ago = timezone.now() - KEPT - A_DAY
    for visitor in ("gone", "still here"):
        written(actor=None, visitor=visitor, exercise="limits", answers={})
    written(actor=ada, exercise="limits", answers={})
    LessonAnswer.objects.update(saved_at=long_ago)
    written(actor=None, visitor="still here", exercise="step", answers={})
    run_due()
    assert lesson_of(None, "gone") == {}
    assert lesson_of(None, "still here").keys() == {"limits", "step"}
    assert lesson_of(ada).keys() == {"limits"}


@pytest.fixture
def of_nobody() -> Draft:
    """A draft that nobody has signed in for, with a document of its own."""
    draft = start_draft(actor=None, visitor="key", content=START)
    brought(None, draft, "a.txt", b"Same words", visitor="key")
    return draft


def test_a_draft_of_nobody_is_forgotten_with_its_originals_when_its_time_is_over(
    of_nobody: Draft, store: Store
) -> None:
    grow_older(of_nobody, KEPT + A_DAY)
    run_due()
    assert not Draft.objects.exists()
    assert len(stored(store)) == STORED
    run_due()
    assert len(stored(store)) == STORED
    a_day_passes()
    run_due()
    assert stored(store) == []
    assert not OutboxEntry.objects.exists()


def test_what_another_draft_has_of_the_same_bytes_stays(ada: User, of_nobody: Draft, store: Store) -> None:
    kept = start_draft(actor=ada, content=START)
    document = brought(ada, kept, "a.txt", b"Same words")
    grow_older(of_nobody, KEPT + A_DAY)
    run_due()
    a_day_passes()
    run_due()
    assert original_of(document) == b"Same words"
    assert len(stored(store)) == STORED


def test_nothing_that_somebody_may_still_want_is_forgotten(ada: User, of_nobody: Draft) -> None:
    owned = start_draft(actor=ada, content=START)
    grow_older(owned, 20 * KEPT)
    grow_older(of_nobody, KEPT - A_DAY)
    promise_sweep()
    assert not OutboxEntry.objects.filter(task="sweep_drafts").exists()
    sweep_drafts()
    assert set(Draft.objects.all()) == {owned, of_nobody}


def test_a_draft_taken_away_can_be_brought_back_until_it_is_forgotten(ada: User) -> None:
    draft = start_draft(actor=ada, content=START)
    delete_draft(actor=ada, draft_id=draft.pk)
    assert list(taken_away(ada)) == [draft]
    undelete_draft(actor=ada, draft_id=draft.pk)
    assert not taken_away(ada).exists()
    delete_draft(actor=ada, draft_id=draft.pk)
    grow_older(draft, KEPT + A_DAY)
    run_due()
    assert not Draft.objects.exists()


def test_it_is_known_until_when_a_draft_is_kept(ada: User, of_nobody: Draft) -> None:
    assert kept_until(of_nobody) == of_nobody.saved_at + KEPT
    owned = start_draft(actor=ada, content=START)
    assert kept_until(owned) is None
    delete_draft(actor=ada, draft_id=owned.pk)
    owned.refresh_from_db()
    assert kept_until(owned) == owned.deleted_at + KEPT


def test_one_sweep_is_promised_and_each_absent_draft_once(of_nobody: Draft) -> None:
    grow_older(of_nobody, KEPT + A_DAY)
    promise_sweep()
    promise_sweep()
    assert [entry.task for entry in OutboxEntry.objects.all()] == ["forget_unused", "sweep_drafts"]
    sweep_drafts()
    sweep_drafts()
    assert [entry.subject for entry in OutboxEntry.objects.filter(task="forget_draft")] == [str(of_nobody.pk)]


def test_files_of_a_folder_that_failed_to_open_are_forgotten_too(ada: User, store: Store) -> None:
    with pytest.raises(CtxpackError):
        open_pack(actor=ada, entries=[Entry("pack.toml", b"name = ")])
    entries = [Entry("notes.txt", b"x"), Entry("commands/start.md", b"Start\n")]
    draft = open_pack(actor=ada, entries=entries, folder="x1")
    assert len(stored(store)) == 2
    draft.delete()
    sweep_drafts()
    a_day_passes()
    a_day_passes()
    run_due()
    assert stored(store) == []


def test_what_is_stored_for_a_draft_that_is_there_is_never_removed(of_nobody: Draft, store: Store) -> None:
    OutboxEntry.objects.create(task="forget_draft", subject=str(of_nobody.pk), due_at=timezone.now())
    run_due()
    assert len(stored(store)) == STORED


def test_bytes_of_a_draft_that_no_row_knows_are_removed_a_day_later(ada: User, store: Store) -> None:
    draft = open_pack(actor=ada, entries=[Entry("commands/start.md", b"Start\n")], folder="x1")
    document = brought(ada, draft, "a.pdf", pdf(("Normal", "Day 1")))
    refused = brought(ada, draft, "a.exe", b"MZ")
    kept = set(stored(store))
    assert set(keys_of(document)) | set(keys_of(refused)) < kept
    store.put(draft_key(draft.pk, Digest.of(b"left behind")), io.BytesIO(b"left behind"))
    run_due()
    assert set(stored(store)) > kept
    a_day_passes()
    run_due()
    assert set(stored(store)) == kept


def test_what_is_being_stored_is_promised_to_be_looked_at_later_even_if_a_look_is_near(ada: User) -> None:
    draft = start_draft(actor=ada, content=START)
    bring(ada, draft, "a.txt")
    bring(ada, draft, "b.txt")
    looks = OutboxEntry.objects.filter(task="forget_unused", subject=str(draft.pk))
    assert looks.count() == 1
    looks.update(due_at=timezone.now() + timedelta(minutes=1))
    bring(ada, draft, "c.txt")
    assert looks.count() == 2


def test_a_draft_that_is_no_more_has_nothing_unused(store: Store) -> None:
    draft_id = uuid.uuid4()
    key = f"{draft_folder(draft_id)}/{'0' * 64}"
    store.put(key, io.BytesIO(b"of no draft"))
    forget_unused(str(draft_id))
    assert stored(store) == [key]
