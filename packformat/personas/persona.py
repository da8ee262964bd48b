"""A persona as its author wrote it: whose thinking it is, what it holds, where it is blind, who agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.component import readable
from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER, SUFFIX = "personas/", ".toml"
LIVING, DEAD, INVENTED = "living", "dead", "invented"


class Person(NamedTuple):
    """Whose thinking it is; ``died`` is the year, and None for who lives or was invented."""

    name: str
    state: str
    died: int | None


class Held(NamedTuple):
    """One thing that they hold, or one way in which they look, and the ids of the sources that show it."""

    text: str
    sources: tuple[str, ...]


class Source(NamedTuple):
    """A place in a work: what the work is, and where in it; ``url`` may be empty."""

    id: str
    title: str
    locator: str
    url: str


class Consent(NamedTuple):
    """Who agreed, on which day (ISO 8601), and what shows it."""

    given_by: str
    on: str
    shown_by: str


@dataclass(frozen=True, kw_only=True)
class Persona:
    """How somebody thinks. ``values`` are what they weigh, ``models`` how they look at things."""

    name: str
    title: str
    about: str
    person: Person
    values: tuple[Held, ...]
    models: tuple[Held, ...]
    respond: tuple[str, ...]
    blind_spots: tuple[str, ...]
    do_not: tuple[str, ...]
    sources: tuple[Source, ...]
    consent: Consent | None

    @property
    def path(self) -> str:
        """Its file in the pack."""
        return f"{FOLDER}{self.name}{SUFFIX}"


def read_persona(path: str, data: bytes) -> Persona:
    """Read ``personas/<name>.toml``; raises E_MANIFEST_… or E_SCHEMA."""
    value = read_toml(path, data)
    for error in component_errors(path, value, "persona"):
        raise error
    return Persona(
        name=path.removeprefix(FOLDER).removesuffix(SUFFIX),
        title=value["title"],
        about=value["about"],
        person=_person(value["person"]),
        values=_held(value["values"]),
        models=_held(value["models"]),
        respond=tuple(value["respond"]),
        blind_spots=tuple(value["blind-spots"]),
        do_not=tuple(value["do-not"]),
        sources=tuple(
            Source(row["id"], row["title"], row["locator"], row.get("url", "")) for row in value["sources"]
        ),
        consent=_consent(value.get("consent")),
    )


def personas_in(files: Mapping[str, bytes]) -> list[Persona]:
    """The personas of a pack by name; one that cannot be read is left out, and a rule says so."""
    return list(readable(files, "persona", read_persona).values())


def _person(row: Mapping[str, Any]) -> Person:
    return Person(row["name"], row["state"], row.get("died"))


def _held(rows: Iterable[Mapping[str, Any]]) -> tuple[Held, ...]:
    return tuple(Held(row["text"], tuple(row["sources"])) for row in rows)


def _consent(row: Mapping[str, Any] | None) -> Consent | None:
    return Consent(row["given-by"], row["on"], row["shown-by"]) if row else None
