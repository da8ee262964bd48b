"""``ctxpack memory tidy``: keep memories short and lasting."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.project import Project

COMMAND = Command(
    "memory tidy",
    "Take out entries that others repeat, write dates for words such as `yesterday`, and move the oldest "
    "entries of what is too long to be loaded.",
    positional=Positional("PACK", "tidy this pack's memories alone", maximum=1),
    options=(
        Option("--dry-run", "show what would change, and change nothing"),
        Option("--undo", "take the last tidying back"),
        Option("--if-due", "only at the end of the fifth session or later, and of a day or more"),
    ),
    epilog="What a pack manages, and a wiki's sources, are left alone. Each `--if-due` counts as the end of "
    "a session: in Claude Code `ctxpack memory tidy --if-due` is the command of a `SessionEnd` hook.",
)


def run(arguments: Arguments, console: Console) -> int:
    """Show each change as a difference, and make them."""
    from installer_cli.knowledge.plan import carry_out, plan_tidy, undo_tidy

    dry = arguments.flag("dry_run")
    with Session(arguments, console) as session, session.locked():
        if arguments.flag("undo"):
            paths = undo_tidy(session.project)
            console.note(f"Took back the last tidying of {counted(len(paths), 'file')}")
            console.result({"command": "memory tidy", "undone": paths})
            return 0
        if arguments.flag("if_due") and not _is_due(session.project, console):
            return 0
        pack = arguments.words[0] if arguments.words else None
        changes = plan_tidy(session.project, session.receipts().values(), pack)
        for change in changes:
            console.note(f"{change.path}: {change.why}")
            console.data(_difference(change.path, change.before or "", change.after))
        if changes and not dry:
            carry_out(session.project, changes)
    if not changes:
        console.note("Nothing to tidy")
    elif dry:
        console.note("Nothing was changed: this was a dry run")
    else:
        console.note("Done; `ctxpack memory tidy --undo` takes it back")
    rows = [{"path": change.path, "new": change.before is None, "why": change.why} for change in changes]
    console.result({"command": "memory tidy", "dry_run": dry, "changes": rows})
    return 0


def _is_due(project: Project, console: Console) -> bool:
    """Count the end of a session, and say what is still to wait for."""
    import datetime

    from installer_cli.knowledge.due import LEAST, SESSIONS, one_more

    now = datetime.datetime.now(datetime.UTC)
    count = one_more(project, now)
    if count is None:
        return True
    passed, least = (span // datetime.timedelta(hours=1) for span in (now - count.since, LEAST))
    ended = f"{count.sessions} of {counted(SESSIONS, 'session')}"
    console.note(f"Not due yet: {ended} and {passed} of {least} hours have passed")
    console.result({"command": "memory tidy", "due": False, "dry_run": False, "changes": []})
    return False


def _difference(path: str, before: str, after: str) -> str:
    import difflib

    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm="", n=1
    )
    return "\n".join(lines)
