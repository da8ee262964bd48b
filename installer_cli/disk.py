"""What lies on the disk: the state of single files, and the files in a folder."""

from __future__ import annotations

import os
import stat

from installer_cli.errors import ERRORS, os_error
from installer_cli.placed import read_note
from packformat.digest import Digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer_cli.placed import Placed
    from installer_cli.project import Project

FILE, FOLDER, LINK, OTHER = "a file", "a folder", "a link", "something that is not a file"
LOST = "a file whose bytes the system has lost"


class Found:
    """What a path holds; the digest only when it is a file, its mode only on systems that have it."""

    __slots__ = ("digest", "executable", "kind", "size")

    def __init__(
        self, kind: str, digest: Digest | None = None, size: int = 0, *, executable: bool | None = None
    ):
        self.kind = kind
        self.digest = digest
        self.size = size
        self.executable = executable


def observe(project: Project, paths: Iterable[str]) -> dict[str, Found]:
    """What the paths of a project hold; those with nothing there are absent. Raises E_PERMISSION or E_IO."""
    placed = read_note(project)
    return {path: state for path in paths if (state := _look(project, path, placed.get(path))) is not None}


def check_folders(project: Project, paths: Iterable[str]) -> None:
    """Raise E_TARGET_LINK or E_TARGET_KIND unless what is above the paths is a folder or not there yet."""
    folders = {path.rpartition("/")[0] for path in paths}
    above = {
        "/".join(parts[:end])
        for parts in (folder.split("/") for folder in folders)
        for end in range(1, len(parts) + 1)
    }
    for folder in sorted(above):
        try:
            mode = os.lstat(project.path(folder)).st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise os_error(error, folder) from None
        if stat.S_ISLNK(mode):
            raise ERRORS.error("E_TARGET_LINK", path=folder)
        if not stat.S_ISDIR(mode):
            raise ERRORS.error("E_TARGET_KIND", path=folder, kind=FILE, wanted=FOLDER)


def folder_names(project: Project, folder: str) -> list[str]:
    """The names of what a folder holds, in order; none when there is no such folder."""
    try:
        return sorted(os.listdir(project.path(folder)))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise os_error(error, folder) from None


def files_below(project: Project, folder: str) -> Iterator[str]:
    """Every path below a folder that is not itself a folder, in order; links are not followed."""
    try:
        entries = sorted(os.scandir(project.path(folder)), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise os_error(error, folder) from None
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(project, path)
        else:
            yield path


def _look(project: Project, path: str, placed: Placed | None) -> Found | None:
    absolute = project.path(path)
    try:
        status = os.lstat(absolute)
        if stat.S_ISREG(status.st_mode):
            digest = _digest(absolute)
            if placed and placed.digest != digest and placed.is_untouched(status):
                return Found(LOST)
            executable = bool(status.st_mode & stat.S_IXUSR) if os.name == "posix" else None
            return Found(FILE, digest, status.st_size, executable=executable)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise os_error(error, path) from None
    if stat.S_ISLNK(status.st_mode):
        return Found(LINK)
    return Found(FOLDER if stat.S_ISDIR(status.st_mode) else OTHER)


def _digest(path: str) -> Digest:
    with open(path, "rb") as file:
        return Digest.of(file.read())
