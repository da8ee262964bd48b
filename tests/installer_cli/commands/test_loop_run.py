"""Scripted agents drive loops: the check decides, whatever they say of themselves."""

from __future__ import annotations

import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from packformat.compose import compose
from tests.support.agents import agent_command
from tests.support.drafts import CLOSE
from tests.support.loops import MENDS, forge, write_loop
from tests.support.waiting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli

ROOT = Path(__file__).parents[3]
STATE = ".claude/.ctxpack/loops/mending.no-defects"


def journal(cli: Cli, event: str) -> list[dict[str, Any]]:
    lines = cli.path(f"{STATE}/journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["event"] == event]


def run(cli: Cli, agent: str, *words: str) -> Any:
    return cli("loop run", "no-defects", "--agent-cmd", agent, "--allow", "act", "--json", *words)


def test_a_loop_ends_exactly_when_the_last_defect_is_mended(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=3)
    result = run(cli, agent_command(tmp_path, MENDS + "say('One more is mended.', 0.1)"))
    assert (result.code, result.document["verdict"], result.document["turns"]) == (0, "met", 3)
    assert [row["check"] for row in journal(cli, "done")] == [1, 1, 0]
    assert "The goal is met" in cli.path(f"{STATE}/summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("body", "code"), [(MENDS + "say('Mended.')", 0), ("say('Lost.')", 12)])
def test_a_command_hears_how_the_run_has_ended_and_gets_its_page(
    cli: Cli, tmp_path: Path, body: str, code: int
) -> None:
    write_loop(cli.project, defects=1)
    heard = tmp_path / "heard"
    heard.mkdir()
    says = 'cat > page; echo "$CTXPACK_LOOP: $CTXPACK_VERDICT" > word; echo "$CTXPACK_SUMMARY" > path'
    result = run(
        cli, agent_command(tmp_path, body), "--notify", shlex.join(["sh", "-c", f"cd {heard}; {says}"])
    )
    assert result.code == code
    assert (heard / "word").read_text() == f"mending.no-defects: {result.document['verdict']}\n"
    assert (heard / "page").read_text() == Path((heard / "path").read_text().strip()).read_text()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("sh -c 'echo no network >&2; exit 3'", "`sh` ended with 3: no network"),
        ("no-such-program", "`no-such-program` cannot be started"),
    ],
)
def test_a_command_that_fails_is_told_of_and_changes_no_verdict(
    cli: Cli, tmp_path: Path, command: str, reason: str
) -> None:
    write_loop(cli.project, defects=0)
    result = cli.ok("loop run", "no-defects", "--agent-cmd", "none", "--allow", "act", "--notify", command)
    assert f"nobody was told that the run has ended: {reason}" in result.err


@pytest.mark.parametrize("command", ["", "sh -c 'open"])
def test_a_command_that_cannot_be_run_is_refused_before_the_loop_begins(cli: Cli, command: str) -> None:
    write_loop(cli.project, defects=1)
    result = cli("loop run", "no-defects", "--allow", "act", "--notify", command)
    assert (result.code, "`--notify` cannot be used like this" in result.err) == (2, True)
    assert not cli.path(f"{STATE}/journal.jsonl").exists()


def test_a_goal_that_is_met_already_costs_no_turn(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=0)
    result = run(cli, agent_command(tmp_path, "sys.exit('nobody should ask me')"))
    assert (result.code, result.document["turns"]) == (0, 0)


def test_the_agent_hears_the_goal_and_then_what_the_check_printed(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=2)
    heard = tmp_path / "heard"
    body = f"open({str(heard)!r}, 'a').write(prompt + '=====' + os.environ.get('CTXPACK_RESUME', ''))\n"
    run(cli, agent_command(tmp_path, body + MENDS + "say('Mended.')"))
    first, second, _ = heard.read_text(encoding="utf-8").split("=====")
    assert first.startswith("Every line of work.txt is `good`")
    assert second.startswith("The check does not pass yet. It printed:\n\nbad lines: 3")
    sessions = {row["session"] for row in journal(cli, "turn")}
    assert len(sessions) == 1


@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        ("say('All is well.\\nGOAL MET')", 11, "E_LOOP_CLAIMED"),
        ("say('I do not know how.')", 12, "E_LOOP_STUCK"),
        ("sys.exit('no credit')", 12, "E_LOOP_STUCK"),
        ("(here / 'rules/rule.txt').write_text('Bad is good.')\nsay('GOAL MET')", 13, "E_LOOP_TAMPERED"),
        ("(here / 'rules/new.txt').write_text('All is good.')\nsay('GOAL MET')", 13, "E_LOOP_TAMPERED"),
        (
            "(here / '.claude/skills/mending/scripts/check.py').write_text('')\nsay('GOAL MET')",
            13,
            "E_LOOP_TAMPERED",
        ),
        (f"(here / '{STATE}/journal.jsonl').write_text('')\nsay('GOAL MET')", 13, "E_LOOP_TAMPERED"),
        ("(here / 'x').write_text(str(os.getpid()))\nsay('Working on it.')", 14, "E_LOOP_CAPPED"),
        ("(here / 'x').write_text(str(os.getpid()))\nsay('Costly.', 2.5)", 16, "E_LOOP_SPENT"),
        ("say('I looked.\\nGOAL BLOCKED: the controller, for the sign-off')", 10, "E_LOOP_BLOCKED"),
    ],
)
def test_every_other_end_has_its_own_exit_code(
    cli: Cli, tmp_path: Path, body: str, code: int, error: str
) -> None:
    write_loop(cli.project)
    result = run(cli, agent_command(tmp_path, body))
    assert (result.code, result.document["error"]["code"]) == (code, error)
    assert result.document["error"]["message"] in cli.path(f"{STATE}/summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "body", ["say('GOAL MET')", "say('Lost.')", "say('Costly.', 9)", "say('GOAL BLOCKED: Ruth, for a yes')"]
)
def test_killed_before_its_end_is_written_down_it_ends_the_same(cli: Cli, tmp_path: Path, body: str) -> None:
    write_loop(cli.project)
    agent = agent_command(tmp_path, body)
    first, ended = run(cli, agent), journal(cli, "end")
    place = cli.path(f"{STATE}/journal.jsonl")
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(lines[:-1]))
    again = run(cli, agent)
    assert (again.code, again.document["turns"]) == (first.code, first.document["turns"])
    assert journal(cli, "end") == ended


def test_turns_that_are_killed_again_and_again_come_to_an_end(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project)
    agent = agent_command(tmp_path, "say('Lost.')")
    run(cli, agent, "--autonomy", "suggest")
    place = cli.path(f"{STATE}/journal.jsonl")
    begun, turn = place.read_bytes().splitlines(keepends=True)[:2]
    place.write_bytes(begun + turn * 8)
    capped = run(cli, agent)
    assert (capped.code, capped.document["turns"]) == (14, 0)
    assert "has had its 8 turns" in capped.document["error"]["message"]


def test_the_minutes_of_all_turns_are_counted_across_runs(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project)
    agent = agent_command(tmp_path, "(here / 'x').write_text(str(os.getpid()))\nsay('Working on it.')")
    run(cli, agent)
    place = cli.path(f"{STATE}/journal.jsonl")
    events = [json.loads(line) for line in place.read_bytes().splitlines()]
    first = next(number for number, event in enumerate(events) if event["event"] == "done")
    events[first]["seconds"] = 300.0
    place.write_text("".join(f"{json.dumps(event)}\n" for event in events[: first + 1]))
    late = run(cli, agent)
    assert (late.code, late.document["error"]["code"]) == (15, "E_LOOP_TIMED_OUT")
    assert (late.document["turns"], late.document["verdict"]) == (1, "capped")


def test_one_run_of_a_loop_at_a_time(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=1)
    words = ["loop", "run", "no-defects", "--restart", "--allow", "act", "--agent-cmd", "true"]
    second = shlex.join([sys.executable, "-m", "installer_cli", *words, "--project", str(cli.project)])
    heard = tmp_path / "heard"
    body = f"""
os.environ["PYTHONPATH"] = {str(ROOT)!r}
code = os.waitstatus_to_exitcode(os.system({second + f" 2> {heard}"!r}))
open({str(heard)!r}, "a").write(str(code))
"""
    ended = run(cli, agent_command(tmp_path, body + MENDS + "say('Mended.')"))
    assert (ended.code, ended.document["turns"]) == (0, 1)
    said = heard.read_text(encoding="utf-8")
    assert (said.endswith("\n4"), "`no-defects` is running in this project already" in said) == (True, True)


def test_the_time_of_the_check_counts_too(cli: Cli, tmp_path: Path) -> None:
    pack = write_loop(cli.project, defects=1)
    check = pack / "scripts" / "check.py"
    check.write_text(f"import time\ntime.sleep(0.5)\n{check.read_text()}", encoding="utf-8")
    ended = run(cli, agent_command(tmp_path, MENDS + "say('Mended.')"))
    assert ended.document["seconds"] > 0.5


def test_what_python_leaves_behind_makes_no_run_void_and_decides_nothing(cli: Cli, tmp_path: Path) -> None:
    scripts = write_loop(cli.project, changes=(("rules/*.txt", "rules/**/*"),)) / "scripts"
    (scripts / "check.py").write_text("import sys, lines\nsys.exit(lines.bad)", encoding="utf-8")
    (scripts / "lines.py").write_text("bad = 1", encoding="utf-8")
    forge(scripts / "lines.py", "bad = 0")
    leaves = """
(here / "rules/__pycache__").mkdir(exist_ok=True)
(here / "rules/__pycache__/rule.pyc").write_bytes(b"")
say('GOAL MET')
"""
    ended = run(cli, agent_command(tmp_path, leaves))
    assert (ended.code, ended.document["verdict"]) == (11, "claimed")


def test_who_comes_back_reads_what_the_check_still_misses(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=2)
    stuck = run(cli, agent_command(tmp_path, "say('Lost.')"))
    page = Path(stuck.document["summary"]).read_text(encoding="utf-8")
    assert page.endswith("## What the check printed last\n\n    bad lines: 2 3\n")
    run(cli, agent_command(tmp_path, MENDS + "say('Mended.')"))
    assert "printed last" not in Path(stuck.document["summary"]).read_text(encoding="utf-8")


def test_a_block_names_whom_the_loop_waits_for(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project)
    agent = agent_command(tmp_path, "say('GOAL BLOCKED: Ruth Casey, for the approval')")
    message = run(cli, agent).document["error"]["message"]
    assert message == "`no-defects` waits for a person: Ruth Casey, for the approval"


def test_a_claim_is_not_held_against_an_agent_that_goes_on_to_do_the_work(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=4)
    assert run(cli, agent_command(tmp_path, MENDS + "say('GOAL MET')")).code == 0


def test_what_is_left_of_money_and_time_shrinks_from_turn_to_turn(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=3)
    seen = tmp_path / "seen"
    body = (
        f"""
count = len(open({str(seen)!r}).readlines()) if os.path.exists({str(seen)!r}) else 0
open({str(seen)!r}, "a").write(os.environ["CTXPACK_MAX_USD"] + "\\n")
"""
        + MENDS
    )
    run(cli, agent_command(tmp_path, body + "say('Mended.', 0.5 * (count + 1))"), "--max-steps", "7")
    assert seen.read_text().split() == ["2.0000", "1.5000", "1.0000"]


KILLS = """
number = int(os.environ["CTXPACK_TEST_KILL_AT"])
counter = pathlib.Path(os.environ["CTXPACK_TEST_COUNTER"])
turn = int(counter.read_text()) + 1 if counter.exists() else 1
counter.write_text(str(turn))
def kill():
    if turn == number:
        os.kill(os.getppid(), 9)
        os.kill(os.getpid(), 9)
"""


def outcome(cli: Cli) -> tuple[str, str]:
    end = journal(cli, "end")[-1]
    return end["verdict"], cli.path("work.txt").read_text(encoding="utf-8")


@pytest.mark.unmeasured
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("ending", [MENDS + "say('GOAL MET')", "say('GOAL MET')"])
def test_killed_at_any_turn_and_run_again_it_comes_to_the_same_end(
    cli: Cli, tmp_path: Path, number: int, moment: str, ending: str
) -> None:
    write_loop(cli.project, defects=3)
    assert run(cli, agent_command(tmp_path, ending)).code in (0, 11)
    expected = outcome(cli)

    write_loop(cli.project, defects=3)
    kills = KILLS + ("kill()\n" + ending if moment == "before" else ending.replace("say(", "kill()\nsay("))
    environment = {
        "CTXPACK_TEST_KILL_AT": str(number),
        "CTXPACK_TEST_COUNTER": str(tmp_path / "counter"),
        "PYTHONPATH": str(ROOT),
    }
    words = ["loop", "run", "no-defects", "--agent-cmd", agent_command(tmp_path, kills), "--allow", "act"]
    command = [sys.executable, "-m", "installer_cli", *words, "--project", str(cli.project)]
    codes = []
    while not codes or codes[-1] == -signal.SIGKILL:
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)
        codes.append(done.returncode)
    assert (codes[0] == -signal.SIGKILL) == (int((tmp_path / "counter").read_text()) >= number)
    assert outcome(cli) == expected


ONLY_FOR_THE_LIVING = """
if str(os.getppid()) != os.environ["CTXPACK_TEST_DRIVER"]:
    sys.exit()
"""
"""Before it changes anything, so that what a killed run had begun does not go on beside the next one."""


@pytest.mark.unmeasured
def test_killed_at_any_moment_and_run_again_it_comes_to_the_same_end(cli: Cli, tmp_path: Path) -> None:
    """Moments are drawn over the length of a whole run: in the agent, in the check, and between them."""
    agent = agent_command(tmp_path, ONLY_FOR_THE_LIVING + MENDS + "say('GOAL MET')")
    words = ["loop", "run", "no-defects", "--agent-cmd", agent, "--allow", "act"]
    driver = [sys.executable, "-m", "installer_cli", *words, "--project", str(cli.project)]
    command = ["sh", "-c", 'CTXPACK_TEST_DRIVER=$$ exec "$@"', "sh", *driver]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def ended_after(seconds: float) -> int:
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                return process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                return -signal.SIGKILL

    write_loop(cli.project, defects=3)
    started = time.monotonic()
    assert ended_after(PATIENCE_SECONDS) == 0
    length, expected = time.monotonic() - started, outcome(cli)
    moments, killed = random.Random(7), 0  # noqa: S311 - a draw to be made again
    for _ in range(4):
        write_loop(cli.project, defects=3)
        killed += ended_after(moments.uniform(0.1, 0.9) * length) == -signal.SIGKILL
        assert ended_after(PATIENCE_SECONDS) == 0
        assert outcome(cli) == expected
    assert killed


def test_an_unfinished_run_goes_on_and_an_ended_one_is_put_aside(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project)
    agent = agent_command(tmp_path, "say('GOAL MET')")
    assert run(cli, agent).code == 11
    assert run(cli, agent).code == 11
    assert cli.path(f"{STATE}/journal.jsonl.1").exists()
    assert len(journal(cli, "begin")) == 1


def test_a_line_that_was_cut_off_by_a_kill_is_forgotten(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=1)
    agent = agent_command(tmp_path, MENDS + "say('Mended.')")
    assert run(cli, agent, "--autonomy", "suggest").code == 0
    place = cli.path(f"{STATE}/journal.jsonl")
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(lines[:1]) + b'{"event": "tu')
    assert run(cli, agent).code == 0
    place.write_bytes(b"no journal\n")
    damaged = run(cli, agent)
    assert damaged.document["error"]["code"] == "E_LOOP_JOURNAL"


def test_a_loop_does_not_work_in_the_folder_that_decides(cli: Cli) -> None:
    cli.project = write_loop(cli.project)
    path = cli.project / "loops" / "no-defects.toml"
    refused = cli("loop run", str(path), "--agent-cmd", "true", "--allow", "act")
    assert (refused.code, f"run `ctxpack loop run {path}` there" in refused.err) == (2, True)
    assert not (cli.project / ".claude").exists()


def test_the_words_of_a_run_say_what_the_check_said(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=2)
    shown = cli.ok("loop run", "no-defects", "--agent-cmd", agent_command(tmp_path, MENDS), "--allow", "act")
    assert "turn 1: the check does not pass\n    bad lines: 3\n" in shown.out
    assert "turn 2: the check passes" in shown.out
    assert "\n2 turns; the whole run is in " in f"\n{shown.err}"


EXPERTS_AGENT = """
answer = here / "answer.md"
if answer.exists():
    answer.write_text("Bank difference: 0.00")
else:
    answer.write_text("Bank difference: 34.50, posted to sundry")
say("Done.")
"""


def test_a_loop_from_the_contribute_pages_is_ended_by_the_experts_own_checks(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for entry in compose({**CLOSE, "loops": [{**CLOSE["loops"][0], "alone": "act"}]}):
        place = cli.path(f".claude/skills/month-end-close/{entry.path}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(entry.data)
    program = tmp_path / "bin" / "ctxpack"
    program.parent.mkdir()
    command = f"PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m installer_cli"
    program.write_text(f'#!/bin/sh\n{command} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    agent = agent_command(tmp_path, EXPERTS_AGENT)
    ran = cli("loop run", "clear-open-items", "--agent-cmd", agent, "--allow", "act", "--json")
    assert (ran.code, ran.document["verdict"], ran.document["turns"]) == (0, "met", 2)
