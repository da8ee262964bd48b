"""``ctxpack settle``: decide which pack's word holds here, or why both stand."""

from __future__ import annotations

from installer_cli.arguments import Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.wants import Wants
    from packformat.statements.held import Decision, Holding

COMMAND = Command(
    "settle",
    "Decide whose word holds where packs say different things under one name; it is kept in `ctxpack.toml`.",
    positional=Positional("NAME", "the name of the statement", minimum=1, maximum=1),
    options=(
        Option("--follow", "the pack whose word holds here", metavar="PACK"),
        Option("--reason", "why; without `--follow`, why both stand", metavar="TEXT"),
        Option("--undo", "take back what was decided"),
    ),
    epilog='Example: ctxpack settle "Approval limit" --follow our-house --reason "Our board, March 2026"',
)


def run(arguments: Arguments, console: Console) -> int:
    """Note the decision, and tell the agent what holds now."""
    from installer_cli.statements.words import provenance, quoted
    from packformat.statements.statement import key_of

    name, decision = arguments.words[0], _decision(arguments)
    with Session(arguments, console) as session, session.locked():
        wants = session.wants().with_settled(name, decision)
        holding = _keep(session, wants, name)
    rows = [held for held in holding.held if held.statement.key == key_of(name)]
    for held in rows:
        console.data(f"{quoted(held.word.value)}  {provenance(held)}")
    if decision and key_of(name) in holding.idle:
        console.warn(
            f"no packs that are installed part over `{name}`, or `{decision.follow}` says nothing of it",
            "see what there is: `ctxpack statements --parted`",
        )
    shown = [{"pack": held.word.pack, "value": held.word.value} for held in rows]
    document = decision._asdict() if decision else {"follow": "", "reason": ""}
    console.result({"command": "settle", "name": name, **document, "statements": shown})
    return 0


def _decision(arguments: Arguments) -> Decision | None:
    """What is decided; raises E_USAGE_MISSING for nothing, and E_NAME."""
    from installer_cli.errors import ERRORS
    from packformat.names import PackName
    from packformat.statements.held import Decision

    follow, reason = arguments.value("follow"), (arguments.value("reason") or "").strip()
    if arguments.flag("undo"):
        return None
    if not follow and not reason:
        raise ERRORS.error("E_USAGE_MISSING", metavar="--follow PACK or --reason TEXT", command="settle")
    return Decision(str(PackName.parse(follow)) if follow else "", reason)


def _keep(session: Session, wants: Wants, name: str) -> Holding:
    """Write the decision down and tell the agent of it, both or neither.

    In a project that is not as its lockfile says only the decision is written: what it leads to is told by
    the next installation.
    """
    from installer_cli.aim import aim_at
    from installer_cli.change import Change
    from installer_cli.statements.settle import as_word

    receipts, packs = session.receipts(), session.lockfile().packs
    placed = {other: receipt.as_locked() for other, receipt in receipts.items()}
    if placed == packs:
        change = Change(session, aim_at(wants, packs, receipts, session.targets()))
        powers = {other: receipt.powers for other, receipt in receipts.items()}
        change.carry_out(change.plan(), f"settle {as_word(name)}", powers)
        return change.holding
    from installer_cli.project import MANIFEST
    from installer_cli.stage import Stage
    from packformat.statements.held import Holding

    with Stage(session.project, ()) as stage:
        stage.write(MANIFEST, wants.text.encode("utf-8"))
        stage.commit()
    session.console.note("Noted; `ctxpack install` brings the packs here to what it says")
    return Holding()
