"""What a hook starts by itself is started where its file is marked as a program, and not elsewhere."""

import json

import pytest

from packformat.archive import Entry
from packformat.findings import Finding
from packformat.rules import run_rules
from tests.support.rule_cases import sound_pack

ROOT = "${CLAUDE_PLUGIN_ROOT}"


def seen(command: str, name: str, *, executable: bool) -> list[Finding]:
    """What is said of a hook that runs a command, in a pack with a program of that name."""
    hooks = {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": command}]}]}}
    files = {**sound_pack(), "hooks/hooks.json": json.dumps(hooks).encode()}
    entries = [Entry(path, data) for path, data in files.items()]
    found = run_rules([*entries, Entry(name, b"#!/bin/sh\ntrue\n", executable)]).findings
    return [finding for finding in found if finding.rule == "hook/not-executable"]


@pytest.mark.parametrize(
    ("name", "runs"), [("scripts/tie.sh", "sh"), ("hooks/tie.py", "python3"), ("tie.mjs", "node")]
)
def test_a_file_that_may_not_be_run_is_told_with_what_runs_it(name: str, runs: str) -> None:
    (finding,) = seen(f'"{ROOT}/{name}" --all', name, executable=False)
    assert finding.fix == f"write `{runs}` before it, or mark it with `chmod +x {name}`"
    assert (finding.severity, finding.edit) == ("warning", None)


def test_a_file_that_may_be_run_or_that_something_else_runs_is_as_it_should_be() -> None:
    assert seen(f"{ROOT}/tie.sh", "tie.sh", executable=True) == []
    assert seen(f"bash {ROOT}/tie.sh", "tie.sh", executable=False) == []
    assert seen(f"{ROOT}/gone.sh", "tie.sh", executable=False) == []


def test_each_hook_is_told_on_the_line_of_its_own_command() -> None:
    commands = [f"{ROOT}/tie.sh {word}" for word in ("one", "two")]
    hooks = {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": one} for one in commands]}]}}
    text = json.dumps(hooks, indent=1)
    files = {**sound_pack(), "hooks/hooks.json": text.encode(), "tie.sh": b"#!/bin/sh\ntrue\n"}
    found = run_rules([Entry(path, data) for path, data in files.items()]).findings
    told = [finding.line for finding in found if finding.rule == "hook/unquoted-root"]
    lines = text.split("\n")
    assert told == [next(n for n, line in enumerate(lines, 1) if one in line) for one in commands]
