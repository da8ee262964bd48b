"""``ctxpack lock``: choose releases and write them down, without installing anything."""

from __future__ import annotations

from installer_cli.arguments import MIN_AGE, Command, Option, Positional
from installer_cli.console import counted
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.arguments import Arguments
    from installer_cli.choose import Choice
    from installer_cli.console import Console
    from installer_cli.wants import Wants
    from packformat.lockfile import Lockfile
    from packformat.names import PackName
    from packformat.versions import Version

    Move = tuple[PackName, Version | None, Version | None]

COMMAND = Command(
    "lock",
    "Choose releases and write `ctxpack.lock`, keeping what it has while it fits; nothing is installed.",
    positional=Positional("", "", maximum=0),
    options=(
        Option(
            "--check", "ask nobody and write nothing; end with 5 unless `ctxpack.lock` fits `ctxpack.toml`"
        ),
        MIN_AGE,
    ),
)


def run(arguments: Arguments, console: Console) -> int:
    """Print a line for each pin that changes, and write the lockfile."""
    from installer_cli.choose import check_pins
    from installer_cli.policy.hold import hold
    from packformat.lockfile import Lockfile

    with Session(arguments, console) as session, session.locked():
        wants, before = session.wants(), session.lockfile()
        check_pins(before, session.receipts())
        if arguments.flag("check"):
            _check(before, wants)
        choice = _choose(session, arguments, wants, before)
        hold(session, wants, choice.packs)
        after = Lockfile(choice.packs.values())
        moves = list(_moves(before, after))
        for name, old, new in moves:
            console.note(f"{name} {f'{old} → {new}' if old and new else new or 'is no longer required'}")
        _write(session, session.note_registry(wants), after)
        session.remember(choice.releases.values())
    console.note(f"Locked {counted(len(after.packs), 'pack')}{'' if moves else ', as before'}")
    packs = {name: str(pack.version) for name, pack in after.packs.items()}
    changes = [
        {"name": name, "from": str(old) if old else None, "to": str(new) if new else None}
        for name, old, new in moves
    ]
    console.result({"command": "lock", "packs": packs, "changes": changes})
    return 0


def _choose(session: Session, arguments: Arguments, wants: Wants, lockfile: Lockfile) -> Choice:
    from installer_cli.age import youngest
    from installer_cli.choose import from_lockfile, from_registry, wanted_by
    from installer_cli.narrow import narrow

    wanted, not_after = wanted_by(wants), youngest(arguments)
    choice = from_lockfile(lockfile, wanted, wants.only)
    if choice:
        return choice
    found = from_registry(
        session.registry(wants), lockfile, wanted, not_after=not_after, policies=session.policies()
    )
    return narrow(found, wants, session)


def _moves(before: Lockfile, after: Lockfile) -> Iterator[Move]:
    """What becomes of each pin that changes: its name, the version before, the version after."""
    for name in sorted({*before.packs, *after.packs}):
        old, new = before.packs.get(name), after.packs.get(name)
        if old != new:
            yield name, old.version if old else None, new.version if new else None


def _check(lockfile: Lockfile, wants: Wants) -> None:
    from installer_cli.drift import stale_pins
    from installer_cli.errors import ERRORS

    stale = stale_pins(lockfile, wants)
    if stale:
        raise ERRORS.error("E_LOCK_STALE", reasons=stale)


def _write(session: Session, wants: Wants, lockfile: Lockfile) -> None:
    """Raises E_WRITTEN_SINCE where somebody wrote to one of the two while the registry was asked."""
    from installer_cli.project import LOCKFILE, MANIFEST
    from installer_cli.stage import Stage

    with Stage(session.project, ()) as stage:
        for path, text in ((MANIFEST, wants.text), (LOCKFILE, lockfile.to_text())):
            data = text.encode("utf-8")
            if data != session.project.read(path) and (text or session.project.has(path)):
                stage.write(path, data)
        if not stage.is_empty:
            session.check_unwritten()
            stage.commit()
