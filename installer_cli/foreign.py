"""What was not made as a pack, read from a folder or a zip; links that stay inside are followed once."""

from __future__ import annotations

import os
import stat

from installer_cli.errors import ERRORS, os_error
from installer_cli.folder import VERSION_CONTROL
from installer_cli.project import AGENT_FOLDER
from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.errors import CtxpackError
from packformat.litter import is_litter
from packformat.paths import DEFAULT_LIMITS, check_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SAID_OTHERWISE = {
    "E_ARCHIVE_TYPE": "it is neither a folder nor a zip, a tar.gz or a page of a skill, agent or command",
    "E_PATH_RESERVED": "it holds what no archive may, such as a `.claude/`: unpack it and name its folder",
}
"""What is wrong with a file that somebody wants to import, where they did not mean to publish it."""
_MEANT = frozenset(
    (
        *(AGENT_FOLDER, ".agent", ".agents", ".apm", ".codex", ".cursor", ".gemini", ".github", ".opencode"),
        *("skills", "agents", "commands", "hooks", "output-styles"),
    )
)
"""Folders that say what is in them, and are therefore not only around it."""
_PACKAGES = frozenset(("pack.toml", ".claude-plugin", "apm.yml", "plugin.json"))
_PRIVATE = frozenset(("settings.local.json", "CLAUDE.local.md"))
"""Names of files that are their user's alone, wherever they lie."""


class Foreign:
    """Files with the name of what they lay in, and sentences on links followed and on what was left out."""

    __slots__ = ("entries", "followed", "left_out", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[Entry] = []
        self.followed: list[str] = []
        self.left_out: list[str] = []


def read_foreign(path: str) -> Foreign:
    """Read a folder, a zip or one file; raises E_FOLDER, E_TOO_MANY, and as uploads and single files do."""
    name = os.path.basename(os.path.abspath(path))
    if os.path.isdir(path):
        return _read_folder(os.path.realpath(path))
    if not os.path.isfile(path):
        raise ERRORS.error("E_FOLDER", path=path, reason="there is nothing of that name")
    from packformat.importing.single import is_single
    from packformat.upload import read_upload

    data = _read(path)
    if is_single(name, data):
        return _read_single(path, name, data)
    foreign = Foreign(name.partition(".")[0])
    try:
        foreign.entries = read_upload(data, source=name)
    except CtxpackError as error:
        if error.code not in _SAID_OTHERWISE:
            raise
        raise ERRORS.error("E_FOLDER", path=path, reason=_SAID_OTHERWISE[error.code]) from None
    return _unwrapped(foreign)


def _read_single(path: str, name: str, data: bytes) -> Foreign:
    """Read one file by itself; what lies beside it may be anything, so it has to be asked for."""
    from packformat.importing.single import read_single

    folder = os.path.dirname(os.path.abspath(path))
    entry, called = read_single(name, data, _telling_name(folder), os.path.basename(folder))
    foreign = Foreign(called)
    foreign.entries = [entry]
    if os.listdir(folder) != [name]:
        foreign.left_out.append(f"what lies beside `{name}`; name the folder to bring it along")
    return foreign


def _unwrapped(foreign: Foreign) -> Foreign:
    """Without the one folder that code hosts and people put around everything in a zip."""
    tops = {entry.path.partition("/")[0] for entry in foreign.entries}
    if len(tops) == 1 and all("/" in entry.path for entry in foreign.entries):
        (top,) = tops
        if top not in _MEANT:
            foreign.name = top
            foreign.entries = [
                entry._replace(path=entry.path.removeprefix(f"{top}/")) for entry in foreign.entries
            ]
    return foreign


def _read_folder(path: str) -> Foreign:
    """Read a folder; a ``.claude`` is read as the part of a project that it is."""
    inside = os.path.basename(path) == AGENT_FOLDER
    foreign = Foreign(_telling_name(path))
    walk = _Walk(path, foreign, _whole(path))
    if _is_project(path):
        walk.project()
    else:
        walk.folder("")
    if inside:
        foreign.entries = [entry._replace(path=f"{AGENT_FOLDER}/{entry.path}") for entry in foreign.entries]
    return foreign


def _is_project(path: str) -> bool:
    """Whether a folder is a project with a ``.claude`` of its own, and no package."""
    there = frozenset(os.listdir(path))
    return AGENT_FOLDER in there and there.isdisjoint(_PACKAGES)


def _telling_name(path: str) -> str:
    """The name of the nearest folder that is called for what it is about, not for what is in it."""
    return os.path.basename(_whole(path))


def _whole(path: str) -> str:
    """That nearest folder: of a project or plugin, where a part of one was named."""
    parent, name = os.path.split(path)
    return _whole(parent) if name in _MEANT else path


def write_folder(folder: str, entries: Iterable[Entry]) -> None:
    """Write files into a folder that is new or empty; raises E_FOLDER, E_DISK, E_PERMISSION or E_IO."""
    for entry in entries:
        check_path(entry.path)
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise ERRORS.error("E_OUTPUT", path=folder)
    try:
        for entry in entries:
            path = f"{folder}/{entry.path}"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(entry.data)
            os.chmod(path, 0o755 if entry.executable else 0o644)
    except OSError as error:
        raise os_error(error, folder) from None


class _Walk:
    """One walk through a folder of a package whose whole is ``home``; no link leads around in it."""

    def __init__(self, root: str, foreign: Foreign, home: str) -> None:
        self._root = root
        self._home = home
        self._is_in_a_link = False
        self._foreign = foreign
        self._size = 0

    def project(self) -> None:
        """Read a project's own parts and what its words import; all else may be anything, of any size."""
        from packformat.importing.place import project_place
        from packformat.memories import in_memory
        from packformat.memory_imports import imports_of

        self.folder(f"{AGENT_FOLDER}/")
        for name in sorted(os.listdir(self._root)):
            if project_place(name) and os.path.isfile(os.path.join(self._root, name)):
                self._entry(name)
        read = {entry.path for entry in self._foreign.entries}
        pages = [path for path in read if in_memory(project_place(path) or "") and path.endswith(".md")]
        while pages:
            page = pages.pop()
            data = next(entry.data for entry in self._foreign.entries if entry.path == page)
            for found in imports_of(page, data.decode("utf-8", "replace")):
                target = found.target
                if target not in read and not target.startswith(("../", "/")):
                    read.add(target)
                    if os.path.isfile(os.path.join(self._root, target)):
                        self._entry(target)
                        if target.endswith(".md"):
                            pages.append(target)
        self._foreign.left_out.append("everything else in the project: it is the project's own")

    def folder(self, prefix: str) -> None:
        """Read everything below a folder, in order."""
        place = os.path.join(self._root, prefix)
        try:
            names = sorted(os.listdir(place))
        except OSError as error:
            raise os_error(error, place) from None
        for name in names:
            path = prefix + name
            if name not in VERSION_CONTROL and not is_litter(path) and not is_litter(f"{path}/x"):
                self._entry(path)

    def _entry(self, path: str) -> None:
        full = os.path.join(self._root, path)
        if os.path.basename(path) in _PRIVATE:
            self._foreign.left_out.append(f"`{path}`: it is yours alone")
        elif os.path.islink(full):
            self._link(path, full)
        elif os.path.isdir(full):
            self.folder(f"{path}/")
        elif os.path.isfile(full):
            self._file(path, full)
        else:
            self._foreign.left_out.append(f"`{path}`: it is no file")

    def _link(self, path: str, full: str) -> None:
        """A link to a file or folder of the package becomes a copy; any other is left out."""
        target = os.path.realpath(full)
        may_follow = self._is_of_the_package(target)
        told = f"a copy of `{os.path.relpath(target, self._home)}` for the link `{path}`"
        if may_follow and os.path.isfile(target):
            self._foreign.followed.append(told)
            self._file(path, target)
        elif may_follow and os.path.isdir(target) and not self._leads_around(full, target):
            self._foreign.followed.append(told)
            self._is_in_a_link = True
            self.folder(f"{path}/")
            self._is_in_a_link = False
        else:
            self._foreign.left_out.append(f"`{path}`: it is a link to `{os.readlink(full)}`")

    def _is_of_the_package(self, target: str) -> bool:
        """Whether a link may lead there: below what was named, or where installers lay what they link to.

        From a ``.claude/`` that is another agent's folder of its project, and nothing else of the project:
        whoever wrote the link would else choose which of the user's files go along.
        """
        parts = os.path.relpath(target, self._home).split(os.sep)
        if parts[-1] in _PRIVATE or not VERSION_CONTROL.isdisjoint(parts):
            return False
        return target.startswith(self._root + os.sep) or parts[0] in _MEANT

    def _leads_around(self, full: str, target: str) -> bool:
        """Whether a link leads to what it stands in, or stands in a folder that another led to."""
        return self._is_in_a_link or f"{os.path.realpath(os.path.dirname(full))}{os.sep}".startswith(
            f"{target}{os.sep}"
        )

    def _file(self, path: str, full: str) -> None:
        data = _read(full)
        self._size += len(data)
        if len(self._foreign.entries) >= DEFAULT_LIMITS.files:
            raise FORMAT.error("E_TOO_MANY", limit=DEFAULT_LIMITS.files)
        if self._size > DEFAULT_LIMITS.unpacked:
            raise FORMAT.error(
                "E_TOO_LARGE", what="the folder", limit=DEFAULT_LIMITS.unpacked, size=self._size
            )
        self._foreign.entries.append(Entry(path, data, bool(os.stat(full).st_mode & stat.S_IXUSR)))


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise os_error(error, path) from None
