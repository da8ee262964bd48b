"""Scaffolds: folders and files that a pack lays out in a project, and never over anything of the user's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.errors import CtxpackError
from packformat.paths import check_distinct, check_path
from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

FOLDER, DESCRIPTION = "scaffold/", "scaffold.toml"
_PLACE = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
"""Where a value of the user's is put: the key of an input of the pack, between two curly brackets each."""
_OBEYED = frozenset(
    (
        "claude.md",
        "claude.local.md",
        "agents.md",
        "agents.override.md",
        "gemini.md",
        "ctxpack.toml",
        "ctxpack.lock",
    )
)
"""Files that programs act on wherever they lie, so that nobody should get them without having asked."""


class Scaffold(NamedTuple):
    """A tree to lay out: folders that would be empty, and files with what stands in them, by path."""

    name: str
    title: str
    about: str
    folders: tuple[str, ...]
    files: Mapping[str, bytes]


def scaffold_names(paths: Iterable[str]) -> list[str]:
    """The names of a pack's scaffolds: the folders of `scaffold/` that describe themselves."""
    parts = (path.split("/") for path in paths if path.startswith(FOLDER))
    return sorted(rest[0] for _, *rest in parts if len(rest) > 1 and rest[1:] == [DESCRIPTION])


def read_scaffold(name: str, files: Mapping[str, bytes]) -> Scaffold:
    """The scaffold of that name among the files of a pack; raises E_MANIFEST_… or E_SCHEMA."""
    folder = f"{FOLDER}{name}/"
    path = f"{folder}{DESCRIPTION}"
    value = read_toml(path, files[path])
    for error in component_errors(path, value, "scaffold"):
        raise error
    inside = {one.removeprefix(folder): data for one, data in files.items() if one.startswith(folder)}
    del inside[DESCRIPTION]
    return Scaffold(name, value["title"], value["about"], tuple(value.get("folders", ())), inside)


def scaffolds_in(files: Mapping[str, bytes]) -> Iterator[Scaffold]:
    """The scaffolds of a pack by name; one that cannot be read is left out, and a rule says so."""
    for name in scaffold_names(files):
        try:
            yield read_scaffold(name, files)
        except CtxpackError:
            continue


def keys_of(scaffold: Scaffold, known: Collection[str]) -> set[str]:
    """The inputs that it has a place for; in the text of a file, other words between brackets are text."""
    texts = [text for data in scaffold.files.values() if (text := _text(data)) is not None]
    found = {key for text in texts for key in _PLACE.findall(text) if key in known}
    return found | {key for path in (*scaffold.folders, *scaffold.files) for key in _PLACE.findall(path)}


def laid_out(scaffold: Scaffold, values: Mapping[str, str]) -> dict[str, bytes | None]:
    """Every file, and every folder (None), by path and each after the folder that it is in.

    ``values`` are put into their places. Raises E_SCAFFOLD and E_PATH_… for a path that leads out, that some
    system cannot store, or on which programs act unasked.
    """
    folders = [_filled_path(folder.rstrip("/"), values) for folder in scaffold.folders]
    files = {_filled_path(path, values): _filled(data, values) for path, data in scaffold.files.items()}
    whole = {parent for path in (*folders, *files) for parent in _parents(path)} | {*folders}
    check_distinct([*files, *(f"{folder}/{DESCRIPTION}" for folder in sorted(whole))])
    tree: dict[str, bytes | None] = {**dict.fromkeys(whole), **files}
    return {path: tree[path] for path in sorted(tree, key=lambda path: path.split("/"))}


def tree_lines(tree: Mapping[str, bytes | None]) -> list[str]:
    """A tree as people draw it: a line for each name, deeper ones further in, folders with a slash."""
    return [
        f"{'    ' * path.count('/')}{path.rpartition('/')[2]}{'/' if data is None else ''}"
        for path, data in tree.items()
    ]


def _filled_path(path: str, values: Mapping[str, str]) -> str:
    filled = _PLACE.sub(lambda found: values.get(found[1], found[0]), path)
    if filled.count("/") != path.count("/"):
        raise FORMAT.error("E_SCAFFOLD", path=filled, reason="a value with a slash stands in it")
    for part in check_path(filled).split("/"):
        if part.startswith("."):
            raise FORMAT.error("E_SCAFFOLD", path=filled, reason="what begins with a dot is hidden")
        if part.lower() in _OBEYED:
            raise FORMAT.error("E_SCAFFOLD", path=filled, reason="programs act on a file of that name")
    return filled


def _filled(data: bytes, values: Mapping[str, str]) -> bytes:
    text = _text(data)
    if text is None:
        return data
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text).encode("utf-8")


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _parents(path: str) -> Iterator[str]:
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)
