import pytest

from packformat.errors import ConflictError, CtxpackError, NotFoundError, PermissionDeniedError, UsageError
from registry.models import AuditEntry, IndexDocument, Membership, Notice, Pack, Submission, User
from registry.readers import visible_packs
from registry.services.advisories import Statement, publish_advisory
from registry.services.appeals import make_appeal
from registry.services.draft_packs import continue_pack
from registry.services.index import publish_everything
from registry.services.questions import ask_question
from registry.services.subscribe import follow_publisher
from registry.services.visibility import set_visibility
from registry.services.work import run_due
from registry.services.yank import yank_release
from registry.storage.base import Store
from tests.support import registry
from tests.support.registry import published

pytestmark = pytest.mark.django_db
ROLES = ("owner", "maintainer", "member", "stranger", "staff")


def person(role: str, ada: User) -> User:
    """Somebody in that role towards ada's publisher."""
    user = registry.user("somebody", is_staff=role == "staff")
    if role in Membership.Role.values:
        ada.publishers.get().memberships.create(user=user, role=role)
    return user


def make_public(actor: User, pack: str = "month-end", **changes: str) -> Pack:
    return set_visibility(actor=actor, pack=pack, **{"visibility": "public", "confirm": pack} | changes)


def findings(submission: Submission) -> dict[str, str]:
    return {found.rule: found.message for found in submission.report.findings.all()}


def test_a_pack_is_private_where_its_first_version_was_sent_so_and_stays_so(ada: User, store: Store) -> None:
    first = published(ada, private=True)
    second = published(ada, version="1.1.0")
    assert first.release
    assert second.release
    assert not Pack.objects.exists()
    pack = Pack.every.get()
    assert (pack.visibility, pack.latest_version) == ("private", "1.1.0")
    document = IndexDocument.objects.get(name="packs/month-end")
    assert document.private_to == ada.publishers.get()
    assert [key for key in store.keys("") if not key.startswith(("private/", "uploads/"))] == [
        "index/v1/root.jsonl"
    ]


def test_what_is_public_is_not_made_private_by_a_new_version(ada: User) -> None:
    published(ada)
    later = published(ada, version="1.1.0", private=True)
    assert later.status == "rejected"
    assert findings(later)["registry/already-public"] == "`month-end` is public, and what was public stays so"


def test_the_same_bytes_for_other_readers_are_another_submission(ada: User) -> None:
    assert published(ada).pk != published(ada, private=True).pk
    assert Pack.objects.get().visibility == "public"


def test_a_name_of_a_private_pack_is_taken_and_nothing_more_is_told(ada: User, eve: User) -> None:
    published(ada, private=True)
    theirs = published(eve, summary="Another thing of that name")
    assert findings(theirs)["registry/name-taken"] == "the name `month-end` is taken"
    assert "ledgers" not in str(theirs.report.findings.values())


def test_no_name_is_held_for_looking_like_a_private_one(ada: User, eve: User) -> None:
    published(ada, "month-end", private=True)
    assert published(eve, "month-end", "1.0.0", summary="x is done step by step").status == "rejected"
    assert published(eve, "m0nth-end", summary="Another thing").status == "published"


def test_a_public_pack_requires_no_private_one_of_its_publisher(ada: User) -> None:
    published(ada, "books", private=True)
    public = published(ada, requires={"books": ">=1"})
    assert public.status == "rejected"
    assert "whoever installs this one could not have it" in findings(public)["registry/requirement-private"]
    assert published(ada, requires={"books": ">=1"}, private=True).status == "published"


def test_a_private_pack_of_another_publisher_is_as_unknown_as_any(ada: User, eve: User) -> None:
    published(eve, "books", private=True)
    for options in ({}, {"private": True}):
        sent = published(ada, "closing" if options else "month-end", requires={"books": ">=1"}, **options)
        assert sent.status == "published"
        found = findings(sent)
        assert found["registry/requirement-unknown"] == "the required pack `books` is not in this registry"
        assert "registry/requirement-private" not in found


def test_what_a_public_pack_of_the_publisher_requires_is_not_made_private(ada: User) -> None:
    published(ada, requires={"books": ">=1"})
    books = published(ada, "books", private=True)
    assert books.status == "rejected"
    assert "your public pack `month-end` requires `books`" in findings(books)["registry/requirement-private"]
    assert published(ada, "books").status == "published"


@pytest.mark.parametrize("role", ROLES)
def test_only_an_owner_shows_a_private_pack_to_everybody(ada: User, role: str) -> None:
    published(ada, private=True)
    actor = person(role, ada)
    errors = {
        "maintainer": (PermissionDeniedError, "E_ROLE"),
        "member": (PermissionDeniedError, "E_ROLE"),
        "stranger": (NotFoundError, "E_PACK_ABSENT"),
        "staff": (NotFoundError, "E_PACK_ABSENT"),
    }
    if role == "owner":
        assert make_public(actor).visibility == "public"
        return
    family, code = errors[role]
    with pytest.raises(family) as refusal:
        make_public(actor)
    assert refusal.value.code == code
    assert not Pack.objects.exists()


def test_making_public_asks_for_the_name_once_more(ada: User) -> None:
    published(ada, private=True)
    for changes in ({"confirm": ""}, {"confirm": "another"}, {"visibility": "secret"}):
        with pytest.raises(UsageError):
            make_public(ada, **changes)
    assert not Pack.objects.exists()


def test_what_was_private_is_as_any_public_pack_afterwards(ada: User, store: Store) -> None:
    published(ada, private=True)
    published(ada, version="1.1.0")
    kept = sorted(store.keys("private/"))
    make_public(ada)
    assert [f"private/{key}" for key in store.keys("") if key.startswith(("archives/", "skills/"))] == kept
    before = IndexDocument.objects.get(name="packs/month-end")
    assert before.private_to is not None
    run_due()
    after = IndexDocument.objects.get(name="packs/month-end")
    assert (after.private_to, after.serial) == (None, before.serial + 1)
    assert store.read("index/v1/packs/month-end.jsonl") == bytes(after.body)
    assert Pack.objects.get().postings.exists()
    assert published(ada, version="1.2.0").release
    assert AuditEntry.objects.get(action="pack.public").actor == ada


def test_making_public_again_changes_nothing_and_there_is_no_way_back(ada: User) -> None:
    published(ada)
    assert make_public(ada).visibility == "public"
    with pytest.raises(ConflictError) as refusal:
        make_public(ada, visibility="private")
    assert refusal.value.code == "E_PUBLIC_FOR_EVER"
    assert not AuditEntry.objects.filter(action="pack.public").exists()


def test_a_pack_is_not_made_public_before_what_it_requires(ada: User) -> None:
    published(ada, "books", private=True)
    published(ada, requires={"books": ">=1"}, private=True)
    with pytest.raises(ConflictError) as refusal:
        make_public(ada)
    assert refusal.value.code == "E_REQUIRES_PRIVATE"
    make_public(ada, "books")
    assert make_public(ada).visibility == "public"


def test_every_document_is_signed_anew_as_it_was(ada: User) -> None:
    published(ada, private=True)
    publish_everything(least_serial=50)
    document = IndexDocument.objects.get(name="packs/month-end")
    assert (document.serial, document.private_to) == (50, ada.publishers.get())


def test_nobody_is_told_of_a_private_pack_who_is_no_member(ada: User, eve: User, mailoutbox: list) -> None:
    wants_all = registry.user("watchful", wants_advisories=True)
    for follower in (eve, ada):
        follow_publisher(actor=follower, publisher="ledgers", on=True)
    published(ada, private=True)
    publish_advisory(actor=ada, pack="month-end", statement=Statement("high", "Wrong", "x", "x"))
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="wrong")
    run_due()
    assert {notice.user for notice in Notice.objects.all()} == {ada}
    assert {address for mail in mailoutbox for address in mail.to} == {ada.email}
    assert not wants_all.notices.exists()


def test_a_notice_that_a_member_left_behind_is_mailed_no_more(ada: User, mailoutbox: list) -> None:
    other = person("member", ada)
    published(ada, private=True)
    ask_question(actor=ada, pack="month-end", text="Does it?")
    other.memberships.all().delete()
    run_due()
    assert not other.notices.exists()
    assert other.email not in {address for mail in mailoutbox for address in mail.to}


def test_whoever_left_goes_on_with_no_version_of_it(ada: User) -> None:
    other = person("member", ada)
    published(ada, private=True)
    assert continue_pack(actor=other, pack="month-end").continues == "month-end"
    other.memberships.all().delete()
    with pytest.raises(CtxpackError) as refusal:
        continue_pack(actor=other, pack="month-end")
    assert refusal.value.code == "E_PACK_ABSENT"


def test_no_appeal_about_anothers_submission_of_its_name_shows_a_private_pack_to_the_staff(
    ada: User, eve: User
) -> None:
    release = published(ada, private=True).release
    refused = published(eve, summary="Another one")
    assert (refused.status, refused.pack_name) == ("rejected", "month-end")
    make_appeal(actor=eve, kind="submission", key=str(refused.pk), words="It is mine")
    staff = registry.user("staff", is_staff=True)
    assert not visible_packs(staff).filter(pk=release.pack_id).exists()
