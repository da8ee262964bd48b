"""``ctxpack rollback``: go back to how things were after an earlier run."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "rollback",
    "Go back to how things were after a run of the history, keeping what you have changed since.",
    positional=Positional("NUMBER", "the run's number in `ctxpack history`; 0 for before the first", 1, 1),
    options=(
        Option("--yes", "do not ask about the plan", short="-y"),
        Option("--dry-run", "show the plan and change nothing"),
    ),
    epilog="Example: ctxpack rollback 3",
)


def run(arguments: Arguments, console: Console) -> int:
    """Undo every run after the one that is named, as if they had been one."""
    from installer_cli.errors import ERRORS
    from installer_cli.goback import go_back
    from installer_cli.history import read_entries

    word = arguments.words[0]
    with Session(arguments, console) as session, session.locked():
        entries = read_entries(session.project)
        numbers = [entry.number for entry in entries]
        before_first = numbers[0] - 1 if numbers else 0
        if word not in map(str, (before_first, *numbers)):
            raise ERRORS.error("E_HISTORY_NUMBER", number=word)
        return go_back(
            session, arguments, "rollback", [entry for entry in entries if entry.number > int(word)]
        )
