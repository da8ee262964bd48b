"""Going back in time: the way to how a project was before some runs."""

from __future__ import annotations

from installer_cli.aim import aim_back
from installer_cli.errors import ERRORS
from installer_cli.flow import Intent, proceed
from installer_cli.history import compose
from installer_cli.wants import Wants

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.history import Entry
    from installer_cli.session import Session


def go_back(session: Session, arguments: Arguments, command: str, entries: Sequence[Entry]) -> int:
    """Undo runs, given oldest first, in one; raises E_HISTORY_EMPTY when there are none."""
    if not entries:
        raise ERRORS.error("E_HISTORY_EMPTY")
    entry = compose(entries)
    aim = aim_back(earlier_wants(session.wants(), entry), entry, session.receipts())
    return proceed(session, arguments, Intent(command, [], arguments.words), aim)


def earlier_wants(now: Wants, entry: Entry) -> Wants:
    """The project's file as it was; where the user has edited it since, only what the run changed in it."""
    before, after = entry.wants
    if now.text == (after or ""):
        return Wants(before or "")
    then, left = Wants(before or "").packs, Wants(after or "").packs
    again = {name: str(spec) for name, spec in then.items() if left.get(name) != spec}
    gone = [name for name in left if name not in then and name in now.packs]
    return now.change(again, gone)
