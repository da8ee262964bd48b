"""Whatever a run finds broken, planted or at work beside it, it changes all or nothing, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.support.bad_installs import CASES, MINE, NOTES, Bench, Case, whole_packs
from tests.support.source import ROOT
from tests.support.waiting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

RECEIPT = ".claude/.ctxpack/receipts/close.json"
JOURNAL = ".claude/.ctxpack/journal.json"
HISTORY = ".claude/.ctxpack/history/000001.json"


def cut_in_half(cli: Cli, path: str) -> None:
    cli.path(path).write_bytes(cli.path(path).read_bytes()[: cli.path(path).stat().st_size // 2])


def write(text: str) -> Callable[[Cli, str], None]:
    return lambda cli, path: cli.path(path).write_text(text)


def reach_out(cli: Cli, path: str) -> None:
    """Name a file outside of the agent's folder, as a hand that means harm would."""
    text = cli.path(path).read_text()
    assert ".claude/skills/close/" in text
    cli.path(path).write_text(text.replace(".claude/skills/close/", ".claude/../", 1))


def write_bytes(cli: Cli, path: str) -> None:
    cli.path(path).write_bytes(b"\xff")


def make_folder(cli: Cli, path: str) -> None:
    cli.path(path).unlink(missing_ok=True)
    cli.path(path).mkdir()


BAD_STATE = {
    "a lockfile cut in half": ("ctxpack.lock", cut_in_half, "E_LOCKFILE"),
    "a lockfile that is no text": ("ctxpack.lock", write_bytes, "E_LOCKFILE"),
    "a lockfile of the future": ("ctxpack.lock", write("lock = 99\n"), "E_NEWER"),
    "a lockfile with conflicts": ("ctxpack.lock", write("<<<<<<< HEAD\nlock = 1\n"), "E_LOCKFILE"),
    "a folder for a lockfile": ("ctxpack.lock", make_folder, "E_PATH"),
    "a manifest cut in half": ("ctxpack.toml", write('[packs]\nclose = "^1'), "E_PROJECT_FILE"),
    "a manifest with a bad name": ("ctxpack.toml", write('[packs]\nA = "*"\n'), "E_PROJECT_FILE"),
    "a receipt cut in half": (RECEIPT, cut_in_half, "E_RECEIPT"),
    "a receipt of another shape": (RECEIPT, write("[]"), "E_RECEIPT"),
    "a receipt that reaches out": (RECEIPT, reach_out, "E_RECEIPT"),
    "a journal cut in half": (JOURNAL, write('{"schema": 1, "run"'), "E_JOURNAL"),
    "a journal that reaches out": (
        JOURNAL,
        write('{"schema": 1, "run": "ab", "emptied": [], "moves": [["aside", "../../etc", ".claude/x"]]}'),
        "E_JOURNAL",
    ),
    "a journal nested without end": (JOURNAL, write("[" * 100_000), "E_JOURNAL"),
}
COMMANDS = {
    "install": ("install", "other"),
    "update": ("update",),
    "sync": ("sync",),
    "uninstall": ("uninstall", "close"),
    "undo": ("undo",),
}


@pytest.mark.parametrize("name", BAD_STATE)
def test_state_that_cannot_be_read_stops_every_change_before_it_begins(
    url: str, cli: Cli, registry: RegistrySimulator, name: str
) -> None:
    registry.publish("close")
    registry.publish("other")
    cli.ok("install", "close")
    path, damage, code = BAD_STATE[name]
    damage(cli, path)
    before = cli.tree(state=True)
    for argv in COMMANDS.values():
        result = cli(*argv, "--json")
        if result.code:
            assert result.document["error"]["code"] == code, argv
            assert result.document["error"]["hint"]
            assert cli.tree(state=True) == before
        else:
            assert (path, code) != ("ctxpack.lock", "E_NEWER"), argv
            assert path == "ctxpack.lock", argv
            assert argv[0] in ("uninstall", "undo"), argv


def test_a_history_entry_that_cannot_be_read_stops_only_going_back(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close")
    cli.ok("install", "close")
    cli.path(HISTORY).write_text("{")
    assert "error[E_HISTORY]" in cli("undo").err
    cli.ok("uninstall", "close")


PLANTED = (".claude", ".claude/skills", ".claude/memory", ".claude/rules", ".claude/skills/close")


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("dangling", ["dangling", "leading"])
def test_a_link_planted_in_the_target_is_never_written_through(
    url: str, cli: Cli, registry: RegistrySimulator, planted: str, dangling: str
) -> None:
    registry.publish("close", files={"memory/facts/facts.md": "# Facts\n"})
    elsewhere = cli.home.parent / "elsewhere"
    if dangling == "leading":
        elsewhere.mkdir()
    cli.path(planted).parent.mkdir(parents=True, exist_ok=True)
    cli.path(planted).symlink_to(elsewhere)
    result = cli("install", "close")
    assert (result.code, "error[E_TARGET_LINK]" in result.err) == (1, True)
    assert not elsewhere.exists() or list(elsewhere.iterdir()) == []
    assert cli.path(planted).is_symlink()


def test_eight_installs_at_once_each_succeed_in_their_turn(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    names = [f"pack-{letter}" for letter in "abcdefgh"]
    for name in names:
        registry.publish(name)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "installer_cli", "install", name, "--project", str(cli.project)],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for name in names
    ]  # fmt: skip
    ended = [(*process.communicate(timeout=PATIENCE_SECONDS), process.returncode) for process in running]
    assert [code for _, _, code in ended] == [0] * len(names), ended
    assert [pack["name"] for pack in cli.ok("list", "--json").document["packs"]] == names
    cli.ok("sync", "--frozen")
    assert len(cli.ok("history", "--json").document["runs"]) == len(names)


@pytest.fixture
def bench(
    url: str, cli: Cli, registry: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bench]:
    registry.publish("ledger")
    registry.publish("close", files={"notes.md": "one line\n"})
    cli.path("README.md").write_bytes(MINE)
    with ExitStack() as after:
        yield Bench(cli, registry, after, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.spoil.__name__)
def test_what_is_wrong_is_refused_with_its_code_and_changes_nothing(bench: Bench, case: Case) -> None:
    said = case.spoil(bench)
    before, packs = bench.cli.tree(), whole_packs(bench.cli)
    result = bench.cli(*case.argv)
    bench.after.close()
    assert (result.code, f"error[{case.code}]" in result.err) == (case.exit_code, True), result.err
    for words in said:
        assert words in result.err
    assert "\nhint: " in result.err
    after = bench.cli.tree()
    if case.code == "E_CONFLICT_EDITED":  # the rest of the update is done; only this file waits for its user
        assert after[NOTES] == before[NOTES] == MINE
        assert whole_packs(bench.cli) == {"close": "1.1.0"}
    else:
        assert after == before
        assert whole_packs(bench.cli) == packs


def test_what_is_right_is_accepted(bench: Bench) -> None:
    bench.cli.ok("install", "close", "ledger")
    bench.cli.ok("sync", "--frozen")
    assert whole_packs(bench.cli) == {"close": "1.0.0", "ledger": "1.0.0"}


def test_two_packs_with_a_command_of_one_name_both_stand_below_their_own(bench: Bench) -> None:
    command = {"commands/month.md": "Do it.\n"}
    bench.packs.publish("ledger", "1.1.0", files=command)
    bench.packs.publish("close", "1.1.0", files=command)
    result = bench.cli.ok("install", "close", "ledger")
    assert "command `month` is called like that of `ledger`: say `close:month`" in result.err
    assert {".claude/skills/close/commands/month.md", ".claude/skills/ledger/commands/month.md"} < set(
        bench.cli.tree()
    )
