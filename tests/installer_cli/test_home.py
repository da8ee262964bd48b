from __future__ import annotations

from typing import TYPE_CHECKING

from installer_cli.home import ArchiveCache, RegistryMemory
from packformat.digest import Digest

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "archives").write_text("a file in the way")
    ArchiveCache(str(tmp_path)).put(DIGEST, DATA)
    assert ArchiveCache(str(tmp_path)).get(DIGEST, len(DATA)) is None


def test_what_was_believed_of_a_registry_is_remembered_for_it_alone(tmp_path: Path) -> None:
    home = str(tmp_path)
    RegistryMemory(home, "https://one.test").keep("https://one.test", ["k1"], {"close": 3})
    RegistryMemory(home, "https://one.test").keep("https://one.test", ["k1"], {"ledger": 1})
    memory = RegistryMemory(home, "https://one.test")
    assert (memory.keys, memory.serials) == ({"k1"}, {"close": 3, "ledger": 1})
    other = RegistryMemory(home, "https://two.test")
    assert (other.keys, other.serials) == (frozenset(), {})


def test_nothing_is_written_when_nothing_is_new(tmp_path: Path) -> None:
    RegistryMemory(str(tmp_path), "x").keep("x", ["k1"], {"close": 3})
    (path,) = tmp_path.rglob("*.json")
    before = path.stat().st_mtime_ns
    RegistryMemory(str(tmp_path), "x").keep("x", ["k1"], {"close": 3})
    assert path.stat().st_mtime_ns == before


def test_a_damaged_memory_is_no_memory(tmp_path: Path) -> None:
    RegistryMemory(str(tmp_path), "x").keep("x", ["k1"], {"close": 3})
    (path,) = tmp_path.rglob("*.json")
    for damage in ("{", "[]", '{"serials": 3}', '{"serials": {"a": "b"}}', "\xff"):
        path.write_bytes(damage.encode("latin-1"))
        assert RegistryMemory(str(tmp_path), "x").serials == {}
