"""``ctxpack loop run``: drive an agent until a loop's check passes."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack
    from typing import Any

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.loops.bench import Bench
    from installer_cli.loops.drive import Verdict
    from installer_cli.loops.find import FoundLoop
    from installer_cli.loops.journal import Journal
    from installer_cli.project import Project

_STEPS = "60"
COMMAND = Command(
    "loop run",
    "Drive an agent, turn by turn, until a loop's check passes; go on where an interrupted run stopped.",
    positional=Positional(
        "LOOP", "the loop's name, PACK/NAME, or the path of its file", minimum=1, maximum=1
    ),
    options=(
        Option("--agent-cmd", "the agent (default: `claude -p`)", metavar="COMMAND"),
        Option(
            "--autonomy",
            "propose only, ask before each turn, or ask nobody",
            metavar="LEVEL",
            choices=("suggest", "ask", "act"),
        ),
        Option("--allow", "agree to `act` in advance", metavar="LEVEL", choices=("act",)),
        Option("--yes", "agree to every turn of `ask`", short="-y"),
        Option(
            "--max-steps", f"steps that the agent may take in one turn (default: {_STEPS})", metavar="STEPS"
        ),
        Option(
            "--notify",
            "run this when the run has ended, with its page on standard input",
            metavar="COMMAND",
        ),
        Option("--restart", "put an unfinished run aside and begin anew"),
    ),
    epilog="The exit code is 0 when the check passes, and otherwise says what ended the run.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Find the loop, settle how far it may go, drive, tell."""
    import tempfile
    from contextlib import ExitStack

    from installer_cli.agent.command import DEFAULT, AgentCommand
    from installer_cli.loops.autonomy import choose_level
    from installer_cli.loops.drive import Drive
    from installer_cli.loops.find import find_loop
    from installer_cli.loops.journal import Journal
    from installer_cli.loops.notify import notifier, notify
    from installer_cli.loops.summary import write_summary
    from installer_cli.numbers import number_of
    from installer_cli.project import STATE, Project

    told = notifier(arguments.value("notify"))
    project = Project.find(arguments.value("project"))
    found = find_loop(project, arguments.words[0])
    _refuse_own_folder(found, project)
    agent = AgentCommand(arguments.value("agent_cmd") or DEFAULT)
    steps = int(number_of(arguments, "max_steps", _STEPS, command=COMMAND.name, whole=True))
    level = choose_level(
        project, found, console, wanted=arguments.value("autonomy"), allowed=arguments.values("allow")
    )
    asking = _asking(console, level, agreed=arguments.flag("yes"))
    place = project.path(f"{STATE}/loops/{found.id}")
    with ExitStack() as held:
        _be_the_only_run(held, f"{place}/lock", found)
        journal = Journal(f"{place}/journal.jsonl")
        _begin_or_go_on(journal, found, console, restart=arguments.flag("restart"))
        scratch = held.enter_context(tempfile.TemporaryDirectory(prefix="ctxpack-loop-"))
        drive = Drive(
            found,
            project.root,
            agent,
            journal,
            _bench(found, project, scratch, journal),
            level=level,
            steps=steps,
            tell=lambda row: _tell(console, row),
            may_go_on=asking,
        )
        verdict = drive.run()
        summary = write_summary(found, journal, verdict)
    unheard = notify(told, found, verdict, summary, project.root) if told else ""
    if unheard:
        console.warn(f"nobody was told that the run has ended: {unheard}")
    return _end(console, found, journal, verdict, summary)


def _refuse_own_folder(found: FoundLoop, project: Project) -> None:
    """A run writes into its project from the first line of its journal; what judges it may not change."""
    from installer_cli.errors import ERRORS

    if f"{project.root}/".startswith(f"{found.root}/"):
        raise ERRORS.error("E_LOOP_HERE", loop=found.loop.name, path=found.path)


def _be_the_only_run(held: ExitStack, lock: str, found: FoundLoop) -> None:
    """Two runs of one loop would change the same files, and each would find the other in its journal."""
    from installer_cli.errors import ERRORS
    from installer_cli.filelock import alone

    try:
        held.enter_context(alone(lock, wait=0))
    except TimeoutError:
        raise ERRORS.error("E_LOOP_RUNNING", loop=found.loop.name) from None


def _begin_or_go_on(journal: Journal, found: FoundLoop, console: Console, *, restart: bool) -> None:
    """An ended run is put aside, and so is one of another loop's file; any other goes on."""
    from installer_cli.loops.state import State

    state = State(journal.events)
    is_same = state.begin is not None and state.begin["loop"] == found.digest
    if journal.events and (restart or state.end or not is_same):
        journal.retire()
    elif journal.events:
        console.note(f"Going on after {state.turns} of `{found.loop.name}`")


def _bench(found: FoundLoop, project: Project, scratch: str, journal: Journal) -> Bench:
    if found.loop.is_search:
        from installer_cli.loops.experiments import ExperimentBench

        return ExperimentBench(found, project.root, scratch, journal)
    from installer_cli.loops.bench import ProjectBench

    return ProjectBench(found, project.root)


def _asking(console: Console, level: str, *, agreed: bool) -> Callable[[int], bool]:
    """Whether there may be a turn of that number: a run that nobody watches never asks."""
    from installer_cli.errors import ERRORS
    from packformat.loops.loop import ASK, SUGGEST

    if level == SUGGEST:
        return lambda number: number == 1
    if level != ASK or agreed:
        return lambda _number: True
    if not console.can_ask:
        raise ERRORS.error(
            "E_NO_TERMINAL",
            command="loop run",
            what="somebody to agree to each turn",
            remedy="agree in advance with `--yes`",
        )
    return lambda number: console.ask(f"Turn {number}: go on?")


def _tell(console: Console, row: dict[str, Any]) -> None:
    passed = row["check"] == 0
    word = console.paint("passes", "green") if passed else console.paint("does not pass", "yellow")
    console.data(f"turn {row['number']}: the check {word}")
    if "value" in row:
        value = "" if row["value"] is None else f": {row['value']}"
        console.data(f"    {row.get('status', 'measured')}{value}")
    if row["failure"]:
        console.data(f"    {row['failure']}")
    if not passed:
        for line in row["output"].splitlines()[:5]:
            console.data(f"    {line}")


def _end(console: Console, found: FoundLoop, journal: Journal, verdict: Verdict, summary: str) -> int:
    from installer_cli.loops.state import State

    state = State(journal.events)
    document = {
        "command": "loop run",
        "loop": found.id,
        "verdict": verdict.word,
        "turns": len(state.done),
        "usd": round(state.usd, 6),
        "seconds": round(state.seconds, 3),
        "held_back": (state.end or {}).get("held_back"),
        "journal": journal.path,
        "summary": summary,
    }
    console.note(f"{state.turns}; the whole run is in {summary}")
    if verdict.error:
        console.fail(verdict.error, document)
        return verdict.error.exit_code
    console.note(f"`{found.loop.name}` is done: its check passes")
    console.result(document)
    return 0
