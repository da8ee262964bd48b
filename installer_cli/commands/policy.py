"""``ctxpack policy``: how this project is held against what the organisation asks."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.policy.report import Report
    from packformat.errors import CtxpackError

COMMAND = Command(
    "policy",
    "Show which policies hold here, and whether the project is as they ask; ends with 8 when it is not.",
    positional=Positional("", "", maximum=0),
    epilog="Example: ctxpack policy --json",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a line for each pack and each that has to be there; end with an error when one is not right."""
    from installer_cli.policy.report import Report

    with Session(arguments, console) as session:
        session.settle()
        report = Report(session)
    _show(console, report)
    document = {"command": "policy", **report.as_dict()}
    error = _error(report)
    if error:
        console.fail(error, document)
        return error.exit_code
    if report.policies:
        console.note("All is as it is asked for")
    console.result(document)
    return 0


def _show(console: Console, report: Report) -> None:
    from installer_cli.policy.words import place_of

    if not report.policies:
        console.note("No policy holds here")
        return
    for policy in report.policies:
        console.note(f"{policy.path} holds here{f': {policy.contact}' if policy.contact else ''}")
    for verdict in (*report.judgement.registry, *report.judgement.packs, *report.judgement.required):
        subject = f"{verdict.subject or 'no registry'} {verdict.version}".rstrip()
        console.data("  ".join([verdict.status, subject, *map(place_of, verdict.grounds)]))
    if report.files_edited:
        console.note(f"{counted(report.files_edited, 'file')} not as installed: `ctxpack verify` names them")


def _error(report: Report) -> CtxpackError | None:
    refused = report.judgement.refusals
    if not refused:
        return None
    from installer_cli.policy.words import refusal

    count = counted(len(refused), "thing")
    return refusal("E_POLICY_UNMET", refused, report.requirers, count=count)
