"""What ctxpack keeps between runs and projects: archives by digest, and what was believed of registries."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from hashlib import sha256

from installer_cli.belief import Belief
from installer_cli.filelock import alone
from packformat.errors import UNREADABLE, CtxpackError
from packformat.index import PACK_PATH, ROOT_PATH
from packformat.jsontext import parse_json

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
_SECONDS_A_DAY = 86_400


class ArchiveCache:
    """Archives by digest, shared by all projects; a file that is damaged or missing is fetched again."""

    __slots__ = ("_folder",)

    def __init__(self, home: str):
        self._folder = os.path.join(home, ARCHIVE_FOLDER)

    def get(self, digest: Digest, size: int) -> bytes | None:
        """The archive's bytes; None unless they are there and of the right size and digest."""
        path = self.path(digest)
        data = _read(path)
        if data is None or len(data) != size or sha256(data).hexdigest() != digest.hex:
            return None
        _mark_used(path)
        return data

    def put(self, digest: Digest, data: bytes) -> None:
        """Keep an archive whose digest has been checked; what the disk refuses costs a later download."""
        _write(self.path(digest), data)

    def path(self, digest: Digest) -> str:
        """Where an archive is kept, if it is."""
        return os.path.join(self._folder, f"{digest.hex}.zip")


class RegistryMemory:
    """What was believed of one registry before.

    Its ``belief``, the signed documents themselves for offline runs, and by the digests of their archives
    what the index said of the releases that were chosen: of the same bytes it cannot say anything else.
    Several runs may keep at once: each adds what it learned to what is there by then.
    """

    __slots__ = ("_path", "_releases", "belief", "folder")

    def __init__(self, home: str, registry: str):
        self.folder = os.path.join(home, _REGISTRY_FOLDER, sha256(registry.encode()).hexdigest()[:16])
        self._path = self.folder + ".json"
        self.belief, self._releases = _parse(_read(self._path))

    def keep(
        self,
        registry: str,
        belief: Belief,
        documents: Mapping[str, bytes],
        releases: Iterable[ReleaseEntry] = (),
    ) -> None:
        """Remember what is believed now with its signed documents, when that is more than was remembered.

        What cannot be kept, because the disk or another run does not let us, is not kept.
        """
        chosen = {release.archive: release.as_dict() for release in releases}
        if belief == self.belief and chosen.items() <= self._releases.items() and self._has(documents):
            return
        with suppress(OSError), alone(self.folder + ".lock"):
            there, known = _parse(_read(self._path))
            after = belief.merged(there)
            if after.key != there.key:
                self._forget()
                known = {}
            for name in documents if belief.key == after.key else ():
                if belief.serials[name] == after.serials[name] and self._lacks(name, belief, there):
                    _write_whole(self._document(name), documents[name])
            if after != there or not chosen.items() <= known.items():
                self._put(registry, after, known | chosen)

    def begin_anew(self, registry: str, belief: Belief, documents: Mapping[str, bytes]) -> None:
        """Believe this and nothing that was believed before, because the user says so; raises OSError."""
        with alone(self.folder + ".lock"):
            self._forget()
            for name, data in documents.items():
                _write_whole(self._document(name), data)
            self._put(registry, belief, {})

    def _has(self, documents: Mapping[str, bytes]) -> bool:
        return all(os.path.exists(self._document(name)) for name in documents)

    def _lacks(self, name: str, belief: Belief, there: Belief) -> bool:
        """Whether a document of ``belief`` is another than the one that is kept."""
        is_another = (belief.key, belief.serials[name]) != (there.key, there.serials.get(name))
        return is_another or not os.path.exists(self._document(name))

    def _document(self, name: str) -> str:
        """Where a signed document is kept: at the path that a static mirror has it at."""
        return os.path.join(self.folder, ROOT_PATH if name == ROOT_NAME else PACK_PATH.format(name=name))

    def _forget(self) -> None:
        """Drop all documents: the key that has signed them signs no more."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                os.unlink(os.path.join(folder, name))

    def _put(self, registry: str, belief: Belief, releases: Mapping[str, Any]) -> None:
        value = {
            "registry": registry,
            "key": belief.key,
            "retired": sorted(belief.retired),
            "serials": belief.serials,
            "releases": releases,
        }
        _write_whole(self._path, json.dumps(value).encode())

    def release(self, pack: LockedPack) -> ReleaseEntry | None:
        """What the index said of exactly this pack; None when it was never chosen on this machine."""
        from packformat.index import ReleaseEntry

        row = self._releases.get(pack.archive)
        try:
            release = ReleaseEntry.read(row) if row else None
        except (*UNREADABLE, CtxpackError):
            return None
        return release if release and release.tree == pack.tree else None


def known_names(home: str) -> set[str]:
    """The names of all packs that registries have told this machine of."""
    folder = os.path.join(home, _REGISTRY_FOLDER)
    try:
        files = os.listdir(folder)
    except OSError:
        return set()
    beliefs = [_parse(_read(os.path.join(folder, name)))[0] for name in files if name.endswith(".json")]
    return {name for belief in beliefs for name in belief.serials if name != ROOT_NAME}


def _parse(data: bytes | None) -> tuple[Belief, dict[str, Any]]:
    """A damaged memory is no memory: it protects against old documents, and is made anew by the next ones."""
    try:
        value = parse_json(data or b"{}")
        serials = {str(name): int(serial) for name, serial in value.get("serials", {}).items()}
        belief = Belief(str(value.get("key", "")), serials, [str(key) for key in value.get("retired", ())])
        return belief, dict(value.get("releases", {}))
    except UNREADABLE:
        return Belief(), {}


def _mark_used(path: str) -> None:
    """Let a file's own time say on which day it was used last: few file systems still note every reading."""
    with suppress(OSError):
        if os.stat(path).st_mtime < time.time() - _SECONDS_A_DAY:
            os.utime(path)


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _write(path: str, data: bytes) -> None:
    """Write whole or not at all; what cannot be kept is not kept."""
    with suppress(OSError):
        _write_whole(path, data)


def _write_whole(path: str, data: bytes) -> None:
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise
