"""The option ``--only``: which parts of a pack somebody asks for, or does not want any more."""

from __future__ import annotations

from installer_cli.errors import ERRORS
from packformat.lockfile import read_labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.arguments import Arguments
    from installer_cli.choose import Only
    from installer_cli.console import Console
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName


def labels_given(arguments: Arguments, command: str) -> tuple[str, ...]:
    """The components that ``--only`` names; none without it. Raises E_USAGE_VALUE."""
    if not arguments.flag("only"):
        return ()
    labels, reason = arguments.values("only"), ""
    if len(arguments.words) != 1:
        reason = "it says what is meant of one pack, so name one"
    try:
        found = read_labels(labels)
    except ValueError as error:
        found, reason = (), str(error)
    if reason or not found:
        reason = reason or "no component is named"
        raise ERRORS.error("E_USAGE_VALUE", option="--only", reason=reason, command=command)
    return found


def parts_added(wants: Wants, named: Sequence[PackName], labels: Sequence[str], console: Console) -> Only:
    """What becomes of the wanted parts of the packs that an install names; none is the whole pack.

    An install adds and takes nothing away: parts to those that are wanted, and nothing to a whole pack.
    """
    if not labels:
        return {name: () for name in named if name in wants.only}
    (name,) = named
    if name in wants.packs and name not in wants.only:
        console.note(f"{name} is wanted whole; to have a part of it only, `ctxpack uninstall {name}` first")
        return {}
    return {name: tuple(sorted({*wants.only.get(name, ()), *labels}))}


def parts_left(wants: Wants, name: PackName, labels: Sequence[str]) -> Only:
    """What is left of the wanted parts of a pack without these; none where the pack goes with the last.

    Raises E_PART_NOT_WANTED for a part that was not asked for by itself.
    """
    there = wants.only.get(name, ())
    for label in labels:
        if label not in there:
            wanted = ", ".join(f"`{one}`" for one in there) or "the whole pack"
            raise ERRORS.error("E_PART_NOT_WANTED", component=label, pack=name, wanted=wanted)
    return {name: tuple(label for label in there if label not in labels)}


def tell_whole(packs: Mapping[PackName, LockedPack], wants: Wants, console: Console) -> None:
    """Say which packs are taken whole although parts are wanted, and for whom."""
    for name in wants.only:
        requirers = [pack.name for pack in packs.values() if any(item.name == name for item in pack.requires)]
        if name in packs and requirers:
            console.note(f"{name} is taken whole: {', '.join(sorted(requirers))} requires it")
