from registry.models import IndexDocument, Pack, User
from registry.storage.base import Store
from tests.support.registry import published


def test_an_accepted_submission_becomes_a_release_that_can_be_installed(ada: User, store: Store) -> None:
    submission = published(ada, requires={"ledger-core": ">=1.0"})
    assert submission.status == "published", list(submission.report.findings.all())
    release = submission.release
    assert store.size(f"archives/{release.archive_digest[7:]}.zip") == release.size
    document = IndexDocument.objects.get(name="packs/month-end")
    assert release.archive_digest.encode() in bytes(document.body)
    assert store.read("index/v1/packs/month-end.jsonl") == bytes(document.body)
    assert Pack.objects.get(name="month-end").latest == release
