"""Programs of the operator's know nothing of the server and are ended with all that they started."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from registry.programs import LONGEST_OUTPUT, ProgramError, run_program

PYTHON = sys.executable


def run(
    folder: Path, program: str, *, seconds: float = 20, text: str = "", variables: Mapping[str, str] = {}
) -> bytes:
    (folder / "program.py").write_text(program)
    command = f"{PYTHON} {folder / 'program.py'}"
    return run_program(command, "one", folder=str(folder), seconds=seconds, text=text, variables=variables)


def test_it_reads_a_question_and_prints_an_answer(tmp_path: Path) -> None:
    program = "import sys; print(sys.argv[1], sys.stdin.read()); sys.exit(1)"
    assert run(tmp_path, program, text="Ist das gut?\u2029") == "one Ist das gut?\u2029\n".encode()


def test_it_knows_of_the_environment_what_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTXPACK_SECRET_KEY", "the server's")
    program = (
        "import os; print(os.environ.get('A_KEY'), os.environ.get('CTXPACK_SECRET_KEY'), os.environ['HOME'])"
    )
    assert run(tmp_path, program, variables={"A_KEY": "named"}).decode() == f"named None {tmp_path}\n"


def test_of_much_output_a_part_is_kept_and_the_program_comes_to_its_end(tmp_path: Path) -> None:
    program = "import pathlib; print('x' * 2_000_000, flush=True); pathlib.Path('report').touch()"
    assert len(run(tmp_path, program)) == LONGEST_OUTPUT
    assert (tmp_path / "report").exists()


def test_endless_output_is_ended(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="TimeoutExpired"):
        run(tmp_path, "while True: print('x' * 1_000)", seconds=1)


def test_when_its_time_is_over_it_is_ended_with_what_it_started(tmp_path: Path) -> None:
    program = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "pathlib.Path('child').write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(ProgramError, match="TimeoutExpired"):
        run(tmp_path, program, seconds=1)
    child = Path("/proc", (tmp_path / "child").read_text(), "stat")
    until = time.monotonic() + 10
    while child.exists() and child.read_text().split()[2] != "Z" and time.monotonic() < until:
        time.sleep(0.02)
    assert not child.exists() or child.read_text().split()[2] == "Z"


@pytest.mark.parametrize("command", ["/nowhere/reader", "'unbalanced", ""])
def test_what_cannot_be_started_says_so(tmp_path: Path, command: str) -> None:
    with pytest.raises(ProgramError):
        run_program(command, folder=str(tmp_path), seconds=1)
