"""Choosing anew while changing as little as can be: what is asked for moves, and else only what must."""

from __future__ import annotations

from installer_cli.resolve import resolve
from packformat.errors import ConflictError, NotFoundError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from installer_cli.resolve import Preferences
    from packformat.index import PackDocument, ReleaseEntry
    from packformat.names import PackName
    from packformat.versions import Requirement, Version

    Chosen = dict[PackName, ReleaseEntry]


def resolve_keeping(
    wants: Sequence[Requirement],
    documents: Mapping[PackName, PackDocument],
    preferences: Preferences,
    *,
    first: Sequence[PackName],
    registry: str,
) -> Chosen:
    """Choose releases so that the ``first`` packs are as new as can be, each before the next.

    Of the locked packs, one moves only when it could not stay without another one moving instead. Raises what
    `resolve` raises.
    """
    choice = _Choice(wants, documents, preferences)
    choice.chosen = resolve(wants, documents, preferences, registry=registry)
    for name in first:
        choice.raise_up(name)
    choice.put_back()
    return choice.chosen


def resolve_allowed(
    wants: Sequence[Requirement],
    documents: Mapping[PackName, PackDocument],
    preferences: Preferences,
    *,
    first: Sequence[PackName],
    registry: str,
) -> Chosen:
    """The choice that the policies allow, else the one without them, to be refused with their reasons.

    Otherwise as `resolve_keeping`.
    """
    try:
        return resolve_keeping(wants, documents, preferences, first=first, registry=registry)
    except (ConflictError, NotFoundError):
        if not preferences.policies:
            raise
    free = preferences.without_policies()
    return resolve_keeping(wants, documents, free, first=first, registry=registry)


class _Choice:
    """A choice that is made better step by step; each step keeps what those before have gained."""

    def __init__(
        self,
        wants: Sequence[Requirement],
        documents: Mapping[PackName, PackDocument],
        preferences: Preferences,
    ):
        self._wants = wants
        self._documents = documents
        self._preferences = preferences
        self._fixed: dict[PackName, Version] = {}
        self.chosen: Chosen = {}

    def raise_up(self, name: PackName) -> None:
        """Give a pack its newest version that any choice allows."""
        if name not in self.chosen:
            return
        for version in self._newer(name):
            if self._try({name: version}):
                break
        self._fixed[name] = self.chosen[name].version

    def put_back(self) -> None:
        """Keep the packs that have not moved, and bring back one by one those that need not have."""
        locked = {
            name: version for name, version in self._preferences.locked.items() if name not in self._fixed
        }
        moved = {name: version for name, version in locked.items() if self._has_moved(name, version)}
        self._fixed |= {name: version for name, version in locked.items() if name not in moved}
        for name, version in moved.items():
            if self._has_moved(name, version):
                self._try({name: version})

    def _has_moved(self, name: PackName, version: Version) -> bool:
        return name in self.chosen and self.chosen[name].version != version

    def _newer(self, name: PackName) -> Iterator[Version]:
        """The versions above the chosen one that the project's own wish does not rule out, newest first."""
        limits = [wanted.specifier for wanted in self._wants if wanted.name == name]
        for release in reversed(self._documents[name].releases):
            if release.version <= self.chosen[name].version:
                return
            if all(limit.contains(release.version, prereleases=True) for limit in limits):
                yield release.version

    def _try(self, more: Mapping[PackName, Version]) -> bool:
        """Take the choice with ``more`` fixed too, if there is one."""
        fixed = {**self._fixed, **more}
        try:
            self.chosen = resolve(self._wants, self._documents, self._preferences.fixing(fixed), registry="")
        except (ConflictError, NotFoundError):
            return False
        self._fixed = fixed
        return True
