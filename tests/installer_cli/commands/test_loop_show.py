from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.loops import write_loop

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


def test_a_loop_is_shown_with_its_check_its_caps_and_three_ways_to_run_it(cli: Cli) -> None:
    write_loop(cli.project)
    shown = cli.ok("loop show", "no-defects").out
    for part in (
        "scripts/check.py",
        "8 turns, 5 minutes, 2 US dollars",
        "/mending:loop-no-defects",
        "--goal",
    ):
        assert part in shown
    assert "suggest: plan" in shown
    assert "change rules/*.txt" in shown


@pytest.mark.parametrize(("level", "words"), [("suggest", ""), ("ask", " --yes"), ("act", " --allow act")])
def test_the_command_shown_for_a_run_without_anybody_asks_nobody(
    cli: Cli, tmp_path: Path, level: str, words: str
) -> None:
    write_loop(cli.project, defects=0, changes=(('autonomy = "act"', f'autonomy = "{level}"'),))
    shown = cli.ok("loop show", "no-defects").out.rpartition("ctxpack loop run ")[2]
    assert shown == f"no-defects{words}\n"
    cli.ok("loop run", *shown.split(), "--agent-cmd", "true")


def test_the_text_for_goal_stands_alone_so_that_it_can_be_piped(cli: Cli) -> None:
    pack = write_loop(cli.project)
    text = cli.ok("loop show", "mending/no-defects", "--goal").out
    assert text.startswith("Every line of work.txt is `good`")
    assert f"python3 {pack}/scripts/check.py" in text


def test_loops_are_listed_and_a_wrong_name_gets_the_list(cli: Cli) -> None:
    none = cli.ok("loop show")
    assert (none.out, none.err) == ("", "No installed pack has a loop\n")
    write_loop(cli.project, changes=(('read-only = ["rules/*.txt"]\n', ""),))
    assert cli.ok("loop show").out == "mending/no-defects  No defects\n"
    assert "change" not in cli.ok("loop show", "no-defects").out.partition("Never:")[2]
    wrong = cli("loop show", "nodefects")
    assert (wrong.code, "installed loops: mending/no-defects;" in wrong.err) == (3, True)
    assert [row["loop"] for row in cli.ok("loop show", "--json").document["loops"]] == ["mending/no-defects"]


def test_a_name_of_two_packs_is_said_with_its_pack(cli: Cli) -> None:
    pack = write_loop(cli.project)
    pack.rename(pack.with_name("other"))
    write_loop(cli.project)
    assert cli("loop show", "no-defects").code == 4
    assert cli.ok("loop show", "other/no-defects", "--json").document["loop"] == "other/no-defects"


def test_a_loop_can_be_named_by_its_file_and_the_commands_shown_name_it_so(cli: Cli, tmp_path: Path) -> None:
    path = write_loop(tmp_path) / "loops" / "no-defects.toml"
    assert cli.ok("loop show", str(path)).out.endswith(f"ctxpack loop run {path} --allow act\n")


def test_the_tools_that_the_pack_declares_are_among_those_that_it_uses_unasked(cli: Cli) -> None:
    pack = write_loop(cli.project)
    tools = 'tools = ["Bash(python3 ${CLAUDE_PLUGIN_ROOT}/scripts/check.py:*)"]'
    (pack / "pack.toml").write_text(f"[powers]\n{tools}\n", encoding="utf-8")
    lines = cli.ok("loop show", "no-defects", "--json").document["permissions"]
    assert f"Bash(python3 {pack}/scripts/check.py:*)" in lines["act"]["allow"]
    assert f"Bash(python3 {pack}/scripts/check.py:*)" not in lines["suggest"]["allow"]
