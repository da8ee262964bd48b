"""What a finding offers to change is changed by a click, in a new submission, and nothing else is."""

import uuid

import pytest

from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.upload import read_upload
from registry.models import AuditEntry, Draft, Submission, User
from registry.services.drafts import start_draft
from registry.services.mend import mend_submission
from registry.services.submit import submit_archive
from registry.services.work import run_due
from registry.storage.base import Store
from registry.storage.current import current_store
from registry.storage.keys import upload_key
from tests.support.registry import pack_files, published, zipped
from tests.support.registry import user as make_user
from tests.support.storing import locks_while_storing

pytestmark = pytest.mark.django_db

SCRIPT = b"# The rates of the day\r\nBANK = 'https://rates.bank.com'\r\n"


def refused_for_a_power(actor: User) -> Submission:
    """A pack whose program names a host of which its manifest says nothing."""
    files = pack_files() | {"scripts/rates.py": SCRIPT}
    submission = submit_archive(actor=actor, archive=zipped(files))
    run_due()
    submission.refresh_from_db()
    assert submission.status == "rejected"
    return submission


@pytest.mark.usefixtures("transactional_db")
def test_no_row_is_locked_while_the_store_takes_the_archive(ada: User, store: Store) -> None:
    earlier = refused_for_a_power(ada)
    with locks_while_storing(store) as locked:
        mend_submission(actor=ada, submission_id=earlier.pk)
    assert locked == [False]


def uploaded(submission: Submission) -> dict[str, bytes]:
    data = current_store().read(upload_key(Digest.parse(submission.upload_digest)))
    return {entry.path: entry.data for entry in read_upload(data)}


def test_a_refused_version_is_published_with_the_change_and_every_other_byte_as_it_was(ada: User) -> None:
    earlier = refused_for_a_power(ada)
    mended = mend_submission(actor=ada, submission_id=earlier.pk)
    run_due()
    mended.refresh_from_db()
    earlier.refresh_from_db()
    assert (mended.status, earlier.status, earlier.superseded_by) == ("published", "superseded", mended)
    before, after = uploaded(earlier), uploaded(mended)
    assert {path for path in after if after[path] != before.get(path)} == {"pack.toml"}
    assert before.keys() == after.keys()
    assert b"rates.bank.com" in after["pack.toml"]
    assert (mended.version, mended.pack_name) == ("1.0.0", "month-end")


def test_it_is_in_the_audit_log_with_what_it_came_from(ada: User) -> None:
    earlier = refused_for_a_power(ada)
    mended = mend_submission(actor=ada, submission_id=earlier.pk)
    entry = AuditEntry.objects.get(action="submission.mend")
    assert (entry.subject, entry.actor) == (f"submission:{mended.pk}", ada)
    assert entry.data == {"earlier": str(earlier.pk), "paths": ["pack.toml"]}


def test_only_the_chosen_findings_change_is_made(ada: User) -> None:
    earlier = refused_for_a_power(ada)
    offered = earlier.report.findings.filter(edit__isnull=False)
    others = [row.position for row in earlier.report.findings.filter(edit__isnull=True)]
    assert offered.count() == 1
    with pytest.raises(CtxpackError) as refusal:
        mend_submission(actor=ada, submission_id=earlier.pk, positions=others)
    assert refusal.value.code == "E_NOTHING_TO_MEND"
    mend_submission(actor=ada, submission_id=earlier.pk, positions=[offered.get().position])


def test_nothing_is_offered_for_what_is_published(ada: User) -> None:
    with pytest.raises(CtxpackError) as refusal:
        mend_submission(actor=ada, submission_id=published(ada).pk)
    assert refusal.value.code == "E_NOTHING_TO_MEND"


def test_the_same_changes_asked_for_again_give_the_same_submission(ada: User) -> None:
    earlier = refused_for_a_power(ada)
    mended = mend_submission(actor=ada, submission_id=earlier.pk)
    assert mend_submission(actor=ada, submission_id=earlier.pk) == mended
    assert AuditEntry.objects.filter(action="submission.mend").count() == 1


def test_what_gave_way_is_not_mended_in_another_way_beside_what_it_gave_way_to(ada: User) -> None:
    earlier = submit_archive(
        actor=ada, archive=zipped(pack_files() | {"scripts/rates.py": SCRIPT, "skills/x/skill.md": b"# X\n"})
    )
    run_due()
    first, second = earlier.report.findings.filter(edit__isnull=False)[:2]
    mended = mend_submission(actor=ada, submission_id=earlier.pk, positions=[first.position])
    with pytest.raises(CtxpackError) as refusal:
        mend_submission(actor=ada, submission_id=earlier.pk, positions=[second.position])
    assert (refusal.value.code, refusal.value.data["later"]) == ("E_SUPERSEDED", mended.pk)


def test_what_is_made_from_answers_is_mended_in_the_answers(ada: User) -> None:
    earlier = refused_for_a_power(ada)
    draft = start_draft(actor=ada, content={"title": "Close"})
    Draft.objects.filter(pk=draft.pk).update(submission=earlier)
    with pytest.raises(CtxpackError) as refusal:
        mend_submission(actor=ada, submission_id=earlier.pk)
    assert (refusal.value.code, refusal.value.data["draft"]) == ("E_MADE_FROM_ANSWERS", draft.pk)


@pytest.mark.parametrize("staff", [False, True])
def test_nobody_but_a_member_mends_a_submission(ada: User, *, staff: bool) -> None:
    earlier = refused_for_a_power(ada)
    with pytest.raises(CtxpackError) as refusal:
        mend_submission(actor=make_user("warden", is_staff=staff), submission_id=earlier.pk)
    assert refusal.value.code == ("E_NOT_MEMBER" if staff else "E_SUBMISSION_ABSENT")
    assert Submission.objects.count() == 1


def test_a_submission_that_is_not_there_is_said_to_be_absent(ada: User) -> None:
    with pytest.raises(CtxpackError) as refusal:
        mend_submission(actor=ada, submission_id=uuid.uuid4())
    assert refusal.value.code == "E_SUBMISSION_ABSENT"
