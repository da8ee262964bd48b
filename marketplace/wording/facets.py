"""The properties by which the list is narrowed, in the words of the pages."""

from marketplace.wording.kinds import kind_named
from marketplace.wording.powers import power_in_brief
from packformat.badge import EXAMPLES
from registry.search.facets import ANYWHERE, CLAUDE_CODE, SKILL_READERS
from registry.search.trust import NO_WARNING, REVIEWED, RUN

_TITLES = {
    "profession": "For",
    "jurisdiction": "Where",
    "kind": "Contains",
    "agent": "Works with",
    "power": "It may",
    "trust": "Trust",
    "has": "Earned",
    "licence": "Licence",
}
_HEADINGS = {
    "profession": "Packs by profession",
    "jurisdiction": "Packs by where they hold",
    "kind": "Packs by what they contain",
    "agent": "Packs by the agents that take them",
    "power": "Packs by what they may do",
    "trust": "Packs by what shows that they can be trusted",
    "has": "Packs by what they earned",
    "licence": "Packs by licence",
}
_VALUES = {
    "jurisdiction": {ANYWHERE: "anywhere"},
    "agent": {CLAUDE_CODE: "Claude Code", SKILL_READERS: "Codex, Cursor, Copilot, Gemini (its skills)"},
    "trust": {
        NO_WARNING: "checked without a warning",
        REVIEWED: "found to work by others",
        RUN: "evals met, run by others",
    },
    "has": {EXAMPLES: "examples, good and bad, with reasons"},
}


def facet_title(facet: str) -> str:
    """Return the heading over the values of a facet."""
    return _TITLES[facet]


def facet_heading(facet: str) -> str:
    """Return the heading of the page with all values."""
    return _HEADINGS[facet]


def value_in_words(facet: str, value: str) -> str:
    """Return how a value is shown."""
    if facet == "kind":
        return kind_named(value).plural
    if facet == "power":
        return power_in_brief(value)
    if facet == "profession":
        return value.replace("-", " ")
    return _VALUES.get(facet, {}).get(value, value)
