"""Plan, show, ask, do, tell: how every command that changes a project goes on once it knows what it wants."""

from __future__ import annotations

import time

from installer_cli.consent import Powers, agree
from installer_cli.errors import ERRORS
from installer_cli.plan import ADD, CONFLICT, REMOVE, UPDATE
from installer_cli.show import plan_document, show_plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from installer_cli.arguments import Arguments
    from installer_cli.change import Change
    from installer_cli.console import Console
    from installer_cli.plan import Plan
    from installer_cli.session import Session
    from packformat.names import PackName

OK = 0
_DONE = {ADD: "Installed", UPDATE: "Updated", REMOVE: "Removed"}


class Intent:
    """What a run is about: the command line to repeat it, and the packs that the user named."""

    __slots__ = ("command", "named", "started")

    def __init__(self, command: str, named: Collection[PackName]):
        self.command = command
        self.named = named
        self.started = time.monotonic()

    @property
    def rerun(self) -> str:
        """The command line that does the same again."""
        return " ".join(["ctxpack", self.command, *self.named])


def proceed(
    session: Session,
    arguments: Arguments,
    intent: Intent,
    change: Change,
) -> int:
    """Carry a change out, from its plan to the last word; returns the exit code."""
    console = session.console
    plan = change.plan()
    powers = Powers(plan, change.releases)
    show_plan(console, plan, powers, change.releases)
    dry = arguments.flag("dry_run")
    if not dry:
        agree(console, powers, arguments.values("allow"), intent.rerun)
        if not powers.new and not arguments.flag("yes"):
            _confirm(console, plan, intent)
        change.carry_out(plan, powers.all)
        session.remember()
    _tell(console, plan, intent, dry=dry)
    document = {"command": intent.command, "dry_run": dry, **plan_document(plan, powers, change.releases)}
    conflicts = plan.paths(CONFLICT)
    if conflicts and not dry:
        raise _conflict(plan)
    console.result(document)
    return OK


def _confirm(console: Console, plan: Plan, intent: Intent) -> None:
    """At a terminal, ask before doing more than was asked for; raises E_DECLINED."""
    more = [pack for pack in plan.changed if pack.name not in intent.named]
    if more and intent.named and console.can_ask and not console.ask("Go on?"):
        raise ERRORS.error("E_DECLINED")


def _tell(console: Console, plan: Plan, intent: Intent, *, dry: bool) -> None:
    took = f"in {(time.monotonic() - intent.started) * 1000:.0f} ms"
    if plan.is_empty:
        count = len(plan.packs)
        console.note(f"Nothing to do: {count} pack{'' if count == 1 else 's'} in place, checked {took}")
    elif dry:
        console.note("Nothing was changed: this was a dry run")
    else:
        for action, done in _DONE.items():
            count = sum(pack.action == action for pack in plan.packs)
            if count:
                console.note(f"{done} {count} pack{'' if count == 1 else 's'} {took}")


def _conflict(plan: Plan) -> Exception:
    pack = next(pack for pack in plan.packs if pack.paths(CONFLICT))
    paths = pack.paths(CONFLICT)
    count = f"{len(paths)} file{'' if len(paths) == 1 else 's'}"
    return ERRORS.error("E_CONFLICT_EDITED", count=count, pack=pack.name, paths=", ".join(paths))
