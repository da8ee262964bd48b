"""``ctxpack uninstall``: take packs out of the project, and what nobody requires any more."""

from __future__ import annotations

from installer_cli.arguments import ONLY, Command, Option, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.receipt import Receipt
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName

COMMAND = Command(
    "uninstall",
    "Take packs out of the project, and what only they required; what you wrote stays.",
    positional=Positional("PACK", "the packs to take out", minimum=1, source="installed"),
    options=(
        Option(
            ONLY.name,
            "give up this component only, and what nothing else of the pack needs",
            metavar=ONLY.metavar,
            repeat=True,
        ),
        Option("--yes", "do not ask about the plan", short="-y"),
        Option("--dry-run", "show the plan and change nothing"),
    ),
    epilog="Example: ctxpack uninstall accounting-close",
)


def run(arguments: Arguments, console: Console) -> int:
    """Drop packs from what is wanted, and carry out what follows."""
    from installer_cli.aim import aim_at
    from installer_cli.flow import proceed
    from installer_cli.intent import Intent
    from installer_cli.only import labels_given, parts_left
    from installer_cli.typed import typed
    from packformat.names import PackName

    labels = labels_given(arguments, "uninstall")
    names = [typed(PackName.parse, word) for word in arguments.words]
    intent = Intent("uninstall", names, [*names, *(f"--only {label}" for label in labels)])
    with Session(arguments, console) as session, session.locked():
        wants = session.wants()
        session.heed_lockfile()
        receipts = session.receipts()
        for name in names:
            _check_known(name, wants, receipts)
        parts = parts_left(wants, names[0], labels) if labels else {}
        gone = [name for name in names if not parts.get(name)]
        for name in gone:
            _check_not_required(name, gone, receipts)
        remaining = wants.change({}, [name for name in gone if name in wants.packs], {} if gone else parts)
        aim = aim_at(remaining, _still_needed(remaining, receipts, session), receipts, session.targets())
        return proceed(session, arguments, intent, aim)


def _check_known(name: PackName, wants: Wants, receipts: Mapping[PackName, Receipt]) -> None:
    from installer_cli.errors import ERRORS

    if name not in receipts and name not in wants.packs:
        from installer_cli.suggest import did_you_mean

        raise ERRORS.error("E_NOT_INSTALLED", pack=name, suggestion=did_you_mean(name, receipts))


def _check_not_required(
    name: PackName, names: Sequence[PackName], receipts: Mapping[PackName, Receipt]
) -> None:
    from installer_cli.errors import ERRORS

    requirers = sorted(
        other.name
        for other in receipts.values()
        if other.name not in names and any(requirement.name == name for requirement in other.requires)
    )
    if requirers:
        shown = ", ".join(f"`{requirer}`" for requirer in requirers)
        raise ERRORS.error("E_REQUIRED", pack=name, requirers=shown, command=" ".join([*names, *requirers]))


def _still_needed(
    wants: Wants, receipts: Mapping[PackName, Receipt], session: Session
) -> dict[PackName, LockedPack]:
    """Of what is installed, the packs that are still wanted, and those that they require."""
    from installer_cli.narrow import narrow_packs

    kept: dict[PackName, LockedPack] = {}
    waiting = list(wants.packs)
    while waiting:
        receipt = receipts.get(waiting.pop())
        if receipt and receipt.name not in kept:
            kept[receipt.name] = receipt.as_locked()
            waiting.extend(requirement.name for requirement in receipt.requires)
    return narrow_packs(kept, wants, session)
