"""``ctxpack why``: the ways from what the project wants to a pack."""

from __future__ import annotations

from installer_cli.arguments import Command, Positional
from installer_cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.arguments import Arguments
    from installer_cli.console import Console
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.versions import Specifier

    Packs = Mapping[PackName, LockedPack]

COMMAND = Command(
    "why",
    "Show why a pack is in the project: who wants it, and for each that requires it the shortest way there.",
    positional=Positional("PACK", "the pack", minimum=1, maximum=1, source="installed"),
    epilog="Example: ctxpack why ledger-core",
)


class Link:
    """One step of a way: a pack (or the project, when ``by`` is None) asks for another, or for a part."""

    __slots__ = ("by", "name", "only", "specifier")

    def __init__(
        self, by: LockedPack | None, name: PackName, specifier: Specifier, only: tuple[str, ...] = ()
    ):
        self.by = by
        self.name = name
        self.specifier = specifier
        self.only = only

    def __str__(self) -> str:
        who = f"`{self.by.name}` {self.by.version} requires" if self.by else "this project wants"
        part = f"{', '.join(self.only)} of " if self.only else ""
        return f"{who} {part}`{self.name}` {self.specifier}".replace(" *", "")

    def as_dict(self) -> dict[str, object]:
        """The same as JSON-ready values."""
        return {
            "by": self.by.name if self.by else None,
            "pack": self.name,
            "specifier": str(self.specifier),
            **({"only": list(self.only)} if self.only else {}),
        }


def run(arguments: Arguments, console: Console) -> int:
    """Print the steps of each way, one below the other, each further in than the one that it follows from."""
    from installer_cli.typed import typed
    from packformat.names import PackName

    name = typed(PackName.parse, arguments.words[0])
    with Session(arguments, console) as session:
        session.settle()
        wants, packs = session.wants(), session.lockfile().packs
        if name not in packs:
            from installer_cli.errors import ERRORS
            from installer_cli.suggest import did_you_mean

            raise ERRORS.error("E_NOT_INSTALLED", pack=name, suggestion=did_you_mean(name, packs))
        ways = find_ways(name, wants, packs)
    for way in ways:
        for depth, link in enumerate(way):
            console.data("  " * depth + str(link))
    if not ways:
        console.note(f"Nothing wants `{name}` any more: `ctxpack install` takes it out")
    version = str(packs[name].version)
    shown = [[link.as_dict() for link in way] for way in ways]
    console.result({"command": "why", "pack": name, "version": version, "ways": shown})
    return 0


def find_ways(name: PackName, wants: Wants, packs: Packs) -> list[list[Link]]:
    """The project's own wish for a pack, and a shortest way to it through each pack that requires it."""
    shortest = _shortest(wants, packs)
    ways = [[_wish(name, wants)]] if name in wants.packs else []
    ways += [
        [*way, Link(packs[other], name, requirement.specifier)]
        for other, way in sorted(shortest.items())
        for requirement in packs[other].requires
        if requirement.name == name and all(link.name != name for link in way)
    ]
    return ways


def _wish(name: PackName, wants: Wants) -> Link:
    return Link(None, name, wants.packs[name], wants.only.get(name, ()))


def _shortest(wants: Wants, packs: Packs) -> dict[PackName, list[Link]]:
    """For every pack that can be reached, a way with the fewest steps."""
    found = {name: [_wish(name, wants)] for name in sorted(wants.packs) if name in packs}
    waiting = list(found)
    for name in waiting:
        for requirement in packs[name].requires:
            if requirement.name in packs and requirement.name not in found:
                found[requirement.name] = [
                    *found[name],
                    Link(packs[name], requirement.name, requirement.specifier),
                ]
                waiting.append(requirement.name)
    return found
