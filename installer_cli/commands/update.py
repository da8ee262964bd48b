"""``ctxpack update``: take newer releases, and move nothing that need not move."""

from __future__ import annotations

from installer_cli.arguments import INSTALLING, MIN_AGE, Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.choose import Choice
    from installer_cli.console import Console
    from packformat.errors import CtxpackError
    from packformat.lockfile import Lockfile
    from packformat.names import PackName

COMMAND = Command(
    "update",
    "Take the newest releases that `ctxpack.toml` allows; packs that are not named move only when they must.",
    positional=Positional("PACK", "the packs to update; none for all", source="installed"),
    options=(*INSTALLING, MIN_AGE),
    epilog="Example: ctxpack update accounting-close",
)


def run(arguments: Arguments, console: Console) -> int:
    """Choose anew, and carry out what follows."""
    if arguments.flag("allow"):
        from installer_cli.consent import check_kinds

        check_kinds(arguments)
    from installer_cli.age import youngest
    from installer_cli.aim import aim_at
    from installer_cli.choose import from_registry, load_flow, wanted_by
    from installer_cli.intent import Intent
    from installer_cli.narrow import narrow
    from installer_cli.typed import typed
    from packformat.names import PackName

    names = [typed(PackName.parse, word) for word in arguments.words]
    intent = Intent("update", names)
    with Session(arguments, console) as session, session.locked():
        wants, lockfile = session.wants(), session.lockfile()
        _check_locked(names, lockfile)
        choice = from_registry(
            session.registry(wants),
            lockfile,
            wanted_by(wants),
            fresh=names or lockfile.packs,
            not_after=youngest(arguments),
            policies=session.policies(),
            meanwhile=load_flow,
            despite_lost=True,
        )
        intent.failure = _failure(console, choice, names)
        choice = narrow(choice, wants, session)
        aim = aim_at(session.note_registry(wants), choice.packs, session.receipts(), session.targets())
        intent.releases = choice.releases
        from installer_cli.flow import proceed

        return proceed(session, arguments, intent, aim)


def _failure(console: Console, choice: Choice, names: Sequence[PackName]) -> CtxpackError | None:
    """What all packs cannot be updated for; raises it where it is about one that is named."""
    for name in names:
        if name in choice.lost:
            raise choice.lost[name]
    if not choice.lost:
        return None
    from installer_cli.gone import tell_lost

    failure = tell_lost(console, choice.lost)
    if names and failure:
        console.warn(failure.message, failure.hint)
        return None
    return failure


def _check_locked(names: Sequence[PackName], lockfile: Lockfile) -> None:
    from installer_cli.errors import ERRORS
    from installer_cli.suggest import did_you_mean

    for name in names:
        if name not in lockfile.packs:
            raise ERRORS.error("E_NOT_INSTALLED", pack=name, suggestion=did_you_mean(name, lockfile.packs))
