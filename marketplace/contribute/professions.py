"""The starting points: what is asked of each profession, and what a good answer looks like there."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("month-end-close", "property-intake", "video-packaging", "other")
_FOLDER = Path(__file__).with_name("professions")


class Guidance(NamedTuple):
    """What a page says to one profession, and one worked example of an answer."""

    lead: str
    example: list[tuple[str, str]]


class Profession(NamedTuple):
    """A starting point."""

    kind: str
    title: str
    invitation: str
    pages: dict[str, Guidance]


@cache
def profession(kind: str) -> Profession:
    """The starting point of that name."""
    value: dict[str, Any] = tomllib.loads((_FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    pages = {name: Guidance(page["lead"], _pairs(page)) for name, page in value["pages"].items()}
    return Profession(kind, value["title"], value["invitation"], pages)


def professions() -> list[Profession]:
    """Every starting point, in the order in which they are offered."""
    return [profession(kind) for kind in KINDS]


def _pairs(page: dict[str, Any]) -> list[tuple[str, str]]:
    return [(str(question), str(answer)) for question, answer in page.get("example", {}).items()]
