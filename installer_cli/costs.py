"""Token costs: what the packs of a plan take of every session, before and after, and the limit to it."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from installer_cli.plan import REMOVE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.arguments import Arguments
    from installer_cli.plan import Plan
    from packformat.names import PackName

    Tokens = Mapping[str, int]

ALWAYS, ON_USE = "always", "on_use"


class Costs:
    """The tokens of each pack as they were and as they will be, as far as they are known here."""

    __slots__ = ("after", "before")

    def __init__(self, before: Mapping[PackName, Tokens], after: Mapping[PackName, Tokens], plan: Plan):
        staying = [pack.name for pack in plan.packs if pack.action != REMOVE]
        self.before = {name: dict(tokens) for name, tokens in before.items()}
        self.after = {name: dict(after.get(name, {})) for name in staying}

    def change(self, name: PackName, key: str) -> int:
        """How many tokens more a pack costs than before; 0 where either is not known."""
        before, after = self.before.get(name, {}), self.after.get(name, {})
        return after[key] - before[key] if key in before and key in after else 0


def check_limit(costs: Costs, arguments: Arguments) -> None:
    """Refuse a plan over ``--max-always-tokens``, or one whose cost is not known; raises E_ALWAYS_TOKENS."""
    if not arguments.flag("max_always_tokens"):
        return
    from installer_cli.numbers import number_of

    limit = int(number_of(arguments, "max_always_tokens", "", command=arguments.command, whole=True))
    tokens = {name: after.get(ALWAYS) for name, after in costs.after.items()}
    known = [count for count in tokens.values() if count is not None]
    if sum(known) > limit or len(known) < len(tokens):
        reasons = [f"{name}: {'not known' if count is None else count}" for name, count in tokens.items()]
        raise ERRORS.error("E_ALWAYS_TOKENS", tokens=sum(known), limit=limit, reasons=reasons)
