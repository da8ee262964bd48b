"""The properties by which the list is narrowed, in the words of the pages."""

from marketplace.wording.kinds import kind_named
from marketplace.wording.powers import power_in_brief

_TITLES = {"profession": "For", "kind": "Contains", "power": "May", "licence": "Licence"}


def facet_title(facet: str) -> str:
    """Return the heading over the values of a facet."""
    return _TITLES[facet]


def value_in_words(facet: str, value: str) -> str:
    """Return how a value is shown."""
    if facet == "kind":
        return kind_named(value).plural
    if facet == "power":
        return power_in_brief(value)
    return value.replace("-", " ") if facet == "profession" else value
