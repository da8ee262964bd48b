from datetime import timedelta

import pytest
from django.utils import timezone

from packformat.errors import CtxpackError
from registry.models import Draft, DraftComment, DraftLink, User
from registry.services import draft_sharing
from registry.services.draft_access import drafts_of
from registry.services.draft_sharing import (
    add_comment,
    add_editor,
    draft_behind,
    make_link,
    remove_editor,
    revoke_link,
)
from registry.services.drafts import delete_draft, start_draft
from tests.support.at_once import before_it_is_sure

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ada: User) -> Draft:
    return start_draft(actor=ada, content={"kind": "other"})


def code_of(call: object, *given: object, **arguments: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        call(*given, **arguments)
    return caught.value.code


def test_a_link_leads_to_the_draft_and_its_secret_is_not_kept(ada: User, draft: Draft) -> None:
    link, secret = make_link(actor=ada, draft_id=draft.pk)
    assert draft_behind(secret) == draft
    assert secret not in link.digest


def test_a_link_ends_when_it_is_revoked_when_its_time_is_over_and_with_its_draft(
    ada: User, draft: Draft
) -> None:
    secrets = []
    for _number in range(3):
        link, secret = make_link(actor=ada, draft_id=draft.pk)
        secrets.append(secret)
    revoke_link(actor=ada, draft_id=draft.pk, link_id=link.pk)
    assert code_of(draft_behind, secrets[2]) == "E_DRAFT_LINK_ABSENT"
    DraftLink.objects.filter(draft=draft).order_by("pk")[:1].get()
    DraftLink.objects.filter(digest=draft_sharing._digest(secrets[0])).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    assert code_of(draft_behind, secrets[0]) == "E_DRAFT_LINK_ABSENT"
    delete_draft(actor=ada, draft_id=draft.pk)
    assert code_of(draft_behind, secrets[1]) == "E_DRAFT_LINK_ABSENT"


def test_a_colleague_without_an_account_says_something(ada: User, draft: Draft) -> None:
    _link, secret = make_link(actor=ada, draft_id=draft.pk)
    add_comment(actor=None, secret=secret, name="Ben", text="Step 2 needs a limit")
    assert [str(comment) for comment in draft.comments.all()] == ["Ben: Step 2 needs a limit"]


def test_a_draft_takes_so_many_comments_and_no_more(
    ada: User, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_sharing, "_MOST_COMMENTS", 1)
    _link, secret = make_link(actor=ada, draft_id=draft.pk)
    said = {"actor": None, "secret": secret, "name": "Ben", "text": "x"}
    add_comment(**said)
    assert code_of(add_comment, **said) == "E_FIELD"


def test_a_co_author_writes_until_the_owner_says_otherwise(ada: User, eve: User, draft: Draft) -> None:
    add_editor(actor=ada, draft_id=draft.pk, username="eve")
    assert drafts_of(eve).get() == draft
    assert code_of(add_editor, actor=eve, draft_id=draft.pk, username="ada") == "E_DRAFT_ABSENT"
    remove_editor(actor=ada, draft_id=draft.pk, username="eve")
    assert not drafts_of(eve).exists()


@pytest.mark.parametrize("username", ["ada", "nobody"])
def test_only_another_with_an_account_can_be_a_co_author(ada: User, draft: Draft, username: str) -> None:
    assert code_of(add_editor, actor=ada, draft_id=draft.pk, username=username) == "E_DRAFT_EDITOR"


@pytest.mark.usefixtures("transactional_db")
def test_the_last_comment_is_taken_once_however_many_write_at_once(ada: User, draft: Draft) -> None:
    _link, secret = make_link(actor=ada, draft_id=draft.pk)
    most = draft_sharing._MOST_COMMENTS
    DraftComment.objects.bulk_create(
        DraftComment(draft=draft, name="Eve", text="So it is") for _number in range(most - 1)
    )

    def comment() -> object:
        return add_comment(actor=None, secret=secret, name="Eve", text="No")

    assert before_it_is_sure(comment, comment) == "E_FIELD"
    assert draft.comments.count() == most
