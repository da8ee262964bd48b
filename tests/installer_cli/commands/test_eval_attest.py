from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from tests.support.eval_packs import write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


@pytest.fixture
def signed(cli: Cli, tmp_path: Path) -> Path:
    """A report of the pack `adding`, run and signed."""
    pack = write_pack(tmp_path / "packs" / "adding")
    report, document = tmp_path / "report.json", tmp_path / "signed.jsonl"
    cli.ok("eval run", str(pack), "--replay", "good", "--out", str(report))
    cli.ok("eval attest", str(report), "--out", str(document))
    return document


def test_a_signed_result_verifies_against_the_pack_that_was_run_and_no_other(
    cli: Cli, tmp_path: Path, signed: Path
) -> None:
    pack = tmp_path / "packs" / "adding"
    found = cli.ok("eval verify", str(signed), "--pack", str(pack), "--json").document
    assert (found["pack"], found["verdict"], found["agent"]) == ("adding", "met", "replay of good")
    (pack / "skills/adding/SKILL.md").write_text("---\nname: adding\ndescription: Else.\n---\n")
    other = cli("eval verify", str(signed), "--pack", str(pack))
    assert (other.code, "E_ATTESTED_OTHER" in other.err) == (5, True)


def test_a_result_that_was_altered_is_rejected(cli: Cli, signed: Path) -> None:
    signed.write_bytes(signed.read_bytes().replace(b'"repeat":1', b'"repeat":9'))
    assert cli("eval verify", str(signed)).code == 5


def test_the_key_is_made_once_and_is_the_users_alone(cli: Cli, tmp_path: Path, signed: Path) -> None:
    key = cli.home / "eval-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again = cli.ok("eval attest", str(tmp_path / "report.json"), "--out", str(tmp_path / "2"), "--json")
    assert again.document["key"] == cli.ok("eval verify", str(signed), "--json").document["key"]
    key.write_bytes(b"short")
    assert "it is no key" in cli("eval attest", str(tmp_path / "report.json")).err


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}"])
def test_what_is_no_report_is_not_signed(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text)
    assert cli("eval attest", str(tmp_path / "report.json")).code != 0


def test_a_file_that_is_not_there_is_named(cli: Cli, tmp_path: Path) -> None:
    for command in ("eval attest", "eval verify"):
        assert "lost.json" in cli(command, str(tmp_path / "lost.json")).err


def test_a_void_run_is_not_signed(cli: Cli, tmp_path: Path, signed: Path) -> None:
    report = json.loads((tmp_path / "report.json").read_text())
    (tmp_path / "report.json").write_text(json.dumps(report | {"verdict": "void"}))
    assert cli("eval attest", str(tmp_path / "report.json")).code != 0
