import uuid

import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Draft, DraftRevision, User
from registry.services import drafts
from registry.services.draft_access import drafts_of, find_draft
from registry.services.drafts import (
    REVISIONS_KEPT,
    add_item,
    claim_drafts,
    delete_draft,
    move_item,
    put_item,
    remove_item,
    restore_item,
    save_answers,
    start_draft,
    undelete_draft,
)

pytestmark = pytest.mark.django_db
START = {"kind": "other", "title": "Close"}


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content=START)


def save(actor: User | None, draft: Draft, base: int = 1, **options: object) -> drafts.Saved:
    return save_answers(actor=actor, draft_id=draft.pk, base=base, **options)


def code_of(call: object, **arguments: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        call(**arguments)
    return caught.value.code


def test_a_draft_begins_with_what_is_known_and_every_change_is_a_revision(ada: User, draft: Draft) -> None:
    saved = save(ada, draft, answers={"title": "Month-end close"}).draft
    assert (saved.revision, saved.content["title"]) == (2, "Month-end close")
    kept = list(DraftRevision.objects.order_by("number").values_list("number", "content__title"))
    assert kept == [(1, "Close"), (2, "Month-end close")]
    assert AuditEntry.objects.filter(action="draft.start", subject=f"draft:{draft.pk}", actor=ada).exists()


def test_saving_what_stands_there_changes_nothing(ada: User, draft: Draft) -> None:
    assert save(ada, draft, answers={"title": " Close "}).draft.revision == 1


def test_two_tabs_keep_what_each_changed_and_are_told_where_they_differ(ada: User, draft: Draft) -> None:
    save(ada, draft, answers={"title": "Month-end close", "summary": "x"})
    saved = save(ada, draft, answers={"title": "Our close", "audience": "Us"})
    assert saved.draft.content == {
        "kind": "other",
        "title": "Month-end close",
        "summary": "x",
        "audience": "Us",
    }
    assert [(one.field, one.mine, one.theirs) for one in saved.conflicts] == [
        ("title", "Our close", "Month-end close")
    ]


def test_a_tab_older_than_what_is_kept_is_told_of_every_difference(ada: User, draft: Draft) -> None:
    for number in range(REVISIONS_KEPT + 1):
        save(ada, draft, base=number + 1, answers={"title": f"Close {number}"})
    assert draft.revisions.count() == REVISIONS_KEPT
    saved = save(ada, draft, base=1, answers={"title": "Old"})
    assert [one.field for one in saved.conflicts] == ["title"]


def test_items_come_go_move_and_come_back_where_they_were(ada: User, draft: Draft) -> None:
    of = {"actor": ada, "draft_id": draft.pk, "part": "steps"}
    titles = ("Bank", "Cards", "Accruals")
    one, two, three = (put_item(draft, "steps", {"title": title}, ada) for title in titles)
    before = remove_item(**of, item_id=two)
    move_item(**of, item_id=three, by=-1)
    restore_item(**of, item_id=two, revision=before)
    draft.refresh_from_db()
    assert [item["id"] for item in draft.content["steps"]] == [three, two, one]
    assert add_item(**of) not in {one, two, three}


def test_an_item_typed_without_being_added_first_has_its_number_taken(ada: User, draft: Draft) -> None:
    save(ada, draft, answers={"steps.step-3.title": "Bank"})
    assert add_item(actor=ada, draft_id=draft.pk, part="steps") == "step-4"


def test_what_is_kept_no_longer_cannot_be_put_back(ada: User, draft: Draft) -> None:
    of = {"actor": ada, "draft_id": draft.pk, "part": "steps", "item_id": "step-1"}
    assert code_of(restore_item, **of, revision=1) == "E_DRAFT_REVISION_ABSENT"
    assert code_of(restore_item, **of, revision=99) == "E_DRAFT_REVISION_ABSENT"


def test_a_draft_of_another_is_not_there(eve: User, draft: Draft) -> None:
    assert code_of(save_answers, actor=eve, draft_id=draft.pk, answers={}, base=1) == "E_DRAFT_ABSENT"
    assert code_of(save_answers, actor=None, draft_id=draft.pk, answers={}, base=1) == "E_DRAFT_ABSENT"
    assert code_of(delete_draft, actor=eve, draft_id=draft.pk) == "E_DRAFT_ABSENT"
    assert code_of(find_draft, draft_id=uuid.uuid4(), actor=eve) == "E_DRAFT_ABSENT"


def test_a_draft_of_a_browser_becomes_that_of_whoever_signs_in(ada: User, eve: User) -> None:
    draft = start_draft(actor=None, visitor="key", content=START)
    assert list(drafts_of(None, "key")) == [draft]
    assert not drafts_of(None, "other key").exists()
    claim_drafts(actor=ada, visitor="")
    claim_drafts(actor=ada, visitor="key")
    claim_drafts(actor=eve, visitor="key")
    assert list(drafts_of(ada)) == [draft]
    assert not drafts_of(None, "key").exists()


def test_a_deleted_draft_can_be_brought_back(ada: User, draft: Draft) -> None:
    delete_draft(actor=ada, draft_id=draft.pk)
    assert not drafts_of(ada).exists()
    undelete_draft(actor=ada, draft_id=draft.pk)
    assert drafts_of(ada).get() == draft


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"title": "x" * 81}, "E_DRAFT_CONTENT"),
        ({f"documents.document-{number}.text": "x" * 400_000 for number in range(4)}, "E_DRAFT_TOO_LARGE"),
        ({f"steps.step-{number}.how": '"' * 4000 for number in range(39)}, "E_DRAFT_TOO_LARGE"),
    ],
)
def test_what_can_never_be_published_is_not_kept(
    ada: User, draft: Draft, answers: dict[str, str], code: str
) -> None:
    assert code_of(save_answers, actor=ada, draft_id=draft.pk, answers=answers, base=1) == code
    draft.refresh_from_db()
    assert draft.revision == 1
