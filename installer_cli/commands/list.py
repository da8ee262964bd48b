"""``ctxpack list``: what is installed, and whether it was wanted or required."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.receipt import Receipt
    from packformat.names import PackName

COMMAND = Command("list", "Show what is installed in the project.", positional=Positional("", "", maximum=0))


def run(arguments: Arguments, console: Console) -> int:
    """Print one line a pack."""
    from installer_cli.advised import warn_of_advisories
    from installer_cli.validity import validity_warning

    with Session(arguments, console) as session:
        session.settle()
        receipts = session.receipts()
        wanted = session.wants().packs
        for receipt in receipts.values():
            console.data(f"{receipt.name} {receipt.version}{_remark(receipt, wanted, receipts)}")
        warnings = {name: validity_warning(session.project, receipt) for name, receipt in receipts.items()}
        for name, warning in warnings.items():
            if warning:
                console.warn(warning, f"look for a newer one: `ctxpack update {name}`")
        targets = session.targets()
        if targets:
            from packformat.targets.agents import TARGETS

            titles = ", ".join(TARGETS[target].title for target in targets)
            console.note(f"Read by Claude Code, and by {titles}")
        parted = _parted(session, receipts)
        advisories = warn_of_advisories(session, receipts.values())
        if not receipts:
            console.note("Nothing is installed here")
        packs = [
            {
                "name": receipt.name,
                "version": str(receipt.version),
                "archive": receipt.archive,
                "only": list(receipt.only),
                "wanted": receipt.name in wanted,
                "required_by": _requirers(receipt.name, receipts),
                "powers": list(receipt.powers),
                "validity": warnings[receipt.name],
                "advisories": [one.as_dict() for one in advisories.get(receipt.name, ())],
            }
            for receipt in receipts.values()
        ]
        console.result(
            {
                "command": "list",
                "project": session.project.root,
                "targets": targets,
                "packs": packs,
                "parted": parted,
            }
        )
        return 0


def _parted(session: Session, receipts: Mapping[PackName, Receipt]) -> list[str]:
    """What the packs here say differently under one name, and nobody has settled; said as a warning each."""
    if len(receipts) <= 1:
        return []
    from installer_cli.statements.gather import installed
    from installer_cli.statements.words import open_tensions, tension_sentence, undecided_sentence

    holding = installed(session.project, receipts, session.wants())
    parted = [undecided_sentence(one) for one in holding.undecided]
    parted += [tension_sentence(one) for one in open_tensions(holding.tensions)]
    for sentence in parted:
        session.console.warn(sentence, "say which holds here, or why both stand: `ctxpack settle`")
    return parted


def _remark(receipt: Receipt, wanted: Container[str], receipts: Mapping[PackName, Receipt]) -> str:
    """Which part of the pack is here, or for whom the pack is."""
    if receipt.only:
        return f"  (only {', '.join(receipt.only)})"
    requirers = ", ".join(_requirers(receipt.name, receipts))
    if receipt.name in wanted:
        return ""
    return (
        f"  (required by {requirers})"
        if requirers
        else "  (nothing wants it: `ctxpack install` takes it out)"
    )


def _requirers(name: PackName, receipts: Mapping[PackName, Receipt]) -> list[str]:
    return [
        other.name
        for other in receipts.values()
        if any(requirement.name == name for requirement in other.requires)
    ]
