"""``ctxpack eval verify``: whether a signed result is whole, and whether a run here comes to the same."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.evals.players import Player
    from installer_cli.evals.subject import Subject
    from packformat.evals.attestation import Attestation

COMMAND = Command(
    "eval verify",
    "Check a signed result: that nobody has changed it, with `--pack` that it is about this very pack, and "
    "with `--replay` or `--agent-cmd` that the same cases come to the same here.",
    positional=Positional("FILE", "the signed document", minimum=1, maximum=1, source="files"),
    options=(
        Option("--pack", "an installed pack, or a pack's folder", metavar="PACK"),
        Option(
            "--replay",
            "play transcripts (`good`, `bad`, or a folder of recordings): each run must be the same",
            metavar="WHAT",
        ),
        Option(
            "--agent-cmd",
            "run the cases again with this agent: it must come to the same verdict",
            metavar="COMMAND",
        ),
        Option(
            "--against",
            "with `--replay`: the recordings that the runs were compared with, where they were",
            metavar="WHAT",
        ),
        Option("--max-cost", "US dollars for all runs together (default: 5)", metavar="USD"),
        Option("--max-minutes", "minutes for all runs together (default: 60)", metavar="MINUTES"),
    ),
    epilog="A signature proves who signed and that nothing was changed since, not that the runs took place: "
    "a run of your own does.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Verify, compare, tell; raises E_SIGNATURE, E_DOCUMENT, E_ATTESTED_OTHER or E_ATTESTED_DIFFERS."""
    found = _read(arguments.words[0])
    checked = _compare(arguments, found)
    evidence = found.evidence
    by = f"{', '.join(evidence.models)} by " if evidence.models else ""
    console.data(
        f"{found.name} {found.version}: {evidence.verdict}, {by}{evidence.agent}, "
        f"{evidence.ran_at:%Y-%m-%d %H:%M} UTC, key {found.key}"
    )
    if checked:
        console.note(f"Checked here: {checked}")
    console.result(
        {
            "command": "eval verify",
            "pack": str(found.name),
            "version": str(found.version),
            "archive": found.archive,
            "verdict": evidence.verdict,
            "agent": evidence.agent,
            "models": list(evidence.models),
            "replayed": evidence.replayed,
            "ran_at": evidence.ran_at.isoformat(),
            "signed_at": found.signed_at.isoformat(),
            "to": found.to and found.to._asdict(),
            "key": found.key,
            "checked": checked or None,
        }
    )
    return 0


def _read(path: str) -> Attestation:
    from installer_cli.errors import os_error
    from packformat.evals.attestation import LARGEST, read_attestation

    try:
        with open(path, "rb") as file:
            return read_attestation(file.read(LARGEST + 1), path)
    except OSError as error:
        raise os_error(error, path) from None


def _compare(arguments: Arguments, found: Attestation) -> str:
    """Hold it against the pack and, where asked, a run of it; what was shown, in words."""
    from installer_cli.errors import ERRORS
    from installer_cli.evals.subject import find_subject
    from installer_cli.project import Project

    pack = arguments.value("pack")
    again = arguments.value("replay") is not None or arguments.value("agent_cmd") is not None
    if not pack:
        if again:
            raise ERRORS.error(
                "E_USAGE_VALUE",
                option="--pack",
                reason="name the pack whose cases are run",
                command=COMMAND.name,
            )
        return ""
    subject = find_subject(Project.find(arguments.value("project")), pack)
    if subject.archive != found.archive:
        raise ERRORS.error("E_ATTESTED_OTHER", wanted=found.archive, found=subject.archive)
    return _run_again(arguments, found, subject) if again else "it is about this very pack"


def _run_again(arguments: Arguments, found: Attestation, subject: Subject) -> str:
    from installer_cli.agent.command import AgentCommand
    from installer_cli.errors import ERRORS
    from installer_cli.evals.caps import Caps
    from installer_cli.evals.players import LiveAgent, Replay
    from installer_cli.evals.produce import MINUTES, USD, Judging, RunPlan, produce_report
    from installer_cli.numbers import number_of
    from packformat.evals.compare import first_difference

    replay = arguments.value("replay")

    def player_in(scratch: str) -> Player:
        if replay is not None:
            return Replay(subject, replay)
        return LiveAgent(subject, AgentCommand(arguments.value("agent_cmd") or ""), scratch)

    plan = RunPlan(
        subject.cases(found.evidence.cases),
        arms=tuple(found.evidence.arms),
        repeat=found.evidence.repeat,
        need=found.evidence.need,
        caps=Caps(
            number_of(arguments, "max_cost", USD, command=COMMAND.name),
            number_of(arguments, "max_minutes", MINUTES, command=COMMAND.name),
        ),
        judging=Judging(against=arguments.value("against")),
    )
    report = produce_report(subject, plan, player_in, lambda _done: None).report.document()
    if replay is not None:
        difference = first_difference(found.report, report)
        shown = f"all {found.evidence.runs} runs replay to the letter"
    else:
        same = report["verdict"] == found.evidence.verdict
        difference = "" if same else f"{found.evidence.verdict} there, {report['verdict']} here"
        shown = f"{report['runs']['made']} runs here end the same: {report['verdict']}"
    if difference:
        raise ERRORS.error("E_ATTESTED_DIFFERS", difference=difference)
    return shown
