from __future__ import annotations

import pytest

from installer_cli.source import PackSource
from installer_cli.target import folders, place
from packformat.archive import Entry
from packformat.errors import CtxpackError
from packformat.lockfile import LockedPack
from tests.support.registry_simulator import RegistrySimulator, pack_files


def source(files: dict[str, str], manifest: str = "") -> PackSource:
    entries = [
        Entry(path, data + (f"\n{manifest}\n".encode() if path == "pack.toml" else b""), executable)
        for path, data, executable in pack_files("close", "1.0.0", files=files)
    ]
    built = RegistrySimulator().publish("close", entries=entries)
    tree = built.record.tree_digest
    return PackSource(
        LockedPack(built.manifest.name, built.manifest.version, built.digest, len(built.archive), tree),
        built.archive,
    )


def owners(files: dict[str, str], manifest: str = "") -> dict[str, str]:
    return {placement.file.path: placement.file.ownership for placement in place(source(files, manifest))}


def test_the_whole_pack_lies_verbatim_beside_the_projects_skills() -> None:
    pack = source({"agents/a.md": "a", "scripts/run.sh": "echo"})
    placed = {placement.file.path: placement for placement in place(pack)}
    assert sorted(placed) == sorted(f".claude/skills/close/{path}" for path in pack.rows)
    for path, row in pack.rows.items():
        placement = placed[f".claude/skills/close/{path}"]
        assert placement.read(pack) == pack.read(path)
        assert (placement.file.digest, placement.file.executable) == (row.digest, row.executable)
        assert placement.file.ownership == "managed"


def test_memories_are_placed_a_second_time_and_loaded_by_one_rule_file() -> None:
    pack = source({"memory/chart/accounts.md": "a"})
    placed = {placement.file.path: placement for placement in place(pack)}
    copy = placed[".claude/memory/close/chart/accounts.md"]
    assert (copy.read(pack), copy.file.ownership) == (b"a", "living")
    assert placed[".claude/rules/ctxpack-close.md"].read(pack) == b"@../memory/close/index.md\n"
    assert b"@chart/accounts.md" in placed[".claude/memory/close/index.md"].read(pack)
    assert placed[".claude/skills/close/memory/chart/accounts.md"].file.ownership == "managed"


def test_the_manifest_says_who_owns_what_most_exactly_first() -> None:
    found = owners(
        {"templates/a.md": "a", "templates/b.md": "b", "notes.md": "n"},
        '[ownership]\n"templates/" = "seeded"\n"templates/b.md" = "living"\n',
    )
    assert found[".claude/skills/close/templates/a.md"] == "seeded"
    assert found[".claude/skills/close/templates/b.md"] == "living"
    assert found[".claude/skills/close/notes.md"] == "managed"


def test_the_manifest_may_say_whose_a_memory_is() -> None:
    found = owners({"memory/chart/a.md": "a"}, '[ownership]\n"memory/chart" = "seeded"\n')
    assert found[".claude/memory/close/chart/a.md"] == "seeded"


def test_a_memory_cannot_take_the_place_of_the_index() -> None:
    with pytest.raises(CtxpackError) as caught:
        place(source({"memory/index.md/a.md": "a"}))
    assert caught.value.code == "E_PATH_COLLISION"


def test_a_pack_owns_two_folders() -> None:
    assert folders("close") == (".claude/skills/close", ".claude/memory/close")
