from packformat.digest import Digest
from packformat.index import ARCHIVE_PATH, PACK_PATH, ROOT_PATH
from registry.storage.keys import archive_key, index_key, skill_key, upload_key


def test_keys_are_the_paths_that_clients_ask_for() -> None:
    digest = Digest.of(b"")
    assert archive_key(digest) == ARCHIVE_PATH.format(hex=digest.hex)
    assert index_key("root") == ROOT_PATH
    assert index_key("packs/month-end") == PACK_PATH.format(name="month-end")


def test_uploads_are_kept_apart_from_archives() -> None:
    assert upload_key(Digest.of(b"")).startswith("uploads/")


def test_what_is_private_rests_where_no_client_asks() -> None:
    digest = Digest.of(b"")
    assert archive_key(digest, private=True) == f"private/{archive_key(digest)}"
    assert skill_key(digest, private=True) == f"private/{skill_key(digest)}"
