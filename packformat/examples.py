"""Examples of good and bad results, as ``example.toml`` in the folder of each describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.errors import CtxpackError
from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER, DESCRIPTION = "examples/", "example.toml"
GOOD, BAD = "good", "bad"


class Example(NamedTuple):
    """One example: whether it is good or bad, why, the criterion it shows, and its files by path within it.

    ``label`` is empty where it does not describe itself as the format asks, and so is the rest.
    """

    name: str
    label: str
    reason: str
    criterion: str
    files: Mapping[str, bytes]

    @property
    def path(self) -> str:
        """Where it describes itself."""
        return f"{FOLDER}{self.name}/{DESCRIPTION}"


def examples_in(files: Mapping[str, bytes]) -> list[Example]:
    """Every folder of examples in a pack, by name."""
    held: dict[str, dict[str, bytes]] = {}
    for path, data in files.items():
        name, slash, rest = path.removeprefix(FOLDER).partition("/")
        if path.startswith(FOLDER) and slash:
            held.setdefault(name, {})[rest] = data
    return [_example(name, held[name]) for name in sorted(held)]


def _example(name: str, files: dict[str, bytes]) -> Example:
    described = _described(f"{FOLDER}{name}/{DESCRIPTION}", files.pop(DESCRIPTION, b""))
    label, reason, criterion = (described.get(key, "") for key in ("label", "reason", "criterion"))
    return Example(name, label, reason, criterion, files)


def _described(path: str, data: bytes) -> dict[str, str]:
    try:
        value = read_toml(path, data)
    except CtxpackError:
        return {}
    return {} if component_errors(path, value, "example") else value
