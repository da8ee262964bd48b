"""``ctxpack resolve``: end the conflicts that a merge has left."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.conflicts import Conflict
    from installer_cli.console import Console

COMMAND = Command(
    "resolve",
    "End conflicts: files that you and a pack have both changed in the same places.",
    positional=Positional("FILE", "files in conflict; none to list them", source="files"),
    options=(
        Option("--mine", "your text is right as it stands"),
        Option("--theirs", "take the pack's text in place of yours, which the history keeps"),
        Option("--marked", "write both into the file, between markers, for you to edit"),
        Option("--all", "every file in conflict"),
    ),
    epilog="Example: ctxpack resolve --mine .claude/skills/accounting-close/README.md",
)
_WAYS = ("mine", "theirs", "marked")


def run(arguments: Arguments, console: Console) -> int:
    """List the conflicts, or end those that are named."""
    from installer_cli.conflicts import find_conflicts, resolve_conflicts

    way = _way(arguments)
    with Session(arguments, console) as session, session.locked():
        conflicts = find_conflicts(session)
        if way:
            chosen = _choose(arguments, conflicts)
            resolve_conflicts(session, chosen, way)
            for conflict in chosen:
                console.note(f"Resolved with {_WORDS[way]}: {conflict.path}")
        else:
            chosen = conflicts
            for conflict in conflicts:
                console.data(conflict.path)
            console.note(f"{len(conflicts)} in conflict" if conflicts else "Nothing is in conflict")
    paths = [conflict.path for conflict in chosen]
    console.result({"command": "resolve", "with": way, "files": paths})
    return 0


_WORDS = {"mine": "your text", "theirs": "the pack's text", "marked": "both texts, between markers"}


def _way(arguments: Arguments) -> str | None:
    from installer_cli.errors import ERRORS

    ways = [way for way in _WAYS if arguments.flag(way)]
    if len(ways) > 1 or (arguments.words and not ways):
        reason = "choose one of --mine, --theirs and --marked"
        raise ERRORS.error("E_USAGE_VALUE", option="--mine", reason=reason, command="resolve")
    return ways[0] if ways else None


def _choose(arguments: Arguments, conflicts: Sequence[Conflict]) -> list[Conflict]:
    from installer_cli.errors import ERRORS
    from installer_cli.suggest import did_you_mean

    by_path = {conflict.path: conflict for conflict in conflicts}
    if arguments.flag("all"):
        return list(by_path.values())
    if not arguments.words:
        raise ERRORS.error("E_USAGE_MISSING", metavar="FILE, or `--all`", command="resolve")
    for word in arguments.words:
        if word not in by_path:
            raise ERRORS.error("E_NO_CONFLICT", path=word, suggestion=did_you_mean(word, by_path))
    return [by_path[word] for word in arguments.words]
