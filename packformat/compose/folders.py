"""The folders that a piece of work begins with: an indented list as the scaffold of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.archive import Entry
from packformat.compose.manifest import pack_name
from packformat.compose.markdown import one_line
from packformat.errors import CtxpackError
from packformat.litter import is_litter
from packformat.scaffolds import DESCRIPTION, FOLDER, Scaffold, laid_out
from packformat.schema import pack_schema
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BULLETS = "-*• "
_MOST_FOLDERS = pack_schema()["$defs"]["scaffold"]["properties"]["folders"]["maxItems"]


def folder_paths(text: str) -> list[str]:
    """The folders of a list, each below the nearest line above that stands further out."""
    open_folders: list[tuple[int, str]] = []
    paths = []
    for line in text.expandtabs(4).split("\n"):
        name = line.strip().lstrip(_BULLETS).strip("/ ")
        if not name:
            continue
        indent = len(line) - len(line.lstrip())
        open_folders = [(depth, path) for depth, path in open_folders if depth < indent]
        path = f"{open_folders[-1][1]}/{name}" if open_folders else name
        open_folders.append((indent, path))
        paths.append(path)
    return list(dict.fromkeys(paths))


def folders_text(paths: Iterable[str]) -> str:
    """The list of the folders that paths lie in, or are where they end in a slash.

    Hidden ones and leftovers are left out, and so is one folder around all others, which is the place itself.
    """
    kept = [
        path for path in paths if not is_litter(path) and "." not in {part[:1] for part in path.split("/")}
    ]
    folders = {parent for path in kept for parent in _folders_of(path)}
    outermost = {path[0] for path in folders}
    if len(outermost) == 1 and len(folders) > 1 and all("/" in path for path in kept):
        folders = {path[1:] for path in folders} - {()}
    return "\n".join(f"{'  ' * (len(path) - 1)}{path[-1]}" for path in sorted(folders))


def _folders_of(path: str) -> Iterator[tuple[str, ...]]:
    parts = tuple(path.split("/")[:-1])
    return (parts[:end] for end in range(1, len(parts) + 1))


def folders_fault(content: Mapping[str, Any]) -> str:
    """What keeps the folders from being laid out on somebody's machine; empty where nothing does."""
    scaffold = Scaffold("", "", "", tuple(folder_paths(content.get("folders", ""))), {})
    try:
        laid_out(scaffold, {})
    except CtxpackError as error:
        return error.message
    return "" if len(scaffold.folders) <= _MOST_FOLDERS else f"There are more than {_MOST_FOLDERS} folders"


def scaffold_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """The scaffold, once there are folders and every system can have them."""
    if folder_paths(content.get("folders", "")) and not folders_fault(content):
        path = f"{FOLDER}{pack_name(content)}/{DESCRIPTION}"
        yield Entry(path, toml_document(_described(content)).encode("utf-8"))


def _described(content: Mapping[str, Any]) -> dict[str, Any]:
    title = one_line(str(content.get("title") or pack_name(content))).replace("@", "(at)")
    return {
        "title": f"Folders of {title}",
        "about": "What a piece of work begins with.",
        "folders": folder_paths(content.get("folders", "")),
    }
