import pytest
from django.core import mail

from fixtures.demo import PACKS
from packformat.archive import Entry
from packformat.errors import CtxpackError
from packformat.manifest import Manifest
from registry.models import Draft, Pack, Release, Submission, User
from registry.services.draft_packs import (
    composed,
    continue_pack,
    covered_by_own,
    gaps_of,
    open_pack,
    publish_draft,
    released_files,
    set_file_aside,
    what_changed,
)
from registry.services.drafts import save_answers, start_draft
from registry.services.notices import deliver
from registry.services.work import run_due
from registry.storage.base import Store
from tests.support.drafts import CLOSE
from tests.support.folders import entries_of
from tests.support.registry import published
from tests.support.storing import locks_while_storing

pytestmark = pytest.mark.django_db


def test_a_finished_draft_becomes_a_release(ada: User) -> None:
    draft = start_draft(actor=ada, content=CLOSE)
    submission = publish_draft(actor=ada, draft_id=draft.pk)
    run_due()
    submission.refresh_from_db()
    assert submission.status == Submission.Status.PUBLISHED
    assert Release.objects.get().pack.name == "month-end-close"
    draft.refresh_from_db()
    assert draft.submission == submission


@pytest.mark.usefixtures("transactional_db")
def test_no_row_is_locked_while_the_store_takes_the_archive(ada: User, store: Store) -> None:
    draft = start_draft(actor=ada, content=CLOSE)
    with locks_while_storing(store) as locked:
        publish_draft(actor=ada, draft_id=draft.pk)
    assert locked == [False]


def test_an_unfinished_draft_is_not_published(ada: User) -> None:
    draft = start_draft(actor=ada, content={**CLOSE, "steps": []})
    with pytest.raises(CtxpackError) as caught:
        publish_draft(actor=ada, draft_id=draft.pk)
    assert caught.value.code == "E_DRAFT_UNFINISHED"
    assert not Submission.objects.exists()


def test_what_was_published_from_answers_is_continued_with_them(ada: User) -> None:
    publish_draft(actor=ada, draft_id=start_draft(actor=ada, content=CLOSE).pk)
    run_due()
    draft = continue_pack(actor=ada, pack="month-end-close")
    assert draft.content == CLOSE
    assert draft.continues == "month-end-close"
    assert not draft.files.exists()


def test_what_was_published_from_the_command_line_is_continued_whole(ada: User) -> None:
    published(ada)
    draft = continue_pack(actor=ada, pack="month-end")
    assert draft.content["summary"] == "Does month-end, step by step"
    assert {entry.path for entry in composed(draft)} >= {
        "skills/month-end/SKILL.md",
        "README.md",
        "pack.toml",
    }


def test_a_shipped_pack_opens_and_comes_out_as_it_went_in(ada: User) -> None:
    entries = entries_of(PACKS / "ledger-core")
    draft = Draft.objects.get(pk=open_pack(actor=ada, entries=entries).pk)
    again = {entry.path: entry for entry in composed(draft)}
    for entry in entries:
        if entry.path == "pack.toml":
            assert Manifest.parse(again["pack.toml"].data) == Manifest.parse(entry.data)
        else:
            assert again[entry.path] == entry


def test_a_browser_opens_a_folder_without_an_account() -> None:
    draft = open_pack(
        actor=None, visitor="key", entries=[Entry("commands/start.md", b"Start\n")], folder="x1"
    )
    assert draft.owner is None
    assert draft.content["name"] == "x1"


@pytest.mark.parametrize(("pack", "code"), [("month-end", "E_NOT_MEMBER"), ("nothing", "E_PACK_ABSENT")])
def test_only_members_continue_a_pack(ada: User, eve: User, pack: str, code: str) -> None:
    published(ada)
    with pytest.raises(CtxpackError) as caught:
        continue_pack(actor=eve, pack=pack)
    assert caught.value.code == code


def test_whoever_publishes_from_the_pages_is_mailed_what_became_of_it(ada: User) -> None:
    draft = start_draft(actor=ada, content=CLOSE)
    submission = publish_draft(actor=ada, draft_id=draft.pk)
    run_due()
    run_due()
    (sent,) = mail.outbox
    assert sent.subject == "ctxpack: month-end-close 1.0.0 is published"
    assert f"/submissions/{submission.pk}" in sent.body
    submission.refresh_from_db()
    for status, title in (("held", "waits for a person"), ("rejected", "is not published")):
        deliver(f"{status}:{submission.pk}")
        assert title in ada.notices.latest("pk").title


def test_an_archive_that_was_uploaded_is_followed_on_its_own_page_without_mail(ada: User) -> None:
    published(ada, "month-end")
    run_due()
    assert mail.outbox == []


def test_a_file_of_the_packs_own_gives_way_to_the_answers_and_comes_back(ada: User, eve: User) -> None:
    draft = open_pack(actor=ada, entries=[*composed(start_draft(actor=ada, content=CLOSE))])
    own = Entry("README.md", b"# Ours\n")
    draft = open_pack(actor=ada, entries=[own, *(one for one in composed(draft) if one.path != "README.md")])

    def readme() -> bytes:
        return next(entry.data for entry in composed(draft) if entry.path == "README.md")

    assert covered_by_own(draft) == ["README.md"]
    assert readme() == own.data
    set_file_aside(actor=ada, draft_id=draft.pk, path="README.md", aside=True)
    assert readme().startswith(b"# Month-end close")
    assert covered_by_own(draft) == ["README.md"]
    set_file_aside(actor=ada, draft_id=draft.pk, path="README.md", aside=False)
    assert readme() == own.data
    with pytest.raises(CtxpackError):
        set_file_aside(actor=eve, draft_id=draft.pk, path="README.md", aside=True)


def test_a_plugin_from_the_command_line_is_published_again_with_nothing_lost(ada: User) -> None:
    plugin = b'{"name": "month-end", "version": "1.0.0", "description": "Closes the month, step by step"}'
    published(ada, extra={".claude-plugin/plugin.json": plugin})
    draft = continue_pack(actor=ada, pack="month-end")
    before = {entry.path: entry.data for entry in released_files(Pack.objects.get().latest)}
    assert what_changed(draft, draft.owner).suggested == "1.0.1"
    answers = {"version": "1.0.1", "title": "Month end", "audience": "Everybody", "not_for": ["Tax returns"]}
    save_answers(actor=ada, draft_id=draft.pk, answers=answers, base=draft.revision)
    draft.refresh_from_db()
    assert gaps_of(draft) == []
    told = what_changed(draft, draft.owner).files
    submission = publish_draft(actor=ada, draft_id=draft.pk)
    run_due()
    submission.refresh_from_db()
    assert submission.status == "published"
    after = {entry.path: entry.data for entry in released_files(Pack.objects.get().latest)}
    assert after[".claude-plugin/plugin.json"] == plugin.replace(b"1.0.0", b"1.0.1")
    told_paths = {line.split("`")[1] for line in told}
    unlike = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert unlike - {".claude-plugin/plugin.json"} == told_paths
