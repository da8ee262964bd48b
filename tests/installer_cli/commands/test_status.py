from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from installer_cli.folder import read_folder
from packformat.advisory import AdvisoryEntry
from tests.support.agents import agent_command
from tests.support.eval_packs import write_pack
from tests.support.loops import CHECK, LOOP, MENDS
from tests.support.registry_simulator import pack_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

KEPT = ".claude/.ctxpack/evals/adding.json"


@pytest.fixture
def adding(url: str, cli: Cli, registry: RegistrySimulator, tmp_path: Path) -> Cli:
    """A project with a pack that has evals."""
    entries = read_folder(str(write_pack(tmp_path / "packs" / "adding")))
    registry.publish("adding", entries=entries)
    cli.ok("install", "adding", "--allow", "all")
    return cli


def pack_of(cli: Cli, name: str) -> dict:
    (found,) = (pack for pack in cli.ok("status", "--json").document["packs"] if pack["name"] == name)
    return found


def test_an_empty_project_says_so_and_asks_nobody(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    result = cli.ok("status")
    assert (result.out, result.err) == ("", "Nothing is installed here\n")
    assert registry.requests == []


def test_what_each_session_loads_is_told_for_each_pack_and_for_all_else(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close")
    cli.ok("install", "close")
    cli.path("CLAUDE.md").write_text("w" * 400)
    told = cli.ok("status", "--json").document
    (pack,) = told["packs"]
    assert told["always_tokens"] == {"packs": pack["always_tokens"], "others": 100}
    loaded = cli.ok("context", "--json").document["tokens"]["always"]
    assert pack["always_tokens"] + 100 == loaded
    shown = cli.ok("status").out
    assert shown.startswith(f"close 1.0.0\n  about {pack['always_tokens']} tokens in every session\n")
    assert shown.endswith(f"loads about {pack['always_tokens']} tokens of packs, and 100 of all else\n")


def test_what_is_newer_is_told_as_the_registry_said_last_without_asking_it(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close")
    cli.ok("install", "close")
    registry.publish("close", "1.1.0", advisories=[AdvisoryEntry("CTXA-8", "low", "A typing error")])
    registry.advise("close", "1.0.0", AdvisoryEntry("CTXA-7", "high", "Wrong rates"))
    asked = len(registry.requests)
    assert pack_of(cli, "close")["standing"]["update"] == "1.0.0"
    assert len(registry.requests) == asked
    cli.ok("outdated")
    shown = cli.ok("status").out
    assert "  ! update to 1.1.0\n  ! advisory CTXA-7, high: Wrong rates\n" in shown


def test_where_nothing_is_kept_of_the_registry_it_is_said_and_all_else_is_told(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close")
    cli.ok("install", "close")
    for document in (cli.home).rglob("index/**/*"):
        if document.is_file():
            document.unlink()
    result = cli.ok("status")
    assert result.out.startswith("close 1.0.0\n")
    assert "What is newer is not known here (" in result.err
    assert "`ctxpack outdated` asks the registry" in result.err


def test_the_last_run_of_a_packs_evals_is_told_with_its_day_and_who_ran(adding: Cli) -> None:
    assert pack_of(adding, "adding")["evals"] is None
    adding.ok("eval run", "adding", "--replay", "good")
    assert "\n  evals: 1 of 1 cases met every time, today, replay of good\n" in adding.ok("status").out
    adding("eval run", "adding", "--replay", "bad")
    last = pack_of(adding, "adding")["evals"]
    assert (last["verdict"], last["met"], last["cases"]) == ("not met", 0, 1)


def test_a_result_of_another_version_says_of_which(
    adding: Cli, registry: RegistrySimulator, tmp_path: Path
) -> None:
    adding.ok("eval run", "adding", "--replay", "good")
    kept = json.loads(adding.path(KEPT).read_text())
    adding.path(KEPT).write_text(
        json.dumps({**kept, "version": "0.9.0", "ran_at": "2026-01-01T00:00:00+00:00"})
    )
    shown = adding.ok("status").out
    assert "\n  evals of version 0.9.0: 1 of 1 cases met every time, " in shown
    assert " days ago, replay of good\n" in shown


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": 1}'])
def test_what_is_damaged_counts_as_nothing(adding: Cli, damage: str) -> None:
    adding.ok("eval run", "adding", "--replay", "good")
    adding.path(KEPT).write_text(damage)
    assert pack_of(adding, "adding")["evals"] is None


@pytest.mark.parametrize("wrong", [{"ran_at": "yesterday"}, {"ran_at": "2026-01-01"}, {"met": True}])
def test_so_does_a_day_that_is_none_and_a_count_that_is_none(adding: Cli, wrong: dict) -> None:
    adding.ok("eval run", "adding", "--replay", "good")
    kept = json.loads(adding.path(KEPT).read_text())
    adding.path(KEPT).write_text(json.dumps({**kept, **wrong}))
    assert pack_of(adding, "adding")["evals"] is None


def test_a_run_without_the_pack_says_nothing_of_it_and_a_folder_that_is_none_of_the_project_neither(
    adding: Cli, tmp_path: Path
) -> None:
    agent = agent_command(tmp_path, "say('4', 0.25)")
    adding("eval run", "adding", "--agent-cmd", agent, "--arms", "without")
    adding.ok("eval run", str(tmp_path / "packs" / "adding"), "--replay", "good")
    assert not adding.path(KEPT).exists()


def test_a_link_in_its_place_is_not_written_through_and_the_run_is_told_all_the_same(
    adding: Cli, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    adding.path(KEPT).parent.symlink_to(tmp_path / "elsewhere")
    result = adding.ok("eval run", "adding", "--replay", "good")
    assert "warning: `ctxpack status` will not know of this run: " in result.err
    assert "with the pack: 1 of 1 cases met every time" in result.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_place_that_takes_no_file_leaves_the_run_as_it_is(adding: Cli) -> None:
    adding.path(KEPT).parent.write_text("a file")
    result = adding.ok("eval run", "adding", "--replay", "good")
    assert "warning: `ctxpack status` will not know of this run: " in result.err


def test_each_loop_that_ran_is_told_with_its_end(
    url: str, cli: Cli, registry: RegistrySimulator, tmp_path: Path
) -> None:
    registry.publish("mending", files={"loops/no-defects.toml": LOOP, "scripts/check.py": CHECK})
    cli.ok("install", "mending", "--allow", "all")
    assert "loop" not in cli.ok("status").out
    cli.path("work.txt").write_text("good bad bad")
    agent = agent_command(tmp_path, MENDS)
    cli.ok("loop run", "no-defects", "--allow", "act", "--agent-cmd", agent)
    assert "\n  loop no-defects: met after 2 turns\n" in cli.ok("status").out
    journal = cli.path(".claude/.ctxpack/loops/mending.no-defects/journal.jsonl")
    journal.write_text("".join(journal.read_text().splitlines(keepends=True)[:-1]))
    going = "not ended, 2 turns so far; `ctxpack loop run mending/no-defects` goes on\n"
    assert f"\n  loop no-defects: {going}" in cli.ok("status").out
    journal.write_text('{"event": "turn"}\n')
    assert "\n  loop no-defects: " in cli.ok("status").out


def test_a_part_of_a_pack_and_content_that_holds_no_more_are_said(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    more = {"skills/other/SKILL.md": "---\nname: other\ndescription: Does it.\n---\n\nDo it.\n"}
    files = [
        entry._replace(data=entry.data.replace(b"[requires]", b"valid-until = 2021-03-31\n[requires]"))
        for entry in pack_files("close", "1.0.0", files=more)
    ]
    registry.publish("close", entries=files)
    cli.ok("install", "close", "--only", "skill:other")
    shown = cli.ok("status").out
    assert shown.startswith("close 1.0.0  (only skill:other)\n")
    assert "\n  ! `close` 1.0.0 held until 2021-03-31\n" in shown
