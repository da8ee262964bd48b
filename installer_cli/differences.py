"""What lies on the disk, compared with what receipts say was installed: every byte is read."""

from __future__ import annotations

from installer_cli.disk import LOST, observe
from installer_cli.project import SHARED_NOTE
from installer_cli.receipt import MANAGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer_cli.disk import Found
    from installer_cli.project import Project
    from installer_cli.receipt import PlacedFile, Receipt
    from installer_cli.session import Session
    from packformat.names import PackName

MISSING, CHANGED, YOURS = "missing", "changed", "yours"
"""A file that is not there, one that is not as it was placed, and one that the user was to change."""


class Difference:
    """A placed file that is not as it was placed."""

    __slots__ = ("file", "state")

    def __init__(self, file: PlacedFile, state: str):
        self.file = file
        self.state = state

    @property
    def path(self) -> str:
        """The file's path in the project."""
        return self.file.path


class SharedDifference:
    """A file of no pack alone, in which our part is not as it was written, or is gone."""

    __slots__ = ("path", "state")

    def __init__(self, path: str, state: str):
        self.path = path
        self.state = state


def find_shared(project: Project) -> list[SharedDifference]:
    """Every shared file in which our part is not as it was written; raises E_RECEIPT."""
    if not project.has(SHARED_NOTE):
        return []
    from installer_cli.shared.change import shared_differences

    return [
        SharedDifference(path, CHANGED if project.has(path) else MISSING)
        for path in shared_differences(project)
    ]


def find_all(session: Session, receipts: Mapping[PackName, Receipt]) -> list[Difference | SharedDifference]:
    """Every file that is not as it was placed; after the packs' own, those that are no single pack's.

    Raises what `observe` raises, E_RECEIPT, and E_PROJECT_FILE.
    """
    project = session.project
    return [
        *find_differences(project, receipts.values()),
        *find_shared(project),
        *find_page(session, receipts),
    ]


def find_page(session: Session, receipts: Mapping[PackName, Receipt]) -> list[SharedDifference]:
    """The page that tells the agent what holds, where it does not say what follows from packs and project."""
    from installer_cli.statements.page import PAGE

    there = session.project.read(PAGE)
    if not receipts and there is None:
        return []
    from installer_cli.wantedpage import wanted_page

    if there == wanted_page(session, receipts):
        return []
    return [SharedDifference(PAGE, MISSING if there is None else CHANGED)]


def find_differences(project: Project, receipts: Iterable[Receipt]) -> list[Difference]:
    """Every placed file that is not as it was placed, pack by pack; raises what `observe` raises."""
    files = [file for receipt in receipts for file in receipt.files.values()]
    disk = observe(project, [file.path for file in files])
    return [
        Difference(file, state)
        for file in files
        if (state := _compare(file, disk.get(file.path))) is not None
    ]


def _compare(file: PlacedFile, found: Found | None) -> str | None:
    if found is not None and found.digest == file.digest and found.executable in (None, file.executable):
        return None
    if found is not None and found.kind == LOST:
        return MISSING
    if file.ownership != MANAGED:
        return YOURS
    return CHANGED if found else MISSING
