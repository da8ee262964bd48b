import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from packformat.errors import RegistryError
from packformat.index import PackDocument, RootDocument
from packformat.signing import split_documents, verify_document
from registry.models import IndexDocument, User
from registry.services.index import ROOT, mirror_document, pack_document, publish_index, publish_root
from registry.signer import current_signer
from registry.storage.base import Store
from tests.support.refusals import refused
from tests.support.registry import published


def verified(name: str) -> bytes:
    """The payload of a document, verified by what the root document says."""
    keys = RootDocument.parse(payload_of("root"), "root").keys
    [(signatures, payload)] = split_documents(bytes(IndexDocument.objects.get(name=name).body), name)
    verify_document(signatures, payload, keys, name)
    return payload


def payload_of(name: str) -> bytes:
    [(_, payload)] = split_documents(bytes(IndexDocument.objects.get(name=name).body), name)
    return payload


def test_the_root_document_names_the_key_and_is_signed_by_it(db: None, store: Store) -> None:
    publish_root()
    assert json.loads(verified("root"))["keys"].keys() == {current_signer().key_id}
    assert store.read("index/v1/root.jsonl") == bytes(IndexDocument.objects.get().body)


def test_a_document_holds_every_release_oldest_first(ada: User) -> None:
    for version in ("1.10.0", "1.9.0", "2.0.0rc1", "1.10.0rc2"):
        assert published(ada, version=version, requires={"ledger-core": ">=1"}).status == "published"
    document = PackDocument.parse(verified("packs/month-end"), "a test")
    assert [str(release.version) for release in document.releases] == [
        "1.9.0",
        "1.10.0rc2",
        "1.10.0",
        "2.0.0rc1",
    ]
    assert [str(item) for item in document.releases[0].requires] == ["ledger-core>=1.0.0"]


def test_an_entry_says_what_the_release_is(ada: User) -> None:
    release = published(ada).release
    [entry] = PackDocument.parse(verified("packs/month-end"), "a test").releases
    assert (entry.archive, entry.tree) == (release.archive_digest, release.tree_digest)
    assert (entry.size, entry.files, entry.unpacked) == (
        release.size,
        release.file_count,
        release.unpacked_size,
    )
    assert entry.published_at == release.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert entry.summary == "Does month-end, step by step"


def test_the_serial_goes_up_with_each_change_and_only_then(ada: User) -> None:
    published(ada)
    publish_index("month-end")
    assert IndexDocument.objects.get(name="packs/month-end").serial == 1
    published(ada, version="1.1.0")
    publish_index("month-end")
    document = IndexDocument.objects.get(name="packs/month-end")
    assert document.serial == 2 == json.loads(payload_of("packs/month-end"))["serial"]


def test_a_file_with_another_key_than_clients_trust_signs_nothing(
    ada: User, settings: Settings, tmp_path: Path
) -> None:
    published(ada)
    before = list(IndexDocument.objects.order_by("name").values_list("name", "body"))
    settings.CTXPACK_SIGNING_KEY_FILE = tmp_path / "other.key"
    for publish in (publish_root, lambda: publish_index("month-end", least_serial=9)):
        with refused("E_SIGNING_KEY", "other.key", "rotate_key --stolen"):
            publish()
    assert list(IndexDocument.objects.order_by("name").values_list("name", "body")) == before


def test_after_a_backup_serials_can_be_lifted_above_what_clients_have_seen(ada: User) -> None:
    published(ada)
    publish_index("month-end", least_serial=500)
    assert json.loads(payload_of("packs/month-end"))["serial"] == 500
    publish_index("month-end", least_serial=500)
    assert IndexDocument.objects.get(name="packs/month-end").serial == 500


def test_names_that_any_release_requires_stand_beside_the_document(ada: User) -> None:
    published(ada, requires={"ledger-core": ">=1"})
    published(ada, version="2.0.0", requires={"tax-tables": "^2.1"})
    assert IndexDocument.objects.get(name="packs/month-end").requires == "ledger-core tax-tables"


def test_the_tag_changes_with_the_bytes(ada: User) -> None:
    published(ada)
    first = IndexDocument.objects.get(name="packs/month-end").etag
    published(ada, version="1.1.0")
    assert IndexDocument.objects.get(name="packs/month-end").etag != first


def test_a_copy_that_could_not_be_written_is_written_the_next_time(
    ada: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ada)
    store.delete("index/v1/packs/month-end.jsonl")
    IndexDocument.objects.filter(name="packs/month-end").update(mirrored_serial=0)
    with monkeypatch.context() as patch:
        patch.setattr(store, "replace", broken)
        with pytest.raises(RegistryError):
            mirror_document(pack_document("month-end"))
    mirror_document(pack_document("month-end"))
    document = IndexDocument.objects.get(name="packs/month-end")
    assert store.read("index/v1/packs/month-end.jsonl") == bytes(document.body)
    assert document.mirrored_serial == document.serial
    assert ROOT == "root"


def broken(key: str, _data: bytes) -> None:
    raise RegistryError("E_STORE_UNAVAILABLE", f"could not replace {key}")
