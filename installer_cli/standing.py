"""How what is locked stands against what the registry has: what is newer, what was yanked, what is wrong."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer_cli.choose import Choice
    from installer_cli.session import Session
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack, Lockfile
    from packformat.versions import Version


class Standing:
    """How a locked pack stands: what an update brings, what is newest, what is wrong with it."""

    __slots__ = ("advisories", "is_lost", "newest", "pack", "update", "yanked")

    def __init__(self, pack: LockedPack, choice: Choice):
        document = choice.documents.get(pack.name)
        releases = document.releases if document else ()
        updated = choice.packs.get(pack.name)
        self.pack = pack
        self.is_lost = pack.name in choice.lost
        self.update = updated.version if updated else None
        self.newest = _newest(releases) or pack.version
        locked = next((item for item in releases if item.version == pack.version), None)
        self.yanked = locked.yanked if locked else None
        self.advisories = locked.advisories if locked else ()

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to say of it."""
        is_sound = self.yanked is None and not self.advisories and not self.is_lost
        return is_sound and self.newest <= self.pack.version == self.update

    @property
    def remarks(self) -> list[str]:
        """What is to be said of it; nothing of one that is current."""
        from installer_cli.advised import shown_advisory

        parts = []
        if self.update is None:
            parts.append("no longer required")
        elif self.update != self.pack.version:
            parts.append(f"update to {self.update}")
        if self.newest not in (self.update, self.pack.version):
            parts.append(f"newest is {self.newest}")
        if self.is_lost:
            parts.append("the registry does not show it any more")
        if self.yanked is not None:
            parts.append(f"yanked: {self.yanked or 'no reason given'}")
        return parts + [shown_advisory(advisory) for advisory in self.advisories]

    def __str__(self) -> str:
        return ", ".join((f"{self.pack.name} {self.pack.version}", *self.remarks))

    def as_dict(self) -> dict[str, object]:
        """The same as JSON-ready values."""
        return {
            "name": self.pack.name,
            "version": str(self.pack.version),
            "update": str(self.update) if self.update else None,
            "newest": str(self.newest),
            "shown": not self.is_lost,
            "yanked": self.yanked,
            "advisories": [advisory.as_dict() for advisory in self.advisories],
        }


def choose_anew(session: Session, lockfile: Lockfile, not_after: str = "") -> Choice:
    """What an update would choose; what is locked, where there is no other choice."""
    from functools import partial

    from installer_cli.choose import from_registry, wanted_by
    from packformat.errors import ConflictError

    wants, policies = session.wants(), session.policies()
    registry, wanted = session.registry(wants), wanted_by(wants)
    ask = partial(
        from_registry,
        *(registry, lockfile, wanted),
        not_after=not_after,
        policies=policies,
        despite_lost=True,
    )
    try:
        choice = ask(fresh=lockfile.packs)
    except ConflictError:
        choice = ask()
    documents = choice.documents.values()
    releases = [item for document in documents for item in document.releases]
    locked = {pack.archive for pack in lockfile.packs.values()}
    session.remember(item for item in releases if item.archive in locked)
    return choice


def _newest(releases: Iterable[ReleaseEntry]) -> Version | None:
    """The newest release that is neither yanked nor a trial version."""
    fit = [item.version for item in releases if item.yanked is None and not item.version.is_prerelease]
    return max(fit, default=None)
