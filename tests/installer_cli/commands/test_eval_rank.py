"""Several packs on the cases of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.agents import agent_command
from tests.support.eval_packs import FILES, write_pack
from tests.support.judges import TASTE, judge_command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

WORKS_WITH_THE_GOOD_PACK = """
good = any((pathlib.Path(pack) / "skills/adding/table.md").exists() for pack in packs)
(here / "answer.json").write_text(json.dumps({"sum": 4 if good else 5}))
say("done", 0.1, modelUsage={"a-model": {"inputTokens": 70 if good else 90, "outputTokens": 10}})
"""
CASE = {path: text for path, text in FILES.items() if path.startswith("evals/two/")}
MORE_CASES = {
    path.replace("evals/two/", f"evals/{name}/"): text
    for name in ("three", "four", "five", "six")
    for path, text in CASE.items()
}


IS_KIND_WITH_THE_GOOD_PACK = WORKS_WITH_THE_GOOD_PACK.replace('"done"', '"kind" if good else "done"')
COMPARED = '\n[compare]\ncriterion = "It is the kinder answer."\n\n[workspace]'
COUNTS = ("pack", "other", "wins", "ties", "losses")


@pytest.fixture
def compared(packs: tuple[str, str, str], tmp_path: Path) -> tuple[str, str, str]:
    """The same packs, one of whose cases says by what its results are compared."""
    graders = tmp_path / "cases" / "evals" / "two" / "graders.toml"
    text = graders.read_text(encoding="utf-8")
    graders.write_text(text.replace("\n[workspace]", COMPARED), encoding="utf-8")
    return packs


@pytest.fixture
def packs(tmp_path: Path) -> tuple[str, str, str]:
    """The pack that brings five cases, one that helps with them, and one that does not."""
    cases = write_pack(tmp_path / "cases", MORE_CASES)
    good = write_pack(tmp_path / "good", {"skills/adding/table.md": "2 and 2 are 4.\n"})
    return str(cases), str(good), str(write_pack(tmp_path / "poor"))


def test_the_pack_that_helps_stands_before_the_one_that_does_not(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = packs
    agent = agent_command(tmp_path, WORKS_WITH_THE_GOOD_PACK)
    result = cli.ok("eval rank", poor, good, "--cases", cases, "--agent-cmd", agent, "--json")
    report = result.document["report"]
    found = [(row["pack"], row["place"], row["met_always"], row["tokens"]) for row in report["standings"]]
    assert found == [(good, 1, 5, 80), (poor, 2, 0, 100)]
    assert (report["planned"], len(report["runs"]), report["usd"]) == (10, 10, 1.0)
    assert report["models"] == ["a-model"]
    assert report["cases"]["name"] == report["packs"][good]["name"] == "adding"
    assert report["cases"]["archive"] != report["packs"][good]["archive"]


def test_every_pack_runs_a_case_before_the_next_one_begins(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = packs
    agent = agent_command(tmp_path, WORKS_WITH_THE_GOOD_PACK)
    words = ("--case", "two", "--case", "six", "--repeat", "2", "--agent-cmd", agent, "--json")
    report = cli.ok("eval rank", good, poor, "--cases", cases, *words).document["report"]
    order = [(row["number"], row["case"], row["pack"]) for row in report["runs"]]
    assert order == [
        (number, case, pack) for number in (1, 2) for case in ("two", "six") for pack in (good, poor)
    ]


def test_the_table_shows_how_many_cases_there_were_and_who_cannot_be_told_apart(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, _poor = packs
    agent = agent_command(tmp_path, WORKS_WITH_THE_GOOD_PACK)
    words = ("--cases", cases, "--case", "two", "--baseline", "--agent-cmd", agent)
    result = cli.ok("eval rank", good, *words)
    rows = [line.split() for line in result.out.splitlines()]
    assert rows[1][:6] == ["1=", "1", "of", "1", "100", "(21"]
    assert rows[1][-1] == good
    assert rows[2][:4] == ["1=", "0", "of", "1"]
    assert rows[2][-2:] == ["no", "pack"]
    assert "2 criteria in words were not judged" in result.err
    assert "1 case cannot tell apart the packs on a place with `=`" in result.err


def test_a_pack_that_brings_the_cases_is_named_as_such(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, _poor = packs
    agent = agent_command(tmp_path, WORKS_WITH_THE_GOOD_PACK)
    result = cli.ok("eval rank", good, cases, "--cases", cases, "--case", "two", "--agent-cmd", agent)
    assert result.out.splitlines()[-1].endswith(f"{cases}, which brings the cases")
    assert result.out.count("brings the cases") == 1


def test_recordings_are_ranked_again_without_an_agent_and_belong_to_the_bytes_that_ran(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = packs
    recordings, agent = str(tmp_path / "runs"), agent_command(tmp_path, WORKS_WITH_THE_GOOD_PACK)
    words = ("eval rank", good, poor, "--cases", cases, "--baseline", "--json")
    live = cli.ok(*words, "--agent-cmd", agent, "--record", recordings).document["report"]
    out = tmp_path / "report.json"
    again = cli.ok(*words, "--replay", recordings, "--out", str(out)).document["report"]
    assert json.loads(out.read_text()) == again
    assert again["agent"] is None
    timeless = {row["pack"]: row | {"seconds": None} for row in live["standings"]}
    assert {row["pack"]: row for row in again["standings"]} == timeless
    (tmp_path / "good" / "skills/adding/SKILL.md").write_text(
        FILES["skills/adding/SKILL.md"] + "Quickly.\n", encoding="utf-8"
    )
    changed = cli(*words, "--replay", recordings)
    assert (changed.code, changed.document["error"]["code"]) == (3, "E_EVAL_RECORDING")


def test_a_contest_that_a_cap_ends_says_nothing_about_who_is_better(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = packs
    agent = agent_command(tmp_path, WORKS_WITH_THE_GOOD_PACK)
    words = ("--cases", cases, "--agent-cmd", agent, "--max-cost", "0.25", "--json")
    result = cli("eval rank", good, poor, *words)
    assert (result.code, result.document["error"]["code"]) == (16, "E_EVAL_SPENT")
    report = result.document["report"]
    assert (report["standings"], len(report["runs"])) == ([], 3)


def test_an_agent_that_changes_a_pack_that_takes_part_voids_the_contest(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = packs
    path = f"{poor}/skills/adding/SKILL.md"
    body = f"pathlib.Path({path!r}).write_text('worse')\n" + WORKS_WITH_THE_GOOD_PACK
    words = ("--cases", cases, "--case", "two", "--agent-cmd", agent_command(tmp_path, body), "--json")
    result = cli("eval rank", good, poor, *words)
    assert (result.code, result.document["error"]["code"]) == (13, "E_EVAL_VOID")
    assert result.document["report"]["tampered"] == [path]
    assert result.document["report"]["standings"] == []


def test_the_same_judges_decide_about_the_words_of_all_packs_and_compare_each_two_blind(
    cli: Cli, compared: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = compared
    runs, agent = str(tmp_path / "runs"), agent_command(tmp_path, IS_KIND_WITH_THE_GOOD_PACK)
    judge = judge_command(tmp_path, "taste", TASTE)
    words = ("eval rank", poor, good, "--cases", cases, "--case", "two", "--baseline")
    live = cli.ok(*words, "--agent-cmd", agent, "--judge", judge, "--record", runs, "--json")
    report = live.document["report"]
    verdicts = {row["pack"]: row["graders"][-1]["verdict"] for row in report["runs"]}
    assert verdicts == {poor: "not met", good: "met", "no pack": "not met"}
    found = [tuple(row[key] for key in COUNTS) for row in report["comparisons"]]
    assert found == [(poor, good, 0, 0, 1), (poor, "no pack", 0, 1, 0), (good, "no pack", 1, 0, 0)]
    assert [row["place"] for row in report["standings"]] == [1, 1, 1]
    # The same results are asked about once: two for the criterion, two and one for the pairs.
    assert (report["judges"], report["judges_usd"]) == ([{"command": judge, "models": ["a-model"]}], 0.05)
    assert report["usd"] == pytest.approx(0.35)
    (tmp_path / "taste.py").unlink()
    again = cli.ok(*words, "--replay", runs, "--json").document["report"]
    for key in ("judges", "judges_usd", "agreement", "comparisons"):
        assert again[key] == report[key]
    said = cli.ok(*words, "--replay", runs).err
    assert f"{good} compared with no pack: 1 wins, 0 ties, 0 losses\npreferred in 100 % of cases" in said
    assert "what judges prefer decides no place\n" in said


def test_judges_of_a_contest_are_held_to_its_caps_and_looked_for_before_its_first_run(
    cli: Cli, compared: tuple[str, str, str], tmp_path: Path
) -> None:
    cases, good, poor = compared
    agent = agent_command(tmp_path, IS_KIND_WITH_THE_GOOD_PACK)
    dear = judge_command(tmp_path, "dear", TASTE.replace("0.01", "0.5"))
    words = ("eval rank", good, poor, "--cases", cases, "--case", "two", "--agent-cmd", agent, "--json")
    capped = cli(*words, "--judge", dear, "--max-cost", "1.3")
    assert (capped.code, capped.document["error"]["code"]) == (16, "E_EVAL_SPENT")
    report = capped.document["report"]
    assert (report["standings"], len(report["runs"]), report["capped"]) == ([], 2, "cap on cost")
    lost = cli(*words, "--judge", "no-such-judge", "--record", str(tmp_path / "runs"))
    assert (lost.code, lost.document["error"]["code"]) == (2, "E_AGENT")
    assert not (tmp_path / "runs").exists()


def test_one_pack_is_no_contest_however_often_it_is_named(cli: Cli, packs: tuple[str, str, str]) -> None:
    cases, good, _poor = packs
    result = cli("eval rank", good, good, "--cases", cases)
    assert (result.code, "`--baseline`" in result.err) == (2, True)


def test_cases_that_ask_for_files_of_their_own_pack_are_refused_and_the_others_named(
    cli: Cli, tmp_path: Path
) -> None:
    asks, graders = FILES["evals/two/prompt.md"], FILES["evals/two/graders.toml"]
    bound = asks + "See ${CLAUDE_PLUGIN_ROOT}/examples.\n"
    three = {"evals/three/prompt.md": bound, "evals/three/graders.toml": graders}
    packs = [str(write_pack(tmp_path / name)) for name in ("a", "b")]
    for more, remedy in (
        ({}, "leave them out: --case two"),
        ({"evals/two/prompt.md": bound}, "another pack"),
    ):
        cases = write_pack(tmp_path / f"cases-{len(more)}", three | more)
        result = cli("eval rank", *packs, "--cases", str(cases))
        assert (result.code, "do not have: three" in result.err, remedy in result.err) == (2, True, True)


@pytest.mark.parametrize("option", ["--out", "--record"])
def test_what_cannot_be_written_is_told_before_a_run_is_paid_for(
    cli: Cli, packs: tuple[str, str, str], tmp_path: Path, option: str
) -> None:
    cases, good, poor = packs
    ran, taken = tmp_path / "ran", tmp_path / "taken"
    taken.write_text("mine")
    agent = agent_command(tmp_path, f"pathlib.Path({str(ran)!r}).touch()\nsay('done', 0.1)")
    result = cli("eval rank", good, poor, "--cases", cases, "--agent-cmd", agent, option, f"{taken}/report")
    assert (result.code, "error[E_PATH]" in result.err, ran.exists()) == (1, True, False)
    assert taken.read_text() == "mine"
