from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.fetch.address import Address
from installer_cli.fetch.message import Request
from installer_cli.fetch.offline import OfflineFetcher
from packformat.errors import NetworkError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def offline(tmp_path: Path) -> OfflineFetcher:
    (tmp_path / "index" / "v1").mkdir(parents=True)
    (tmp_path / "index" / "v1" / "root.jsonl").write_bytes(b"keys")
    return OfflineFetcher(Address.parse("https://packs.test"), str(tmp_path))


def test_a_document_that_was_kept_is_read(offline: OfflineFetcher) -> None:
    assert offline.send(Request("/index/v1/root.jsonl", "it"), meanwhile=None).body == b"keys"


def test_a_document_that_was_not_kept_and_resolving_are_absent(offline: OfflineFetcher) -> None:
    paths = ("/index/v1/packs/close.jsonl", "/api/v1/resolve")
    replies = offline.send_all([Request(path, "it") for path in paths])
    assert [reply.status for reply in replies] == [404, 404]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/archives/00.zip", "the thing"),
        ("/api/v1/packs?q=x", "the thing"),
        ("/index/v1/root.jsonl", "the index"),
    ],
)
def test_what_only_the_registry_has_would_have_to_be_fetched(
    offline: OfflineFetcher, tmp_path: Path, path: str, what: str
) -> None:
    (tmp_path / "index" / "v1" / "root.jsonl").unlink()
    with pytest.raises(NetworkError) as caught:
        offline.send(Request(path, "the thing"))
    assert caught.value.code == "E_OFFLINE"
    assert f"{what} would have to be fetched from https://packs.test" in caught.value.message
    offline.close()
