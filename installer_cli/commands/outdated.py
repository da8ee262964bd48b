"""``ctxpack outdated``: which packs have newer releases, and which of them an update would take."""

from __future__ import annotations

from installer_cli.arguments import MIN_AGE, Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console

COMMAND = Command(
    "outdated",
    "Show the packs that have newer releases or advisories, and what `ctxpack update` would make of them.",
    positional=Positional("", "", maximum=0),
    options=(MIN_AGE,),
)


def run(arguments: Arguments, console: Console) -> int:
    """Print one line for each pack that is not the newest, was yanked, or has an advisory."""
    from installer_cli.age import youngest
    from installer_cli.choose import Choice
    from installer_cli.standing import Standing, choose_anew

    with Session(arguments, console) as session:
        session.settle()
        lockfile = session.lockfile()
        choice = choose_anew(session, lockfile, youngest(arguments)) if lockfile.packs else Choice({})
        standings = [Standing(pack, choice) for pack in lockfile.packs.values()]
    shown = [standing for standing in standings if not standing.is_current]
    for standing in shown:
        console.data(str(standing))
    if not shown and not choice.lost:
        console.note(
            "Every pack is the newest that there is, and nothing is known against any of them"
            if standings
            else "Nothing is locked here"
        )
    document = {"command": "outdated", "packs": [standing.as_dict() for standing in shown]}
    if choice.lost:
        from installer_cli.gone import tell_lost

        failure = tell_lost(console, choice.lost)
        if failure:
            console.fail(failure, document)
            return failure.exit_code
    console.result(document)
    return 0
