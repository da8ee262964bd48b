"""Naming conventions of the installed packs, or of one, and the files of a project that they are about."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS, os_error
from installer_cli.folder import VERSION_CONTROL
from installer_cli.meant import folder_meant
from packformat.conventions.convention import FOLDER, SUFFIX, read_convention
from packformat.litter import is_litter
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer_cli.project import Project
    from packformat.conventions.convention import Convention


class FoundConvention:
    """A convention, and the pack that brings it."""

    __slots__ = ("convention", "pack")

    def __init__(self, root: str, path: str):
        self.pack = os.path.basename(os.path.abspath(root))
        with open(f"{root}/{path}", "rb") as file:
            self.convention: Convention = read_convention(path, file.read())


def find_conventions(project: Project, pack: str | None) -> list[FoundConvention]:
    """Those of an installed pack or a pack's folder, or of all that are installed.

    Raises E_NOT_INSTALLED for a pack that is neither, E_CONVENTION_NONE, and what reading one raises.
    """
    skills = project.path(SKILLS)
    if pack is None:
        roots = [f"{skills}/{name}" for name in sorted(_listed(skills))]
    else:
        roots = [folder_meant(project, pack)]
    found = [
        FoundConvention(root, f"{FOLDER}{name}")
        for root in roots
        for name in sorted(_listed(f"{root}/{FOLDER}"))
        if name.endswith(SUFFIX)
    ]
    if not found:
        raise ERRORS.error("E_CONVENTION_NONE", place=f"`{pack}`" if pack else "the packs installed here")
    return found


def files_meant(project: Project, words: Iterable[str]) -> Iterator[str]:
    """The paths that words mean, from the project: files below a folder, and names that may not be there yet.

    Passed over are hidden folders, leftovers, and links, which lead elsewhere. Raises E_FOLDER for what lies
    outside the project.
    """
    for word in words:
        whole = os.path.abspath(word)
        path = os.path.relpath(whole, project.root).replace(os.sep, "/")
        if path.split("/")[0] == "..":
            raise ERRORS.error("E_FOLDER", path=word, reason=f"it lies outside the project `{project.root}`")
        if os.path.isdir(whole):
            yield from _below(project, "" if path == "." else f"{path}/")
        else:
            yield path


def _below(project: Project, prefix: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(project.path(prefix)), key=lambda entry: entry.name)
    except OSError as error:
        raise os_error(error, prefix) from None
    for entry in entries:
        path = prefix + entry.name
        if entry.is_symlink() or is_litter(path) or entry.name in VERSION_CONTROL:
            continue
        if not entry.is_dir():
            yield path
        elif not entry.name.startswith(".") and not is_litter(f"{path}/x"):
            yield from _below(project, f"{path}/")


def _listed(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []
