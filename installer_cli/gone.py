"""Packs that the registry shows no more: each is told of and stays as it is locked, and the others go on."""

from __future__ import annotations

from packformat.errors import NotFoundError
from packformat.index import PackDocument, ReleaseEntry, Term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.client import Registry
    from installer_cli.console import Console
    from packformat.errors import CtxpackError
    from packformat.lockfile import LockedPack, Lockfile
    from packformat.names import PackName
    from packformat.versions import Requirement

    Documents = dict[PackName, PackDocument]
    Lost = dict[PackName, CtxpackError]


def stand_in(
    registry: Registry,
    documents: Mapping[PackName, PackDocument],
    wanted: Iterable[Requirement],
    lockfile: Lockfile,
) -> tuple[Documents, Lost]:
    """The documents, with one that states what is locked for each locked pack that has none; and the errors.

    The errors are also about wanted packs that neither are locked nor exist. Raises E_OFFLINE in a run that
    cannot know, and what the registry raises.
    """
    asked_for = {requirement.name for requirement in wanted}
    known = dict(documents)
    lost: Lost = {}
    while missing := _missing(asked_for, known, lockfile) - lost.keys():
        for name in sorted(missing):
            error = registry.unknown(name, was_there=name in lockfile.packs)
            if not isinstance(error, NotFoundError):
                raise error
            lost[name] = error
            pack = lockfile.packs.get(name)
            if pack:
                known |= registry.closure([item.name for item in pack.requires if item.name not in known])
                known[name] = _stating(pack)
    return known, lost


def tell_lost(console: Console, lost: Mapping[PackName, CtxpackError]) -> CtxpackError | None:
    """Tell of all but the first, with which the command is to end once it has done the rest."""
    errors = list(lost.values())
    for error in errors[1:]:
        console.warn(error.message, error.hint)
    return errors[0] if errors else None


def _missing(
    asked_for: Iterable[PackName], documents: Mapping[PackName, PackDocument], lockfile: Lockfile
) -> set[PackName]:
    """The packs without a document that are wanted, or locked and still required by something."""
    releases = (release for document in documents.values() for release in document.releases)
    required = {item.name for release in releases for item in release.requires}
    return {*asked_for, *required.intersection(lockfile.packs)} - documents.keys()


def _stating(pack: LockedPack) -> PackDocument:
    """A document that nobody signed and nothing remembers: of one pack, what the lockfile says of it."""
    release = ReleaseEntry(
        pack.version, pack.archive, pack.size, pack.tree, 0, 0, published_at="", requires=pack.requires
    )
    return PackDocument(pack.name, 0, [release], Term("", ""))
