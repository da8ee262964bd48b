"""Files that were moved, for people: folders that moved as they were are told once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_ALONE = 3


def moves_in_words(moved: Mapping[str, str]) -> list[str]:
    """A sentence for each file, or one for all that went from one folder to another under their own names."""
    by_folder: dict[tuple[str, str], list[str]] = {}
    for path, place in moved.items():
        by_folder.setdefault(_folders(path, place), []).append(f"{path} → {place}")
    said = []
    for (old, new), moves in by_folder.items():
        if len(moves) <= _MOST_ALONE:
            said += moves
        else:
            said.append(f"{len(moves)} files, {old or './'}… → {new or './'}…")
    return said


def _folders(path: str, place: str) -> tuple[str, str]:
    """The beginnings in which an old and a new path differ, as whole folders."""
    old, new = path.split("/"), place.split("/")
    while old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return "".join(f"{part}/" for part in old), "".join(f"{part}/" for part in new)
