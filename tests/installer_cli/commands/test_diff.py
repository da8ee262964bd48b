"""``ctxpack diff`` and ``ctxpack info``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

NOTES = ".claude/skills/close/notes.md"


@pytest.fixture(autouse=True)
def packs(url: str, cli: Cli, registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger")
    registry.publish(
        "close",
        requires={"ledger": ">=1"},
        files={"notes.md": "one\ntwo\nthree\n", "old.md": "old\n"},
        powers={"hooks": ["Stop: python check.py"]},
        tokens={"always": 120, "on_use": 900},
    )
    cli.ok("install", "close", "--allow", "hooks")
    return registry


def publish_next(registry: RegistrySimulator) -> None:
    registry.publish(
        "close",
        "1.1.0",
        requires={"ledger": ">=1.0,<2"},
        files={"notes.md": "one\n2\nthree\n", "new.md": "new\n"},
        powers={"hosts": ["api.example.org"]},
    )


def test_what_the_user_changed_is_shown_line_by_line_and_nobody_is_asked(
    cli: Cli, registry: RegistrySimulator
) -> None:
    asked = len(registry.requests)
    assert "Every file is as it was installed" in cli.ok("diff").err
    cli.path(NOTES).write_text("one\ntwo\nand a half\nthree\n")
    cli.path(".claude/skills/close/old.md").unlink()
    result = cli.ok("diff", "close", "--content")
    assert result.out.splitlines() == [
        f"~ {NOTES}",
        "@@ -1,3 +1,4 @@",
        " one",
        " two",
        "+and a half",
        " three",
        "- .claude/skills/close/old.md",
        "@@ -1 +0,0 @@",
        "-old",
    ]
    assert cli.ok("diff").out.splitlines() == [f"~ {NOTES}", "- .claude/skills/close/old.md"]
    assert cli.ok("diff", "ledger").out == ""
    assert len(registry.requests) == asked


def test_a_change_that_is_not_text_is_said_to_be_one(cli: Cli) -> None:
    cli.path(NOTES).write_bytes(b"\xff\xfe")
    assert cli.ok("diff", "close", "--content").out.splitlines() == [f"~ {NOTES}", "  (not text)"]


@pytest.mark.parametrize("word", ["1.1.0", "latest"])
def test_what_another_version_would_change_is_shown(cli: Cli, registry: RegistrySimulator, word: str) -> None:
    publish_next(registry)
    before = cli.tree(state=True)
    lines = cli.ok("diff", "close", word).out.splitlines()
    assert lines[:5] == [
        "close 1.0.0 → 1.1.0",
        "+ requires: ledger>=1.0.0,<2.0.0",
        "- requires: ledger>=1.0.0",
        "+ may do: hosts: api.example.org",
        "- may do: hooks: Stop: python check.py",
    ]
    assert {"+ .claude/skills/close/new.md", "- .claude/skills/close/old.md", f"~ {NOTES}"} <= set(lines)
    assert cli.tree(state=True) == before


def test_the_document_holds_both_sides_of_a_change(cli: Cli, registry: RegistrySimulator) -> None:
    publish_next(registry)
    document = cli.ok("diff", "close", "latest", "--content", "--json").document
    assert (document["from"], document["to"]) == ("1.0.0", "1.1.0")
    assert document["powers"] == {
        "added": ["hosts: api.example.org"],
        "removed": ["hooks: Stop: python check.py"],
    }
    notes = next(row for row in document["files"] if row["path"] == NOTES)
    assert notes == {
        "path": NOTES,
        "change": "changed",
        "lines": ["@@ -1,3 +1,3 @@", " one", "-two", "+2", " three"],
    }


def test_a_version_that_does_not_exist_is_told_with_those_that_do(cli: Cli) -> None:
    for argv in (("diff", "close", "3.0.0"), ("info", "close@3.0.0")):
        result = cli(*argv)
        assert result.code == 3
        assert "there is no version 3.0.0 of `close`, but 1.0.0" in result.err


def test_what_is_not_installed_has_no_difference(cli: Cli) -> None:
    result = cli("diff", "clsoe")
    assert (result.code, "did you mean `close`?" in result.err) == (3, True)


def test_a_pack_is_shown_before_it_is_installed(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", "1.2.0rc1")
    registry.publish("close", "0.9.0", yanked="wrong tax rate")
    lines = [line.split(maxsplit=1) for line in cli.ok("info", "close").out.splitlines()]
    assert lines[0] == ["close", "1.0.0"]
    rows = dict(lines[1:])
    assert rows["summary"] == "What close is for, in one sentence."
    assert rows["published"] == "2026-01-02"
    assert rows["requires"] == "ledger >=1.0.0"
    assert rows["may"] == "do     hooks: Stop: python check.py"
    assert ["tokens", "~120 in every session"] in lines
    assert ["tokens", "~900 when used"] in lines
    assert rows["versions"] == "1.2.0rc1, 1.0.0, 0.9.0 (yanked)"
    assert rows["installed"] == "1.0.0"


def test_what_a_policy_does_not_allow_is_shown_with_its_reason(cli: Cli) -> None:
    assert cli.ok("info", "close", "--json").document["refused"] == []
    cli.path("ctxpack-policy.toml").write_text('policy = 1\n[deny]\nclose = "not reviewed yet"\n')
    told = "policy     `close` 1.0.0 is denied: not reviewed yet (ctxpack-policy.toml, `[deny] close`)"
    assert told in cli.ok("info", "close").out
    (row,) = cli.ok("info", "close", "--json").document["refused"]
    assert (row["subject"], row["version"], row["status"]) == ("close", "1.0.0", "denied")


def test_a_version_is_shown_with_why_it_was_yanked(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("other", "0.9.0", yanked="wrong tax rate")
    assert "yanked     wrong tax rate" in cli.ok("info", "other@0.9.0").out
    assert "installed  no" in cli.ok("info", "other").out
    document = cli.ok("info", "other", "--json").document
    assert document["installed"] is None
    assert document["release"]["yanked"] == "wrong tax rate"
    assert document["versions"] == [
        {
            "version": "0.9.0",
            "published_at": "2026-01-02T03:04:05Z",
            "yanked": "wrong tax rate",
            "advisories": [],
        }
    ]


def test_a_pack_that_does_not_exist_is_not_shown(cli: Cli) -> None:
    result = cli("info", "nothing")
    assert (result.code, "error[E_PACK_UNKNOWN]" in result.err) == (3, True)


def test_what_a_release_earned_is_shown(cli: Cli, registry: RegistrySimulator) -> None:
    said = 'label = "{}"\nreason = "So it was decided"\ncriterion = "clear"\n'
    criteria = 'criteria = [{ id = "clear", text = "It is clear", checked-by = "human judgement" }]\n'
    files = {f"examples/{label}/example.toml": said.format(label) for label in ("good", "bad")}
    registry.publish("shown", files={**files, "criteria.toml": criteria})
    assert ["badge", "examples"] in [line.split() for line in cli.ok("info", "shown").out.splitlines()]
    assert cli.ok("info", "shown", "--json").document["release"]["badges"] == ["examples"]
    assert "badge" not in cli.ok("info", "close").out
