from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from installer_cli.project import Project
from installer_cli.receipt import PlacedFile, Receipt, read_receipts, receipt_path
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.names import PackName
from packformat.versions import Requirement, Version

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = Digest.of(b"x")


def receipt(name: str = "close") -> Receipt:
    return Receipt(
        name=PackName(name),
        version=Version.parse("1.2.0"),
        archive=DIGEST,
        size=7,
        tree=DIGEST,
        requires=[Requirement.parse("ledger>=1")],
        powers=["tools: Bash", "hooks: Stop: x"],
        files=[
            PlacedFile(".claude/skills/close/z é.sh", DIGEST, executable=True, ownership="managed"),
            PlacedFile(".claude/memory/close/a.md", DIGEST, executable=False, ownership="living"),
        ],
    )


def write(project: Path, name: str, data: bytes) -> None:
    path = project / receipt_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_a_receipt_reads_back_as_it_was_written() -> None:
    data = receipt().to_bytes()
    again = Receipt.parse(data, "x")
    assert again.to_bytes() == data
    assert again.files == receipt().files
    assert again.powers == ("hooks: Stop: x", "tools: Bash")
    assert again.as_locked().requires == (Requirement.parse("ledger>=1"),)


def test_a_receipt_is_json_with_a_line_a_file() -> None:
    text = receipt().to_bytes().decode()
    assert len(json.loads(text)["files"]) == 2
    assert sum('".claude/' in line for line in text.splitlines()) == 2


def test_a_project_without_receipts_has_none(tmp_path: Path) -> None:
    assert read_receipts(Project(str(tmp_path))) == {}


def test_receipts_are_read_by_name_and_other_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "close", receipt().to_bytes())
    (tmp_path / receipt_path("close")).with_suffix(".json.orig").write_text("x")
    assert list(read_receipts(Project(str(tmp_path)))) == ["close"]


def damaged(**changes: object) -> bytes:
    return json.dumps(json.loads(receipt().to_bytes()) | changes).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        damaged(schema=0),
        damaged(version="one"),
        damaged(archive="md5:1"),
        damaged(files=[["a"]]),
        damaged(files=[[".claude/../../etc/passwd", DIGEST, "0644", "managed"]]),
        damaged(files=[["ctxpack.toml", DIGEST, "0644", "managed"]]),
        damaged(files=[[".claude/.ctxpack/lock", DIGEST, "0644", "managed"]]),
        damaged(files=[[".claude/skills/a", DIGEST, "0644", "mine"]]),
        b"[" * 100_000,
    ],
)
def test_a_damaged_receipt_is_refused_by_its_path(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, "close", data)
    with pytest.raises(CtxpackError) as caught:
        read_receipts(Project(str(tmp_path)))
    assert caught.value.code == "E_RECEIPT"
    assert ".claude/.ctxpack/receipts/close.json" in caught.value.message


def test_a_receipt_of_a_newer_ctxpack_is_no_damaged_one(tmp_path: Path) -> None:
    write(tmp_path, "close", damaged(schema=2, files="of another shape"))
    with pytest.raises(CtxpackError) as caught:
        read_receipts(Project(str(tmp_path)))
    assert caught.value.code == "E_NEWER"
    assert "it is of format 2, and this one reads 1" in caught.value.message


def test_a_receipt_under_another_packs_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "ledger", receipt("close").to_bytes())
    with pytest.raises(CtxpackError) as caught:
        read_receipts(Project(str(tmp_path)))
    assert caught.value.code == "E_RECEIPT"
