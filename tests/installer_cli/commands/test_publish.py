from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from packformat.archive import read_archive
from tests.support.registry_simulator import pack_files, problem

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

TOKEN = "ctxp_" + "a1" * 24
ID = "0b1e2d3c-0000-4000-8000-000000000001"
FINDING = {
    "rule": "text/hidden",
    "severity": "error",
    "path": "a.md",
    "line": 3,
    "message": "hidden text",
    "fix": "remove it",
}

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CTXPACK_TOKEN", TOKEN)
    for path, data, _ in pack_files("close", "1.0.0"):
        target = tmp_path / "close" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tmp_path / "close"


def answering(registry: RegistrySimulator, *states: dict[str, object]) -> list[bytes]:
    """Let the registry take a submission and tell its states one after another; the bodies sent to it."""
    waiting = list(states)
    bodies: list[bytes] = []

    def answer(method: str, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if method == "POST":
            bodies.append(body)
            assert path == "/api/v1/submissions"
        else:
            assert path == f"/api/v1/submissions/{ID}"
        state = {"id": ID, "status_url": f"http://x/{ID}", "report": None, "is_final": False, "failure": ""}
        return 202 if method == "POST" else 200, {}, json.dumps(state | waiting.pop(0)).encode()

    registry.answer = answer
    return bodies


def test_a_pack_is_built_sent_and_followed_to_its_publication(
    cli: Cli, registry: RegistrySimulator, folder: Path
) -> None:
    bodies = answering(
        registry, {"status": "queued"}, {"status": "validating"}, {"status": "published", "is_final": True}
    )
    result = cli.ok("publish", str(folder))
    assert "Published close 1.0.0" in result.err
    archive = bodies[0][bodies[0].index(b"PK\x03\x04") : bodies[0].rindex(b"\r\n--ctxpack-")]
    assert "pack.toml" in [entry.path for entry in read_archive(archive).entries]
    assert len(registry.requests) == 3


def test_a_refused_pack_is_told_with_its_findings(
    cli: Cli, registry: RegistrySimulator, folder: Path
) -> None:
    refused = {
        "status": "rejected",
        "is_final": True,
        "report": {"verdict": "rejected", "findings": [FINDING]},
    }
    answering(registry, refused, refused)
    result = cli("publish", str(folder))
    assert result.code == 1
    assert "error[text/hidden]: a.md:3: hidden text\n  remove it\n" in result.out
    assert "error[E_SUBMISSION]: the submission ended as `rejected`: 1 error" in result.err
    assert cli("publish", str(folder), "--json").document["submission"]["report"]["findings"] == [FINDING]


def test_changes_that_the_registry_offers_are_told_with_the_command_that_makes_them(
    cli: Cli, registry: RegistrySimulator, folder: Path
) -> None:
    offering = FINDING | {"edit": {"path": "a.md", "line": 3, "old": "x", "new": ""}}
    answering(registry, {"status": "rejected", "is_final": True, "report": {"findings": [offering]}})
    result = cli("publish", str(folder))
    assert f"1 of these can be changed for you: ctxpack check --fix {folder}" in result.err


def test_a_held_pack_is_no_failure(cli: Cli, registry: RegistrySimulator, folder: Path) -> None:
    answering(
        registry,
        {"status": "held", "is_final": True, "report": {"findings": [FINDING | {"severity": "hold"}]}},
    )
    result = cli.ok("publish", str(folder))
    assert "Held until a person at the registry decides: close 1.0.0" in result.err
    assert "hold[text/hidden]" in result.out


def test_a_fault_of_the_registrys_is_told_as_one(cli: Cli, registry: RegistrySimulator, folder: Path) -> None:
    answering(registry, {"status": "failed", "is_final": True, "failure": "E_STORAGE"})
    result = cli("publish", str(folder))
    assert "ended as `failed`: E_STORAGE" in result.err
    assert f"http://x/{ID}" in result.err


def test_the_end_need_not_be_waited_for(cli: Cli, registry: RegistrySimulator, folder: Path) -> None:
    answering(registry, {"status": "queued"})
    assert "Sent (queued): close 1.0.0" in cli.ok("publish", str(folder), "--no-wait").err


def test_what_the_rules_refuse_is_not_sent(cli: Cli, registry: RegistrySimulator, folder: Path) -> None:
    (folder / "pack.toml").write_text("name = 3\n")
    result = cli("publish", str(folder))
    assert result.code == 1
    assert "error[E_PACK_REJECTED]" in result.err
    assert registry.requests == []


def test_without_a_token_its_making_is_explained(
    cli: Cli, registry: RegistrySimulator, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CTXPACK_TOKEN")
    result = cli("publish", str(folder))
    assert result.code == 8
    assert "hint: make one in your account there, then run `ctxpack login --with-token`" in result.err
    assert registry.requests == []


def test_a_refused_token_is_told_in_the_registrys_words_and_never_shown(
    cli: Cli, registry: RegistrySimulator, folder: Path
) -> None:
    registry.answer = lambda *_: problem(401, "E_TOKEN", "the token is not known", "make another")
    for mode in ((), ("--json",)):
        result = cli("publish", str(folder), *mode)
        assert result.code == 8
        assert "the token is not known" in result.out + result.err
        assert TOKEN not in result.out + result.err


def test_a_new_pack_is_sent_as_a_private_one_where_that_is_said(
    cli: Cli, registry: RegistrySimulator, folder: Path
) -> None:
    for words, field in (((), 0), (("--private",), 1)):
        bodies = answering(registry, {"status": "published", "is_final": True})
        cli.ok("publish", str(folder), *words)
        assert bodies[0].count(b'name="visibility"\r\n\r\nprivate\r\n--') == field


def test_what_shows_consent_is_sent_along_from_a_file(
    cli: Cli, registry: RegistrySimulator, folder: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("I agree. Inés Okafor\n", encoding="utf-8")
    bodies = answering(registry, {"status": "held", "is_final": True})
    cli.ok("publish", str(folder), "--evidence", str(letter))
    assert 'name="evidence"\r\n\r\nI agree. Inés Okafor\n\r\n--'.encode() in bodies[0]


@pytest.mark.parametrize("data", [b"", b" \n", b"\xff\xfe", b"x" * 32_001])
def test_what_is_no_text_or_too_long_is_not_sent_as_a_letter(
    cli: Cli, registry: RegistrySimulator, folder: Path, tmp_path: Path, data: bytes
) -> None:
    bodies = answering(registry)
    (tmp_path / "letter.txt").write_bytes(data)
    refused = cli("publish", str(folder), "--evidence", str(tmp_path / "letter.txt"))
    assert "is no text of up to 32000 bytes" in refused.err
    assert cli("publish", str(folder), "--evidence", str(tmp_path / "absent")).code != 0
    assert bodies == []


def test_a_folder_that_is_not_there_is_told_before_a_token_is_asked_for(cli: Cli) -> None:
    assert "error[E_FOLDER]" in cli("publish", "nowhere").err
