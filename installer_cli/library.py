"""Where bytes come from: a pack's archive, in the project, the cache or the registry; or an object.

The project keeps the archives of what is installed, so that merging, putting back and undoing need no
network, and as *objects* the texts of the user's that a run has changed. Both are named by their digests.
"""

from __future__ import annotations

from installer_cli.home import ArchiveCache
from installer_cli.project import ARCHIVES, OBJECTS
from installer_cli.source import PackSource
from installer_cli.target import place, place_for
from packformat.digest import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from installer_cli.client import Registry
    from installer_cli.part import Source
    from installer_cli.receipt import PlacedFile
    from installer_cli.session import Session
    from installer_cli.target import Placement
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.targets.carried import Part
    from packformat.targets.losses import Loss


class Volume:
    """A pack that has been opened: its archive, and the files with their places, as far as they are taken.

    ``parts`` are what it brings for files that it shares with the user, and ``losses`` what agents that
    ``targets`` name do not get of it.
    """

    __slots__ = ("archive", "losses", "parts", "placements", "source")

    def __init__(self, pack: LockedPack, archive: bytes, prefix: str = "", targets: Iterable[str] = ()):
        self.archive = archive
        self.source: Source = PackSource(pack, archive)
        if pack.only:
            from installer_cli.part import PartSource

            self.source = PartSource(self.source)
        self.placements: dict[str, Placement] = {item.file.path: item for item in place(self.source, prefix)}
        self.parts: list[Part] = []
        self.losses: list[Loss] = []
        for target in targets:
            brought = place_for(target, self.source)
            self.placements |= {item.file.path: item for item in brought.placements}
            self.parts += (part for part in brought.parts if part not in self.parts)
            self.losses += brought.losses

    @property
    def files(self) -> dict[str, PlacedFile]:
        """The pack's files by their paths in the project."""
        return {path: placement.file for path, placement in self.placements.items()}

    def read(self, path: str) -> bytes:
        """The bytes of a file, by its path in the project."""
        return self.placements[path].read(self.source)


class Library:
    """The packs and objects that one run needs."""

    def __init__(self, session: Session, wants: Wants):
        self._session = session
        self._wants = wants
        self._cache = ArchiveCache(session.settings(wants).home)
        self._volumes: dict[tuple[Digest, tuple[str, ...]], Volume] = {}

    def open(self, packs: Iterable[LockedPack]) -> None:
        """Bring the archives of packs, those that are missing in one flight from the registry.

        Raises E_DIGEST, and what the registry and the archive's reader raise.
        """
        missing = []
        for pack in packs:
            if not self.is_open(pack):
                data = self._kept(pack)
                if data is None:
                    missing.append(pack)
                else:
                    self._volumes[_key(pack)] = self._volume(pack, data)
        for pack, data in self._download(missing):
            self._volumes[_key(pack)] = self._volume(pack, data)

    def volume(self, pack: LockedPack) -> Volume:
        """A pack that has been opened, or is now."""
        self.open([pack])
        return self._volumes[_key(pack)]

    def is_open(self, pack: LockedPack) -> bool:
        """Whether a pack's archive has been brought."""
        return _key(pack) in self._volumes

    def is_here(self, pack: LockedPack) -> bool:
        """Whether the archive can be had without asking the registry."""
        return self.is_open(pack) or self._kept(pack) is not None

    def cached(self, pack: LockedPack) -> str:
        """Where the cache keeps a pack's archive, if it does."""
        return self._cache.path(pack.archive)

    def read(self, pack: LockedPack | None, path: str, digest: Digest) -> bytes | None:
        """The bytes with a digest: the pack's file of that path, or an object; None when neither is there."""
        found = self._read_open(pack, path, digest)
        if found is not None:
            return found
        data = self._session.project.read(object_path(digest))
        if data is not None and Digest.of(data) == digest:
            return data
        if pack is None or self.is_open(pack):
            return None
        self.open([pack])
        return self._read_open(pack, path, digest)

    def ships(self, pack: LockedPack | None, path: str, digest: Digest) -> bool:
        """Whether these bytes are a file of the opened pack, and so can be had again."""
        if pack is None or not self.is_open(pack):
            return False
        placement = self._volumes[_key(pack)].placements.get(path)
        return placement is not None and placement.file.digest == digest

    def _read_open(self, pack: LockedPack | None, path: str, digest: Digest) -> bytes | None:
        if pack is None or not self.ships(pack, path, digest):
            return None
        return self._volumes[_key(pack)].read(path)

    def _volume(self, pack: LockedPack, data: bytes) -> Volume:
        return Volume(pack, data, self._session.project.prefix, self._wants.targets)

    def _kept(self, pack: LockedPack) -> bytes | None:
        data = self._session.project.read(archive_path(pack.archive))
        if data is not None and Digest.of(data) == pack.archive:
            return data
        return self._cache.get(pack.archive, pack.size)

    def _download(self, packs: Sequence[LockedPack]) -> Iterator[tuple[LockedPack, bytes]]:
        if not packs:
            return
        from installer_cli.progress import Progress

        registry: Registry = self._session.registry(self._wants)
        with Progress(self._session.console, "Downloading", sum(pack.size for pack in packs)) as progress:
            for pack, data in zip(packs, registry.archives(packs), strict=True):
                self._cache.put(pack.archive, data)
                progress.advance(len(data), str(pack.name))
                yield pack, data


def _key(pack: LockedPack) -> tuple[Digest, tuple[str, ...]]:
    return pack.archive, pack.only


def archive_path(digest: Digest) -> str:
    """Where the project keeps an archive."""
    return f"{ARCHIVES}/{digest.hex}.zip"


def object_path(digest: Digest) -> str:
    """Where the project keeps an object."""
    return f"{OBJECTS}/{digest.hex}"
