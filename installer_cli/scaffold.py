"""Laying out a scaffold in a project: as a whole or not at all, and never over anything that is there."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS, os_error
from packformat.scaffolds import read_scaffold, scaffold_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer_cli.project import Project
    from packformat.scaffolds import Scaffold

    Tree = Mapping[str, bytes | None]

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def find_scaffold(files: Mapping[str, bytes], pack: str, name: str | None) -> Scaffold:
    """The scaffold of that name, or the only one; raises E_SCAFFOLD_UNKNOWN, and what reading it raises."""
    names = scaffold_names(files)
    wanted = name or (names[0] if len(names) == 1 else "")
    if wanted not in names:
        known = ", ".join(f"`{one}`" for one in names) or "none"
        raise ERRORS.error(
            "E_SCAFFOLD_UNKNOWN", pack=pack, scaffold=f" `{name}`" if name else "", known=known
        )
    return read_scaffold(wanted, files)


def placed_in(project: Project, folder: str | None, tree: Tree) -> dict[str, bytes | None]:
    """The tree with its paths from the project's folder, and the folders in which it is to stand.

    Raises E_FOLDER for a place outside the project or in one of its hidden folders.
    """
    path = os.path.relpath(os.path.abspath(folder or project.root), project.root).replace(os.sep, "/")
    if path == ".":
        return dict(tree)
    parts = path.split("/")
    if parts[0] == "..":
        raise ERRORS.error("E_FOLDER", path=folder, reason=f"it lies outside the project `{project.root}`")
    if any(part.startswith(".") for part in parts):
        raise ERRORS.error(
            "E_FOLDER", path=folder, reason="it is hidden, and programs act on what lies there"
        )
    above: dict[str, bytes | None] = {"/".join(parts[:end]): None for end in range(1, len(parts) + 1)}
    return {**above, **{f"{path}/{inside}": data for inside, data in tree.items()}}


def missing_of(project: Project, tree: Tree) -> dict[str, bytes | None]:
    """What of a tree is not there yet; what is there as it would be made stays.

    Raises E_TARGET_LINK for a link on the way, and E_SCAFFOLD_TAKEN naming all that stands in its way.
    """
    missing: dict[str, bytes | None] = {}
    taken = []
    for path, data in tree.items():
        project.check_no_links(path)
        if not project.has(path):
            missing[path] = data
        elif os.path.isdir(project.path(path)) if data is None else _is(project, path, data):
            continue
        else:
            taken.append(path)
    if taken:
        raise ERRORS.error("E_SCAFFOLD_TAKEN", count=len(taken), reasons=taken)
    return missing


def lay_out(project: Project, missing: Tree) -> None:
    """Make what is missing; what was made is taken away again when something cannot be.

    A run that is killed leaves a part, and the next one makes the rest. Raises what `os_error` makes of it.
    """
    made: list[str] = []
    path = ""
    try:
        for path, data in missing.items():
            _make(project.path(path), data)
            made.append(path)
    except BaseException as error:
        for done in reversed(made):
            (os.rmdir if missing[done] is None else os.unlink)(project.path(done))
        if isinstance(error, OSError):
            raise os_error(error, path) from None
        raise


def _is(project: Project, path: str, data: bytes) -> bool:
    return os.path.isfile(project.path(path)) and project.read(path) == data


def _make(whole: str, data: bytes | None) -> None:
    if data is None:
        os.mkdir(whole)
        return
    place = os.open(whole, _NEW_FILE, 0o666)
    try:
        with open(place, "wb") as file:
            file.write(data)
    except OSError:
        os.unlink(whole)
        raise
