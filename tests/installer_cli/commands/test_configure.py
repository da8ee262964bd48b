from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from installer_cli.console import Console
from tests.support.wikis import write

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

INPUTS = """
[[inputs]]
key = "company"
type = "string"
title = "Name of the company"
required = true
[[inputs]]
key = "basis"
type = "choice"
title = "Basis"
choices = ["cash", "accrual"]
default = "accrual"
[[inputs]]
key = "day"
type = "integer"
title = "Close day"
"""
FILE = ".claude/memory/close/inputs.md"


@pytest.fixture
def close(cli: Cli, registry: RegistrySimulator, url: str) -> Cli:
    registry.publish_owned("close", "1.0.0", INPUTS, {"memory/notes/a.md": "a\n"})
    assert "close asks for values of yours: `ctxpack configure close`" in cli.ok("install close").err
    return cli


def test_values_are_kept_told_to_the_agent_and_shown(close: Cli) -> None:
    result = close.ok("configure close", "--set", "company=Smith, Jones & Co", "--set", "day=3")
    assert result.out.splitlines() == ["company = Smith, Jones & Co", "basis = accrual (default)", "day = 3"]
    assert (
        '[inputs.close]\ncompany = "Smith, Jones & Co"\nday = 3\n' in close.path("ctxpack.toml").read_text()
    )
    assert "@inputs.md" in close.path(".claude/memory/close/index.md").read_text().splitlines()
    assert "- Name of the company (`company`): Smith, Jones & Co\n" in close.path(FILE).read_text()
    assert any(FILE in line for line in close.ok("context").out.splitlines() if "from" in line)
    close.ok("configure close", "--set", "day=")
    assert close.ok("configure close --show").out.splitlines()[-1] == "day = not given"


def test_without_a_terminal_the_exact_flags_are_told(close: Cli) -> None:
    result = close("configure close")
    assert result.code == 2
    assert "hint: add --set company=VALUE\n" in result.err
    assert "company: Name of the company" in result.err


@pytest.mark.parametrize(
    ("assignment", "code"),
    [("day=soon", "E_INPUT_VALUE"), ("dya=3", "E_INPUT_UNKNOWN"), ("day", "E_INPUT_UNKNOWN")],
)
def test_what_is_no_value_changes_nothing(close: Cli, assignment: str, code: str) -> None:
    before = close.tree()
    assert code in close("configure close", "--set", "company=a", "--set", assignment).err
    assert close.tree() == before


def test_updates_and_other_installs_keep_the_values_and_an_uninstall_only_their_file(
    close: Cli, registry: RegistrySimulator
) -> None:
    close.ok("configure close", "--set", "company=Fenwick")
    before = close.path(FILE).read_bytes()
    registry.publish_owned("close", "1.1.0", INPUTS, {"memory/notes/a.md": "b\n"})
    close.ok("update close")
    assert close.path(FILE).read_bytes() == before
    assert "stays" not in close.ok("uninstall close").err
    assert not close.path(".claude/memory").exists()
    assert 'company = "Fenwick"' in close.path("ctxpack.toml").read_text()
    close.ok("install close")
    assert close.path(FILE).read_bytes() == before


def test_what_somebody_edited_is_kept_and_told(close: Cli) -> None:
    close.ok("configure close", "--set", "company=a")
    close.path(FILE).write_text("mine")
    result = close("configure close", "--set", "company=b")
    assert (result.code, close.path(FILE).read_text()) == (9, "mine")
    assert 'company = "b"' in close.path("ctxpack.toml").read_text()
    assert f"your file stays: {FILE}" in close.ok("uninstall close").err
    assert close.path(FILE).read_text() == "mine"


def test_at_a_terminal_what_is_not_given_is_asked_for(close: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "can_ask", property(lambda _: True))
    monkeypatch.setattr(sys, "stdin", io.StringIO("\nFenwick\nbarter\ncash\n\n"))
    result = close.ok("configure close")
    assert result.out.splitlines() == ["company = Fenwick", "basis = cash", "day = not given"]
    assert "Basis (cash, accrual) [accrual]: " in result.err
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert close("configure close").code == 130
    assert close.ok("configure close", "--set", "day=4").out.splitlines()[-1] == "day = 4"


def test_packs_that_ask_for_nothing_or_are_not_there_are_told(
    cli: Cli, registry: RegistrySimulator, url: str
) -> None:
    registry.publish("plain")
    cli.ok("install plain")
    assert cli.ok("configure plain").err == "`plain` asks for nothing\n"
    assert "E_NOT_INSTALLED" in cli("configure gone").err


def test_a_section_that_cannot_be_edited_is_said(close: Cli) -> None:
    manifest = close.path("ctxpack.toml")
    write(close.project, "ctxpack.toml", manifest.read_text() + '\n[inputs]\nclose = {company = "a"}\n')
    assert "E_PROJECT_FILE" in close("configure close", "--set", "company=b").err


def test_a_pack_whose_values_cannot_be_told_is_not_put_in_at_all(close: Cli) -> None:
    close.ok("configure close", "--set", "company=Fenwick")
    close.ok("uninstall close")
    close.path(FILE).mkdir(parents=True)
    before = close.tree()
    assert f"`{FILE}`" in close("install close").err
    assert close.tree() == before
    assert close.ok("list", "--json").document["packs"] == []
    close.path(FILE).rmdir()
    close.ok("install close")
    assert b"Fenwick" in close.path(FILE).read_bytes()
