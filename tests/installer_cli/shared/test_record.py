from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from installer_cli.project import SHARED_NOTE, Project
from installer_cli.shared.record import Brought, Record
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.names import PackName
from packformat.targets.carried import Part
from packformat.targets.ours import Ours

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = Digest.of(b"archive")


def read(folder: Path, data: bytes) -> Record:
    path = folder / SHARED_NOTE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Record.read(Project(str(folder)))


def test_what_was_noted_is_read_again(tmp_path: Path) -> None:
    brought = Brought(DIGEST, ["skill:a"], [Part("AGENTS.md", "close", "## close\n")])
    files = {"AGENTS.md": Ours("\n## close\n", {"close": "## close\n"}, made=True)}
    data = Record(("codex",), {PackName("close"): brought}, files).to_bytes()
    found = read(tmp_path, data)
    assert found.to_bytes() == data
    assert (found.targets, found.files, found.packs[PackName("close")].parts) == (
        ("codex",),
        files,
        brought.parts,
    )


def test_where_there_is_nothing_to_say_nothing_is_written(tmp_path: Path) -> None:
    assert Record().to_bytes() == b""
    assert Record.read(Project(str(tmp_path))).targets == ()


def test_a_note_that_was_edited_by_hand_reaches_no_other_file(tmp_path: Path) -> None:
    value: dict[str, Any] = {"schema": 1, "targets": [], "packs": {}, "files": {}}
    row = {"text": "", "parts": {}, "made": True}
    for bad in (
        {**value, "schema": 2},
        {**value, "files": {"../AGENTS.md": row}},
        {**value, "files": {".claude/settings.json": row}},
        {**value, "packs": {"close": {"archive": DIGEST, "only": [], "parts": [["a.md", "k", "t"]]}}},
        {**value, "packs": {"Close": {"archive": DIGEST, "only": [], "parts": []}}},
        {**value, "packs": {"close": {"archive": "sha256:0", "only": [], "parts": []}}},
        [],
    ):
        with pytest.raises(CtxpackError) as caught:
            read(tmp_path, json.dumps(bad).encode())
        assert caught.value.code == "E_RECEIPT"
