"""What a plan means beyond its files: what packs may do, what they cost, and which names would clash."""

from __future__ import annotations

from installer_cli.clashes import find_clashes
from installer_cli.consent import Powers
from installer_cli.costs import Costs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.aim import Aim
    from installer_cli.plan import Plan
    from installer_cli.session import Session
    from packformat.index import ReleaseEntry
    from packformat.names import PackName


class Outlook:
    """The index's word on the packs of a plan, and what follows from it."""

    __slots__ = ("clashes", "costs", "powers", "releases")

    def __init__(
        self,
        releases: Mapping[PackName, ReleaseEntry],
        powers: Powers,
        costs: Costs,
        clashes: Mapping[PackName, list[str]],
    ):
        self.releases = releases
        self.powers = powers
        self.costs = costs
        self.clashes = clashes


def foresee(session: Session, aim: Aim, plan: Plan, releases: Mapping[PackName, ReleaseEntry]) -> Outlook:
    """Look at a plan; what the index was not asked for is remembered from when a release was chosen here."""
    before: dict[PackName, Mapping[str, int]] = {}
    after = {name: release.tokens for name, release in releases.items()}
    if not plan.is_empty or any(pack.name not in after for pack in plan.packs):
        from installer_cli.home import RegistryMemory

        settings = session.settings(aim.wants)
        memory = RegistryMemory(settings.home, settings.registry)
        for pack in plan.packs:
            old = memory.release(pack.before.as_locked()) if pack.before else None
            new = memory.release(pack.after) if pack.after and pack.name not in after else None
            before |= {pack.name: old.tokens} if old else {}
            after |= {pack.name: new.tokens} if new else {}
    costs = Costs(before, after, plan)
    return Outlook(releases, Powers(plan, releases), costs, find_clashes(plan, session.project))
