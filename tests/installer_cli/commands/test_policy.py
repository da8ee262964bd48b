"""``ctxpack policy``: the compliance report, for people and for machines that build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

POLICY = """policy = 1
contact = "ask packs@example.org"

[allow]
close = "^1"
house-rules = "*"
ledger = {versions = "*", reason = "reviewed"}

[deny]
ledger = {versions = "<2", reason = "wrong rates"}

[require]
close = "*"
house-rules = "^2"
"""


@pytest.fixture
def installed(url: str, cli: Cli, registry: RegistrySimulator) -> Cli:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "one\n"})
    cli.ok("install", "close")
    return cli


def test_where_there_is_no_policy_all_is_well(installed: Cli) -> None:
    assert installed.ok("policy").err == "No policy holds here\n"
    document = installed.ok("policy", "--json").document
    assert (document["compliant"], document["policies"]) == (True, [])


def test_each_pack_is_told_with_the_line_that_decides(installed: Cli) -> None:
    installed.path("ctxpack-policy.toml").write_text(POLICY)
    before = installed.tree(state=True)
    result = installed("policy")
    assert result.code == 8
    assert result.out.splitlines() == [
        "allowed  close 1.0.0  ctxpack-policy.toml, `[allow] close ^1`",
        "denied  ledger 1.0.0  ctxpack-policy.toml, `[deny] ledger <2`",
        "present  close 1.0.0  ctxpack-policy.toml, `[require] close`",
        "missing  house-rules  ctxpack-policy.toml, `[require] house-rules ^2`",
    ]
    assert "by `ctxpack-policy.toml`, this project has 2 things to mend\n" in result.err
    assert "  `ledger` 1.0.0, which `close` requires, is denied: wrong rates (" in result.err
    assert "hint: ask packs@example.org; " in result.err
    assert installed.tree(state=True) == before


def test_the_report_is_one_document(installed: Cli, url: str) -> None:
    installed.path("ctxpack-policy.toml").write_text(POLICY)
    installed.path(".claude/skills/close/notes.md").write_text("mine\n")
    document = installed("policy", "--json").document
    assert document["error"]["code"] == "E_POLICY_UNMET"
    assert document["compliant"] is False
    assert document["policies"] == [{"path": "ctxpack-policy.toml", "contact": "ask packs@example.org"}]
    assert document["registry"] == {"url": url, "status": "allowed", "wanted": None, "grounds": []}
    close, ledger = document["packs"]
    assert close["edited"] == [{"path": ".claude/skills/close/notes.md", "state": "changed"}]
    assert ledger == {
        "name": "ledger",
        "version": "1.0.0",
        "status": "denied",
        "wanted": None,
        "grounds": [{"policy": "ctxpack-policy.toml", "rule": "[deny] ledger <2", "reason": "wrong rates"}],
        "required_by": ["close"],
        "installed": True,
        "edited": [],
    }
    assert [(row["name"], row["status"], row["wanted"]) for row in document["required"]] == [
        ("close", "present", "*"),
        ("house-rules", "missing", "^2"),
    ]
    assert document["shared_files_edited"] == []


def test_a_build_machine_may_ask_before_anything_is_installed_there(installed: Cli) -> None:
    installed.path("ctxpack-policy.toml").write_text('policy = 1\n[deny]\nledger = "no"\n')
    shutil.rmtree(installed.path(".claude"))
    document = installed("policy", "--json").document
    assert [(row["name"], row["status"], row["installed"]) for row in document["packs"]] == [
        ("close", "allowed", False),
        ("ledger", "denied", False),
    ]


def test_a_registry_that_packs_may_not_come_from_is_told_first(installed: Cli, url: str) -> None:
    text = 'policy = 1\nregistries = ["https://packs.example.org"]\n'
    installed.path("ctxpack-policy.toml").write_text(text)
    result = installed("policy")
    assert result.code == 8
    assert result.out.startswith(f"foreign  {url}  ctxpack-policy.toml, `registries`\nallowed  close 1.0.0\n")
    assert installed("policy", "--json").document["registry"] == {
        "url": url,
        "status": "foreign",
        "wanted": "https://packs.example.org",
        "grounds": [{"policy": "ctxpack-policy.toml", "rule": "registries", "reason": ""}],
    }


def test_a_project_that_is_as_asked_ends_well(installed: Cli) -> None:
    installed.path("ctxpack-policy.toml").write_text('policy = 1\n[allow]\n"*" = "*"\n')
    result = installed.ok("policy")
    assert result.err == "ctxpack-policy.toml holds here\nAll is as it is asked for\n"
    installed.path(".claude/skills/close/notes.md").write_text("mine\n")
    assert "1 file not as installed: `ctxpack verify` names them\n" in installed.ok("policy").err


def test_the_doctor_finds_what_is_not_as_asked(installed: Cli) -> None:
    installed.path("ctxpack-policy.toml").write_text(POLICY)
    troubles = installed("doctor", "--json").document["troubles"]
    found = [trouble["message"] for trouble in troubles if trouble["code"] == "E_POLICY_UNMET"]
    assert len(found) == 2
    assert found[0].startswith("`ledger` 1.0.0, which `close` requires, is denied: wrong rates (")


def test_the_doctor_finds_a_policy_that_cannot_be_read(installed: Cli) -> None:
    installed.path("ctxpack-policy.toml").write_text("policy = 3\n")
    (trouble,) = installed("doctor", "--json").document["troubles"]
    assert trouble["code"] == "E_POLICY"
