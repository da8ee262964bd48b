"""The texts of a project's memories, whoever added them, and those of a pack."""

from __future__ import annotations

import os

from installer_cli.errors import os_error
from installer_cli.folder import read_folder
from installer_cli.meant import folder_meant
from installer_cli.readfile import read_file
from packformat.fulltext import text_of
from packformat.placement import MEMORY, SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer_cli.project import Project

READABLE = (".md", ".txt", ".csv", ".vtt", ".srt")
LARGEST = 4 * 1024 * 1024
"""Bytes of one text; a larger file is data, not a memory."""


def memory_texts(project: Project, pack: str | None = None) -> Iterator[tuple[str, str]]:
    """The path in the project and the text of every file of the memories, or of one pack's, in order.

    Raises E_TARGET_LINK where the memories of a pack are a link, which could lead to any folder.
    """
    top = f"{MEMORY}/{pack}" if pack else MEMORY
    if pack:
        project.check_no_links(top)
    for folder, folders, files in os.walk(project.path(top)):
        folders.sort()
        for name in sorted(files):
            path = f"{folder}/{name}"
            if name.endswith(READABLE) and not os.path.islink(path) and os.path.getsize(path) <= LARGEST:
                try:
                    data = read_file(path)
                except OSError as error:
                    raise os_error(error, path) from None
                yield os.path.relpath(path, project.root), data.decode("utf-8", "replace")


def pack_texts(project: Project, word: str) -> Iterator[tuple[str, str]]:
    """The path and the text of every file of a pack: of an installed one and its memories, or of a folder.

    Raises E_NOT_INSTALLED where the word names neither, and what reading a folder raises.
    """
    folder = folder_meant(project, word)
    is_installed = folder == project.path(f"{SKILLS}/{word}")
    prefix = f"{SKILLS}/{word}/" if is_installed else ""
    for entry in read_folder(folder):
        text = text_of(entry.data) if len(entry.data) <= LARGEST else None
        if text is not None:
            yield prefix + entry.path, text
    if is_installed:
        yield from memory_texts(project, word)
