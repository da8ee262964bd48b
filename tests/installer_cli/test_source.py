from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.source import PackSource
from packformat.archive import Entry, extract, scan_archive, write_plain_zip
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.index import ReleaseEntry
from packformat.judgement import judge_pack
from packformat.lockfile import LockedPack
from packformat.paths import RECORD_PATH
from packformat.versions import Version
from tests.packformat.hostile.bombs import BOMBS
from tests.packformat.hostile.controls import CONTROLS
from tests.packformat.hostile.paths import PATHS
from tests.packformat.hostile.records import CANONICAL, RECORDS
from tests.packformat.hostile.types import TYPES
from tests.packformat.hostile.zips import ZIPS
from tests.support.registry_simulator import RegistrySimulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from packformat.build import BuiltPack
    from tests.installer_cli.conftest import Cli
    from tests.packformat.hostile.case import Case
    from tests.packformat.hostile.controls import Control


@pytest.fixture
def built() -> BuiltPack:
    return RegistrySimulator().publish(
        "close", files={"scripts/run.sh": "echo hello\n", "notes.md": "x" * 5000}
    )


def lock(built: BuiltPack) -> LockedPack:
    tree = built.record.tree_digest
    return LockedPack(built.manifest.name, built.manifest.version, built.digest, len(built.archive), tree)


def test_every_file_reads_as_it_was_packed(built: BuiltPack) -> None:
    source = PackSource(lock(built), built.archive)
    assert {path: source.read(path) for path in source.rows} == {
        entry.path: entry.data for entry in built.entries
    }
    assert source.rows["scripts/run.sh"].executable


def test_an_archive_of_another_tree_is_refused(built: BuiltPack) -> None:
    other = RegistrySimulator().publish("close", files={"notes.md": "y"})
    with pytest.raises(CtxpackError) as caught:
        PackSource(lock(built), other.archive)
    assert caught.value.code == "E_DIGEST"


def test_what_is_no_archive_is_refused(built: BuiltPack) -> None:
    with pytest.raises(CtxpackError) as caught:
        PackSource(lock(built), b"<html>")
    assert caught.value.code == "E_ARCHIVE_TYPE"


def test_an_archive_without_a_record_is_refused(built: BuiltPack) -> None:
    plain = _rewritten(built, lambda files: files.pop(".ctxpack/record"))
    with pytest.raises(CtxpackError) as caught:
        PackSource(lock(built), plain)
    assert caught.value.code == "E_FILE_ABSENT"


def test_a_file_that_the_record_does_not_list_is_refused(built: BuiltPack) -> None:
    extra = _rewritten(built, lambda files: files.update({"extra.md": b"x"}))
    with pytest.raises(CtxpackError) as caught:
        PackSource(lock(built), extra)
    assert (caught.value.code, caught.value.data["path"]) == ("E_FILE_UNLISTED", "extra.md")


def test_a_file_that_the_record_lists_and_the_archive_lacks_is_refused(built: BuiltPack) -> None:
    short = _rewritten(built, lambda files: files.pop("notes.md"))
    with pytest.raises(CtxpackError) as caught:
        PackSource(lock(built), short)
    assert (caught.value.code, caught.value.data["path"]) == ("E_FILE_ABSENT", "notes.md")


def test_a_file_that_is_not_what_the_record_lists_is_refused_when_read(built: BuiltPack) -> None:
    changed = _rewritten(built, lambda files: files.update({"notes.md": b"y" * 5000}))
    source = PackSource(lock(built), changed)
    with pytest.raises(CtxpackError) as caught:
        source.read("notes.md")
    assert (caught.value.code, caught.value.data["path"]) == ("E_FILE_HASH", "notes.md")


def _rewritten(built: BuiltPack, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The archive with files changed behind its record's back, in the one canonical form."""
    members = scan_archive(built.archive)
    files = {member.path: extract(built.archive, member) for member in members}
    modes = {member.path: member.executable for member in members}
    change(files)
    entries = [Entry(path, data, modes.get(path, False)) for path, data in files.items()]
    return write_plain_zip(entries)


def publish_bytes(registry: RegistrySimulator, name: str, data: bytes) -> None:
    """Put an archive into the signed index as it is, digest, size and all."""
    digest = Digest.of(data)
    registry.archives[digest.hex] = data
    registry.serials[name] = 1
    registry.releases[name] = {
        "1.0.0": ReleaseEntry(
            version=Version.parse("1.0.0"), archive=digest, size=len(data), tree=tree_of(data),
            files=1, unpacked=1, published_at="2026-01-02T03:04:05Z",
        )
    }  # fmt: skip


def tree_of(data: bytes) -> Digest:
    """The digest of the record that an archive holds; any other when it cannot be read."""
    try:
        record = next(member for member in scan_archive(data) if member.path == RECORD_PATH)
        return Digest.of(extract(data, record))
    except (CtxpackError, StopIteration):
        return Digest.of(b"")


@pytest.mark.parametrize(
    "case", [*PATHS, *TYPES, *BOMBS, *ZIPS, *RECORDS, *CANONICAL], ids=lambda case: case.id
)
def test_a_hostile_archive_is_refused_however_well_it_is_signed(cli: Cli, case: Case) -> None:
    data = case.build()
    registry = RegistrySimulator()
    publish_bytes(registry, "evil", data)
    mirror = cli.home.parent / "mirror"
    result = cli("install", "evil", "--registry", registry.write_mirror(mirror), "--json")
    error = result.document["error"]
    assert (result.code != 0, error["code"]) == (True, case.code), error
    assert cli.tree() == {}


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_what_only_looks_hostile_is_installed_as_it_was_published(cli: Cli, control: Control) -> None:
    built = judge_pack(control.entries).built
    assert built is not None
    registry = RegistrySimulator()
    publish_bytes(registry, "month-end", built.archive)
    mirror = registry.write_mirror(cli.home.parent / "mirror")
    assert cli("install", "month-end", "--registry", mirror, "--yes").code == 0
    placed = {path.removeprefix(".claude/skills/month-end/"): data for path, data in cli.tree().items()}
    assert {path: placed.get(path) for path in control.changes} == control.changes
