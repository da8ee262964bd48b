from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from installer_cli.evals.subject import find_subject
from installer_cli.project import Project
from packformat.digest import Digest
from tests.support.agents import agent_command
from tests.support.eval_packs import FILES, write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


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
    signed.write_bytes(signed.read_bytes().replace(b"replay of good", b"an honest agent"))
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


def test_a_result_replays_to_the_letter_or_it_is_said_where_not(
    cli: Cli, tmp_path: Path, signed: Path
) -> None:
    pack = ("--pack", str(tmp_path / "packs" / "adding"))
    found = cli.ok("eval verify", str(signed), *pack, "--replay", "good", "--json").document
    assert found["checked"] == "all 1 runs replay to the letter"
    other = cli("eval verify", str(signed), *pack, "--replay", "bad")
    assert (other.code, "E_ATTESTED_DIFFERS" in other.err) == (5, True)
    assert "in `two` (with the pack, run 1) something else was said" in other.err
    assert "name the pack" in cli("eval verify", str(signed), "--replay", "good").err


def test_a_run_with_an_agent_must_come_to_the_same_verdict(cli: Cli, tmp_path: Path, signed: Path) -> None:
    adds = "(here / 'answer.json').write_text('{\"sum\": %s}')\nsay('done', 0.1)"
    again = ("eval verify", str(signed), "--pack", str(tmp_path / "packs" / "adding"), "--agent-cmd")
    found = cli.ok(*again, agent_command(tmp_path, adds % 4))
    assert "Checked here: 1 runs here end the same: met" in found.err
    other = cli(*again, agent_command(tmp_path, adds % 5))
    assert (other.code, "met there, not met here" in other.err) == (5, True)


def test_only_what_is_signed_with_a_token_is_sent(cli: Cli, tmp_path: Path, signed: Path, url: str) -> None:
    assert signed.exists()
    sent = cli("eval attest", str(tmp_path / "report.json"), "--send")
    assert (sent.code, "E_NO_TOKEN" in sent.err, url in sent.err) == (8, True, True)


def test_what_cannot_be_sent_is_signed_and_kept(
    cli: Cli, signed: Path, registry: RegistrySimulator, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTXPACK_TOKEN", "ctxp_" + "a" * 40)
    report, kept = str(signed.parent / "report.json"), signed.parent / "kept.jsonl"
    answer = json.dumps({"registry": url, "account": "ada"}).encode()
    registry.answer = lambda _, path, __: (200, {}, answer) if path.endswith("addressee") else (500, {}, b"")
    sent = cli("eval attest", report, "--send", "--out", str(kept))
    assert (sent.code, "E_REGISTRY_STATUS" in sent.err, str(kept) in sent.err) == (1, True, True)
    assert '"account":"ada"' in kept.read_text()
    cli.ok("eval verify", str(kept))


def test_the_digest_of_an_installed_pack_is_that_of_its_release(
    cli: Cli, registry: RegistrySimulator, url: str
) -> None:
    assert url
    built = registry.publish("adding", files=FILES)
    cli.ok("install", "adding", "--yes")
    subject = find_subject(Project.find(str(cli.project)), "adding")
    assert subject.archive == built.digest
    receipt = cli.path(".claude/.ctxpack/receipts/adding.json")
    receipt.write_text(receipt.read_text().replace(built.digest, Digest.of(b"packed elsewhere")))
    assert find_subject(Project.find(str(cli.project)), "adding").archive == Digest.of(b"packed elsewhere")
    cli.path(".claude/skills/adding/README.md").write_text("added")
    assert find_subject(Project.find(str(cli.project)), "adding").archive not in (
        built.digest,
        Digest.of(b"packed elsewhere"),
    )
