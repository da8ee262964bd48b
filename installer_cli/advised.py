"""Advisories: what the index says is wrong with a version, told with every plan and asked about when severe.

A version that the lockfile pins already was chosen by somebody before: it is told of and installed, as a
yanked one is, so that no advisory stops a build that worked the day before.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.errors import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.arguments import Arguments
    from installer_cli.outlook import Outlook
    from installer_cli.plan import Plan
    from installer_cli.receipt import Receipt
    from installer_cli.session import Session
    from packformat.advisory import AdvisoryEntry
    from packformat.names import PackName

    Advisories = Mapping[PackName, tuple[AdvisoryEntry, ...]]


def shown_advisory(advisory: AdvisoryEntry) -> str:
    """An advisory in one line."""
    return printable(f"advisory {advisory.id}, {advisory.severity}: {advisory.title}", 1000)


def shown_advice(advisory: AdvisoryEntry) -> str:
    """What to do about it, in one line."""
    fixed = f"{advisory.fixed} is right again" if advisory.fixed else "no version is right yet"
    return printable(f"{advisory.advice} ({fixed})".lstrip(), 1000)


def remembered_advisories(session: Session, receipts: Iterable[Receipt]) -> Advisories:
    """What the index said of installed packs when it was asked last, with nobody asked now."""
    from installer_cli.home import RegistryMemory

    settings = session.settings(session.wants())
    memory = RegistryMemory(settings.home, settings.registry)
    releases = {receipt.name: memory.release(receipt.as_locked()) for receipt in receipts}
    return {name: release.advisories for name, release in releases.items() if release and release.advisories}


def warn_of_advisories(session: Session, receipts: Iterable[Receipt]) -> Advisories:
    """Warn of what is remembered, and return it."""
    installed = {receipt.name: receipt.version for receipt in receipts}
    advisories = remembered_advisories(session, receipts)
    for name, found in advisories.items():
        for advisory in found:
            session.console.warn(
                f"{name} {installed[name]} has the {shown_advisory(advisory)}", shown_advice(advisory)
            )
    return advisories


def accept(session: Session, plan: Plan, outlook: Outlook, arguments: Arguments) -> None:
    """Get a yes to each severe advisory on a version that this run chooses: ``--despite``, or an answer.

    They were shown with the plan. Raises E_ADVISED where nobody can be asked, E_DECLINED for a no.
    """
    accepted = arguments.values("despite")
    severe = {
        name: [one for one in advisories if one.id not in accepted]
        for name, advisories in _severe_and_chosen(session, plan, outlook).items()
    }
    reasons = [f"{name}: {shown_advisory(one)}" for name, advisories in severe.items() for one in advisories]
    if not reasons:
        return
    console = session.console
    if not console.can_agree:
        import shlex

        ids = sorted({one.id for advisories in severe.values() for one in advisories})
        packs = ", ".join(f"`{name}`" for name, advisories in severe.items() if advisories)
        rerun = shlex.join([*arguments.line, "--despite", ",".join(ids)])
        console.shown(reasons)
        raise ERRORS.error("E_ADVISED", packs=packs, reasons=reasons, rerun=rerun)
    if not console.ask("Take it in spite of that?"):
        raise ERRORS.error("E_DECLINED")


def _severe_and_chosen(session: Session, plan: Plan, outlook: Outlook) -> dict[PackName, list[AdvisoryEntry]]:
    """The severe advisories on what the index was asked for and the lockfile does not pin."""
    severe = {
        name: [one for one in advisories if one.is_severe]
        for name, advisories in outlook.advisories.items()
        if name in outlook.releases
    }
    if not any(severe.values()):
        return {}
    pinned = session.lockfile().packs
    return {
        pack.name: severe[pack.name]
        for pack in plan.changed
        if pack.name in severe and pack.after and pack.after != pinned.get(pack.name)
    }
