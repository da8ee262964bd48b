"""``ctxpack eval run``: run a pack's evals with an agent, or replay recorded runs."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.evals.players import Player
    from installer_cli.evals.report import Report
    from installer_cli.evals.run import CaseRun, Ran
    from installer_cli.evals.subject import Subject
    from installer_cli.project import Project
    from packformat.evals.case import EvalCase

COMMAND = Command(
    "eval run",
    "Run a pack's evals; exit code 10 when a case is not met.",
    positional=Positional("PACK", "an installed pack, or a pack's folder (default: this one)", maximum=1),
    options=(
        Option("--case", "run this case alone", metavar="NAME", repeat=True),
        Option("--agent-cmd", "the agent (default: `claude -p`)", metavar="COMMAND"),
        Option(
            "--replay", "play transcripts instead: `good`, `bad`, or a folder of recordings", metavar="WHAT"
        ),
        Option(
            "--judge",
            "a program that answers where none can count; of several the majority holds (default: nobody, or "
            "whoever judged what is replayed)",
            metavar="COMMAND",
            repeat=True,
        ),
        Option(
            "--against",
            "compare with recordings, such as those of another version, named as for `--replay` (default: "
            "compare with the runs of the arm `without`)",
            metavar="WHAT",
        ),
        Option("--record", "write each run, and what judges answer, down in this folder", metavar="DIR"),
        Option("--repeat", "run each case so many times (default: 1)", metavar="TIMES"),
        Option(
            "--need",
            "a case counts when all of its runs are met, or any",
            metavar="N",
            choices=("all", "any"),
        ),
        Option("--arms", "`with` the pack, `without` it, or both (default: with)", metavar="ARMS"),
        Option("--max-cost", "US dollars for all runs and judges together (default: 5)", metavar="USD"),
        Option("--max-minutes", "minutes for all runs and judges together (default: 60)", metavar="MINUTES"),
        Option("--junit", "write a JUnit report", metavar="FILE"),
        Option("--out", "write the JSON report, which `ctxpack eval attest` signs", metavar="FILE"),
    ),
    epilog="A case's workspace is made, and its commands are run, by the pack's own scripts on this machine.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Run the cases, grade them, report, and end with what the verdict says."""
    from installer_cli.evals.caps import Caps
    from installer_cli.evals.judges import judges_named
    from installer_cli.evals.outputs import check_outputs
    from installer_cli.evals.produce import MINUTES, USD, Judging, RunPlan, produce_report
    from installer_cli.evals.report import not_judged
    from installer_cli.evals.subject import find_subject
    from installer_cli.numbers import number_of
    from installer_cli.project import Project
    from packformat.evals.result import ALL

    project = Project.find(arguments.value("project"))
    subject = find_subject(project, arguments.words[0] if arguments.words else ".")
    plan = RunPlan(
        subject.cases(arguments.values("case")),
        arms=_arms(arguments),
        repeat=int(number_of(arguments, "repeat", "1", command=COMMAND.name, whole=True)),
        need=arguments.value("need") or ALL,
        caps=Caps(
            number_of(arguments, "max_cost", USD, command=COMMAND.name),
            number_of(arguments, "max_minutes", MINUTES, command=COMMAND.name),
        ),
        judging=Judging(
            judges_named(arguments, command=COMMAND.name),
            arguments.value("record"),
            arguments.value("against"),
        ),
    )

    check_outputs(arguments, "junit", "out")

    def player_in(scratch: str) -> Player:
        player = _player(arguments, subject, scratch)
        _announce(console, subject, plan.cases, player.name)
        return player

    report, ran = produce_report(subject, plan, player_in, lambda done: _tell(console, done))
    left = not_judged(ran.runs)
    if left:
        console.note(f"{left} criteria in words were not judged: name a judge with `--judge`, or read them")
    return _end(arguments, console, report, ran, project if subject.is_installed else None)


def _arms(arguments: Arguments) -> Sequence[str]:
    from installer_cli.errors import ERRORS
    from packformat.evals.result import ARMS, WITH

    arms = arguments.values("arms") or [WITH]
    for arm in arms:
        if arm not in ARMS:
            reason = f"`{arm}` is not one of {', '.join(ARMS)}"
            raise ERRORS.error("E_USAGE_VALUE", option="--arms", reason=reason, command="eval run")
    return arms


def _player(arguments: Arguments, subject: Subject, scratch: str) -> Player:
    from installer_cli.agent.command import DEFAULT, AgentCommand
    from installer_cli.evals.players import LiveAgent, Replay

    replay = arguments.value("replay")
    if replay is not None:
        return Replay(subject, replay)
    agent = AgentCommand(arguments.value("agent_cmd") or DEFAULT)
    return LiveAgent(subject, agent, scratch, arguments.value("record"))


def _announce(console: Console, subject: Subject, cases: Sequence[EvalCase], name: str) -> None:
    manifest = subject.built.manifest
    console.note(f"{manifest.name} {manifest.version}: {len(cases)} cases, {name}")


def _tell(console: Console, done: CaseRun) -> None:
    word = console.paint("met", "green") if done.is_met else console.paint("not met", "red")
    console.data(f"{word}  {done.case.name} ({done.arm} the pack, run {done.number})")
    for reason in done.reasons:
        console.data(f"    {reason}")


def _end(arguments: Arguments, console: Console, report: Report, ran: Ran, project: Project | None) -> int:
    """Tell what came of it; ``project`` is that of an installed pack, where it is kept."""
    from installer_cli.errors import ERRORS
    from installer_cli.evals.caps import ENDS_WITH

    found = report.document()
    document = {"command": "eval run", "report": found}
    _write_files(arguments, report, found)
    if project:
        _keep(project, found, console)
    _sum_up(console, found)
    pack = found["pack"]["name"]
    if report.tampered:
        error = ERRORS.error("E_EVAL_VOID", pack=pack, paths=", ".join(report.tampered))
    elif ran.capped:
        error = ERRORS.error(ENDS_WITH[ran.capped], made=len(ran.runs), planned=ran.planned)
    elif not report.is_met:
        failed = report.failed
        error = ERRORS.error("E_EVAL_NOT_MET", pack=pack, count=len(failed), cases=", ".join(failed))
    else:
        console.result(document)
        return 0
    console.fail(error, document)
    return error.exit_code


def _keep(project: Project, document: dict[str, Any], console: Console) -> None:
    """Keep what came of it for `ctxpack status`; where that fails, the run ends as it does without."""
    from installer_cli.errors import os_error
    from installer_cli.evals.last import FOLDER, keep_last
    from packformat.errors import CtxpackError

    try:
        keep_last(project, document)
    except OSError as error:
        console.warn(f"`ctxpack status` will not know of this run: {os_error(error, FOLDER).message}")
    except CtxpackError as error:
        console.warn(f"`ctxpack status` will not know of this run: {error.message}")


def _write_files(arguments: Arguments, report: Report, document: dict[str, Any]) -> None:
    import json

    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    for key, data in (("junit", report.junit()), ("out", text.encode())):
        path = arguments.value(key)
        if path:
            with open(path, "wb") as file:
                file.write(data)


def _sum_up(console: Console, document: dict[str, Any]) -> None:
    from installer_cli.evals.told import told_judgements
    from packformat.wiki.gold import FIRST

    for arm, found in document["arms"].items():
        line = f"{arm} the pack: {found['met_always']} of {found['cases']} cases met every time"
        once = f", {found['met_once']} at least once" if document["repeat"] > 1 else ""
        console.note(line + once)
    for row in document["retrieval"]:
        hits = sum(0 < rank <= FIRST for rank in row["ranks"])
        figure = f"{hits} of {len(row['ranks'])} gold questions"
        console.note(f"{row['wiki']}: {figure} find their page in the first {FIRST}")
    for line in told_judgements(document):
        console.note(line)
    found = document.get("difference")
    if found:
        shown = [f"{100 * found[key]:+.0f}" for key in ("value", "low", "high")]
        console.note(f"difference: {shown[0]} points (95 % interval {shown[1]} to {shown[2]})")
