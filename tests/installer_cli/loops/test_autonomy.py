"""A loop goes as far on its own as its author lets it and somebody has agreed to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.agents import agent_command
from tests.support.loops import MENDS, write_loop

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli


def run(cli: Cli, agent: str, *words: str) -> Any:
    return cli("loop run", "no-defects", "--agent-cmd", agent, "--allow", "act", "--json", *words)


def test_to_act_takes_consent_that_is_bound_to_the_loops_file(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=0)
    agent = agent_command(tmp_path, "say('hello')")
    words = ("loop run", "no-defects", "--agent-cmd", agent)
    assert cli(*words, "--autonomy", "act").code == 6
    cli.ok(*words, "--autonomy", "act", "--allow", "act")
    cli.ok(*words, "--autonomy", "act")
    cli.ok(*words)
    write_loop(cli.project, defects=0, changes=(("turns = 8", "turns = 900"),))
    assert cli(*words, "--autonomy", "act").code == 6


def test_a_loop_goes_no_further_than_its_author_lets_it(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, changes=(('autonomy = "act"', 'autonomy = "ask"'),))
    result = run(cli, "true", "--autonomy", "act")
    assert (result.code, result.document["error"]["code"]) == (2, "E_LOOP_LEVEL")


def test_a_run_that_nobody_watches_asks_nothing(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project, defects=1)
    agent = agent_command(tmp_path, MENDS + "say('Mended.')")
    words = ("loop run", "no-defects", "--agent-cmd", agent, "--autonomy", "ask")
    refused = cli(*words)
    assert (refused.code, "agree in advance with `--yes`" in refused.err) == (2, True)
    cli.ok(*words, "--yes")


def test_to_suggest_is_one_turn(cli: Cli, tmp_path: Path) -> None:
    write_loop(cli.project)
    agent = agent_command(tmp_path, "say('I would mend line 2.')")
    result = run(cli, agent, "--autonomy", "suggest")
    assert (result.code, result.document["turns"]) == (10, 1)
    assert "\n1 turn, " in Path(result.document["summary"]).read_text(encoding="utf-8")
