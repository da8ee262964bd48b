from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from installer_cli.belief import Belief
from installer_cli.filelock import lock
from installer_cli.home import ArchiveCache, RegistryMemory
from packformat.digest import Digest

DATA = b"an archive"
DIGEST = Digest.of(DATA)


def test_an_archive_is_found_again_by_its_digest(tmp_path: Path) -> None:
    cache = ArchiveCache(str(tmp_path))
    assert cache.get(DIGEST, len(DATA)) is None
    cache.put(DIGEST, DATA)
    assert cache.get(DIGEST, len(DATA)) == DATA
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{DIGEST.hex}.zip"]


def test_a_damaged_archive_is_as_good_as_none(tmp_path: Path) -> None:
    cache = ArchiveCache(str(tmp_path))
    cache.put(DIGEST, DATA)
    (tmp_path / "archives" / f"{DIGEST.hex}.zip").write_bytes(b"an archivX")
    assert cache.get(DIGEST, len(DATA)) is None
    cache.put(DIGEST, DATA)
    assert cache.get(DIGEST, len(DATA)) == DATA


def test_an_archive_that_is_taken_says_so_by_its_own_time_once_a_day(tmp_path: Path) -> None:
    """A mount with `noatime` notes no reading, and one without it notes that of a backup as well."""
    cache = ArchiveCache(str(tmp_path))
    cache.put(DIGEST, DATA)
    (path,) = tmp_path.rglob("*.zip")
    for hours, is_noted in ((20, False), (30, True)):
        before = time.time() - hours * 3600
        os.utime(path, (before, before))
        assert cache.get(DIGEST, len(DATA)) == DATA
        assert (path.stat().st_mtime > before + 1) == is_noted


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "archives").write_text("a file in the way")
    ArchiveCache(str(tmp_path)).put(DIGEST, DATA)
    assert ArchiveCache(str(tmp_path)).get(DIGEST, len(DATA)) is None


def remember(home: Path, registry: str, serials: dict[str, int], key: str = "k1", retired: str = "") -> None:
    documents = {name: f"{name} {serial}".encode() for name, serial in serials.items()}
    belief = Belief(key, serials, retired.split())
    RegistryMemory(str(home), registry).keep(registry, belief, documents)


def remembered(home: Path) -> Belief:
    return RegistryMemory(str(home), "x").belief


def test_what_was_believed_of_a_registry_is_remembered_for_it_alone(tmp_path: Path) -> None:
    remember(tmp_path, "x", {"close": 3})
    remember(tmp_path, "x", {"ledger": 1})
    assert remembered(tmp_path) == Belief("k1", {"close": 3, "ledger": 1})
    assert RegistryMemory(str(tmp_path), "https://two.test").belief == Belief()


def test_nothing_is_written_when_nothing_is_new(tmp_path: Path) -> None:
    remember(tmp_path, "x", {"close": 3})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    remember(tmp_path, "x", {"close": 3})
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_damaged_memory_is_no_memory(tmp_path: Path) -> None:
    remember(tmp_path, "x", {"close": 3})
    (path,) = tmp_path.rglob("*.json")
    for damage in ("{", "[]", '{"serials": 3}', '{"serials": {"a": "b"}}', "\xff", "[" * 100_000):
        path.write_bytes(damage.encode("latin-1"))
        assert remembered(tmp_path) == Belief()


def test_a_run_that_began_before_another_ended_takes_nothing_back(tmp_path: Path) -> None:
    slow = RegistryMemory(str(tmp_path), "x")
    remember(tmp_path, "x", {"close": 9, "ledger": 4})
    slow.keep("x", Belief("k1", {"close": 3, "tax": 2}), {"close": b"close 3", "tax": b"tax 2"})
    assert remembered(tmp_path) == Belief("k1", {"close": 9, "ledger": 4, "tax": 2})
    kept = {path.name: path.read_text() for path in tmp_path.rglob("*.jsonl")}
    assert kept == {"close.jsonl": "close 9", "ledger.jsonl": "ledger 4", "tax.jsonl": "tax 2"}


def test_many_runs_at_once_leave_the_highest_serial_of_each_document(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as runs:
        list(
            runs.map(
                lambda number: remember(tmp_path, "x", {f"p{number % 7}": number % 50 + 1, "close": number}),
                range(1, 200),
            )
        )
    found = remembered(tmp_path).serials
    wanted = {f"p{rest}": max(n % 50 + 1 for n in range(1, 200) if n % 7 == rest) for rest in range(7)}
    assert found == {**wanted, "close": 199}
    folder = Path(RegistryMemory(str(tmp_path), "x").folder)
    assert (folder / "index/v1/packs/close.jsonl").read_text() == "close 199"


def test_another_key_starts_with_its_own_serials_and_documents_and_the_old_one_cannot_come_back(
    tmp_path: Path,
) -> None:
    remember(tmp_path, "x", {"close": 9, "ledger": 4})
    remember(tmp_path, "x", {"close": 2}, key="k2", retired="k1")
    remember(tmp_path, "x", {"close": 99}, key="k1")
    assert remembered(tmp_path) == Belief("k2", {"close": 2}, ["k1"])
    assert [path.read_text() for path in tmp_path.rglob("*.jsonl")] == ["close 2"]


def test_a_memory_that_another_run_does_not_let_go_of_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(tmp_path, "x", {"close": 3})
    monkeypatch.setattr("installer_cli.filelock._LONGEST_WAIT", 0.02)
    with Path(RegistryMemory(str(tmp_path), "x").folder + ".lock").open("rb+") as held:
        assert lock(held.fileno())
        remember(tmp_path, "x", {"close": 4})
        with pytest.raises(TimeoutError):
            RegistryMemory(str(tmp_path), "x").begin_anew("x", Belief("k2"), {})
    assert remembered(tmp_path) == Belief("k1", {"close": 3})


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "registries").write_text("a file in the way")
    remember(tmp_path, "x", {"close": 3})
    assert remembered(tmp_path) == Belief()
