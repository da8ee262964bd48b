import pytest

from registry.models import Publisher, Submission, User
from registry.services.decide import approve_submission, refuse_submission
from registry.services.submit import LONGEST_EVIDENCE
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.personas import DEAD, INVENTED, PATH, TEXT
from tests.support.refusals import refused
from tests.support.registry import published, submitted, user

LETTER = "I agree that my way of weighing claims is told. Ines Okafor, 2 October 2026"
ERROR, HOLD = "registry/consent-unshown", "registry/persona"


def sent(actor: User, text: str = TEXT, version: str = "1.0.0", evidence: str = "") -> Submission:
    return published(actor, version=version, extra={PATH: text.encode()}, evidence=evidence)


def said(submission: Submission) -> dict[str, str]:
    found = submission.report.findings.filter(rule__in=(ERROR, HOLD))
    return {finding.rule: finding.message for finding in found}


def let_through(submission: Submission, staff: User) -> Submission:
    approve_submission(actor=staff, submission=submission.pk, reason="the letter says so")
    run_due()
    submission.refresh_from_db()
    return submission


@pytest.fixture
def staff(db: None) -> User:
    return user("sue", is_staff=True)


def test_without_anything_that_shows_consent_it_is_refused_and_with_it_a_person_decides(
    ada: User, staff: User
) -> None:
    first = sent(ada)
    assert first.status == Submission.Status.REJECTED
    assert said(first) == {ERROR: "Nothing was handed in that shows that `Ines Okafor` agreed to this"}
    again = sent(ada, evidence=LETTER)
    assert (again.pk, again.status, again.evidence) == (first.pk, Submission.Status.HELD, LETTER)
    assert list(said(again)) == [HOLD]
    released = let_through(again, staff)
    assert released.status == Submission.Status.PUBLISHED
    told = released.release.components.get(kind="persona")
    assert told.summary.endswith("It is not Ines Okafor, and it does not speak for Ines Okafor.")
    assert released.release.components.filter(kind="skill", name="persona-okafor").exists()


def test_evidence_that_comes_later_stands_with_what_is_held_and_opens_nothing_that_was_turned_down(
    ada: User, staff: User
) -> None:
    held = sent(ada, evidence="a note")
    assert sent(ada, evidence=LETTER).evidence == LETTER
    assert sent(ada).evidence == LETTER
    refuse_submission(actor=staff, submission=held.pk, reason="she says that she did not write it")
    assert sent(ada, evidence="another letter").status == Submission.Status.REJECTED


def test_too_much_evidence_is_refused_before_anything_is_taken_in(ada: User) -> None:
    with refused("E_FIELD", str(LONGEST_EVIDENCE)):
        submitted(ada, evidence="x" * (LONGEST_EVIDENCE + 1))
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(("text", "words"), [(INVENTED, "invented"), (DEAD, "dead since 1898")])
def test_who_is_said_to_be_invented_or_long_dead_waits_for_a_person_without_any_letter(
    ada: User, text: str, words: str
) -> None:
    held = sent(ada, text)
    assert held.status == Submission.Status.HELD
    assert words in said(held)[HOLD]


def test_a_newcomer_of_the_persons_name_waits_for_a_person_and_somebody_known_does_not(
    ada: User, staff: User
) -> None:
    Publisher.objects.update(display_name="ines okafor")
    held = sent(ada)
    assert "nobody knows them here yet" in said(held)[HOLD]
    let_through(held, staff)
    own = TEXT.replace("no figure", "a guess")
    assert sent(ada, own, "1.1.0").status == Submission.Status.PUBLISHED


def test_the_same_file_waits_once_and_another_or_a_withdrawn_one_again(ada: User, staff: User) -> None:
    let_through(sent(ada, evidence=LETTER), staff)
    assert sent(ada, version="1.0.1").status == Submission.Status.PUBLISHED
    changed = TEXT.replace("no figure", "a guess")
    assert said(sent(ada, changed, "1.1.0")).keys() == {ERROR}
    for version in ("1.0.0", "1.0.1"):
        yank_release(actor=staff, pack="month-end", version=version, reason="she withdrew her consent")
    assert said(sent(ada, version="1.2.0")).keys() == {ERROR}


def test_of_whom_the_staff_withdrew_a_persona_the_own_one_waits_too(ada: User, staff: User) -> None:
    let_through(sent(ada, evidence=LETTER), staff)
    Publisher.objects.update(display_name="Ines Okafor")
    yank_release(actor=staff, pack="month-end", version="1.0.0", reason="she says it is not she")
    assert "the staff withdrew a persona before" in said(sent(ada, version="1.0.1"))[HOLD]
