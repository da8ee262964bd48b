"""``ctxpack sync``: bring the project to its lockfile, or with ``--frozen`` prove that it is there."""

from __future__ import annotations

from installer_cli.arguments import INSTALLING, Command, Option, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.receipt import Receipt
    from installer_cli.wants import Wants
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack, Lockfile
    from packformat.names import PackName

COMMAND = Command(
    "sync",
    "Bring the project to what `ctxpack.lock` says, choosing nothing anew.",
    positional=Positional("", "", maximum=0),
    options=(
        Option(
            "--frozen",
            "change nothing; end with 5 unless project, lockfile, receipts and bytes agree, and with 8 where "
            "a policy does not",
        ),
        *INSTALLING,
    ),
    epilog="Example: ctxpack sync --frozen",
)


def run(arguments: Arguments, console: Console) -> int:
    """Follow the lockfile, or compare everything with it."""
    if arguments.flag("allow"):
        from installer_cli.consent import check_kinds

        check_kinds(arguments)
    with Session(arguments, console) as session:
        return _prove(session) if arguments.flag("frozen") else _follow(session, arguments)


def _prove(session: Session) -> int:
    from installer_cli.drift import find_drift
    from installer_cli.errors import ERRORS
    from installer_cli.policy.hold import hold

    session.settle()
    wants, receipts = session.wants(), session.receipts()
    lockfile = _fitting_lockfile(session, wants, receipts)
    hold(session, wants, lockfile.packs)
    drift = list(find_drift(session, lockfile, receipts))
    if drift:
        raise ERRORS.error("E_DRIFT", reasons=drift)
    files = sum(len(receipt.files) for receipt in receipts.values())
    packs = counted(len(receipts), "pack")
    session.console.note(f"{packs} as locked, {counted(files, 'file')} as installed")
    session.console.result({"command": "sync", "frozen": True, "checked": files})
    return 0


def _follow(session: Session, arguments: Arguments) -> int:
    from installer_cli.aim import aim_at
    from installer_cli.flow import proceed
    from installer_cli.intent import Intent

    with session.locked():
        wants, receipts = session.wants(), session.receipts()
        packs = _fitting_lockfile(session, wants, receipts).packs
        intent = Intent("sync", [])
        intent.releases = _releases(session, wants, packs, receipts)
        return proceed(session, arguments, intent, aim_at(wants, packs, receipts, session.targets()))


def _fitting_lockfile(session: Session, wants: Wants, receipts: Mapping[PackName, Receipt]) -> Lockfile:
    from installer_cli.choose import check_pins
    from installer_cli.drift import stale_pins
    from installer_cli.errors import ERRORS
    from installer_cli.project import LOCKFILE, MANIFEST

    if not (session.project.has(MANIFEST) or session.project.has(LOCKFILE)):
        raise ERRORS.error("E_PROJECT_NONE", path=session.project.root)
    lockfile = session.lockfile()
    check_pins(lockfile, receipts)
    stale = stale_pins(lockfile, wants)
    if stale:
        raise ERRORS.error("E_LOCK_STALE", reasons=stale)
    return lockfile


def _releases(
    session: Session,
    wants: Wants,
    packs: Mapping[PackName, LockedPack],
    receipts: Mapping[PackName, Receipt],
) -> dict[PackName, ReleaseEntry]:
    """What the packs to be brought may do and cost: remembered, or computed from their bytes."""
    from installer_cli.recall import recall_releases

    releases, unknown = recall_releases(session, wants, packs.values(), receipts)
    if unknown:
        from installer_cli.describe import describe
        from installer_cli.library import Library

        library = Library(session, wants)
        library.open(unknown)
        releases |= {pack.name: describe(library.volume(pack).source) for pack in unknown}
    return releases
