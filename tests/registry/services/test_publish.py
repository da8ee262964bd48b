import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from packformat.archive import read_archive
from packformat.errors import ConflictError, CtxpackError
from packformat.index import PackDocument
from packformat.powers.value import KINDS
from packformat.versions import Version
from registry.models import AuditEntry, IndexDocument, Pack, Release, Submission, User
from registry.services.judge import judge
from registry.services.publish import Publication, publish_release, sort_key
from registry.services.submit import submit_archive
from registry.services.validate import validate_submission
from registry.storage.base import Store
from tests.support.leases import take_lease
from tests.support.registry import pack_files, published, submitted, zipped
from tests.support.wikis import SAMPLE, files_of


def judged(submission: Submission) -> Publication:
    """A submission as it is just before it becomes a release."""
    judgement = judge(submission)
    assert judgement.built is not None
    return Publication(submission, judgement.built, judgement.report)


def test_an_accepted_submission_becomes_a_release_that_can_be_installed(ada: User, store: Store) -> None:
    release = published(ada, requires={"ledger-core": ">=1.0"}).release
    archive = store.read(f"archives/{release.archive_digest[7:]}.zip")
    assert len(archive) == release.size
    assert read_archive(archive).record.tree_digest == release.tree_digest
    document = IndexDocument.objects.get(name="packs/month-end")
    assert release.archive_digest.encode() in bytes(document.body)
    assert store.read("index/v1/packs/month-end.jsonl") == bytes(document.body)
    assert Pack.objects.get(name="month-end").latest == release


def test_a_release_holds_what_pages_and_clients_ask_for(ada: User) -> None:
    release = published(ada, requires={"ledger-core": ">=1.0"}).release
    assert [(part.kind, part.name) for part in release.components.all()] == [("skill", "month-end")]
    assert [str(item) for item in release.requirements.all()] == ["ledger-core >=1.0.0"]
    assert release.readme.startswith("# month-end")
    assert release.manifest["name"] == "month-end"
    assert [row[0] for row in release.files] == sorted(row[0] for row in release.files)
    assert release.file_count == len(release.files)
    assert release.published_by == ada
    assert AuditEntry.objects.filter(action="release.publish", actor=ada).count() == 1


def test_the_registry_asks_the_gold_questions_of_a_pack_itself(ada: User) -> None:
    release = published(ada, extra=files_of(SAMPLE, "examples/shop")).release
    assert release.retrieval == [{"wiki": "examples/shop", "found": 19, "of": 20}]
    assert published(ada, version="1.0.1").release.retrieval == []


def test_a_release_and_the_index_say_what_the_pack_can_do_and_costs(ada: User) -> None:
    command = b"---\ndescription: Says where the month stands\n---\nNow: !`git status`\n"
    powers = b'\n[powers]\ncommands = ["commands/status.md: git status"]\n'
    files = pack_files(extra={"commands/status.md": command})
    files["pack.toml"] += powers
    submission = submit_archive(actor=ada, archive=zipped(files))
    validate_submission(submission.pk)
    release = Release.objects.get()
    assert {kind: items for kind, items in release.powers.items() if items} == {
        "commands": ["commands/status.md: git status"]
    }
    assert set(release.powers) == set(KINDS)
    parts = {part.name: (part.tokens_always, part.tokens_on_use) for part in release.components.all()}
    assert parts == {"status": (11, 5), "month-end": (15, 5)}
    assert release.tokens == {"always": 26, "on_use": 9}
    payload = bytes(IndexDocument.objects.get(name="packs/month-end").body).splitlines()[1]
    (entry,) = PackDocument.parse(payload, "the index").releases
    assert (entry.powers, entry.tokens) == (release.powers, release.tokens)
    assert list(entry.powers) == list(KINDS), "the signed bytes do not depend on the database"


def test_a_pack_need_not_have_a_readme(ada: User) -> None:
    files = pack_files()
    del files["README.md"]
    submission = submit_archive(actor=ada, archive=zipped(files))
    validate_submission(submission.pk)
    assert Release.objects.get().readme == ""


def test_the_same_archive_from_another_upload_is_the_same_release(ada: User) -> None:
    first = published(ada)
    second = published(ada, extra={".DS_Store": b"left behind by a system"})
    assert second != first
    assert (second.status, second.release) == ("published", first.release)
    assert Release.objects.count() == 1


def test_a_store_that_does_not_give_back_what_it_was_given_publishes_nothing(
    ada: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = submitted(ada)
    read = store.read
    monkeypatch.setattr(store, "read", lambda key: b"rot" if key.startswith("archives/") else read(key))
    with pytest.raises(CtxpackError) as caught:
        validate_submission(submission.pk)
    assert caught.value.code == "E_STORE_MISMATCH"
    assert not Release.objects.exists()
    assert not IndexDocument.objects.exists()


def test_versions_sort_as_text_the_way_they_sort_as_versions() -> None:
    texts = [
        "1.9.0",
        "1.10.0a1",
        "1.10.0a2",
        "1.10.0a10",
        "1.10.0b1",
        "1.10.0rc1",
        "1.10.0",
        "1.10.1",
        "10.0.0",
    ]
    versions = [Version.parse(text) for text in texts]
    assert versions == sorted(versions)
    assert sorted(versions, key=sort_key) == versions


@pytest.mark.usefixtures("transactional_db")
def test_two_publishers_racing_for_a_name_get_one_winner_and_one_refusal(ada: User, eve: User) -> None:
    both = [submitted(ada), submitted(eve)]

    def validate(submission: Submission) -> None:
        try:
            # Whoever finds out only as it writes is judged again, and refused with the reason.
            with suppress(ConflictError):
                validate_submission(submission.pk)
            validate_submission(submission.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(validate, both))
    for submission in both:
        submission.refresh_from_db()
    assert sorted(submission.status for submission in both) == ["published", "rejected"]
    assert Release.objects.count() == Pack.objects.count() == 1


def test_a_name_taken_between_judging_and_writing_is_a_race_and_not_a_release(ada: User, eve: User) -> None:
    from_eve = submitted(eve)
    lease = take_lease(from_eve.pk)
    publication = judged(lease)
    published(ada)
    with pytest.raises(CtxpackError) as caught:
        publish_release(publication)
    assert caught.value.code == "E_RELEASE_RACE"
    assert Release.objects.get().published_by == ada


def test_a_version_taken_between_judging_and_writing_is_a_race_too(ada: User) -> None:
    other = submitted(ada, summary="Another summary")
    publication = judged(take_lease(other.pk))
    published(ada)
    with pytest.raises(CtxpackError) as caught:
        publish_release(publication)
    assert caught.value.code == "E_RELEASE_RACE"


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("scenario", "points", "kills"),
    [
        ("submit", 8, 4),
        ("publish", 40, 20),
        ("yank", 20, 10),
        ("bring", 10, 6),
        ("read", 15, 8),
        ("read-columns", 15, 6),
    ],
)
def test_killed_at_any_point_nothing_dangles_and_the_next_try_finishes_once(
    own_registry: dict[str, str], scenario: str, points: int, kills: int
) -> None:
    command = [sys.executable, "-m", "tests.support.kill_points", scenario]
    answer = subprocess.run(command, env=own_registry, check=True, stdout=subprocess.PIPE)
    found = json.loads(answer.stdout)
    assert found["wrong"] == {}
    assert found["points"] >= points
    assert found["kills"] >= kills
