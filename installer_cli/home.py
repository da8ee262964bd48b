"""What ctxpack keeps between runs and projects: archives by digest, and what was believed of registries."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256

from packformat.errors import CtxpackError
from packformat.index import PACK_PATH, ROOT_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from packformat.digest import Digest
    from packformat.index import ReleaseEntry
    from packformat.lockfile import LockedPack


ARCHIVE_FOLDER = "archives"
_REGISTRY_FOLDER = "registries"
ROOT_NAME = "root"
"""What the serial of a registry's root document is kept under."""


class ArchiveCache:
    """Archives by digest, shared by all projects; a file that is damaged or missing is fetched again."""

    __slots__ = ("_folder",)

    def __init__(self, home: str):
        self._folder = os.path.join(home, ARCHIVE_FOLDER)

    def get(self, digest: Digest, size: int) -> bytes | None:
        """The archive's bytes; None unless they are there and of the right size and digest."""
        data = _read(self._path(digest))
        if data is None or len(data) != size or sha256(data).hexdigest() != digest.hex:
            return None
        return data

    def put(self, digest: Digest, data: bytes) -> None:
        """Keep an archive whose digest has been checked; what the disk refuses costs a later download."""
        _write(self._path(digest), data)

    def _path(self, digest: Digest) -> str:
        return os.path.join(self._folder, f"{digest.hex}.zip")


class RegistryMemory:
    """What was believed of one registry before.

    The keys of its root, the serial of each document, the documents themselves for offline runs, and by the
    digests of their archives what the index said of the releases that were chosen: of the same bytes it
    cannot say anything else.
    """

    __slots__ = ("_path", "_releases", "folder", "keys", "serials")

    def __init__(self, home: str, registry: str):
        self.folder = os.path.join(home, _REGISTRY_FOLDER, sha256(registry.encode()).hexdigest()[:16])
        self._path = self.folder + ".json"
        self.keys, self.serials, self._releases = _parse(_read(self._path))

    def keep(
        self,
        registry: str,
        keys: Iterable[str],
        serials: Mapping[str, int],
        releases: Iterable[ReleaseEntry] = (),
    ) -> None:
        """Remember what is believed now, when it differs from what was remembered."""
        after = self.serials | dict(serials)
        chosen = self._releases | {release.archive: release.as_dict() for release in releases}
        if (frozenset(keys), after, chosen) != (self.keys, self.serials, self._releases):
            value = {"registry": registry, "keys": sorted(keys), "serials": after, "releases": chosen}
            _write(self._path, json.dumps(value, indent=1).encode())

    def keep_documents(self, documents: Mapping[str, bytes], serials: Mapping[str, int]) -> None:
        """Keep signed documents by name, below ``folder`` at the paths that a static mirror has them at."""
        for name, data in documents.items():
            path = os.path.join(self.folder, ROOT_PATH if name == ROOT_NAME else PACK_PATH.format(name=name))
            if serials[name] != self.serials.get(name) or not os.path.exists(path):
                _write(path, data)

    def release(self, pack: LockedPack) -> ReleaseEntry | None:
        """What the index said of exactly this pack; None when it was never chosen on this machine."""
        from packformat.index import ReleaseEntry

        row = self._releases.get(pack.archive)
        try:
            release = ReleaseEntry.read(row) if row else None
        except (ValueError, KeyError, TypeError, AttributeError, CtxpackError):
            return None
        return release if release and release.tree == pack.tree else None


def known_names(home: str) -> set[str]:
    """The names of all packs that registries have told this machine of."""
    folder = os.path.join(home, _REGISTRY_FOLDER)
    try:
        files = os.listdir(folder)
    except OSError:
        return set()
    memories = [_parse(_read(os.path.join(folder, name))) for name in files]
    return {name for _, serials, _ in memories for name in serials if name != ROOT_NAME}


def _parse(data: bytes | None) -> tuple[frozenset[str], dict[str, int], dict[str, Any]]:
    """A damaged memory is no memory: it protects against old documents, and is made anew by the next ones."""
    try:
        value = json.loads(data or b'{"keys": [], "serials": {}}')
        serials = {str(name): int(serial) for name, serial in value["serials"].items()}
        return frozenset(str(key) for key in value["keys"]), serials, dict(value.get("releases", {}))
    except (ValueError, KeyError, TypeError, AttributeError):
        return frozenset(), {}, {}


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _write(path: str, data: bytes) -> None:
    """Write whole or not at all; what cannot be kept is not kept."""
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
