from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from packformat.errors import CtxpackError
from registry.models import Complaint, Decision, Publisher, Question, Release, Submission, User
from registry.services.advisories import Statement, change_advisory, may_change, publish_advisory
from registry.services.appeals import answer_appeal, make_appeal
from registry.services.attestations import hide_attestation, unhide_attestation
from registry.services.complaints import answer_complaint, complain
from registry.services.decide import approve_submission, refuse_submission
from registry.services.permissions import publisher_of, require_member, require_member_or_staff
from registry.services.questions import ask_question
from registry.services.removals import remove_said
from registry.services.yank import unyank_release, yank_release
from tests.support import registry
from tests.support.attestations import sent, with_evals
from tests.support.registry import published, submitted


def code_of(call: object, *arguments: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        call(*arguments)
    return caught.value.code


def test_the_only_publisher_need_not_be_named(ada: User) -> None:
    assert publisher_of(ada).handle == "ledgers"


def test_a_member_of_several_names_one(ada: User) -> None:
    registry.publisher("second", ada)
    assert code_of(publisher_of, ada) == "E_PUBLISHER_AMBIGUOUS"
    assert publisher_of(ada, "second").handle == "second"


def test_nobody_acts_for_a_publisher_of_others(ada: User, eve: User) -> None:
    assert eve.publishers.exists()
    assert code_of(publisher_of, ada, "others") == "E_NOT_MEMBER"
    assert code_of(publisher_of, ada, "unheard-of") == "E_PUBLISHER_UNKNOWN"


def test_staff_take_down_but_do_not_publish_for_others(ada: User) -> None:
    ledgers = Publisher.objects.get(handle="ledgers")
    staff = registry.user("staff", is_staff=True)
    require_member_or_staff(staff, ledgers)
    assert code_of(require_member, staff, ledgers) == "E_NOT_MEMBER"
    assert code_of(publisher_of, staff, "ledgers") == "E_NOT_MEMBER"
    require_member(ada, ledgers)


def test_members_and_owners_may_both(ada: User) -> None:
    helper = registry.user("helper")
    both = registry.publisher("both", ada, helper)
    require_member(helper, both)
    require_member_or_staff(helper, both)


@pytest.fixture
def insider(ada: User) -> User:
    """One of the staff who also belongs to the publisher `ledgers`."""
    insider = registry.user("insider", is_staff=True)
    ada.publishers.get().memberships.create(user=insider)
    return insider


@pytest.fixture
def outsider(db: None) -> User:
    """One of the staff who has nothing to do with it."""
    return registry.user("outsider", is_staff=True)


def test_nobody_decides_on_a_submission_of_their_own_publisher(
    ada: User, insider: User, outsider: User
) -> None:
    held = submitted(ada)
    Submission.objects.update(status="held")
    for decide in (approve_submission, refuse_submission):
        assert code_of(partial(decide, actor=insider, submission=held.pk, reason="Fine")) == "E_OWN_MATTER"
    assert not Decision.objects.exists()


def test_whoever_left_the_publisher_still_does_not_decide_on_what_they_sent(
    insider: User, outsider: User
) -> None:
    held = submitted(insider)
    Submission.objects.update(status="held")
    insider.memberships.all().delete()
    decide = partial(approve_submission, submission=held.pk, reason="Fine")
    assert code_of(partial(decide, actor=insider)) == "E_OWN_MATTER"


@pytest.fixture
def matters(ada: User, insider: User, outsider: User) -> dict[str, Callable[..., Any]]:
    """What the staff decide about a pack of `ledgers`, or about what one of them said themselves."""
    published(ada, "month-end")
    yank_release(actor=outsider, pack="month-end", version="1.0.0", reason="Wrong rates")
    release = with_evals(ada)
    asked = ask_question(actor=insider, pack="adding", text="Does it?")
    remove_said(actor=outsider, kind="question", number=asked.pk, reason="Rude")
    mine = make_appeal(actor=insider, kind="question", key=str(asked.pk), words="It was not")
    yanked = Release.objects.get(pack__name="month-end")
    theirs = make_appeal(actor=ada, kind="release", key=str(yanked.pk), words="They are right")
    reported = complain(actor=None, pack="adding", reason="wrong", text="The sums are off")
    critic = ask_question(actor=registry.user("critic"), pack="adding", text="Why is it so bad?")
    warning = publish_advisory(actor=outsider, pack="adding", statement=Statement("low", "x", "x", "x"))
    result = sent(registry.user("tester"), release)
    hidden = sent(registry.user("other-tester"), release)
    hide_attestation(actor=outsider, attestation=hidden.pk, reason="Made up")
    verdict = {"status": "dismissed", "reason": "No"}
    return {
        "their own appeal": partial(answer_appeal, appeal=mine.pk, **verdict),
        "an appeal of their publisher": partial(answer_appeal, appeal=theirs.pk, **verdict),
        "a report on their pack": partial(
            answer_complaint, complaint=reported.pk, status="dismissed", answer="No"
        ),
        "what is said of their pack": partial(
            remove_said, kind="question", number=critic.pk, reason="Unwelcome"
        ),
        "a result about their pack": partial(hide_attestation, attestation=result.pk, reason="Unwelcome"),
        "a hidden result about their pack": partial(unhide_attestation, attestation=hidden.pk),
        "the staff's yank of their pack": partial(unyank_release, pack="month-end", version="1.0.0"),
        "the staff's advisory on their pack": partial(change_advisory, advisory=warning.pk, title="Nothing"),
    }


def test_nobody_decides_in_their_own_matter_and_others_of_the_staff_do(
    matters: dict[str, Callable[..., Any]], insider: User, outsider: User
) -> None:
    codes = {matter: code_of(partial(decide, actor=insider)) for matter, decide in matters.items()}
    assert codes == dict.fromkeys(matters, "E_OWN_MATTER")
    assert Complaint.objects.filter(status="open").exists()
    assert Question.objects.filter(removed_at=None).exists()
    for decide in matters.values():
        decide(actor=outsider)


def test_a_form_is_offered_to_those_whom_the_service_would_let(
    matters: dict[str, Callable[..., Any]], ada: User, insider: User, outsider: User
) -> None:
    advisory = ada.publishers.get().packs.get(name="adding").advisories.get()
    assert [may_change(person, advisory) for person in (ada, insider, outsider)] == [False, False, True]
