"""``ctxpack doctor``: everything that is wrong with the project, each with what to do."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.health.trouble import Trouble

COMMAND = Command(
    "doctor",
    "Look for everything that is wrong: files, locks, edits, expired packs, policies, memories that "
    "contradict each other, the agent, the registry.",
    positional=Positional("", "", maximum=0),
    epilog="Example: ctxpack doctor --offline",
)


def run(arguments: Arguments, console: Console) -> int:
    """Print what is wrong with what to do; end with an error when it is more than worth knowing."""
    from installer_cli.health.trouble import PROBLEM

    with Session(arguments, console) as session:
        troubles = list(_examine(session))
    problems = [trouble for trouble in troubles if trouble.severity == PROBLEM]
    for trouble in troubles:
        color = "red" if trouble.severity == PROBLEM else "yellow"
        console.data(f"{console.paint(trouble.severity, color)}[{trouble.code}]: {trouble.text}")
        console.data(f"  {trouble.hint}")
    document = {"command": "doctor", "troubles": [trouble.as_dict() for trouble in troubles]}
    if problems:
        from installer_cli.errors import ERRORS

        count = counted(len(problems), "problem")
        error = ERRORS.error("E_UNWELL", count=count)
        console.fail(error, document)
        return error.exit_code
    console.note("Worth knowing, and nothing is wrong" if troubles else "Nothing is wrong")
    console.result(document)
    return 0


def _examine(session: Session) -> Iterator[Trouble]:
    """Look at our files first: what they say is looked at only when they can be read."""
    from installer_cli.health.files import check_files, check_rest
    from installer_cli.health.trouble import PROBLEM

    troubles = list(check_files(session))
    yield from troubles
    if any(trouble.severity == PROBLEM for trouble in troubles):
        return
    from installer_cli.health.agent import check_agent
    from installer_cli.health.knowledge import check_knowledge
    from installer_cli.health.packs import check_packs
    from installer_cli.health.policy import check_policy
    from installer_cli.health.registry import check_registry

    receipts = session.receipts()
    yield from check_packs(session, receipts)
    yield from check_policy(session, receipts)
    yield from check_knowledge(session, receipts)
    yield from check_rest(session)
    yield from check_agent(session, receipts)
    if receipts or session.wants().packs:
        yield from check_registry(session, receipts)
