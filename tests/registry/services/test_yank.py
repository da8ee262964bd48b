import json

import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, IndexDocument, Membership, Pack, Release, User
from registry.services.appeals import decided_against
from registry.services.decide import approve_submission
from registry.services.work import run_due
from registry.services.yank import LONGEST_REASON, unyank_release, yank_persona, yank_release
from tests.support import registry
from tests.support.personas import DEAD, PATH
from tests.support.registry import published

ONE = {"pack": "month-end", "version": "1.0.0"}


def code_of(**arguments: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        yank_release(**arguments)
    return caught.value.code


def in_index() -> list[tuple[str, str | None]]:
    body = bytes(IndexDocument.objects.get(name="packs/month-end").body)
    releases = json.loads(body.splitlines()[1])["releases"]
    return [(release["version"], release["yanked"]) for release in releases]


def test_a_yank_says_who_when_and_why_and_reaches_the_index(ada: User) -> None:
    published(ada)
    release = yank_release(actor=ada, reason="wrong VAT rates", **ONE)
    assert (release.yanked_by, release.yank_reason) == (ada, "wrong VAT rates")
    run_due()
    assert in_index() == [("1.0.0", "wrong VAT rates")]
    entry = AuditEntry.objects.get(action="release.yank")
    assert (entry.subject, entry.data) == ("release:month-end@1.0.0", {"reason": "wrong VAT rates"})


def test_the_catalogue_falls_back_to_the_release_before(ada: User) -> None:
    published(ada)
    published(ada, version="1.1.0")
    yank_release(actor=ada, reason="broken", pack="month-end", version="1.1.0")
    run_due()
    assert Pack.objects.get().latest_version == "1.0.0"
    assert in_index() == [("1.0.0", None), ("1.1.0", "broken")]


def test_a_yank_is_taken_back(ada: User) -> None:
    published(ada)
    yank_release(actor=ada, reason="a mistake", **ONE)
    release = unyank_release(actor=ada, **ONE)
    run_due()
    assert (release.yanked_at, release.yanked_by, release.yank_reason) == (None, None, "")
    assert in_index() == [("1.0.0", None)]
    assert Pack.objects.get().latest == release


def test_doing_it_again_changes_nothing(ada: User) -> None:
    published(ada)
    yank_release(actor=ada, reason="first", **ONE)
    assert yank_release(actor=ada, reason="second", **ONE).yank_reason == "first"
    unyank_release(actor=ada, **ONE)
    unyank_release(actor=ada, **ONE)
    assert AuditEntry.objects.filter(action__startswith="release.").count() == 3


def test_a_reason_is_needed_and_is_one_line(ada: User) -> None:
    published(ada)
    assert code_of(actor=ada, reason=" \n ", **ONE) == "E_FIELD"
    assert code_of(actor=ada, reason="x" * (LONGEST_REASON + 1), **ONE) == "E_FIELD"
    assert yank_release(actor=ada, reason=" wrong\n rates ", **ONE).yank_reason == "wrong rates"


def test_members_and_staff_yank_and_nobody_else(ada: User, eve: User) -> None:
    published(ada)
    assert code_of(actor=eve, reason="malice", **ONE) == "E_NOT_MEMBER"
    with pytest.raises(CtxpackError, match="not a member"):
        unyank_release(actor=eve, **ONE)
    staff = registry.user("staff", is_staff=True)
    assert yank_release(actor=staff, reason="harmful", **ONE).yanked_by == staff


def test_what_does_not_exist_is_not_found(ada: User) -> None:
    published(ada)
    assert code_of(actor=ada, reason="x", pack="month-end", version="9.9.9") == "E_RELEASE_ABSENT"
    assert code_of(actor=ada, reason="x", pack="none-such", version="1.0.0") == "E_RELEASE_ABSENT"


def test_a_yank_is_the_only_thing_that_changes(ada: User) -> None:
    published(ada)
    before = Release.objects.values().get()
    yank_release(actor=ada, reason="x", **ONE)
    after = Release.objects.values().get()
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"yanked_at", "yanked_by_id", "yank_reason"}


def test_what_the_staff_withdrew_the_publisher_cannot_take_back(ada: User) -> None:
    published(ada)
    staff = registry.user("staff", is_staff=True)
    yank_release(actor=staff, reason="It deletes ledgers", **ONE)
    with pytest.raises(CtxpackError) as caught:
        unyank_release(actor=ada, **ONE)
    assert caught.value.code == "E_YANK_OF_STAFF"
    assert Release.objects.get().is_yanked
    assert not unyank_release(actor=staff, **ONE).is_yanked


def test_what_a_member_withdrew_who_has_left_the_others_take_back(ada: User, eve: User) -> None:
    published(ada)
    membership = ada.publishers.get().memberships.create(user=eve)
    yank_release(actor=eve, reason="Out of spite", **ONE)
    membership.delete()
    assert not unyank_release(actor=ada, **ONE).is_yanked


def test_a_reason_holds_no_character_that_a_database_refuses(ada: User) -> None:
    published(ada)
    assert yank_release(actor=ada, reason="wrong\0 rates", **ONE).yank_reason == "wrong rates"


def test_it_stays_withdrawn_by_the_staff_when_who_did_it_leaves_them_or_joins_the_publisher(
    ada: User,
) -> None:
    published(ada)
    staff = registry.user("staff", is_staff=True)
    release = yank_release(actor=staff, reason="It deletes ledgers", **ONE)
    Membership.objects.create(publisher=release.pack.publisher, user=staff, role=Membership.Role.MEMBER)
    staff.is_staff = False
    staff.save()
    for actor in (ada, staff):
        with pytest.raises(CtxpackError) as caught:
            unyank_release(actor=actor, **ONE)
        assert caught.value.code == "E_YANK_OF_STAFF"
    assert decided_against(ada, "release", str(release.pk)) == release
    assert not unyank_release(actor=registry.user("other", is_staff=True), **ONE).yanked_by_staff


def test_who_agrees_no_more_is_withdrawn_from_every_version_and_from_no_other(ada: User) -> None:
    staff = registry.user("sue", is_staff=True)
    with_persona = {"extra": {PATH: DEAD.encode()}}
    held = published(ada, **with_persona)
    approve_submission(actor=staff, submission=held.pk, reason="dead since 1898")
    run_due()
    published(ada, version="1.1.0", **with_persona)
    published(ada, version="1.2.0")
    published(ada, version="1.3.0", extra={PATH.replace("okafor", "other"): DEAD.encode()})
    withdrawn = yank_persona(actor=staff, pack="month-end", version="1.1.0", reason="the heirs object")
    assert [(one.version, one.yanked_by_staff) for one in withdrawn] == [("1.1.0", True), ("1.0.0", True)]
    run_due()
    assert Pack.objects.get().latest_version == "1.2.0"
    reasons = dict(in_index())
    assert (reasons["1.0.0"], reasons["1.2.0"]) == ("the heirs object", None)
    assert AuditEntry.objects.filter(action="release.yank", actor=staff).count() == 2
