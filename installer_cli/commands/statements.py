"""``ctxpack statements``: what the packs here lay down by name, and whose word holds."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from packformat.statements.held import Held, Holding

COMMAND = Command(
    "statements",
    "Show the rules, figures, terms and claims that hold here: whose each is, and what gave way to it.",
    positional=Positional("NAME", "show only these names; none for all"),
    options=(Option("--parted", "only what packs say differently, overridden, decided or not"),),
    epilog='Example: ctxpack statements "Approval limit"',
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a line a statement, and what packs part over."""
    from installer_cli.statements.gather import installed
    from installer_cli.statements.settle import refuse_parted
    from installer_cli.statements.words import provenance, quoted, tension_sentence
    from packformat.errors import printable

    with Session(arguments, console) as session:
        session.settle()
        holding = installed(session.project, session.receipts(), session.wants())
    if holding.cycle:
        refuse_parted(holding)
    rows = _chosen(holding, arguments)
    for held in rows:
        statement = held.statement
        place = f"{statement.path}:{statement.line}"
        console.data(f"{printable(statement.name)}: {quoted(held.word.value)}")
        console.data(f"  {provenance(held)}  ({place})")
    for tension in holding.tensions:
        why = (
            f"both stand: {printable(tension.reason)}" if tension.reason else "not settled: `ctxpack settle`"
        )
        console.note(f"{tension_sentence(tension)}; {why}")
    console.note(f"{counted(len(rows), 'statement')}, {len(holding.replaced)} in the place of another")
    console.result(_document(rows, holding))
    return 0


def _chosen(holding: Holding, arguments: Arguments) -> list[Held]:
    """What is asked for: by name, or only where there is more than one word."""
    from packformat.statements.statement import key_of

    keys = {key_of(word) for word in arguments.words}
    parted = {key_of(tension.name) for tension in holding.tensions}
    return [
        held
        for held in holding.held
        if (not keys or held.statement.key in keys)
        and (not arguments.flag("parted") or held.gave_way or held.decided or held.statement.key in parted)
    ]


def _document(rows: list[Held], holding: Holding) -> dict[str, object]:
    from installer_cli.statements.words import missed_sentence, moved_sentence, undecided_sentence

    return {
        "command": "statements",
        "statements": [
            {
                "name": held.statement.name,
                "value": held.word.value,
                "pack": held.word.pack,
                "source": held.word.source,
                "until": held.word.until,
                "stated_by": held.statement.pack,
                "path": held.statement.path,
                "line": held.statement.line,
                "in_place_of": [{"pack": word.pack, "value": word.value} for word in held.gave_way],
                "decided": held.decided,
            }
            for held in rows
        ],
        "tensions": [
            {
                "name": tension.name,
                "reason": tension.reason,
                "sides": [{"pack": held.word.pack, "value": held.word.value} for held in tension.sides],
            }
            for tension in holding.tensions
        ],
        "undecided": [undecided_sentence(item) for item in holding.undecided],
        "missed": [missed_sentence(item) for item in holding.missed],
        "moved": [moved_sentence(item) for item in holding.moved],
    }
