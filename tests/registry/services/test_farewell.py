import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone

from packformat.errors import CtxpackError
from registry.models import Attestation, AuditEntry, Draft, DraftDocument, OutboxEntry, Release, User
from registry.services.choose import choose_notices
from registry.services.complaints import complain
from registry.services.draft_sharing import add_editor
from registry.services.drafts import start_draft
from registry.services.farewell import close_account
from registry.services.grants import grant_access
from registry.services.members import invite_member
from registry.services.questions import ask_question
from registry.services.subscribe import follow_pack
from registry.services.tokens import check_token, create_token
from registry.services.work import run_due
from registry.storage.base import Store
from tests.support.at_once import before_it_is_sure
from tests.support.attestations import sent, with_evals
from tests.support.brought import bring, brought
from tests.support.exercises import written
from tests.support.registry import published
from tests.support.registry import publisher as make_publisher


def test_a_person_is_forgotten_and_what_they_published_and_said_stays(ada: User, eve: User) -> None:
    published(ada, "month-end")
    published(eve, "bank-rec")
    start_draft(actor=ada, content={"kind": "other"})
    shared = start_draft(actor=eve, content={"kind": "other"})
    add_editor(actor=eve, draft_id=shared.pk, username="ada")
    _token, secret = create_token(actor=ada, name="laptop", scopes=["read"])
    follow_pack(actor=ada, pack="bank-rec", on=True)
    choose_notices(actor=ada, news="weekly")
    written(actor=ada, exercise="loads", answers={})
    question = ask_question(actor=ada, pack="bank-rec", text="Which rates?")
    complaint = complain(actor=ada, pack="bank-rec", reason="wrong", text="x", contact="ada@home.example")
    EmailAddress.objects.create(user=ada, email="ada@home.example")
    UserSession.objects.create(user=ada, ip="192.0.2.1", user_agent="x", session_key="x")

    close_account(actor=ada)

    ada.refresh_from_db()
    complaint.refresh_from_db()
    assert (ada.username, ada.email, ada.is_active) == ("ada", "", False)
    assert (ada.news, ada.recap_due, ada.recap_from) == ("never", None, None)
    assert not ada.has_usable_password()
    assert [draft.pk for draft in Draft.objects.all()] == [shared.pk]
    assert not shared.editors.exists()
    kept = (ada.memberships, ada.subscriptions, ada.notices, ada.lesson_answers)
    kept += (EmailAddress.objects, UserSession.objects)
    assert [rows.model for rows in kept if rows.exists()] == []
    assert complaint.contact == ""
    with pytest.raises(CtxpackError):
        check_token(secret)
    assert Release.objects.get(pack__name="month-end").published_by == ada
    assert question.author == ada
    assert AuditEntry.objects.filter(action="user.close", actor=ada).exists()


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("given", ["grant", "invitation", "draft"])
def test_nobody_is_given_anything_who_is_just_closing_their_account(ada: User, eve: User, given: str) -> None:
    published(ada, "month-end", private=True)
    draft = start_draft(actor=ada, content={"kind": "other"})
    give = {
        "grant": lambda: grant_access(
            actor=ada, pack="month-end", username="eve", reference="order-1", until=None
        ),
        "invitation": lambda: invite_member(actor=ada, publisher="ledgers", username="eve", role="member"),
        "draft": lambda: add_editor(actor=ada, draft_id=draft.pk, username="eve"),
    }
    code = before_it_is_sure(lambda: close_account(actor=eve), give[given])
    assert code == ("E_DRAFT_EDITOR" if given == "draft" else "E_FIELD")
    theirs = (eve.grants, eve.invitations, eve.shared_drafts)
    assert [rows.model for rows in theirs if rows.exists()] == []


def test_signed_results_stay_in_view_but_not_of_whom_the_staff_shut_out(ada: User, eve: User) -> None:
    sent(eve, with_evals(ada))
    User.objects.filter(pk=eve.pk).update(is_active=False)
    assert not Attestation.objects.shown().exists()
    User.objects.filter(pk=eve.pk).update(is_active=True)
    close_account(actor=eve)
    assert Attestation.objects.shown().exists()


def test_what_the_store_holds_of_their_drafts_is_promised_to_follow(ada: User) -> None:
    close_account(actor=ada)
    assert OutboxEntry.objects.filter(task=OutboxEntry.Task.SWEEP_DRAFTS).exists()


def test_others_are_never_left_without_an_owner(ada: User, eve: User) -> None:
    make_publisher("shared", ada, eve)
    with pytest.raises(CtxpackError) as caught:
        close_account(actor=ada)
    assert (caught.value.code, caught.value.data["publisher"]) == ("E_LAST_OWNER", "shared")
    ada.refresh_from_db()
    assert ada.is_active
    close_account(actor=eve)
    assert not eve.memberships.filter(publisher__handle="shared").exists()


def test_documents_that_they_brought_are_forgotten_read_or_not(ada: User, store: Store) -> None:
    draft = start_draft(actor=ada, content={"kind": "other"})
    brought(ada, draft, "a.txt")
    brought(ada, draft, "b.exe", b"MZ")
    bring(ada, draft, "c.txt", b"Never read")
    close_account(actor=ada)
    assert not DraftDocument.objects.exists()
    for _round in range(2):
        run_due()
        OutboxEntry.objects.update(due_at=timezone.now())
    run_due()
    assert list(store.keys("drafts/")) == []
    assert not OutboxEntry.objects.exists()
