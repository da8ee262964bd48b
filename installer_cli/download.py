"""Archives, from the cache where it has them and else from the registry, verified either way."""

from __future__ import annotations

from installer_cli.home import ArchiveCache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from installer_cli.session import Session
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack


def fetch_archives(
    session: Session, wants: Wants, packs: Sequence[LockedPack]
) -> Iterator[tuple[LockedPack, bytes]]:
    """Yield each pack with its archive; raises E_DIGEST and what the registry raises."""
    if not packs:
        return
    cache = ArchiveCache(session.settings(wants).home)
    missing = []
    for pack in packs:
        data = cache.get(pack.archive, pack.size)
        if data is None:
            missing.append(pack)
        else:
            yield pack, data
    if missing:
        yield from _download(session, wants, cache, missing)


def _download(
    session: Session, wants: Wants, cache: ArchiveCache, packs: Sequence[LockedPack]
) -> Iterator[tuple[LockedPack, bytes]]:
    from installer_cli.progress import Progress

    with Progress(session.console, "Downloading", sum(pack.size for pack in packs)) as progress:
        for pack, data in zip(packs, session.registry(wants).archives(packs), strict=True):
            cache.put(pack.archive, data)
            progress.advance(len(data), str(pack.name))
            yield pack, data
