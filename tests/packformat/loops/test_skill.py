"""The skill's Stop hook, run as the client runs it: it lets a turn end when the check passes."""

import json
import os
import py_compile
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from packformat.frontmatter import read_frontmatter
from packformat.loops.skill import loop_skills, skill_name, stop_command
from tests.support.loops import CHECK, LOOP, forge

FOLDER = "skills/loop-no-defects"


class Hooked:
    """A project and a pack with the loop's skill in it."""

    def __init__(self, folder: Path, loop: str = LOOP) -> None:
        self.pack, self.project = folder / "pack", folder / "project"
        self.project.mkdir()
        made = loop_skills({"loops/no-defects.toml": loop.encode()})
        for path, data in {**made, "scripts/check.py": CHECK.encode()}.items():
            (self.pack / path).parent.mkdir(parents=True, exist_ok=True)
            (self.pack / path).write_bytes(data)
        self.work("bad")

    def work(self, *lines: str) -> None:
        (self.project / "work.txt").write_text("\n".join(lines), encoding="utf-8")

    def stop(self, *, session: str = "s-1", active: bool = False, text: str | None = None) -> Any:
        """What the hook answers; None when it lets the turn end without a word."""
        event = json.dumps({"session_id": session, "stop_hook_active": active, "cwd": str(self.project)})
        return self._run(event if text is None else text)

    def use_a_tool(self) -> Any:
        """What it answers when the agent is about to use its first tool."""
        return self._run(json.dumps({"session_id": "s-1", "hook_event_name": "PreToolUse"}))

    def _run(self, text: str) -> Any:
        words = [word.replace("${CLAUDE_PLUGIN_ROOT}", str(self.pack)) for word in stop_command("no-defects")]
        done = subprocess.run(
            [sys.executable, "-S", *words[1:]],
            input=text,
            env={**os.environ, "CLAUDE_PROJECT_DIR": str(self.project)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout) if done.stdout else None


@pytest.fixture
def hooked(tmp_path: Path) -> Hooked:
    return Hooked(tmp_path)


def test_the_page_names_the_hook_as_the_client_takes_it() -> None:
    page = loop_skills({"loops/no-defects.toml": LOOP.encode()})[f"{FOLDER}/SKILL.md"].decode()
    head = read_frontmatter("SKILL.md", page).fields
    (handler,) = head["hooks"]["Stop"][0]["hooks"]
    assert (handler["command"], *handler["args"]) == stop_command("no-defects")
    assert head["hooks"]["PreToolUse"][0]["hooks"] == [handler | {"once": True}]
    assert (head["name"], head["disable-model-invocation"]) == (skill_name("no-defects"), True)
    assert handler["timeout"] > 20
    assert "${CLAUDE_PLUGIN_DATA}" not in page


def test_a_loop_that_cannot_be_read_and_a_file_that_is_no_loop_make_no_skill() -> None:
    files = {"loops/a.toml": b"goal = 1", "loops/deep/b.toml": LOOP.encode(), "skills/c.toml": b""}
    assert loop_skills(files) == {}


def test_what_is_not_read_only_is_not_spoken_of() -> None:
    bare = LOOP.replace('read-only = ["rules/*.txt"]\n', "")
    assert b"Never change" not in loop_skills({"loops/a.toml": bare.encode()})["skills/loop-a/SKILL.md"]


def test_a_turn_ends_only_when_the_check_passes(hooked: Hooked) -> None:
    blocked = hooked.stop()
    assert blocked["decision"] == "block"
    assert "bad lines: 1" in blocked["reason"]
    hooked.work("good")
    assert hooked.stop(active=True) is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("pack/scripts/check.py", "the pack's scripts/check.py"),
        (f"pack/{FOLDER}/loop.json", f"the pack's {FOLDER}/loop.json"),
        ("pack/scripts/new.py", "the pack's scripts/new.py"),
        ("project/rules/rule.txt", "rules/rule.txt"),
        ("project/rules/new.txt", "rules/new.txt"),
    ],
)
def test_a_turn_that_has_changed_what_decides_is_void_though_the_check_passes(
    hooked: Hooked, changed: str, told: str
) -> None:
    (hooked.project / "rules").mkdir()
    (hooked.project / "rules/rule.txt").write_text("Lines are good.")
    assert hooked.use_a_tool() is None
    hooked.work("good")
    place = hooked.pack.parent / changed
    place.write_bytes((place.read_bytes() if place.exists() else b"") + b"\n")
    answer = hooked.stop()
    assert f"is VOID: what decides or must not change was changed: {told}. " in answer["systemMessage"]
    assert hooked.stop() is None


def test_what_the_agent_may_change_and_what_systems_leave_behind_makes_nothing_void(hooked: Hooked) -> None:
    hooked.use_a_tool()
    hooked.work("bad", "bad")
    (hooked.pack / "scripts/.DS_Store").write_text("x")
    assert hooked.stop()["decision"] == "block"
    (hooked.project / "rules").mkdir()
    (hooked.project / "rules/new.txt").write_text("Anything is good.")
    assert "is VOID" in hooked.stop()["systemMessage"]


def test_what_python_leaves_behind_makes_nothing_void_and_decides_nothing(tmp_path: Path) -> None:
    hooked = Hooked(tmp_path, LOOP.replace('"rules/*.txt"', '"rules/**/*"'))
    scripts, rules = hooked.pack / "scripts", hooked.project / "rules"
    rules.mkdir()
    (rules / "rule.py").write_text("GOOD = 'good'")
    (scripts / "check.py").write_text("import sys, lines\nsys.exit(lines.bad)")
    (scripts / "lines.py").write_text("bad = 1")
    hooked.use_a_tool()
    py_compile.compile(str(rules / "rule.py"))
    forge(scripts / "lines.py", "bad = 0")
    assert "does not pass yet" in hooked.stop()["reason"]
    (hooked.pack / FOLDER / "compiled").mkdir()
    (hooked.pack / FOLDER / "compiled" / "lines.pyc").write_bytes(b"")
    assert f"changed: the pack's {FOLDER}/compiled/lines.pyc" in hooked.stop()["systemMessage"]


def test_of_many_changes_some_are_named(hooked: Hooked) -> None:
    hooked.use_a_tool()
    for number in range(7):
        (hooked.pack / f"scripts/{number}.py").write_text("")
    assert "the pack's scripts/4.py and 2 more. Put it back" in hooked.stop()["systemMessage"]


def test_a_state_that_cannot_be_written_stops_no_tool_and_is_told_at_the_end(hooked: Hooked) -> None:
    (hooked.project / ".claude").write_text("a file where a folder should be")
    assert hooked.use_a_tool() is None
    assert hooked.stop()["decision"] == "block"


def test_it_counts_turns_itself_and_ends_aloud_at_the_cap(tmp_path: Path) -> None:
    hooked = Hooked(
        tmp_path, LOOP.replace("turns = 8", "turns = 3").replace("no-progress = 2", "no-progress = 9")
    )
    assert [hooked.stop()["decision"] for _ in range(2)] == ["block", "block"]
    ended = hooked.stop()
    assert "WITHOUT its goal: all 3 turns were used" in ended["systemMessage"]
    assert hooked.stop() is None


def test_it_ends_aloud_when_the_check_says_the_same_again_and_again(hooked: Hooked) -> None:
    assert [hooked.stop()["decision"] for _ in range(2)] == ["block", "block"]
    assert "said the same 3 times" in hooked.stop()["systemMessage"]


def test_each_session_has_a_count_of_its_own_and_a_met_goal_ends_it(hooked: Hooked) -> None:
    hooked.stop(session="one")
    hooked.stop(session="../two")
    states = sorted(path.name for path in (hooked.project / ".claude/.ctxpack/loops").iterdir())
    assert states == ["no-defects.one.json", "no-defects.two.json"]
    hooked.work("good")
    assert hooked.stop(session="one") is None
    hooked.work("bad")
    assert "7 turns are left" in hooked.stop(session="one")["reason"]


def test_time_that_is_over_ends_it_aloud(hooked: Hooked) -> None:
    hooked.stop()
    place = hooked.project / ".claude/.ctxpack/loops/no-defects.s-1.json"
    state = json.loads(place.read_text())
    place.write_text(json.dumps(state | {"began": state["began"] - 10_000}))
    hooked.work("bad", "bad")
    assert "its 5 minutes are over" in hooked.stop()["systemMessage"]


@pytest.mark.parametrize("fault", ["check", "loop", "state", "input", "slow"])
def test_whatever_goes_wrong_is_told_and_never_taken_for_a_yes(tmp_path: Path, fault: str) -> None:
    loop = LOOP.replace('"python3"', '"no-such-program"') if fault == "check" else LOOP
    hooked = Hooked(tmp_path, loop.replace("timeout-seconds = 20", "timeout-seconds = 1"))
    if fault == "loop":
        (hooked.pack / FOLDER / "loop.json").write_text("{")
    if fault == "state":
        (hooked.project / ".claude").write_text("a file where a folder should be")
    if fault == "slow":
        (hooked.pack / "scripts/check.py").write_text("import time\ntime.sleep(30)\n")
    answer = hooked.stop(text="not JSON" if fault == "input" else None)
    assert answer["decision"] == "block"


@pytest.mark.parametrize("fault", ["loop", "state"])
def test_what_stays_wrong_ends_the_turn_aloud(hooked: Hooked, fault: str) -> None:
    if fault == "loop":
        (hooked.pack / FOLDER / "loop.json").unlink()
    else:
        (hooked.project / ".claude").write_text("a file where a folder should be")
    assert "WITHOUT its goal being checked" in hooked.stop(active=True)["systemMessage"]


def test_a_damaged_count_begins_anew(hooked: Hooked) -> None:
    hooked.stop()
    place = hooked.project / ".claude/.ctxpack/loops/no-defects.s-1.json"
    place.write_text("[]")
    assert "7 turns are left" in hooked.stop()["reason"]
