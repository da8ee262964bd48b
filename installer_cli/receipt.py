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
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.jsontext import parse_json
from packformat.lockfile import LockedPack, read_labels
from packformat.names import PackName
from packformat.newer import newer
from packformat.placement import is_other_place
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
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class PlacedFile:
    """One file: its path in the project, the digest of the pack's bytes, its mode, and who owns it.

    ``base`` is the digest of the text that the user's changes started from: the pack's own, unless a conflict
    is still to be resolved.
    """

    __slots__ = ("base", "digest", "executable", "ownership", "path")

    def __init__(
        self, path: str, digest: Digest, *, executable: bool, ownership: str, base: Digest | None = None
    ):
        self.path = path
        self.digest = digest
        self.executable = executable
        self.ownership = ownership
        self.base = base or digest

    @property
    def is_unresolved(self) -> bool:
        """Whether the user's text still lacks what the pack changed."""
        return self.base != self.digest

    def with_digests(self, digest: Digest, base: Digest) -> PlacedFile:
        """The same file with other digests."""
        return PlacedFile(self.path, digest, executable=self.executable, ownership=self.ownership, base=base)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlacedFile) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, str, str, bool, str]:
        return (self.path, self.digest, self.base, self.executable, self.ownership)


class Receipt:
    """What was installed of one pack; ``powers`` are those that were agreed to for exactly this archive.

    ``only`` are the components that were named where not the whole pack was taken.
    """

    __slots__ = ("archive", "files", "name", "only", "powers", "requires", "size", "tree", "version")

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
        only: Iterable[str] = (),
    ):
        self.name = name
        self.version = version
        self.archive = archive
        self.size = size
        self.tree = tree
        self.requires = tuple(requires)
        self.only = tuple(only)
        self.powers = tuple(sorted(powers))
        self.files = {file.path: file for file in sorted(files, key=lambda file: file.path)}

    @classmethod
    def of(cls, pack: LockedPack, powers: Iterable[str], files: Iterable[PlacedFile]) -> Receipt:
        """The receipt of a pack that was locked."""
        return cls(
            name=pack.name,
            version=pack.version,
            archive=pack.archive,
            size=pack.size,
            tree=pack.tree,
            requires=pack.requires,
            powers=powers,
            files=files,
            only=pack.only,
        )

    def as_locked(self) -> LockedPack:
        """The pack as a lockfile pins it."""
        return LockedPack(
            self.name, self.version, self.archive, self.size, self.tree, self.requires, self.only
        )

    def holds(self, pack: LockedPack) -> bool:
        """Whether the same bytes were installed, and the same part of them."""
        return (self.archive, self.only) == (pack.archive, pack.only)

    def as_dict(self) -> dict[str, Any]:
        """The receipt as JSON-ready values."""
        return {
            "schema": _SCHEMA,
            "pack": self.name,
            "version": str(self.version),
            "archive": self.archive,
            "size": self.size,
            "tree": self.tree,
            "requires": [str(requirement) for requirement in self.requires],
            **({"only": list(self.only)} if self.only else {}),
            "powers": list(self.powers),
            "files": [_row(file) for file in self.files.values()],
        }

    def to_bytes(self) -> bytes:
        """The receipt as it is written: one line a file."""
        head = self.as_dict()
        rows = ",\n  ".join(_ENCODE(row) for row in head.pop("files"))
        return f'{json.dumps(head, indent=1)[:-2]},\n "files": [\n  {rows}\n ]\n}}\n'.encode()

    @classmethod
    def parse(cls, data: bytes, path: str) -> Receipt:
        """Read a receipt; raises E_RECEIPT, or E_NEWER for one that a newer ctxpack has written."""
        try:
            value = parse_json(data)
            too_new = newer(path, value["schema"], _SCHEMA)
            if not too_new:
                return cls.read(value)
        except (*UNREADABLE, CtxpackError) as error:
            raise ERRORS.error("E_RECEIPT", path=path, reason=why_unreadable(error)) from None
        raise too_new

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Receipt:
        """Read what `as_dict` gives; raises whatever a value of another shape leads to."""
        if value["schema"] != _SCHEMA:
            raise ValueError(f"it is of format {value['schema']}, this ctxpack reads {_SCHEMA}")
        return cls(
            name=PackName.parse(value["pack"]),
            version=Version.parse(value["version"]),
            archive=Digest.parse(value["archive"]),
            size=int(value["size"]),
            tree=Digest.parse(value["tree"]),
            requires=[Requirement.parse(text) for text in value["requires"]],
            powers=[str(power) for power in value["powers"]],
            files=[_read_file(row) for row in value["files"]],
            only=read_labels(value.get("only", [])),
        )


def receipt_path(name: str) -> str:
    """Where a pack's receipt lies in the project."""
    return f"{RECEIPTS}/{name}{_SUFFIX}"


def receipt_names(project: Project) -> list[str]:
    """The names of a project's receipt files."""
    try:
        names = os.listdir(project.path(RECEIPTS))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise os_error(error, RECEIPTS) from None
    return sorted(name for name in names if name.endswith(_SUFFIX))


def read_receipt(project: Project, name: str) -> Receipt:
    """The receipt in a file of that name; raises E_RECEIPT."""
    path = f"{RECEIPTS}/{name}"
    receipt = Receipt.parse(project.read(path) or b"", path)
    if receipt_path(receipt.name) != path:
        raise ERRORS.error("E_RECEIPT", path=path, reason=f"it is about `{receipt.name}`")
    return receipt


def read_receipts(project: Project) -> dict[PackName, Receipt]:
    """All receipts of a project by name; raises E_RECEIPT."""
    receipts = (read_receipt(project, name) for name in receipt_names(project))
    return {receipt.name: receipt for receipt in receipts}


def _row(file: PlacedFile) -> list[str]:
    row = [file.path, file.digest, "0755" if file.executable else "0644", file.ownership]
    return [*row, file.base] if file.is_unresolved else row


def _read_file(row: list[str]) -> PlacedFile:
    path, digest, mode, ownership, *base = row
    if ownership not in _CLASSES:
        raise ValueError(f"`{ownership}` owns nothing")
    return PlacedFile(
        check_place(path),
        Digest.parse(digest),
        executable=mode == "0755",
        ownership=ownership,
        base=Digest.parse(*base) if base else None,
    )


def check_place(path: str) -> str:
    """The path, when it stays among the agents' files: what was edited by hand must not reach further."""
    ours = path.startswith(f"{AGENT_FOLDER}/") and not path.startswith(f"{STATE}/")
    if (
        not (ours or is_other_place(path))
        or "\\" in path
        or "\0" in path
        or {"", ".", ".."}.intersection(path.split("/"))
    ):
        raise ValueError(f"`{path}` is not a file that a pack can place")
    return path
