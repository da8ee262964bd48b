"""``ctxpack eval rank``: which of several packs does best on the same cases."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from installer_cli.agent.command import AgentCommand
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.evals.caps import Caps
    from installer_cli.evals.contest import Attempt, Contender, Contest
    from installer_cli.evals.panel import Panel
    from installer_cli.evals.players import Player
    from installer_cli.evals.subject import Subject
    from installer_cli.project import Project
    from packformat.evals.case import EvalCase
    from packformat.evals.ranking import Standing

COMMAND = Command(
    "eval rank",
    "Run several packs on the same cases, and say which are better and which cannot be told apart.",
    positional=Positional("PACK", "packs' folders, or installed packs", minimum=1),
    options=(
        Option("--cases", "the pack whose cases are run (default: this folder)", metavar="PACK"),
        Option("--baseline", "run them without any pack, too"),
        Option("--case", "run this case alone", metavar="NAME", repeat=True),
        Option("--agent-cmd", "the agent (default: `claude -p`)", metavar="COMMAND"),
        Option("--replay", "play what `--record` wrote in this folder, instead", metavar="DIR"),
        Option(
            "--judge",
            "a program that answers where none can count, the same for all packs; of several the majority "
            "holds (default: nobody, or whoever judged what is replayed)",
            metavar="COMMAND",
            repeat=True,
        ),
        Option("--record", "write each run, and what judges answer, down in this folder", metavar="DIR"),
        Option("--repeat", "run each case so many times (default: 1)", metavar="TIMES"),
        Option("--max-cost", "US dollars for all runs and judges together (default: 5)", metavar="USD"),
        Option("--max-minutes", "minutes for all runs and judges together (default: 60)", metavar="MINUTES"),
        Option("--out", "write the JSON report", metavar="FILE"),
    ),
    epilog="Each case is run with every pack before the next one. Workspaces are made, and commands are run, "
    "by the scripts of the pack that brings the cases.",
)
_HEAD = ("place", "met", "of 100 (95 %)", "tokens", "seconds", "pack")


def run(arguments: Arguments, console: Console) -> int:
    """Run every case with each pack, and print the table; a contest that was cut short has none."""
    from installer_cli.evals.caps import Caps
    from installer_cli.evals.hold import hold_contest
    from installer_cli.evals.judges import judges_named
    from installer_cli.evals.outputs import check_outputs
    from installer_cli.evals.produce import MINUTES, USD
    from installer_cli.evals.subject import find_subject
    from installer_cli.numbers import number_of
    from installer_cli.project import Project

    project = Project.find(arguments.value("project"))
    host = find_subject(project, arguments.value("cases") or ".")
    judges = judges_named(arguments, command=COMMAND.name)
    caps = Caps(
        number_of(arguments, "max_cost", USD, command=COMMAND.name),
        number_of(arguments, "max_minutes", MINUTES, command=COMMAND.name),
    )
    check_outputs(arguments, "out")
    contest = hold_contest(
        host,
        _neutral(host, host.cases(arguments.values("case"))),
        _contenders(arguments, project),
        lambda contender, scratch: _player(arguments, host, contender, scratch),
        lambda scratch: _panel(arguments, judges, caps, scratch),
        repeat=int(number_of(arguments, "repeat", "1", command=COMMAND.name, whole=True)),
        caps=caps,
        tell=lambda done: _tell(console, done),
    )
    return _end(arguments, console, host, contest)


def _neutral(host: Subject, cases: Sequence[EvalCase]) -> Sequence[EvalCase]:
    """The cases, none of which may need files of the pack that brings them; raises E_RANK_BOUND."""
    from installer_cli.errors import ERRORS
    from packformat.paths import PLUGIN_ROOT

    bound = [
        case for case in cases if any(PLUGIN_ROOT in text for text in (case.prompt, *case.allowed_tools))
    ]
    if bound:
        free = [f"--case {case.name}" for case in cases if case not in bound]
        raise ERRORS.error(
            "E_RANK_BOUND",
            cases=", ".join(case.name for case in bound),
            pack=host.built.manifest.name,
            remedy=f"leave them out: {' '.join(free)}"
            if free
            else "name others with `--case`, or take those of another pack",
        )
    return cases


def _contenders(arguments: Arguments, project: Project) -> list[Contender]:
    """Who takes part, each once; raises E_RANK_ALONE and E_NOT_INSTALLED."""
    from installer_cli.errors import ERRORS
    from installer_cli.evals.contest import NOBODY, Contender
    from installer_cli.evals.subject import find_subject

    found = [Contender(word, find_subject(project, word)) for word in dict.fromkeys(arguments.words)]
    if arguments.flag("baseline"):
        found.append(Contender(NOBODY, None))
    if len(found) == 1:
        raise ERRORS.error("E_RANK_ALONE", pack=found[0].word)
    return found


def _player(arguments: Arguments, host: Subject, contender: Contender, scratch: str) -> Player:
    import os

    from installer_cli.agent.command import DEFAULT, AgentCommand
    from installer_cli.errors import ERRORS
    from installer_cli.evals.players import LiveAgent, Replay

    replay, record = arguments.value("replay"), arguments.value("record")
    if replay is not None:
        folder = os.path.join(replay, contender.recordings)
        if not os.path.isdir(folder):
            raise ERRORS.error("E_EVAL_RECORDING", path=folder)
        return Replay(host, folder)
    agent = AgentCommand(arguments.value("agent_cmd") or DEFAULT)
    kept = os.path.join(record, contender.recordings) if record else None
    return LiveAgent(contender.subject, agent, scratch, kept)


def _panel(arguments: Arguments, judges: Sequence[AgentCommand], caps: Caps, scratch: str) -> Panel:
    """The judges of all packs: those who are named, or else those who judged what is replayed."""
    import os

    from installer_cli.evals.contest import JUDGES
    from installer_cli.evals.panel import LivePanel, RecordedPanel, judgements_in

    replay, record = arguments.value("replay"), arguments.value("record")
    if judges:
        return LivePanel(judges, caps, scratch, os.path.join(record, JUDGES) if record else None)
    if replay is None:
        return RecordedPanel(lambda case: (case.name, b""))
    folder = os.path.join(replay, JUDGES)
    return RecordedPanel(lambda case: judgements_in(folder, case))


def _tell(console: Console, done: Attempt) -> None:
    word = console.paint("met", "green") if done.run.is_met else console.paint("not met", "red")
    console.note(f"{word}  {done.run.case.name} ({done.contender.word}, run {done.run.number})")


def _end(arguments: Arguments, console: Console, host: Subject, contest: Contest) -> int:
    import json

    from installer_cli.errors import ERRORS
    from installer_cli.evals.caps import ENDS_WITH

    report = contest.document()
    path = arguments.value("out")
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    document = {"command": "eval rank", "report": report}
    if contest.tampered:
        pack, paths = host.built.manifest.name, ", ".join(contest.tampered)
        error = ERRORS.error("E_EVAL_VOID", pack=pack, paths=paths)
    elif contest.capped:
        made = len(contest.attempts)
        error = ERRORS.error(ENDS_WITH[contest.capped], made=made, planned=contest.planned)
    else:
        _print_table(console, contest, report)
        console.result(document)
        return 0
    console.fail(error, document)
    return error.exit_code


def _print_table(console: Console, contest: Contest, report: dict[str, Any]) -> None:
    """Place and figures of each pack, and what they do not say."""
    from installer_cli.console import counted
    from installer_cli.evals.report import not_judged
    from installer_cli.evals.told import told_meetings

    standings = contest.standings()
    rows = [_HEAD, *(_row(item, is_own=contest.brings_the_cases(item.pack)) for item in standings)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        figures = (cell.rjust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True))
        console.data("  ".join((*figures, row[-1])))
    left = not_judged(attempt.run for attempt in contest.attempts)
    if left:
        why = (
            "judges did not decide them" if report["judges"] else "name a judge with `--judge`, or read them"
        )
        console.note(f"{left} criteria in words were not judged: {why}")
    for line in told_meetings(report):
        console.note(line)
    if any(standing.is_shared for standing in standings):
        cases = counted(standings[0].cases, "case")
        console.note(f"{cases} cannot tell apart the packs on a place with `=`, whatever their figures say")


def _row(standing: Standing, *, is_own: bool) -> tuple[str, ...]:
    low, high = (round(100 * bound) for bound in standing.share[1:])
    return (
        f"{standing.place}{'=' if standing.is_shared else ' '}",
        f"{standing.met_always} of {standing.cases}",
        f"{100 * standing.share.value:.0f} ({low} to {high})",
        "-" if standing.tokens is None else f"{standing.tokens:,.0f}",
        "-" if standing.seconds is None else f"{standing.seconds:.1f}",
        standing.pack + (", which brings the cases" if is_own else ""),
    )
