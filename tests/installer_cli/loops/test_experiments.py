"""The autoresearch form on a toy repository: kept, reverted, crashed, and what is held back unseen."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.agents import agent_command

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli

ROOT = Path(__file__).parents[3]
LOOP = """goal = "The error of model.py is at most one, as measure.py has it."
kind = "research"
autonomy = "act"

[check]
command = ["python3", "${CLAUDE_PLUGIN_ROOT}/target.py"]

[caps]
turns = 9
minutes = 5
no-progress = 4

[metric]
command = ["python3", "measure.py", "open.txt"]
name = "error"
direction = "lower"
editable = ["model.py", "parts/*.py"]
held-back = ["held/*"]
held-back-command = ["python3", "measure.py", "held/secret.txt"]
min-gain = 0.5
results = "results.csv"
"""
MEASURE = """import runpy, sys
wanted = float(open(sys.argv[1]).read())
value = runpy.run_path("model.py")["VALUE"]
print("error", abs(value - wanted))
"""
TARGET = """import subprocess, sys
out = subprocess.run([sys.executable, "measure.py", "open.txt"], capture_output=True, text=True).stdout
print(out)
sys.exit(float(out.split()[-1]) > 1)
"""
STEPS = """
import csv
rows = list(csv.DictReader(open("results.csv")))
plan = json.loads(os.environ["CTXPACK_TEST_PLAN"])
step = plan[min(len(rows) - 1, len(plan) - 1)]
for name, text in step["files"].items():
    pathlib.Path(name).parent.mkdir(exist_ok=True)
    pathlib.Path(name).write_text(text)
say(step["idea"] + "\\nMore words about it.")
"""
PLAN = [
    {"idea": "Closer", "files": {"model.py": "VALUE = 6\n"}},
    {"idea": "Further away", "files": {"model.py": "VALUE = 1\n"}},
    {"idea": "A mistake", "files": {"model.py": "VALUE = \n"}},
    {"idea": "Too little", "files": {"model.py": "VALUE = 6.1\n"}},
    {"idea": "There", "files": {"model.py": "VALUE = 9.5\n"}},
]


class Study:
    """A repository with a model, a measure and data, and a pack with the loop."""

    def __init__(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cli, self._monkeypatch = cli, monkeypatch
        pack = cli.path(".claude/skills/study")
        files = {"loops/lower.toml": LOOP, "target.py": TARGET}
        for path, text in files.items():
            (pack / path).parent.mkdir(parents=True, exist_ok=True)
            (pack / path).write_text(text)
        texts = {"model.py": "VALUE = 0\n# a comment\n", "measure.py": MEASURE, "open.txt": "10"}
        for path, text in {**texts, "held/secret.txt": "12", ".gitignore": ".claude/\nresults.csv\n"}.items():
            cli.path(path).parent.mkdir(exist_ok=True)
            cli.path(path).write_text(text)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Ada")
        self.git("config", "user.email", "ada@example.org")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Begin")

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.cli.project, capture_output=True, text=True, check=True
        )
        return done.stdout

    def run(self, agent: str, plan: list[dict[str, Any]] = PLAN, *options: str) -> Any:
        self._monkeypatch.setenv("CTXPACK_TEST_PLAN", json.dumps(plan))
        return self.cli("loop run", "lower", "--agent-cmd", agent, *(options or ("--allow", "act", "--json")))

    def table(self) -> list[dict[str, str]]:
        with self.cli.path("results.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def study(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Study:
    return Study(cli, monkeypatch)


def test_what_helps_is_kept_what_does_not_is_reverted_and_all_of_it_stands_in_the_table(
    study: Study, tmp_path: Path
) -> None:
    result = study.run(agent_command(tmp_path, STEPS))
    assert (result.code, result.document["turns"]) == (0, 5)
    found = [(row["status"], row["value"], row["idea"]) for row in study.table()]
    assert found == [
        ("baseline", "10.0", ""),
        ("kept", "4.0", "Closer"),
        ("reverted", "9.0", "Further away"),
        ("crashed", "", "A mistake"),
        ("reverted", "3.9000000000000004", "Too little"),
        ("kept", "0.5", "There"),
    ]
    assert study.git("log", "--format=%s").split("\n")[:3] == ["There", "Closer", "Begin"]
    assert [bool(row["commit"]) for row in study.table()] == [False, True, False, False, False, True]
    assert study.git("status", "--porcelain") == ""
    assert result.document["held_back"] == 2.5


def test_what_is_held_back_is_never_before_the_agents_eyes(study: Study, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    look = f"open({str(seen)!r}, 'a').write(' '.join(sorted(os.listdir('.'))) + '\\n')\n"
    study.run(agent_command(tmp_path, look + STEPS))
    assert set(seen.read_text().splitlines()) == {".gitignore measure.py model.py open.txt results.csv"}


def test_changing_the_measure_changes_nothing(study: Study, tmp_path: Path) -> None:
    cheat = [{"idea": "Measure kindly", "files": {"measure.py": "print(0)\n", "open.txt": "0"}}]
    result = study.run(agent_command(tmp_path, STEPS), cheat)
    assert (result.code, result.document["verdict"]) == (12, "stuck")
    assert [row["status"] for row in study.table()] == ["baseline", *["unchanged"] * 4]
    assert study.cli.path("measure.py").read_text() == MEASURE


def test_a_terminal_is_told_what_became_of_each_experiment(study: Study, tmp_path: Path) -> None:
    told = study.run(agent_command(tmp_path, STEPS), PLAN, "--allow", "act").out.splitlines()
    states = ("kept", "reverted", "crashed")
    assert [line.strip() for line in told if line.strip().startswith(states)] == [
        "kept: 4.0", "reverted: 9.0", "crashed", "reverted: 3.9000000000000004", "kept: 0.5"
    ]  # fmt: skip


def test_of_two_that_are_as_good_the_shorter_is_kept(study: Study, tmp_path: Path) -> None:
    plan = [{"idea": "Shorter", "files": {"model.py": "VALUE = 0\n"}}]
    study.run(agent_command(tmp_path, STEPS), plan)
    assert [(row["status"], row["lines"]) for row in study.table()][:2] == [("baseline", "2"), ("kept", "1")]


def test_files_that_an_experiment_adds_or_removes_go_with_it(study: Study, tmp_path: Path) -> None:
    plan = [
        {"idea": "In parts", "files": {"parts/a.py": "A = 1\n", "model.py": "VALUE = 6\n"}},
        {"idea": "Worse parts", "files": {"parts/b.py": "B = 1\n", "model.py": "VALUE = 2\n"}},
    ]
    study.run(agent_command(tmp_path, STEPS), plan)
    assert study.git("ls-files", "parts").split() == ["parts/a.py"]
    assert not study.cli.path("parts/b.py").exists()


@pytest.mark.parametrize(
    ("change", "code", "error"),
    [
        (("model.py", "VALUE = 5\n"), 9, "E_LOOP_DIRTY"),
        (("measure.py", "print('no figure')\n"), 1, "E_LOOP_BASELINE"),
        (("measure.py", "raise SystemExit(1)\n"), 1, "E_LOOP_BASELINE"),
    ],
)
def test_it_does_not_begin_on_sand(study: Study, change: tuple[str, str], code: int, error: str) -> None:
    study.cli.path(change[0]).write_text(change[1])
    if change[0] == "measure.py":
        study.cli.path(".claude/skills/study/target.py").write_text("raise SystemExit(1)\n")
    result = study.run("true")
    assert (result.code, result.document["error"]["code"]) == (code, error)


def test_it_needs_a_repository(study: Study) -> None:
    study.cli.path(".git").rename(study.cli.path("not-git"))
    assert study.run("true").document["error"]["code"] == "E_LOOP_GIT"


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("moment", "number"),
    [("agent", 1), ("agent", 2), ("agent", 5), ("measured", 1), ("measured", 3), ("measured", 5)],
)
def test_killed_at_any_experiment_and_run_again_it_comes_to_the_same_end(
    study: Study, tmp_path: Path, number: int, moment: str
) -> None:
    """`measured` is killed inside the measure: the change stands in the project and in no commit.

    The check measures too, so every second measure is a turn's.
    """
    counter = tmp_path / "counter"
    kill = f"""
import os, pathlib
counter = pathlib.Path({str(counter)!r})
turn = int(counter.read_text()) + 1 if counter.exists() else 1
counter.write_text(str(turn))
if turn == {number}:
    os.kill(os.getppid(), 9)
    os.kill(os.getpid(), 9)
"""
    agent = STEPS
    if moment == "agent":
        agent = kill + STEPS
    else:
        study.cli.path("measure.py").write_text(kill + MEASURE)
        study.git("commit", "-q", "-am", "Measure")
    plan = json.dumps(PLAN)
    words = ["loop", "run", "lower", "--agent-cmd", agent_command(tmp_path, agent), "--allow", "act"]
    command = [sys.executable, "-m", "installer_cli", *words, "--project", str(study.cli.project)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CTXPACK_TEST_PLAN": plan}
    codes: list[int] = []
    while not codes or codes[-1] == -signal.SIGKILL:
        codes.append(subprocess.run(command, env=environment, capture_output=True, check=False).returncode)
    assert codes == [-signal.SIGKILL, 0]
    assert [row["status"] for row in study.table()] == [
        *("baseline", "kept", "reverted", "crashed", "reverted", "kept")
    ]
    assert study.git("log", "--format=%s").split("\n")[:2] == ["There", "Closer"]
    assert study.cli.path("model.py").read_text() == "VALUE = 9.5\n"
