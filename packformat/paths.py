"""Paths inside a pack: one spelling that every file system stores, shows and compares alike."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST_PATH = "pack.toml"
"""Where the author declares what the pack is."""
PLUGIN_MANIFEST_PATH = ".claude-plugin/plugin.json"
"""The manifest that Claude Code reads; made by the build unless the author wrote one."""
SERVERS_PATH = ".mcp.json"
"""The servers that Claude Code starts; made by the build from the connectors unless the author wrote it."""
HOOKS_PATH = "hooks/hooks.json"
"""What the client does on events."""
CRITERIA_PATH = "criteria.toml"
"""What good work meets, and what decides each criterion."""
RECORD_PATH = ".ctxpack/record"
"""Where an archive keeps its record; no author's file may stand in this folder."""

PLUGIN_ROOT = "${CLAUDE_PLUGIN_ROOT}"
"""How a pack's files name the folder that the pack lies in, as Claude Code spells it."""

_MIB = 1024 * 1024


class Limits(NamedTuple):
    """How much a pack may hold, in bytes unless said otherwise.

    ``archive`` and ``unpacked`` are of the whole pack, ``file`` and ``manifest`` of one file; ``files`` is a
    count and ``depth`` a number of folders. The record, which every archive carries, is not counted. The
    defaults accept every one of about seven thousand public plugins and skills that were measured: the
    largest had 2,816 files and 35.9 MB, the longest path 108 characters, seven folders deep.
    """

    archive: int = 32 * _MIB
    unpacked: int = 50 * _MIB
    file: int = 10 * _MIB
    files: int = 5_000
    manifest: int = 256 * 1024
    path: int = 200
    component: int = 100
    depth: int = 10


DEFAULT_LIMITS = Limits()

_SAFE_ASCII = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._-()+,@&=!#'[]{}$%^;/"
)
_LETTER_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No"))
_INVISIBLE_LETTERS = frozenset(
    (
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    )
)
"""Letters and marks that show nothing (Default_Ignorable_Code_Point): two names could look the same."""
_DEVICE_NAMES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"),
    )
)
_FOLDER_WORDS = frozenset(("", ".", ".."))
"""Parts of a path that name no file of their own."""
_VERSION_CONTROL = frozenset((".git", "git~1", ".hg", ".svn", ".bzr", ".jj"))
_AGENT_FOLDER, _OUR_FOLDER = ".claude", ".ctxpack"
_MOST_TOLD = 20
"""Paths that are told of at once."""
_COMPONENTS_KEPT = 4096
"""Names of files and folders that need no second look: a pack has few, in many paths."""

_FROM_OUTSIDE = ": pack the folder from outside it, with `tar czf PACK.tgz FOLDER`, or use `ctxpack publish`"
"""What to do where `tar czf PACK.tgz .` wrote a point before every name."""


def check_path(path: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return ``path`` when it is a canonical path inside a pack; raises AuthorError E_PATH_… otherwise."""
    components = path.split("/")
    if _is_plain(path, components, limits):
        return path
    if path.startswith("/"):
        raise FORMAT.error("E_PATH_ABSOLUTE", path=path)
    _check_reserved(path, components)
    if not _SAFE_ASCII.issuperset(path):
        _check_characters(path)
    _check_canonical(path, components)
    _check_lengths(path, components, limits)
    for component in components:
        _check_windows(path, component)
    return path


def check_paths(paths: Iterable[str], limits: Limits = DEFAULT_LIMITS) -> None:
    """Check each path, and tell what is wrong with all of them: raises the first with the others beside it.

    One that is not in form C and stands beside its twin is told as E_PATH_COLLISION. Paths over their limit
    are not looked at for twins: a name of a zip has room for thirty thousand folders, each of which would be.
    """
    every = list(paths)
    wrong: list[CtxpackError] = []
    for path in every:
        try:
            check_path(path, limits)
        except CtxpackError as error:
            if error.code == "E_PATH_NOT_NFC":
                check_distinct(other for other in every if len(other) <= limits.path)
            wrong.append(error)
            if len(wrong) == _MOST_TOLD:
                break
    _refuse(wrong)


def check_distinct(paths: Iterable[str]) -> None:
    """Refuse paths that some file system takes for one, files and folders alike; E_PATH_COLLISION for each.

    Stops an archive in which one reader sees a harmless file and another, on a disk that ignores case
    or Unicode form, the file that overwrote it.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    noted: set[str] = set()
    same: list[tuple[str, str]] = []
    for path in paths:
        key = fold(path)
        if key in seen:
            same.append((path, seen[key]))
        seen.setdefault(key, path)
        folder = path.rpartition("/")[0]
        if folder not in noted:
            noted.add(folder)
            same += _same_folders(path, folders)
    same += [(seen[key], f"{folders[key]}/") for key in sorted(folders.keys() & seen.keys())]
    _refuse([FORMAT.error("E_PATH_COLLISION", path=one, other=other) for one, other in same[:_MOST_TOLD]])


def _refuse(wrong: list[CtxpackError]) -> None:
    """Raise the first of these errors, with the others beside it."""
    if wrong:
        wrong[0].also = tuple(wrong[1:])
        raise wrong[0]


def fold(path: str) -> str:
    """The key under which the least discerning file system would file ``path``.

    Letters without case can come apart (Unicode, D146), so they are put together again.
    """
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())


def decode_path(raw: bytes, number: int) -> str:
    """Decode an entry's name; raises E_PATH_ENCODING, or E_PATH_EMPTY for no name at all."""
    if not raw:
        raise FORMAT.error("E_PATH_EMPTY", number=number)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise FORMAT.error("E_PATH_ENCODING", number=number, bytes=raw[:64].hex(" ")) from None


def _same_folders(path: str, folders: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Note the folders of a path, and give the highest that is spelled otherwise than one noted before."""
    end = path.find("/")
    while end > 0:
        folder = path[:end]
        known = folders.setdefault(fold(folder), folder)
        if known != folder:
            yield f"{folder}/", f"{known}/"
            return
        end = path.find("/", end + 1)


def _is_plain(path: str, components: list[str], limits: Limits) -> bool:
    """Whether a path is as nearly all are: no rule has anything to say of it."""
    return (
        len(path) <= limits.path
        and len(path) <= limits.component
        and len(components) - 1 <= limits.depth
        and components[0].lower() not in (_AGENT_FOLDER, _OUR_FOLDER)
        and all(map(_is_ordinary, components))
    )


@lru_cache(maxsize=_COMPONENTS_KEPT)
def _is_ordinary(component: str) -> bool:
    """Whether a component is made of safe letters, and none of the names that mean something somewhere."""
    return (
        component not in _FOLDER_WORDS
        and _SAFE_ASCII.issuperset(component)
        and component[0] != " "
        and component[-1] not in ". "
        and not _is_device(component)
        and component.lower() not in _VERSION_CONTROL
    )


def _is_device(component: str) -> bool:
    return component.split(".", 1)[0].rstrip(" ").lower() in _DEVICE_NAMES


def _check_characters(path: str) -> None:
    for char in path:
        if char in _SAFE_ASCII:
            continue
        if char.isascii() or not _is_visible_letter(char):
            raise FORMAT.error("E_PATH_CHARS", path=path, character=_describe(char))
    if not unicodedata.is_normalized("NFC", path):
        raise FORMAT.error("E_PATH_NOT_NFC", path=path)


def _is_visible_letter(char: str) -> bool:
    return unicodedata.category(char) in _LETTER_CATEGORIES and ord(char) not in _INVISIBLE_LETTERS


def _describe(char: str) -> str:
    name = unicodedata.name(char, "a control character").lower()
    shown = f"`{char}`, " if char.isprintable() else ""
    return f"{shown}U+{ord(char):04X} ({name})"


def _check_canonical(path: str, components: list[str]) -> None:
    if _FOLDER_WORDS.isdisjoint(components):
        return
    kept: list[str] = []
    for component in components:
        if component == "..":
            if not kept:
                raise FORMAT.error("E_PATH_ESCAPE", path=path)
            kept.pop()
        elif component not in ("", "."):
            kept.append(component)
    remedy = _FROM_OUTSIDE if path.startswith("./") else ""
    raise FORMAT.error("E_PATH_NOT_CANONICAL", path=path, canonical="/".join(kept), remedy=remedy)


def _check_lengths(path: str, components: list[str], limits: Limits) -> None:
    length = len(path.encode("utf-8"))
    if length > limits.path:
        raise FORMAT.error("E_PATH_LENGTH", path=path, length=length, limit=limits.path)
    if length > limits.component:
        longest = max(len(component.encode("utf-8")) for component in components)
        if longest > limits.component:
            raise FORMAT.error("E_PATH_LENGTH", path=path, length=longest, limit=limits.component)
    if len(components) - 1 > limits.depth:
        raise FORMAT.error("E_PATH_DEPTH", path=path, depth=len(components) - 1, limit=limits.depth)


def _check_windows(path: str, component: str) -> None:
    if component[-1] in ". ":
        raise FORMAT.error(
            "E_PATH_WINDOWS", path=path, component=component, reason="names lose a last dot or space there"
        )
    if component[0] == " ":
        raise FORMAT.error(
            "E_PATH_WINDOWS", path=path, component=component, reason="names lose a first space in some tools"
        )
    if _is_device(component):
        raise FORMAT.error("E_PATH_WINDOWS", path=path, component=component, reason="it names a device")


def _check_reserved(path: str, components: list[str]) -> None:
    """Stop archives that would write into version control, agent settings or our own state."""
    for component in components:
        shown = component if component.isprintable() else "".join(filter(str.isprintable, component))
        if fold(shown).rstrip(". ") in _VERSION_CONTROL:
            raise _reserved(path, "leave version-control folders out of the pack")
    first = fold(components[0])
    if first == _AGENT_FOLDER and not components[-1].endswith(".example"):
        raise _reserved(
            path, "declare a hook in `hooks/hooks.json`, and skills, agents and commands by folder"
        )
    if first == _OUR_FOLDER:
        raise _reserved(path, "the registry writes this folder itself")


def _reserved(path: str, remedy: str) -> CtxpackError:
    return FORMAT.error("E_PATH_RESERVED", path=path, remedy=remedy)
