"""A naming convention as its author wrote it, and what it says of a name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.component import readable
from packformat.conventions.globs import glob_pattern
from packformat.conventions.pattern import Pattern
from packformat.conventions.syntax import PatternError
from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER, SUFFIX = "conventions/", ".toml"


class BadName(NamedTuple):
    """A name as it should not be, and why."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Convention:
    """A convention: the paths that it is about, the pattern of their names, and its examples.

    ``shape`` is the pattern as people write it, such as ``year-month_what.pdf``.
    """

    name: str
    title: str
    about: str
    files: tuple[str, ...]
    pattern: Pattern
    shape: str
    good: tuple[str, ...]
    bad: tuple[BadName, ...]
    places: tuple[Pattern, ...]

    def covers(self, path: str) -> bool:
        """Whether a path of the project, with slashes, is one of those that it is about."""
        whole = unicodedata.normalize("NFC", path)
        return any(place.fits(whole) for place in self.places)

    @property
    def effort(self) -> int:
        """What trying its examples takes at most, in states times letters."""
        names = (*self.good, *(bad.name for bad in self.bad))
        return self.pattern.size * sum(map(len, names))

    def fault(self, name: str) -> str:
        """Why a file's name does not fit, as a sentence; empty where it does."""
        return fault_of(self.pattern, name)


def fault_of(pattern: Pattern, name: str) -> str:
    """Where a name leaves the pattern, as a sentence; empty where it fits."""
    whole = unicodedata.normalize("NFC", name)
    place = pattern.stops_at(whole)
    if place is None:
        return ""
    if place == len(whole):
        return f"after `{whole}` something is missing"
    return f"after `{whole[:place]}` comes `{whole[place:]}`" if place else f"it begins with `{whole[0]}`"


def read_convention(path: str, data: bytes) -> Convention:
    """Read ``conventions/<name>.toml``; raises E_MANIFEST_…, E_SCHEMA or E_PATTERN."""
    value = read_toml(path, data)
    for error in component_errors(path, value, "convention"):
        raise error
    name = path.removeprefix(FOLDER).removesuffix(SUFFIX)
    return Convention(
        name=name,
        title=value["title"],
        about=value["about"],
        files=tuple(value["files"]),
        pattern=_pattern(path, value["pattern"]),
        shape=str(value.get("shape", "")),
        good=tuple(value["good"]),
        bad=tuple(BadName(row["name"], row["why"]) for row in value["bad"]),
        places=tuple(map(glob_pattern, value["files"])),
    )


def _pattern(path: str, text: str) -> Pattern:
    try:
        return Pattern(text)
    except PatternError as error:
        raise FORMAT.error("E_PATTERN", path=path, pattern=text, reason=error) from None


def conventions_in(files: Mapping[str, bytes]) -> list[Convention]:
    """The conventions of a pack by name; one that cannot be read is left out, and a rule says so."""
    return list(readable(files, "convention", read_convention).values())
