from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.client import Registry
from installer_cli.fetch.address import Address
from installer_cli.fetch.http import HttpFetcher
from installer_cli.fetch.mirror import MirrorFetcher
from installer_cli.fetch.offline import OfflineFetcher
from installer_cli.home import RegistryMemory
from packformat.errors import CtxpackError
from packformat.lockfile import LockedPack
from packformat.names import PackName
from tests.support.registry_simulator import RegistrySimulator, problem
from tests.support.terms import term_of_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.index import ReleaseEntry


@pytest.fixture
def simulator() -> RegistrySimulator:
    """A chain four packs deep, and one pack beside it."""
    simulator = RegistrySimulator()
    for name, requires in (("aa", "bb"), ("bb", "cc"), ("cc", "dd")):
        simulator.publish(name, requires={requires: ">=1"})
    simulator.publish("dd")
    simulator.publish("beside")
    return simulator


@pytest.fixture
def client(simulator: RegistrySimulator, tmp_path: Path) -> Iterator[Registry]:
    with simulator.serving() as url, closing(connect(url, tmp_path)) as registry:
        yield registry


def connect(url: str, home: Path, pinned: str = "") -> Registry:
    address = Address.parse(url)
    fetcher = MirrorFetcher(address) if address.scheme == "file" else HttpFetcher(address, 10)
    return Registry(fetcher, pinned, RegistryMemory(str(home), url))


def connect_offline(url: str, home: Path, told: list[str]) -> Registry:
    memory = RegistryMemory(str(home), url)
    return Registry(OfflineFetcher(Address.parse(url), memory.folder), "", memory, told.append)


def names(*texts: str) -> list[PackName]:
    return [PackName.parse(text) for text in texts]


def locked(simulator: RegistrySimulator, name: str) -> LockedPack:
    entry: ReleaseEntry = simulator.releases[name]["1.0.0"]
    return LockedPack(PackName(name), entry.version, entry.archive, entry.size, entry.tree)


def test_what_is_needed_next_is_made_ready_while_the_registry_works(
    client: Registry, simulator: RegistrySimulator
) -> None:
    ready = threading.Event()
    simulator.answer = lambda *_: None if ready.wait(10) else problem(503, "E_BUSY", "nobody got ready")
    assert sorted(client.closure(names("cc"), ready.set)) == ["cc", "dd"]


def test_a_whole_graph_takes_one_request_and_its_archives_one_flight(
    client: Registry, simulator: RegistrySimulator
) -> None:
    documents = client.closure(names("aa"))
    assert sorted(documents) == ["aa", "bb", "cc", "dd"]
    packs = [locked(simulator, name) for name in documents]
    assert list(client.archives(packs)) == [simulator.archives[pack.archive.hex] for pack in packs]
    assert simulator.requests[0] == "POST /api/v1/resolve"
    assert len(simulator.requests) == 5
    assert simulator.connections == 1


def test_a_static_mirror_gives_the_same_documents(
    simulator: RegistrySimulator, client: Registry, tmp_path: Path
) -> None:
    mirror = connect(simulator.write_mirror(tmp_path / "mirror"), tmp_path)
    assert {name: document.to_payload() for name, document in mirror.closure(names("aa")).items()} == {
        name: document.to_payload() for name, document in client.closure(names("aa")).items()
    }


def test_a_web_server_without_the_api_is_walked_like_a_mirror(
    client: Registry, simulator: RegistrySimulator
) -> None:
    simulator.answer = lambda method, *_: problem(405, "E_METHOD", "no") if method == "POST" else None
    assert sorted(client.closure(names("aa", "beside"))) == ["aa", "bb", "beside", "cc", "dd"]


def test_a_pack_that_does_not_exist_has_no_document(
    client: Registry, tmp_path: Path, simulator: RegistrySimulator
) -> None:
    assert client.closure(names("none")) == {}
    assert connect(simulator.write_mirror(tmp_path / "mirror"), tmp_path).closure(names("none")) == {}


def test_a_mirror_that_serves_one_pack_as_another_is_refused(
    simulator: RegistrySimulator, tmp_path: Path
) -> None:
    url = simulator.write_mirror(tmp_path / "mirror")
    packs = tmp_path / "mirror" / "index" / "v1" / "packs"
    (packs / "dd.jsonl").write_bytes((packs / "beside.jsonl").read_bytes())
    with pytest.raises(CtxpackError) as caught:
        connect(url, tmp_path).closure(names("dd"))
    assert caught.value.code == "E_INDEX_NAME"


def test_an_archive_that_is_not_what_was_locked_is_refused_naming_both_digests(
    client: Registry, simulator: RegistrySimulator
) -> None:
    pack = locked(simulator, "dd")
    good = simulator.archives[pack.archive.hex]
    simulator.archives[pack.archive.hex] = good[:-1] + bytes([good[-1] ^ 1])
    with pytest.raises(CtxpackError) as caught:
        list(client.archives([pack]))
    assert (caught.value.code, caught.value.exit_code) == ("E_DIGEST", 5)
    assert pack.archive in caught.value.message


def test_an_archive_longer_than_the_index_says_is_not_read_to_its_end(
    client: Registry, simulator: RegistrySimulator
) -> None:
    pack = locked(simulator, "dd")
    simulator.archives[pack.archive.hex] += b"x"
    with pytest.raises(CtxpackError) as caught:
        list(client.archives([pack]))
    assert caught.value.code == "E_RESPONSE_SIZE"


@pytest.mark.parametrize("body", [b"", b"{}", b"{}\n{}\n{}\n", b"<html>\n<body>\n", b"\xff\xfe\n\xff\n"])
def test_what_is_no_index_is_refused(client: Registry, simulator: RegistrySimulator, body: bytes) -> None:
    simulator.answer = lambda *_: (200, {}, body)
    with pytest.raises(CtxpackError) as caught:
        client.closure(names("aa"))
    assert caught.value.family == "integrity"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_told_in_the_registrys_own_words(
    client: Registry, simulator: RegistrySimulator, status: int
) -> None:
    simulator.answer = lambda *_: problem(status, "E_SCOPE", "the token may not do this", "make another")
    with pytest.raises(CtxpackError) as caught:
        client.search("x")
    assert (caught.value.code, caught.value.exit_code) == ("E_REFUSED", 8)
    assert "the token may not do this" in caught.value.message
    assert caught.value.hint == "make another"


def test_a_broken_registry_is_told_with_its_status(client: Registry, simulator: RegistrySimulator) -> None:
    simulator.answer = lambda *_: (500, {}, b"<h1>oops</h1>")
    with pytest.raises(CtxpackError) as caught:
        client.closure(names("aa"))
    assert caught.value.code == "E_REGISTRY_STATUS"
    assert "500" in caught.value.message


@pytest.mark.parametrize("body", [b"[]", b"not json"])
def test_an_answer_that_is_no_object_is_unreadable(
    client: Registry, simulator: RegistrySimulator, body: bytes
) -> None:
    simulator.answer = lambda *_: (200, {}, body)
    with pytest.raises(CtxpackError) as caught:
        client.search("x")
    assert caught.value.code == "E_RESPONSE"


def test_words_are_quoted_in_a_query(client: Registry, simulator: RegistrySimulator) -> None:
    simulator.answer = lambda *_: (200, {}, b'{"results": []}')
    client.search("clôture & co")
    assert simulator.requests == ["GET /api/v1/packs?q=cl%C3%B4ture%20%26%20co&page=1"]


def test_a_static_mirror_can_neither_search_nor_accept(simulator: RegistrySimulator, tmp_path: Path) -> None:
    mirror = connect(simulator.write_mirror(tmp_path / "mirror"), tmp_path)
    for action in (lambda: mirror.search("x"), lambda: mirror.submit(b"", "ctxp_x")):
        with pytest.raises(CtxpackError) as caught:
            action()
        assert caught.value.code == "E_READ_ONLY_REGISTRY"


def test_a_submission_carries_archive_and_token(client: Registry, simulator: RegistrySimulator) -> None:
    bodies: list[bytes] = []

    def accept(_method: str, _path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        bodies.append(body)
        return 202, {}, b'{"id": "1"}'

    simulator.answer = accept
    assert client.submit(b"PK archive", "ctxp_token") == {"id": "1"}
    assert b'name="archive"; filename="pack.zip"' in bodies[0]
    assert b"\r\n\r\nPK archive\r\n--" in bodies[0]
    assert b"ctxp_token" not in bodies[0]


def test_what_was_believed_is_remembered_between_runs(
    client: Registry, simulator: RegistrySimulator, tmp_path: Path
) -> None:
    client.closure(names("dd"))
    client.remember()
    simulator.serials["dd"] = 0
    with closing(connect(client.name, tmp_path)) as later, pytest.raises(CtxpackError) as caught:
        later.closure(names("dd"))
    assert caught.value.code == "E_INDEX_ROLLBACK"


def test_the_key_seen_first_is_held_to(
    client: Registry, simulator: RegistrySimulator, tmp_path: Path
) -> None:
    client.closure(names("dd"))
    client.remember()
    simulator.key = Ed25519PrivateKey.generate()
    simulator.root_keys = simulator.root_signers = [simulator.key]
    with closing(connect(client.name, tmp_path)) as later, pytest.raises(CtxpackError) as caught:
        later.closure(names("dd"))
    assert caught.value.code == "E_KEY_CHANGED"


def test_last_weeks_index_is_refused_from_a_server_and_from_a_mirror(
    client: Registry, simulator: RegistrySimulator, tmp_path: Path
) -> None:
    simulator.term = term_of_days(signed_days_ago=8)
    with closing(connect(simulator.write_mirror(tmp_path / "mirror"), tmp_path)) as mirror:
        for registry in (client, mirror):
            with pytest.raises(CtxpackError) as caught:
                registry.closure(names("aa"))
            assert caught.value.code == "E_INDEX_EXPIRED"
            assert simulator.term.expires_at in caught.value.message


def test_offline_the_documents_seen_last_are_the_index_whatever_their_age(
    client: Registry, simulator: RegistrySimulator, tmp_path: Path
) -> None:
    simulator.term = term_of_days(signed_days_ago=6.9)
    before = {name: document.to_payload() for name, document in client.closure(names("aa")).items()}
    client.remember()
    asked, told = len(simulator.requests), list[str]()
    offline = connect_offline(client.name, tmp_path, told)
    after = {name: document.to_payload() for name, document in offline.closure(names("aa")).items()}
    assert after == before
    assert told == [simulator.term.signed_at]
    assert offline.unknown("beside").code == "E_OFFLINE"
    assert len(simulator.requests) == asked


def test_a_kept_document_that_was_tampered_with_is_refused(
    client: Registry, simulator: RegistrySimulator, tmp_path: Path
) -> None:
    client.closure(names("dd"))
    client.remember()
    path = Path(RegistryMemory(str(tmp_path), client.name).folder) / "index/v1/packs/dd.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"files":', b'"filez":'))
    with pytest.raises(CtxpackError) as caught:
        connect_offline(client.name, tmp_path, []).closure(names("dd"))
    assert caught.value.code == "E_SIGNATURE"
    with closing(connect(client.name, tmp_path)) as later:
        later.closure(names("dd"))
        path.unlink()
        later.remember()
    assert "dd" in connect_offline(client.name, tmp_path, []).closure(names("dd"))


def test_a_token_goes_with_every_request_for_a_pack_and_none_is_sent_unasked(
    simulator: RegistrySimulator, tmp_path: Path
) -> None:
    memory = RegistryMemory(str(tmp_path), "x")
    with simulator.serving() as url:
        for token in ("ctxp_mine", ""):
            with closing(Registry(HttpFetcher(Address.parse(url), 10), "", memory, token=token)) as registry:
                documents = registry.closure(names("cc"))
                assert len(list(registry.archives([locked(simulator, name) for name in documents]))) == 2
    assert simulator.authorizations == ["Bearer ctxp_mine"] * 3 + [""] * 3


def test_a_token_goes_with_what_is_asked_file_by_file(simulator: RegistrySimulator, tmp_path: Path) -> None:
    simulator.answer = lambda method, path, _: problem(404, "E", path) if method == "POST" else None
    memory = RegistryMemory(str(tmp_path), "x")
    with simulator.serving() as url:
        fetcher = HttpFetcher(Address.parse(url), 10)
        with closing(Registry(fetcher, "", memory, token="ctxp_mine")) as registry:
            registry.closure(names("dd"))
    # The root document is everybody's.
    assert simulator.authorizations == ["Bearer ctxp_mine", "", "Bearer ctxp_mine"]


def test_an_archive_that_is_not_there_may_be_a_private_packs(
    client: Registry, simulator: RegistrySimulator
) -> None:
    pack = locked(simulator, "dd")
    simulator.archives.clear()
    with pytest.raises(CtxpackError) as caught:
        list(client.archives([pack]))
    assert caught.value.code == "E_ARCHIVE_ABSENT"
    assert "a token of one of its readers" in caught.value.hint
