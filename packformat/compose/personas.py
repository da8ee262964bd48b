"""Whose way of thinking comes along, as personas: lines that end with the numbers of their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.archive import Entry
from packformat.compose.markdown import one_line
from packformat.compose.naming import named_items
from packformat.personas.consent import LAST_FREE_YEAR, consent_fault
from packformat.personas.persona import FOLDER, SUFFIX, read_persona
from packformat.schema import component_errors
from packformat.tomltext import toml_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NUMBERS = re.compile(r"\s*\[([0-9]{1,2}(?: ?, ?[0-9]{1,2})*)\]$")
_ADDRESS = re.compile(r"\s+(https://\S+)$")
_ABOUT = "When a decision is to be looked at in this way too."
_YEAR = re.compile(r"-?[0-9]{1,4}")
_CLAIMS = ("values", "models")

_UNNUMBERED = "End each line with the number of its source in your list below, as in [1] or [1, 2]"
_CONSENT = {
    "agreed": "Write the name of who agreed",
    "day": "Write the day on which they agreed",
    "shown": "Say in one sentence what shows that they agreed",
}
_NO_SOURCES = "Write your sources below, and end each line with the number of its own, as in [1]"
_AGREED = {
    "living": "Only they themselves can agree: write their name as above, the day, and what shows it",
    "dead": f"Write the year they died in; if it is after {LAST_FREE_YEAR}, say who of their heirs agreed, "
    "the day, and what shows it",
    "invented": "For somebody invented leave the year and who agreed empty",
}


class Lack(NamedTuple):
    """What a persona that is told still lacks, at which answer of its item."""

    field: str
    message: str


def persona_path(name: str) -> str:
    """Where the persona of that name stands."""
    return f"{FOLDER}{name}{SUFFIX}"


def persona_files(content: Mapping[str, Any]) -> Iterator[Entry]:
    """A persona for each that is told whole."""
    for name, item in named_items(content.get("personas", ())).items():
        if _problems(item) or lacks_of(item):
            continue
        yield Entry(persona_path(name), toml_document(_persona(item)).encode("utf-8"))


def lacks_of(item: Mapping[str, Any]) -> list[Lack]:
    """What no schema sees: lines that name no source of the list, and that nobody agreed."""
    return [*_unsourced(item), *_half_agreed(item)] or list(_unagreed(item))


def _unsourced(item: Mapping[str, Any]) -> Iterator[Lack]:
    sources = len(item.get("sources", ()))
    for part in _CLAIMS:
        if not all(_has_source(line, sources) for line in item.get(part, ())):
            yield Lack(part, _UNNUMBERED if sources else _NO_SOURCES)


def _half_agreed(item: Mapping[str, Any]) -> Iterator[Lack]:
    if any(map(item.get, _CONSENT)):
        for field, message in _CONSENT.items():
            if not item.get(field):
                yield Lack(field, message)


def _unagreed(item: Mapping[str, Any]) -> Iterator[Lack]:
    """Whether the file would be refused for who agreed, as soon as it is whole but for that."""
    if not _problems(item):
        path, made = persona_path("told"), toml_document(_persona(item)).encode("utf-8")
        if consent_fault(read_persona(path, made)):
            yield Lack("agreed", _AGREED[item["state"]])


def _problems(item: Mapping[str, Any]) -> bool:
    return bool(component_errors(persona_path("told"), _persona(item), "persona"))


def _persona(item: Mapping[str, Any]) -> dict[str, Any]:
    name = one_line(item.get("title", ""))
    consent = {
        "given-by": item.get("agreed", ""),
        "on": item.get("day", ""),
        "shown-by": item.get("shown", ""),
    }
    year = item.get("died", "")
    return {
        "title": f"How {name} thinks",
        "about": _line(item.get("about", "")) or _ABOUT,
        "respond": [_line(text) for text in item.get("respond", ())],
        "blind-spots": [_line(text) for text in item.get("blind", ())],
        "do-not": [_line(text) for text in item.get("never", ())],
        "person": {"name": name, "state": item.get("state", "")}
        | ({"died": int(year) if _YEAR.fullmatch(year) else year} if year else {}),
        **{part: [_claim(line) for line in item.get(part, ())] for part in _CLAIMS},
        "sources": [_source(number, line) for number, line in enumerate(item.get("sources", ()), 1)],
        **({"consent": {key: _line(text) for key, text in consent.items()}} if any(consent.values()) else {}),
    }


def _has_source(line: str, sources: int) -> bool:
    numbers = _numbers(line)
    is_told = bool(_NUMBERS.sub("", line).strip())
    return is_told and bool(numbers) and all(0 < number <= sources for number in numbers)


def _numbers(line: str) -> list[int]:
    found = _NUMBERS.search(line)
    return list(map(int, found[1].split(","))) if found else []


def _claim(line: str) -> dict[str, Any]:
    return {"text": _line(_NUMBERS.sub("", line)), "sources": _ids(_numbers(line))}


def _ids(numbers: Iterable[int]) -> list[str]:
    return [f"source-{number}" for number in dict.fromkeys(numbers)]


def _source(number: int, line: str) -> dict[str, str]:
    """A work, a colon, the place in it, and an address, which may also be the place."""
    address = _ADDRESS.search(line)
    if address and ": " in line[: address.start()]:
        line = line[: address.start()]
    else:
        address = None
    title, _, locator = line.rpartition(": ")
    told = {"id": f"source-{number}", "title": _line(title), "locator": _line(locator)}
    return told | ({"url": address[1]} if address else {})


def _line(text: str) -> str:
    """One line as the format takes it: an `@` would load a file."""
    return one_line(text).replace("@", "(at)")
