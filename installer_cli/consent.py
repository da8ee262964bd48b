"""Powers: what a pack may do on the machine, and the agreement that each needs once for each archive.

``--yes`` agrees to a plan, never to a power. Agreement is recorded in the receipt, beside the archive's
digest.
"""

from __future__ import annotations

from installer_cli.errors import ERRORS
from installer_cli.plan import REMOVE
from packformat.powers.value import KINDS
from packformat.powers.value import Powers as PackPowers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.console import Console
    from installer_cli.plan import Plan
    from packformat.index import ReleaseEntry
    from packformat.names import PackName

EVERYTHING = "all"


class Powers:
    """The powers of every pack in a plan, and those among them that nobody has agreed to yet."""

    __slots__ = ("all", "new")

    def __init__(self, plan: Plan, releases: Mapping[PackName, ReleaseEntry]):
        self.all: dict[PackName, list[str]] = {}
        self.new: dict[PackName, list[str]] = {}
        for pack in plan.packs:
            agreed = list(pack.before.powers) if pack.before else []
            release = releases.get(pack.name)
            self.all[pack.name] = list_powers(release) if release else agreed
            new = [power for power in self.all[pack.name] if power not in agreed]
            if new and pack.action != REMOVE:
                self.new[pack.name] = new

    @property
    def kinds(self) -> list[str]:
        """The kinds of the new powers, in their order."""
        return PackPowers.of_lines(power for powers in self.new.values() for power in powers).kinds


def list_powers(release: ReleaseEntry) -> list[str]:
    """A release's powers, one line each, ``kind: what``."""
    return PackPowers(release.powers).lines


def agree(console: Console, powers: Powers, allowed: Sequence[str], rerun: str) -> None:
    """Get an agreement to every new power, from ``--allow`` or at the terminal.

    Raises E_CONSENT where nobody can be asked, E_DECLINED for a no.
    """
    _check_kinds(allowed)
    if EVERYTHING in allowed or set(powers.kinds) <= set(allowed):
        return
    if not console.can_ask:
        packs = ", ".join(f"`{name}`" for name in powers.new)
        shown = "; ".join(power for new in powers.new.values() for power in new)
        command = f"{rerun} --allow {','.join(powers.kinds)}"
        raise ERRORS.error("E_CONSENT", packs=packs, powers=shown, command=command)
    if not console.ask("Do you allow this?"):
        raise ERRORS.error("E_DECLINED")


def _check_kinds(allowed: Sequence[str]) -> None:
    for kind in allowed:
        if kind not in (*KINDS, EVERYTHING):
            reason = f"`{kind}` is not one of {', '.join((*KINDS, EVERYTHING))}"
            raise ERRORS.error("E_USAGE_VALUE", option="--allow", reason=reason, command="install")
