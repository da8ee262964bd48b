"""Plan, show, ask, do, tell: how every command that changes a project goes on once it knows what it wants."""

from __future__ import annotations

import time

from installer_cli.advised import accept
from installer_cli.change import Change
from installer_cli.consent import agree
from installer_cli.console import counted
from installer_cli.costs import check_limit
from installer_cli.errors import ERRORS
from installer_cli.guide import LONGEST_SENTENCE
from installer_cli.outlook import foresee
from installer_cli.plan import ADD, CONFLICT, REMOVE, SAME, UPDATE
from installer_cli.policy.hold import hold
from installer_cli.project import ATTRIBUTES
from installer_cli.show import plan_document, show_plan
from installer_cli.stamp import write_stamp
from installer_cli.statements.page import PAGE
from installer_cli.statements.settle import refuse_parted
from installer_cli.target import inputs_path
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from installer_cli.aim import Aim
    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.intent import Intent
    from installer_cli.outlook import Outlook
    from installer_cli.plan import Plan
    from installer_cli.project import Project
    from installer_cli.session import Session
    from packformat.errors import CtxpackError

OK = 0
_GOING_BACK = ("undo", "rollback")
"""Commands that take back what a run did, which may have been to no file: ending a conflict, for one."""
_TAKING_AWAY = ("uninstall", *_GOING_BACK)
"""Commands that bring nothing new, by which a project also becomes what a policy asks."""
_DONE = {ADD: "Installed", UPDATE: "Updated", REMOVE: "Removed"}
_PUT_BACK = {**_DONE, UPDATE: "Put back"}


def proceed(session: Session, arguments: Arguments, intent: Intent, aim: Aim) -> int:
    """Go the whole way to an aim, from the plan to the last word; returns the exit code."""
    console = session.console
    _hold(session, intent, aim)
    change = Change(session, aim)
    plan = change.plan()
    refuse_parted(change.holding)
    outlook = foresee(
        session,
        aim,
        plan,
        intent.releases,
        guides=change.guides(plan),
        parts=change.parts(plan),
        holding=change.holding,
    )
    powers = outlook.powers
    show_plan(console, plan, outlook)
    check_limit(outlook.costs, arguments)
    checked = _judge(change, plan, intent, console) if arguments.flag("check") else {}
    dry, made = arguments.flag("dry_run"), False
    if not dry:
        agree(console, powers, arguments)
        accept(session, plan, outlook, arguments)
        if not powers.new and not arguments.flag("yes"):
            _confirm(console, plan, intent)
        lacked = not session.project.has(PAGE)
        change.carry_out(plan, intent.told, powers.all)
        made = lacked and session.project.has(PAGE)
        session.remember(intent.releases.values())
        _stamp(session, aim, plan)
    _tell(console, plan, intent, dry=dry, made=made)
    if not dry:
        _lead_on(console, outlook, intent, aim)
    document = {"command": intent.command, "dry_run": dry, **plan_document(plan, outlook), **checked}
    error = (None if dry else _unresolved(plan)) or intent.failure
    if error:
        console.fail(error, document)
        return error.exit_code
    console.result(document)
    return OK


def _hold(session: Session, intent: Intent, aim: Aim) -> None:
    """Before a byte of a pack is brought; raises E_POLICY_REFUSED, also in a dry run."""
    before = {name: receipt.as_locked() for name, receipt in aim.installed.items()}
    hold(session, aim.wants, aim.packs, instead_of=before if intent.command in _TAKING_AWAY else None)


def _judge(change: Change, plan: Plan, intent: Intent, console: Console) -> dict[str, object]:
    """What this program's own rules say of what comes, for JSON; raises what `judge_brought` does."""
    from installer_cli.judged import judge_brought

    return {"checked": judge_brought(change.brought(plan), intent.releases, console)}


def _stamp(session: Session, aim: Aim, plan: Plan) -> None:
    """Where every file is the pack's own, let the next run see at a glance that there is nothing to do."""
    paths = plan.paths(SAME)
    if plan.is_empty and len(paths) == sum(len(pack.files) for pack in plan.packs):
        whole = [name for name in aim.wants.packs if name not in aim.wants.only]
        write_stamp(session.project, len(plan.packs), whole, [*paths, *_made(session.project, aim, plan)])


def _made(project: Project, aim: Aim, plan: Plan) -> list[str]:
    """The files that follow from the packs and are none of theirs; one that has gone is made again."""
    shared = [change.path for change in plan.shared.changes] if plan.shared else []
    values = [inputs_path(pack) for pack in aim.wants.inputs]
    return [path for path in (*shared, *values, PAGE, ATTRIBUTES) if project.has(path)]


def _confirm(console: Console, plan: Plan, intent: Intent) -> None:
    """At a terminal, ask before doing more than was asked for; raises E_DECLINED."""
    more = [pack for pack in plan.changed if pack.name not in intent.named]
    if more and intent.named and console.can_ask and not console.ask("Go on?"):
        raise ERRORS.error("E_DECLINED")


def _tell(console: Console, plan: Plan, intent: Intent, *, dry: bool, made: bool) -> None:
    """Say what was done; ``made`` is whether the page of what holds was made that was not there."""
    took = f"in {(time.monotonic() - intent.started) * 1000:.0f} ms"
    if plan.is_empty and made:
        console.note(f"Made `{PAGE}` {took}")
    elif plan.is_empty:
        what = "No file has to change" if intent.command in _GOING_BACK else "Nothing to do"
        console.note(f"{what}: {counted(len(plan.packs), 'pack')} in place, checked {took}")
    elif dry:
        console.note("Nothing was changed: this was a dry run")
    else:
        if not plan.changed:
            console.note(f"Brought the files that packs share with you up to date {took}")
        words = _PUT_BACK if intent.command in _GOING_BACK else _DONE
        for action, done in words.items():
            count = sum(pack.action == action for pack in plan.packs)
            if count:
                console.note(f"{done} {counted(count, 'pack')} {took}")


def _lead_on(console: Console, outlook: Outlook, intent: Intent, aim: Aim) -> None:
    """Say what comes next with the packs that came: values to give, and how to begin with those asked for."""
    for pack, guide in outlook.guides.items():
        if guide.asks and pack not in aim.wants.inputs:
            console.note(f"{pack} asks for values of yours: `ctxpack configure {pack}`")
    for pack, guide in outlook.guides.items():
        if guide.first_prompts and pack in intent.named and pack not in outlook.parts:
            console.note(f"To begin with {pack}, say to your agent:")
            for prompt in guide.first_prompts:
                console.note(f"    {printable(prompt, LONGEST_SENTENCE)}")


def _unresolved(plan: Plan) -> CtxpackError | None:
    """The error that a run ends with when it left conflicts for the user to resolve."""
    paths = plan.paths(CONFLICT)
    if not paths:
        return None
    count = counted(len(paths), "file")
    return ERRORS.error("E_CONFLICT_EDITED", count=count, reasons=paths)
