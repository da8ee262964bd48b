"""What the packs of a project say: read from the archives of those that come, and here from all others."""

from __future__ import annotations

from contextlib import suppress

from packformat.errors import UNREADABLE, CtxpackError
from packformat.memories import is_of_a_memory
from packformat.paths import MANIFEST_PATH
from packformat.placement import MEMORY, SKILLS
from packformat.statements.chains import Said
from packformat.statements.held import Holding, weigh
from packformat.statements.overlay import read_extends
from packformat.statements.page import PAGE
from packformat.statements.statement import statements_of
from packformat.tomlread import read_tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol

    from installer_cli.aim import Aim, Files
    from installer_cli.part import Source
    from installer_cli.project import Project
    from installer_cli.receipt import Receipt
    from installer_cli.wants import Wants
    from packformat.lockfile import LockedPack
    from packformat.names import PackName
    from packformat.statements.overlay import Extended

    Read = Callable[[str], bytes | None]

    class Opened(Protocol):
        """A pack whose archive is open."""

        source: Source

        @property
        def files(self) -> Files:
            """The pack's files by their paths in the project."""

    class Library(Protocol):
        """Where packs are opened."""

        def volume(self, pack: LockedPack) -> Opened:
            """A pack that has been opened, or is now."""

        def is_open(self, pack: LockedPack) -> bool:
            """Whether a pack's archive has been brought."""


_SPEAKING = (".md", "/constants.json", "/claims.json")


def planned(project: Project, library: Library, aim: Aim) -> Holding:
    """What will hold once an aim is reached, by the packs' own words and not by what became of them here."""
    if len(aim.packs) <= 1 and not aim.wants.settled:
        return Holding()
    said: dict[str, Said] = {name: _said_in(project, library, aim, pack) for name, pack in aim.packs.items()}
    return weigh(said, aim.wants.settled)


def installed(project: Project, receipts: Mapping[PackName, Receipt], wants: Wants) -> Holding:
    """What holds as the memories lie here, with what people and agents have written into them."""

    def here(name: PackName, receipt: Receipt) -> Said:
        folder = f"{MEMORY}/{name}/"
        placed = (path for path in receipt.files if path.startswith(folder))
        paths = [f"memory/{path.removeprefix(folder)}" for path in placed]
        read = _reader(project, folder)
        manifest = project.read(f"{SKILLS}/{name}/{MANIFEST_PATH}")
        return _said(name, paths, lambda path: read(path.removeprefix("memory/")), manifest)

    return weigh({name: here(name, receipt) for name, receipt in receipts.items()}, wants.settled)


def _said_in(project: Project, library: Library, aim: Aim, pack: LockedPack) -> Said:
    folder = f"{SKILLS}/{pack.name}/"
    files = aim.files.get(pack.name) or library.volume(pack).files
    paths = [path.removeprefix(folder) for path in files if path.startswith(folder)]
    read: Read = library.volume(pack).source.read if library.is_open(pack) else _reader(project, folder)
    return _said(pack.name, paths, read, read(MANIFEST_PATH) if MANIFEST_PATH in paths else None)


def _reader(project: Project, folder: str) -> Read:
    return lambda path: project.read(f"{folder}{path}")


def _said(name: str, paths: Iterable[str], read: Read, manifest: bytes | None) -> Said:
    """What a pack says in these files of its memories; it overrides nothing where that page is not taken."""
    speaking = sorted(path for path in paths if is_of_a_memory(path) and path.endswith(_SPEAKING))
    statements = (
        statement._replace(path=f"{MEMORY}/{name}/{path.removeprefix('memory/')}")
        for path in speaking
        for statement in statements_of(name, path, read(path) or b"")
    )
    extends = _extends_in(manifest) if manifest and PAGE in speaking else ()
    return Said(tuple(statements), {str(item.requirement.name): item.overrides for item in extends})


def _extends_in(manifest: bytes) -> tuple[Extended, ...]:
    """`extends` of a manifest that was validated; nothing where somebody has made it unreadable."""
    with suppress(*UNREADABLE, CtxpackError):
        return read_extends(read_tables(manifest.decode("utf-8")).get("extends", {}))
    return ()
