"""Which pack a word of a command line means: an installed one, or a folder."""

from __future__ import annotations

import os

from installer_cli.errors import ERRORS
from installer_cli.folder import check_folder
from installer_cli.suggest import did_you_mean
from packformat.paths import MANIFEST_PATH
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer_cli.project import Project
    from packformat.errors import CtxpackError


def folder_meant(project: Project, word: str) -> str:
    """The folder of the installed pack of that name, else the folder at that path.

    What lies in the working folder never changes what a name means: there, `./NAME` is a path. A name without
    it means a folder only where nothing of that name is installed and a pack is in the folder. Raises
    E_NOT_INSTALLED for a name of neither, and E_FOLDER for a path at which there is no folder.
    """
    installed = installed_names(project)
    if word in installed:
        return project.path(f"{SKILLS}/{word}")
    if _is_path(word):
        check_folder(word)
    elif not _is_pack(word):
        raise not_installed(word, installed)
    return word


def installed_names(project: Project) -> list[str]:
    """The names of the packs that lie in a project, whether or not it has their receipts."""
    skills = project.path(SKILLS)
    names = sorted(os.listdir(skills)) if os.path.isdir(skills) else []
    return [name for name in names if _is_pack(f"{skills}/{name}")]


def not_installed(word: str, installed: Iterable[str]) -> CtxpackError:
    """The error for a pack that would have to be here, with its nearest name or how to bring it."""
    suggestion = did_you_mean(word, installed) or f"`ctxpack install {word}` brings it, "
    return ERRORS.error("E_NOT_INSTALLED", pack=word, suggestion=suggestion)


def _is_path(word: str) -> bool:
    return os.path.dirname(word) != "" or word in (os.curdir, os.pardir)


def _is_pack(folder: str) -> bool:
    return os.path.isfile(f"{folder}/{MANIFEST_PATH}")
