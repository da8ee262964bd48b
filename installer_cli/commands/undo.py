"""``ctxpack undo``: take the last run back."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "undo",
    "Take the last run back, keeping what you have changed since. Undoing again brings it back.",
    positional=Positional("", "", maximum=0),
    options=(
        Option("--yes", "do not ask about the plan", short="-y"),
        Option("--dry-run", "show the plan and change nothing"),
    ),
)


def run(arguments: Arguments, console: Console) -> int:
    """Go back to how things were before the last run."""
    from installer_cli.goback import go_back
    from installer_cli.history import read_entries

    with Session(arguments, console) as session, session.locked():
        entries = read_entries(session.project)
        return go_back(session, arguments, "undo", entries[-1:])
