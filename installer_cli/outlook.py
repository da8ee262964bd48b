"""What a plan means beyond its files: powers, costs, advisories, the authors' words, clashing names."""

from __future__ import annotations

from installer_cli.clashes import find_clashes
from installer_cli.consent import Powers
from installer_cli.costs import Costs
from installer_cli.plan import REMOVE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.aim import Aim
    from installer_cli.guide import Guide
    from installer_cli.parts import Part
    from installer_cli.plan import Plan
    from installer_cli.session import Session
    from packformat.advisory import AdvisoryEntry
    from packformat.index import ReleaseEntry
    from packformat.names import PackName
    from packformat.statements.held import Holding


class Outlook:
    """The index's and the authors' word on the packs of a plan, and what follows from it.

    Of a pack that is taken in part, powers and costs are those of the part.
    """

    __slots__ = ("advisories", "clashes", "costs", "guides", "holding", "parts", "powers", "releases")

    def __init__(
        self,
        releases: Mapping[PackName, ReleaseEntry],
        powers: Powers,
        costs: Costs,
        clashes: Mapping[PackName, list[str]],
        advisories: Mapping[PackName, tuple[AdvisoryEntry, ...]],
        *,
        guides: Mapping[PackName, Guide],
        parts: Mapping[PackName, Part],
        holding: Holding,
    ):
        self.releases = releases
        self.powers = powers
        self.costs = costs
        self.clashes = clashes
        self.advisories = advisories
        self.guides = guides
        self.parts = parts
        self.holding = holding


def foresee(
    session: Session,
    aim: Aim,
    plan: Plan,
    releases: Mapping[PackName, ReleaseEntry],
    *,
    guides: Mapping[PackName, Guide],
    parts: Mapping[PackName, Part],
    holding: Holding,
) -> Outlook:
    """Look at a plan; what the index was not asked for is remembered from when a release was chosen here."""
    before, known = _remembered(session, aim, plan, releases)
    for name, part in parts.items():
        if part.before:
            before[name] = part.before.tokens
        release = part.of(known.get(name))
        if release:
            known[name] = release
    costs = Costs(before, {name: release.tokens for name, release in known.items()}, plan)
    advisories = {
        pack.name: known[pack.name].advisories
        for pack in plan.packs
        if pack.action != REMOVE and pack.name in known and known[pack.name].advisories
    }
    clashes = find_clashes(plan, session.project)
    in_part = {name for name, part in parts.items() if part.only}
    # What is to be installed as an earlier receipt says was agreed to then.
    asked = {name: known[name] for name in in_part if parts[name].after and name not in aim.receipts}
    releases = {name: release for name, release in releases.items() if name not in in_part} | asked
    return Outlook(
        releases,
        Powers(plan, releases),
        costs,
        clashes,
        advisories,
        guides=guides,
        parts=parts,
        holding=holding,
    )


def _remembered(
    session: Session, aim: Aim, plan: Plan, releases: Mapping[PackName, ReleaseEntry]
) -> tuple[dict[PackName, Mapping[str, int]], dict[PackName, ReleaseEntry]]:
    """What the installed releases cost, and the releases to come: as the index says, else as it once said."""
    before: dict[PackName, Mapping[str, int]] = {}
    known = dict(releases)
    if plan.is_empty and all(pack.name in known for pack in plan.packs):
        return before, known
    from installer_cli.home import RegistryMemory

    settings = session.settings(aim.wants)
    memory = RegistryMemory(settings.home, settings.registry)
    for pack in plan.packs:
        old = memory.release(pack.before.as_locked()) if pack.before else None
        if old:
            before[pack.name] = old.tokens
        new = memory.release(pack.after) if pack.after and pack.name not in known else None
        if new:
            known[pack.name] = new
    return before, known
