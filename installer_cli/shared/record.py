"""The note of what of the shared files is ours: beside the receipts, and committed with them.

It also keeps what each installed pack brings for them, so that nobody has to open an archive to know.
"""

from __future__ import annotations

import json

from installer_cli.errors import ERRORS
from installer_cli.project import SHARED_NOTE
from packformat.digest import Digest
from packformat.errors import UNREADABLE, CtxpackError, why_unreadable
from packformat.jsontext import parse_json
from packformat.names import PackName
from packformat.placement import OTHER_FILES
from packformat.targets.carried import Part
from packformat.targets.ours import Ours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.project import Project
    from packformat.lockfile import LockedPack

_SCHEMA = 1


class Brought:
    """What an installed pack brings for the shared files; ``archive`` and ``only`` say of which bytes."""

    __slots__ = ("archive", "only", "parts")

    def __init__(self, archive: Digest, only: Iterable[str], parts: Iterable[Part]):
        self.archive = archive
        self.only = tuple(only)
        self.parts = list(parts)

    def is_of(self, pack: LockedPack) -> bool:
        """Whether it is of exactly this pack."""
        return (self.archive, self.only) == (pack.archive, pack.only)


class Record:
    """The agents that packs were placed for, what each pack brings, and what of each file is ours."""

    __slots__ = ("files", "packs", "targets")

    def __init__(
        self,
        targets: Iterable[str] = (),
        packs: Mapping[PackName, Brought] | None = None,
        files: Mapping[str, Ours] | None = None,
    ):
        self.targets = tuple(targets)
        self.packs = dict(packs or {})
        self.files = dict(files or {})

    @classmethod
    def read(cls, project: Project) -> Record:
        """A project's note, an empty one where there is none; raises E_RECEIPT."""
        data = project.read(SHARED_NOTE)
        if data is None:
            return cls()
        try:
            value = parse_json(data)
            if value["schema"] != _SCHEMA:
                raise ValueError(f"it is of format {value['schema']}, this ctxpack reads {_SCHEMA}")
            packs = {
                PackName.parse(name): Brought(
                    Digest.parse(row["archive"]),
                    [str(label) for label in row["only"]],
                    [Part(_shared(path), str(key), str(text)) for path, key, text in row["parts"]],
                )
                for name, row in value["packs"].items()
            }
            files = {
                _shared(path): Ours(str(row["text"]), dict(row["parts"]), bool(row["made"]))
                for path, row in value["files"].items()
            }
            return cls([str(target) for target in value["targets"]], packs, files)
        except (*UNREADABLE, CtxpackError) as error:
            raise ERRORS.error("E_RECEIPT", path=SHARED_NOTE, reason=why_unreadable(error)) from None

    def to_bytes(self) -> bytes:
        """The note as it is written; nothing where there is nothing to say."""
        if not (self.targets or self.files):
            return b""
        value = {
            "schema": _SCHEMA,
            "targets": list(self.targets),
            "packs": {
                str(name): {"archive": row.archive, "only": list(row.only), "parts": row.parts}
                for name, row in sorted(self.packs.items())
            },
            "files": {
                path: {"text": ours.text, "parts": dict(sorted(ours.parts.items())), "made": ours.made}
                for path, ours in sorted(self.files.items())
            },
        }
        return (json.dumps(value, indent=1) + "\n").encode("utf-8")


def _shared(path: object) -> str:
    """A path that is one of the shared files: a note that was edited by hand must not reach further."""
    if path not in OTHER_FILES:
        raise ValueError(f"`{path}` is not a file that packs share")
    return str(path)
