"""``ctxpack memory tidy``: keep memories short and lasting."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "memory tidy",
    "Take out entries that others repeat, write dates for words such as `yesterday`, and move the oldest "
    "entries of what is too long to be loaded.",
    positional=Positional("PACK", "tidy this pack's memories alone", maximum=1),
    options=(
        Option("--dry-run", "show what would change, and change nothing"),
        Option("--undo", "take the last tidying back"),
    ),
    epilog="What a pack manages, and a wiki's sources, are left alone.",
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


def _difference(path: str, before: str, after: str) -> str:
    import difflib

    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm="", n=1
    )
    return "\n".join(lines)
