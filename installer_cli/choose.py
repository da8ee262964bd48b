"""Which releases a project gets: those of its lockfile while they fit, and else the registry's."""

from __future__ import annotations

from types import MappingProxyType

from installer_cli.errors import ERRORS
from packformat.lockfile import LockedPack, Lockfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from installer_cli.client import Registry
    from installer_cli.receipt import Receipt
    from installer_cli.wants import Wants
    from packformat.errors import CtxpackError
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName
    from packformat.policy.policy import Policy
    from packformat.versions import Requirement

    Only = Mapping[PackName, tuple[str, ...]]


class Choice:
    """The chosen packs.

    Where the index had to be asked, ``releases`` holds what it says of them, and ``documents`` what it says
    of every pack that could have been chosen. ``lost`` are the packs that it shows no more, each with its
    error; those of them that are locked are chosen as they are.
    """

    __slots__ = ("documents", "lost", "packs", "releases")

    def __init__(
        self,
        packs: Mapping[PackName, LockedPack],
        releases: Mapping[PackName, ReleaseEntry] | None = None,
        documents: Mapping[PackName, PackDocument] | None = None,
        lost: Mapping[PackName, CtxpackError] = MappingProxyType({}),
    ):
        self.packs = dict(packs)
        self.releases = dict(releases or {})
        self.documents = dict(documents or {})
        self.lost = lost


def wanted_by(wants: Wants) -> list[Requirement]:
    """What the project's file asks for."""
    from packformat.versions import Requirement

    return [Requirement(name, specifier) for name, specifier in wants.packs.items()]


def from_lockfile(
    lockfile: Lockfile, wanted: Iterable[Requirement], only: Only = MappingProxyType({})
) -> Choice | None:
    """The part of the lockfile that is wanted or required; None when something lacks or misfits.

    Of packs in ``only`` these components are wanted; a pack that another requires is needed whole.
    """
    chosen: dict[PackName, LockedPack] = {}
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        pack = lockfile.packs.get(requirement.name)
        if pack is None or not requirement.specifier.contains(pack.version, prereleases=True):
            return None
        if pack.name not in chosen:
            chosen[pack.name] = pack
            waiting.extend(pack.requires)
    if any(pack.only != parts_wanted(name, chosen, only) for name, pack in chosen.items()):
        return None
    return Choice(dict(sorted(chosen.items())))


def parts_wanted(name: PackName, packs: Mapping[PackName, LockedPack], only: Only) -> tuple[str, ...]:
    """The components to take of a pack; none for the whole, which every pack needs that requires it."""
    required = name in only and any(item.name == name for pack in packs.values() for item in pack.requires)
    return () if required else only.get(name, ())


def from_registry(
    registry: Registry,
    lockfile: Lockfile,
    wanted: Sequence[Requirement],
    *,
    fresh: Collection[PackName] = (),
    not_after: str = "",
    policies: Sequence[Policy] = (),
    meanwhile: Callable[[], None] | None = None,
    despite_lost: bool = False,
) -> Choice:
    """Ask the registry, keeping locked versions where they fit, but for ``fresh`` packs.

    Those of them that are wanted, and packs new to a lockfile, become as new as can be and as ``policies``
    allow. Where these leave nothing, the choice is the one without them, to be refused with their reasons.
    ``meanwhile`` is called while the registry works on its answer. Raises E_PACK_UNKNOWN, E_PACK_GONE,
    E_CONFLICT, E_LOCK_MISMATCH, and what the registry raises; ``despite_lost``, packs that the registry does
    not show are no reason to end, and stand in the choice.
    """
    documents = registry.closure([requirement.name for requirement in wanted], meanwhile)
    from installer_cli.keep import resolve_allowed
    from installer_cli.resolve import Preferences

    lost: dict[PackName, CtxpackError] = {}
    if despite_lost:
        from installer_cli.gone import stand_in

        documents, lost = stand_in(registry, documents, wanted, lockfile)
        wanted = [requirement for requirement in wanted if requirement.name in documents]
    _check_known(registry, documents, wanted, lockfile)
    there = {name: pack.version for name, pack in lockfile.packs.items()}
    locked = {name: version for name, version in there.items() if name not in fresh}
    releases = resolve_allowed(
        wanted,
        documents,
        Preferences(locked, there=there, not_after=not_after, policies=policies),
        first=_first(lockfile, wanted, fresh),
        registry=registry.name,
    )
    packs = {
        name: lockfile.packs[name] if name in lost else lock_release(name, release)
        for name, release in releases.items()
    }
    for name, pack in packs.items():
        before = lockfile.packs.get(name)
        if before and before.version == pack.version:
            _check_pin(before, pack, "the registry's index says")
    shown = {name: release for name, release in releases.items() if name not in lost}
    return Choice(packs, shown, {name: documents[name] for name in documents if name not in lost}, lost)


def check_pins(lockfile: Lockfile, receipts: Mapping[PackName, Receipt]) -> None:
    """Raise E_LOCK_MISMATCH where a lockfile says of an installed archive what its receipt does not."""
    for name, pack in lockfile.packs.items():
        receipt = receipts.get(name)
        if receipt and receipt.holds(pack):
            _check_pin(pack, receipt.as_locked(), "its receipt says")


def _first(lockfile: Lockfile, wanted: Sequence[Requirement], fresh: Collection[PackName]) -> list[PackName]:
    """The packs whose newest release is worth moving others for: in a new project, none is before another."""
    if not lockfile.packs:
        return []
    asked_for = {requirement.name for requirement in wanted}
    named = fresh if len(fresh) < len(lockfile.packs) else asked_for.intersection(fresh)
    return [*sorted(named), *sorted(asked_for.difference(lockfile.packs))]


def load_flow() -> None:
    """Load what a choice is carried out with, for whoever waits for the registry and then needs it."""
    import installer_cli.flow  # noqa: F401 - loading it is all that is wanted


def lock_release(name: PackName, release: ReleaseEntry, only: tuple[str, ...] = ()) -> LockedPack:
    """A release as a lockfile pins it, with ``only`` these components of it."""
    return LockedPack(
        name, release.version, release.archive, release.size, release.tree, tuple(release.requires), only
    )


def _check_known(
    registry: Registry,
    documents: Mapping[PackName, PackDocument],
    wanted: Iterable[Requirement],
    lockfile: Lockfile,
) -> None:
    for requirement in wanted:
        if requirement.name not in documents:
            raise registry.unknown(requirement.name, was_there=requirement.name in lockfile.packs)


def _check_pin(before: LockedPack, after: LockedPack, source: str) -> None:
    """A version never changes its bytes: a lockfile that says otherwise was edited, or the registry lies."""
    facts = [
        (str(before.version), str(after.version)),
        (before.archive, after.archive),
        (before.tree, after.tree),
        (f"{before.size} bytes", f"{after.size} bytes"),
    ]
    if before.only == after.only:
        facts.append((_shown_needs(before), _shown_needs(after)))
    for found, wanted in facts:
        if found != wanted:
            raise ERRORS.error("E_LOCK_MISMATCH", pack=after.name, found=found, source=source, wanted=wanted)


def _shown_needs(pack: LockedPack) -> str:
    """What a pack requires, in words and in one order."""
    return " and ".join(sorted(f"`{item}`" for item in pack.requires)) or "no requirements"
