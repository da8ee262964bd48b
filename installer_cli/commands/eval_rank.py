"""``ctxpack eval rank``: which of several packs does best on the same cases."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.evals.contest import Attempt, Contender, Contest
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
        Option("--record", "write each run down in this folder", metavar="DIR"),
        Option("--repeat", "run each case so many times (default: 1)", metavar="TIMES"),
        Option("--max-cost", "US dollars for all runs together (default: 5)", metavar="USD"),
        Option("--max-minutes", "minutes for all runs together (default: 60)", metavar="MINUTES"),
        Option("--out", "write the JSON report", metavar="FILE"),
    ),
    epilog="Each case is run with every pack before the next one. Workspaces are made, and commands are run, "
    "by the scripts of the pack that brings the cases.",
)
_HEAD = ("place", "met", "of 100 (95 %)", "tokens", "seconds", "pack")


def run(arguments: Arguments, console: Console) -> int:
    """Run every case with each pack, and print the table; a contest that was cut short has none."""
    from installer_cli.evals.caps import Caps
    from installer_cli.evals.contest import hold_contest
    from installer_cli.evals.produce import MINUTES, USD
    from installer_cli.evals.subject import find_subject
    from installer_cli.numbers import number_of
    from installer_cli.project import Project

    project = Project.find(arguments.value("project"))
    judge = find_subject(project, arguments.value("cases") or ".")
    contest = hold_contest(
        judge,
        _neutral(judge, judge.cases(arguments.values("case"))),
        _contenders(arguments, project),
        lambda contender, scratch: _player(arguments, judge, contender, scratch),
        repeat=int(number_of(arguments, "repeat", "1", command=COMMAND.name, whole=True)),
        caps=Caps(
            number_of(arguments, "max_cost", USD, command=COMMAND.name),
            number_of(arguments, "max_minutes", MINUTES, command=COMMAND.name),
        ),
        tell=lambda done: _tell(console, done),
    )
    return _end(arguments, console, judge, contest)


def _neutral(judge: Subject, cases: Sequence[EvalCase]) -> Sequence[EvalCase]:
    """The cases, none of which may need files of the pack that brings them; raises E_RANK_BOUND."""
    from installer_cli.errors import ERRORS
    from packformat.paths import PLUGIN_ROOT

    for case in cases:
        if any(PLUGIN_ROOT in text for text in (case.prompt, *case.allowed_tools)):
            raise ERRORS.error("E_RANK_BOUND", case=case.name, pack=judge.built.manifest.name)
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


def _player(arguments: Arguments, judge: Subject, contender: Contender, scratch: str) -> Player:
    import os

    from installer_cli.agent.command import DEFAULT, AgentCommand
    from installer_cli.errors import ERRORS
    from installer_cli.evals.players import LiveAgent, Replay

    replay, record = arguments.value("replay"), arguments.value("record")
    if replay is not None:
        folder = os.path.join(replay, contender.recordings)
        if not os.path.isdir(folder):
            raise ERRORS.error("E_EVAL_RECORDING", path=folder)
        return Replay(judge, folder)
    agent = AgentCommand(arguments.value("agent_cmd") or DEFAULT)
    kept = os.path.join(record, contender.recordings) if record else None
    return LiveAgent(contender.subject, agent, scratch, kept)


def _tell(console: Console, done: Attempt) -> None:
    word = console.paint("met", "green") if done.run.is_met else console.paint("not met", "red")
    console.note(f"{word}  {done.run.case.name} ({done.contender.word}, run {done.run.number})")


def _end(arguments: Arguments, console: Console, judge: Subject, contest: Contest) -> int:
    import json

    from installer_cli.errors import ERRORS

    report = contest.document()
    path = arguments.value("out")
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    document = {"command": "eval rank", "report": report}
    if contest.tampered:
        pack, paths = judge.built.manifest.name, ", ".join(contest.tampered)
        error = ERRORS.error("E_EVAL_VOID", pack=pack, paths=paths)
    elif contest.capped:
        made = len(contest.attempts)
        error = ERRORS.error("E_EVAL_CAPPED", cap=contest.capped, made=made, planned=contest.planned)
    else:
        _print_table(console, contest)
        console.result(document)
        return 0
    console.fail(error, document)
    return error.exit_code


def _print_table(console: Console, contest: Contest) -> None:
    """Place and figures of each pack, and what they do not say."""
    from installer_cli.console import counted
    from installer_cli.evals.report import not_judged

    standings = contest.standings()
    rows = [_HEAD, *(_row(item, is_own=contest.brings_the_cases(item.pack)) for item in standings)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        figures = (cell.rjust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True))
        console.data("  ".join((*figures, row[-1])))
    left = not_judged(attempt.run for attempt in contest.attempts)
    if left:
        console.note(f"{left} criteria in words were not judged: the table shows what programs can decide")
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
