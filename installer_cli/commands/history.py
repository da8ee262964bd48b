"""``ctxpack history``: the runs that changed the project."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "history",
    "Show the runs that changed the project, newest first; each can be gone back to.",
    positional=Positional("", "", maximum=0),
)


def run(arguments: Arguments, console: Console) -> int:
    """Print one line a run."""
    from installer_cli.history import read_entries

    with Session(arguments, console) as session:
        session.settle()
        entries = list(reversed(read_entries(session.project)))
    for entry in entries:
        console.data(f"{entry.number:>4}  {entry.time}  {entry.command}")
    if not entries:
        console.note("Nothing has happened here yet")
    runs = [
        {
            "number": entry.number,
            "time": entry.time,
            "command": entry.command,
            "packs": sorted(entry.receipts),
        }
        for entry in entries
    ]
    console.result({"command": "history", "runs": runs})
    return 0
