from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from packformat.loops.loop import read_loop
from packformat.loops.templates import TEMPLATES
from tests.support.agents import agent_command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_becomes_a_loop_of_the_pack(cli: Cli, tmp_path: Path, kind: str) -> None:
    cli.ok("loop new", kind, "my-loop", "--dir", str(tmp_path))
    path = tmp_path / "loops" / "my-loop.toml"
    assert read_loop("loops/my-loop.toml", path.read_bytes()).kind == kind


CHECK = """import pathlib, sys
place = {"target": "model.py", "proved": "code.py", "ready": "summary.md"}[sys.argv[1]]
said = pathlib.Path(place).read_text()
print(place, said)
sys.exit("good" not in said)
"""
MEASURE = "print(['good', 'half', 'bad'].index(open('model.py').read().strip()))\n"
STEP = """
place = here / {place!r}
place.write_text("good\\n" if "half" in place.read_text() else "half\\n")
say("One step further.")
"""


@pytest.mark.parametrize(
    ("kind", "place", "agreed"),
    [
        ("research", "model.py", ("--allow", "act")),
        ("debug", "code.py", ("--yes",)),
        ("wrap-up", "summary.md", ("--yes",)),
    ],
)
def test_a_template_runs_once_its_check_is_written(
    cli: Cli, tmp_path: Path, kind: str, place: str, agreed: tuple[str, ...]
) -> None:
    pack = cli.path(".claude/skills/mine")
    cli.ok("loop new", kind, "my-loop", "--dir", str(pack))
    files = {pack / "scripts/check.py": CHECK, cli.path(place): "bad\n", cli.path("measure.py"): MEASURE}
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for words in (("init", "-q"), ("add", place, "measure.py"), ("commit", "-q", "-m", "Begin")):
        subprocess.run([*git, *words], cwd=cli.project, check=True)
    agent = agent_command(tmp_path, STEP.format(place=place))
    ran = cli.ok("loop run", "my-loop", "--agent-cmd", agent, *agreed, "--json").document
    assert (ran["verdict"], ran["turns"]) == ("met", 2)
    assert ran["held_back"] == (0 if kind == "research" else None)


def test_what_is_there_stays_and_what_is_wrong_is_said(cli: Cli, tmp_path: Path) -> None:
    cli.ok("loop new", "debug", "my-loop", "--dir", str(tmp_path))
    codes = [
        cli("loop new", *words, "--dir", str(tmp_path)).code
        for words in (("debug", "my-loop"), ("dance", "other"), ("debug", "My Loop"))
    ]
    assert codes == [4, 2, 1]
