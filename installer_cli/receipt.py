"""Receipts: for each installed pack, every file that ctxpack placed, with the digest of the pack's own bytes.

A receipt has no times and its rows are sorted, so it can be committed and merges like any text. A file whose
bytes differ from its row was changed by the user.
"""

from __future__ import annotations

import json
import os

from installer_cli.errors import ERRORS, os_error
from installer_cli.project import AGENT_FOLDER, RECEIPTS, STATE
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.lockfile import LockedPack
from packformat.names import PackName
from packformat.versions import Requirement, Version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from installer_cli.project import Project

MANAGED, SEEDED, LIVING = "managed", "seeded", "living"
_CLASSES = (MANAGED, SEEDED, LIVING)
_SCHEMA = 1
_SUFFIX = ".json"


class PlacedFile:
    """One file: its path in the project, the digest of the pack's bytes, its mode, and who owns it."""

    __slots__ = ("digest", "executable", "ownership", "path")

    def __init__(self, path: str, digest: Digest, *, executable: bool, ownership: str):
        self.path = path
        self.digest = digest
        self.executable = executable
        self.ownership = ownership

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlacedFile) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, str, bool, str]:
        return (self.path, self.digest, self.executable, self.ownership)


class Receipt:
    """What was installed of one pack; ``powers`` are those that were agreed to for exactly this archive."""

    __slots__ = ("archive", "files", "name", "powers", "requires", "size", "tree", "version")

    def __init__(
        self,
        *,
        name: PackName,
        version: Version,
        archive: Digest,
        size: int,
        tree: Digest,
        requires: Iterable[Requirement],
        powers: Iterable[str],
        files: Iterable[PlacedFile],
    ):
        self.name = name
        self.version = version
        self.archive = archive
        self.size = size
        self.tree = tree
        self.requires = tuple(requires)
        self.powers = tuple(sorted(powers))
        self.files = {file.path: file for file in sorted(files, key=lambda file: file.path)}

    def as_locked(self) -> LockedPack:
        """The pack as a lockfile pins it."""
        return LockedPack(self.name, self.version, self.archive, self.size, self.tree, self.requires)

    def to_bytes(self) -> bytes:
        """The receipt as it is written: one line a file."""
        head = {
            "schema": _SCHEMA,
            "pack": self.name,
            "version": str(self.version),
            "archive": self.archive,
            "size": self.size,
            "tree": self.tree,
            "requires": [str(requirement) for requirement in self.requires],
            "powers": list(self.powers),
        }
        rows = [
            json.dumps(
                [file.path, file.digest, "0755" if file.executable else "0644", file.ownership],
                ensure_ascii=False,
            )
            for file in self.files.values()
        ]
        listed = ",\n  ".join(rows)
        return f'{json.dumps(head, indent=1)[:-2]},\n "files": [\n  {listed}\n ]\n}}\n'.encode()

    @classmethod
    def parse(cls, data: bytes, path: str) -> Receipt:
        """Read a receipt; raises E_RECEIPT."""
        try:
            value = json.loads(data)
            if value["schema"] != _SCHEMA:
                raise ValueError(f"it is of format {value['schema']}, this ctxpack reads {_SCHEMA}")
            return _read(value)
        except CtxpackError as error:
            raise ERRORS.error("E_RECEIPT", path=path, reason=error.message) from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise ERRORS.error("E_RECEIPT", path=path, reason=reason) from None


def receipt_path(name: str) -> str:
    """Where a pack's receipt lies in the project."""
    return f"{RECEIPTS}/{name}{_SUFFIX}"


def read_receipts(project: Project) -> dict[PackName, Receipt]:
    """All receipts of a project by name; raises E_RECEIPT."""
    try:
        names = sorted(os.listdir(project.path(RECEIPTS)))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise os_error(error, RECEIPTS) from None
    receipts: dict[PackName, Receipt] = {}
    for name in names:
        if name.endswith(_SUFFIX):
            path = f"{RECEIPTS}/{name}"
            receipt = Receipt.parse(project.read(path) or b"", path)
            if receipt_path(receipt.name) != path:
                raise ERRORS.error("E_RECEIPT", path=path, reason=f"it is about `{receipt.name}`")
            receipts[receipt.name] = receipt
    return receipts


def _read(value: Mapping[str, Any]) -> Receipt:
    return Receipt(
        name=PackName.parse(value["pack"]),
        version=Version.parse(value["version"]),
        archive=Digest.parse(value["archive"]),
        size=int(value["size"]),
        tree=Digest.parse(value["tree"]),
        requires=[Requirement.parse(text) for text in value["requires"]],
        powers=[str(power) for power in value["powers"]],
        files=[_read_file(row) for row in value["files"]],
    )


def _read_file(row: list[str]) -> PlacedFile:
    path, digest, mode, ownership = row
    if not _is_placeable(path) or ownership not in _CLASSES:
        raise ValueError(f"`{path}` is not a file that a pack can place")
    return PlacedFile(path, Digest.parse(digest), executable=mode == "0755", ownership=ownership)


def _is_placeable(path: str) -> bool:
    """Whether a path stays among the agent's files: a receipt edited by hand must not reach further."""
    if (
        not path.startswith(f"{AGENT_FOLDER}/")
        or path.startswith(f"{STATE}/")
        or "\\" in path
        or "\0" in path
    ):
        return False
    return not {"", ".", ".."}.intersection(path.split("/"))
