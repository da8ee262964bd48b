from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from installer_cli.evals.workspace import TOO_MUCH
from packformat.wiki.gold import FIRST
from tests.support.agents import agent_command
from tests.support.eval_packs import FILES, write_pack
from tests.support.source import ROOT
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

ADDS = "(here / 'answer.json').write_text('{\"sum\": 4}')\nsay('4', 0.25)"
ADDS_WITH_THE_PACK = f"if packs:\n    {ADDS.splitlines()[0]}\nsay('4', 0.25)"

HEAP = "import os; [os.truncate(os.open(f'z{n}', os.O_CREAT | os.O_WRONLY), 10 << 20) for n in range(11)]"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "packs" / "adding")


def report_of(result: Any) -> Any:
    return result.document["report"]


def test_a_replay_of_the_good_transcript_is_met_and_asks_nobody(cli: Cli, pack: Path) -> None:
    result = cli.ok("eval run", str(pack), "--replay", "good", "--json")
    report = report_of(result)
    assert (report["verdict"], report["usd"], report["agent"]) == ("met", 0.4, "replay of good")
    assert report["pack"]["name"] == "adding"
    verdicts = {grade["id"]: grade["verdict"] for grade in report["cases"][0]["graders"]}
    assert verdicts == {"sum": "met", "program": "met", "kept": "met", "kind.md": "not judged"}


def test_a_replay_of_the_bad_transcript_ends_with_ten_and_says_why(cli: Cli, pack: Path) -> None:
    result = cli("eval run", str(pack), "--replay", "bad")
    assert result.code == 10
    assert "not met  two (with the pack, run 1)\n    sum: `sum` is 5, not 4 within 0\n" in result.out
    assert "E_EVAL_NOT_MET" in result.err
    assert "1 criteria in words were not judged" in result.err


def test_an_agent_is_run_as_often_as_asked_with_the_pack_and_without(
    cli: Cli, pack: Path, tmp_path: Path
) -> None:
    agent = agent_command(tmp_path, ADDS_WITH_THE_PACK)
    result = cli.ok(
        "eval run", str(pack), "--agent-cmd", agent, "--repeat", "2", "--arms", "with,without", "--json"
    )
    report = report_of(result)
    assert report["runs"] == {"planned": 4, "made": 4}
    assert (report["usd"], report["difference"]["value"]) == (1.0, 1.0)
    assert report["difference"]["low"] < 1.0
    assert report["arms"]["without"]["met_once"] == 0


def test_an_interruption_ends_the_agent_and_leaves_what_was_recorded(
    cli: Cli, pack: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    sleeps = (
        "import time\n"
        f"if len(list(pathlib.Path({str(tmp_path / 'recordings')!r}).rglob('*.jsonl'))):\n"
        f"    pathlib.Path({str(second)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(600)\n"
    )
    words = ("--agent-cmd", agent_command(tmp_path, sleeps + ADDS), "--repeat", "2")
    command = [sys.executable, "-m", "installer_cli", "eval", "run", str(pack), *words]
    command += ["--record", str(tmp_path / "recordings"), "--project", str(cli.project)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        wait_until(lambda: second.exists() and second.read_text())
        run.send_signal(signal.SIGINT)
        _, said = run.communicate()
    assert run.returncode == 130
    assert "what `--record` has written is there" in said
    assert [path.name for path in (tmp_path / "recordings").rglob("*.jsonl")] == ["with-1.jsonl"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(second.read_text()), 0)


def test_a_case_that_is_met_once_is_enough_only_when_any_is_asked_for(
    cli: Cli, pack: Path, tmp_path: Path
) -> None:
    mark = f"mark = pathlib.Path({str(tmp_path / 'been-here')!r})\nif not mark.exists():\n    "
    agent = agent_command(tmp_path, mark + ADDS.splitlines()[0] + "\nmark.touch()\nsay('4')")
    every = ("eval run", str(pack), "--agent-cmd", agent, "--repeat", "2")
    assert cli.ok(*every, "--need", "any").code == 0
    (tmp_path / "been-here").unlink()
    assert cli(*every).code == 10


def test_the_agent_sees_the_pack_and_its_memories_but_never_its_evals(
    cli: Cli, pack: Path, tmp_path: Path
) -> None:
    body = """
pack = pathlib.Path(packs[-1])
seen = {"skill": (pack / "skills/adding/SKILL.md").exists(), "evals": (pack / "evals").exists(),
        "rule": (here / ".claude/rules/ctxpack-adding.md").read_text(),
        "fact": (here / ".claude/memory/adding/facts/index.md").exists()}
say(json.dumps(seen))
"""
    recordings = tmp_path / "recordings"
    cli("eval run", str(pack), "--agent-cmd", agent_command(tmp_path, body), "--record", str(recordings))
    said = json.loads((recordings / "two" / "with-1.jsonl").read_text().splitlines()[-1])
    assert json.loads(said["text"]) == {
        "skill": True,
        "evals": False,
        "rule": "@../memory/adding/index.md\n",
        "fact": True,
    }


def test_what_was_recorded_is_replayed_to_the_same_report(cli: Cli, pack: Path, tmp_path: Path) -> None:
    recordings, agent = str(tmp_path / "recordings"), agent_command(tmp_path, ADDS)
    live = cli.ok("eval run", str(pack), "--agent-cmd", agent, "--record", recordings, "--json")
    again = cli.ok("eval run", str(pack), "--replay", recordings, "--json")
    assert report_of(live)["cases"][0]["graders"] == report_of(again)["cases"][0]["graders"]
    missing = cli("eval run", str(pack), "--replay", recordings, "--repeat", "2")
    assert (missing.code, "two/with-2.jsonl" in missing.err) == (3, True)


def test_a_run_that_came_to_no_end_is_not_met_when_it_is_replayed_either(
    cli: Cli, pack: Path, tmp_path: Path
) -> None:
    recordings = str(tmp_path / "recordings")
    agent = agent_command(tmp_path, ADDS.splitlines()[0] + "\nsys.exit('no credit left')")
    words = ("--agent-cmd", agent, "--record", recordings, "--json")
    live = report_of(cli("eval run", str(pack), *words))["cases"]
    assert {grade["verdict"] for grade in live[0]["graders"]} == {"met", "not judged"}
    again = report_of(cli("eval run", str(pack), "--replay", recordings, "--json"))["cases"]
    for key in ("met", "failure", "transcript", "graders"):
        assert again[0][key] == live[0][key]
    assert (again[0]["met"], again[0]["failure"]) == (False, "it ended with 1: no credit left")


def test_a_run_that_left_more_than_graders_look_at_is_not_met_and_says_so(
    cli: Cli, pack: Path, tmp_path: Path
) -> None:
    result = cli("eval run", str(pack), "--agent-cmd", agent_command(tmp_path, f"{HEAP}\n{ADDS}"), "--json")
    case = report_of(result)["cases"][0]
    assert (result.code, case["failure"]) == (10, TOO_MUCH)
    assert {grade["id"]: grade["verdict"] for grade in case["graders"]}["sum"] == "met"


def test_an_agent_that_changes_what_judges_it_voids_the_run(cli: Cli, pack: Path, tmp_path: Path) -> None:
    body = f"pathlib.Path({str(pack)!r}, 'scripts/check.py').write_text('')\n" + ADDS
    result = cli("eval run", str(pack), "--agent-cmd", agent_command(tmp_path, body), "--json")
    assert result.code == 13
    assert result.document["error"]["code"] == "E_EVAL_VOID"
    assert report_of(result)["tampered"] == ["scripts/check.py"]
    assert report_of(result)["verdict"] == "void"


def test_the_caps_end_the_runs_without_a_verdict(cli: Cli, pack: Path, tmp_path: Path) -> None:
    spends = agent_command(tmp_path, ADDS.replace("0.25", "0.6"))
    cost = cli("eval run", str(pack), "--agent-cmd", spends, "--repeat", "5", "--max-cost", "1", "--json")
    assert (cost.code, cost.document["error"]["code"]) == (16, "E_EVAL_SPENT")
    assert report_of(cost)["runs"] == {"planned": 5, "made": 2}
    waits = agent_command(tmp_path, "import time\ntime.sleep(60)")
    late = cli(
        "eval run", str(pack), "--agent-cmd", waits, "--repeat", "2", "--max-minutes", "0.02", "--json"
    )
    assert (late.code, report_of(late)["cases"][0]["failure"]) == (15, "its time was over")


def test_a_replay_costs_nothing_of_what_may_be_spent(cli: Cli, pack: Path) -> None:
    result = cli.ok("eval run", str(pack), "--replay", "good", "--repeat", "3", "--max-cost", "0.5", "--json")
    assert report_of(result)["runs"] == {"planned": 3, "made": 3}


def test_junit_counts_the_runs_and_holds_the_reasons(cli: Cli, pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.xml"
    cli("eval run", str(pack), "--replay", "bad", "--junit", str(file))
    suite = ET.fromstring(file.read_bytes())  # noqa: S314 - written by the program under test
    assert (suite.get("tests"), suite.get("failures"), suite.get("name")) == ("1", "1", "adding 1.0.0")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "`sum` is 5" in failure.get("message", "")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--case", "three"), 3, "it has two"),
        (("--arms", "both"), 2, "with, without"),
        (("--repeat", "0"), 2, "whole number above 0"),
        (("--repeat", "1.5"), 2, "whole number"),
        (("--repeat", "1000000000"), 2, "up to 999999999"),
        (("--max-cost", "nan"), 2, "a number above 0"),
        (("--agent-cmd", "no-such-agent"), 2, "cannot be started"),
        (("--replay", "lost"), 3, "transcripts/lost.jsonl"),
        (("--replay", "good", "--arms", "without"), 3, "no recording `two, without the pack`"),
    ],
)
def test_what_cannot_be_run_is_said_before_anything_runs(
    cli: Cli, pack: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    result = cli("eval run", str(pack), *words)
    assert result.code == code
    assert says in result.err


def test_an_installed_pack_is_found_by_its_name(cli: Cli) -> None:
    write_pack(cli.path(".claude/skills/adding"))
    cli.ok("eval run", "adding", "--replay", "good")
    assert cli("eval run", "subtracting").code == 3


def test_a_pack_without_evals_says_so(cli: Cli, tmp_path: Path) -> None:
    bare = write_pack(tmp_path / "bare", {path: "" for path in FILES if path.startswith("evals/")})
    assert cli("eval run", str(bare)).code == 3


@pytest.mark.parametrize(
    ("workspace", "says"),
    [
        ('from = "examples/three"', "cannot be copied"),
        ('command = ["python3", "-c", "raise SystemExit(\'no ledger\')"]', "no ledger"),
        (f'command = ["python3", "-c", "{HEAP}"]', "it holds more than 100 MB"),
    ],
)
def test_a_workspace_that_cannot_be_made_is_the_authors_to_mend(
    cli: Cli, tmp_path: Path, workspace: str, says: str
) -> None:
    graders = FILES["evals/two/graders.toml"].replace('from = "examples/two"', workspace)
    pack = write_pack(tmp_path / "adding", {"evals/two/graders.toml": graders})
    result = cli("eval run", str(pack), "--replay", "good")
    assert (result.code, says in result.err) == (1, True)


def test_gold_questions_of_the_packs_wikis_are_a_figure_of_the_report(cli: Cli, tmp_path: Path) -> None:
    shop = ROOT / "fixtures/packs/llm-wiki/examples/cycle-shop"
    pack = write_pack(tmp_path / "adding")
    shutil.copytree(shop, pack / "examples/shop")
    result = cli.ok("eval run", str(pack), "--replay", "good", "--json")
    (wiki,) = report_of(result)["retrieval"]
    assert wiki["wiki"] == "examples/shop"
    assert set(wiki["ranks"]) <= set(range(11))
    said = cli.ok("eval run", str(pack), "--replay", "good").err
    hits = sum(0 < rank <= FIRST for rank in wiki["ranks"])
    of = f"{hits} of {len(wiki['ranks'])}"
    assert f"examples/shop: {of} gold questions find their page in the first 3\n" in said


@pytest.mark.parametrize("option", ["--out", "--junit", "--record"])
def test_what_cannot_be_written_is_told_before_a_run_is_paid_for(
    cli: Cli, pack: Path, tmp_path: Path, option: str
) -> None:
    ran = tmp_path / "ran"
    agent = agent_command(tmp_path, f"pathlib.Path({str(ran)!r}).touch()\nsay('4', 0.25)")
    result = cli("eval run", str(pack), "--agent-cmd", agent, option, f"{pack}/pack.toml/report")
    assert (result.code, "error[E_PATH]" in result.err, ran.exists()) == (1, True, False)


def test_a_report_that_was_there_stays_until_there_is_another(cli: Cli, pack: Path, tmp_path: Path) -> None:
    out, new = tmp_path / "report.json", tmp_path / "report.xml"
    out.write_text("the last one")
    options = ("--out", str(out), "--junit", str(new))
    assert cli("eval run", str(pack), "--agent-cmd", str(tmp_path / "nobody"), *options).code == 2
    assert (out.read_text(), new.exists()) == ("the last one", False)
