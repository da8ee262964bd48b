from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.fetch.address import Address
from installer_cli.fetch.message import Request
from installer_cli.fetch.mirror import MirrorFetcher
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def mirror(tmp_path: Path) -> MirrorFetcher:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "a.jsonl").write_bytes(b"abc")
    return MirrorFetcher(Address.parse(f"file://{tmp_path}"))


def test_a_folder_of_any_name_is_found_by_its_percent_encoded_address(tmp_path: Path) -> None:
    folder = tmp_path / "Spiegel für 100%"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(b"abc")
    mirror = MirrorFetcher(Address.parse(f"file://{tmp_path}/Spiegel%20f%C3%BCr%20100%25"))
    assert mirror.send(Request("/a.jsonl", "a")).body == b"abc"


def test_files_are_replies_in_the_order_of_the_requests(mirror: MirrorFetcher) -> None:
    replies = list(mirror.send_all([Request("/index/a.jsonl", "a"), Request("/index/b.jsonl", "b")]))
    assert [(reply.status, reply.body) for reply in replies] == [(200, b"abc"), (404, b"")]


def test_what_is_to_be_done_meanwhile_is_done(mirror: MirrorFetcher) -> None:
    done: list[bool] = []
    mirror.send(Request("/index/a.jsonl", "a"), meanwhile=lambda: done.append(True))
    assert done == [True]


def test_a_file_over_the_limit_is_not_read(mirror: MirrorFetcher) -> None:
    with pytest.raises(CtxpackError) as caught:
        mirror.send(Request("/index/a.jsonl", "the index of `a`", limit=2))
    assert caught.value.code == "E_RESPONSE_SIZE"


def test_a_mirror_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    mirror = MirrorFetcher(Address.parse(f"file://{tmp_path}/none"))
    with pytest.raises(CtxpackError) as caught:
        mirror.send(Request("/index/a.jsonl", "a"))
    assert caught.value.code == "E_UNREACHABLE"


def test_a_folder_in_place_of_a_file_is_an_error_of_ours(mirror: MirrorFetcher) -> None:
    with pytest.raises(CtxpackError) as caught:
        mirror.send(Request("/index", "the index"))
    assert caught.value.code == "E_PATH"
