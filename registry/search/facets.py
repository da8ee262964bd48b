"""Facets: the properties by which people narrow a list, and how many packs have each value."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, TypeVar

from django.db.models import Count, Exists, Model, OuterRef, QuerySet

from packformat.component import KINDS
from packformat.powers.value import Powers
from registry.models import Component, Pack, PackFacet, Release

FACETS = ("profession", "jurisdiction", "kind", "agent", "power", "trust", "has", "licence")
"""The facets, in the order in which they are shown."""

ANYWHERE = "any"
"""The jurisdiction of packs that hold in all."""
NO_POWER = "none"
"""The value of packs that were examined and can do nothing by themselves: they are text."""

CLAUDE_CODE = "claude-code"
"""The agent that takes every pack whole: a pack is its plugin as it stands."""
SKILL_READERS = "skill-readers"
"""The agents that take skills one by one, for packs with a skill that stands alone."""

Filters = Mapping[str, str]
"""The value that was chosen for each facet; facets that are not named narrow nothing."""
Row = TypeVar("Row", bound=Model)


class FacetValue(NamedTuple):
    """A value of a facet, and how many of the packs have it."""

    value: str
    packs: int


def facet_values_of(release: Release, components: Iterable[Component]) -> set[tuple[str, str]]:
    """Return the facets of a pack whose latest release is `release`, all but its trust."""
    longest = PackFacet._meta.get_field("value").max_length
    values = {("profession", word) for word in release.manifest.get("professions", ())}
    values |= {("jurisdiction", code) for code in release.manifest.get("jurisdictions", ())}
    values.add(("agent", CLAUDE_CODE))
    for component in components:
        values.add(("kind", component.kind))
        if component.archive_digest:
            values.add(("agent", SKILL_READERS))
    if release.powers:
        values |= {("power", kind) for kind in Powers(release.powers).kinds or [NO_POWER]}
    values |= {("has", badge) for badge in release.badges}
    if release.licence:
        values.add(("licence", release.licence))
    return {(facet, value[:longest]) for facet, value in values}


def facets_named(text: str) -> tuple[str, dict[str, str]]:
    """Take words such as `licence:MIT` out of what was typed; return the other words, and what these chose.

    A kind of component is something that a pack has: `has:eval` chooses what `kind:eval` does.
    """
    words, chosen = [], {}
    for word in text.split(" "):
        facet, _, value = word.partition(":")
        if facet not in FACETS or not value:
            words.append(word)
        else:
            chosen["kind" if facet == "has" and value in KINDS else facet] = value
    return " ".join(words), chosen


def narrowed(rows: QuerySet[Row], filters: Filters, pack: str = "pack") -> QuerySet[Row]:
    """Return the rows whose pack has every chosen value; `pack` names the rows' reference to it."""
    for facet, value in filters.items():
        having = PackFacet.objects.filter(pack=OuterRef(pack), facet=facet, value=value)
        rows = rows.filter(Exists(having))
    return rows


def count_facets(packs: Collection[int] | QuerySet[Pack]) -> dict[str, list[FacetValue]]:
    """Return the values that `packs` have, the commonest first, for each facet that any of them has.

    A query gives their keys (`values("pk")`), so that of many no more than the counts leave the database.
    """
    return _counted(PackFacet.objects.filter(pack__in=packs))


def count_all_facets() -> dict[str, list[FacetValue]]:
    """Return the same for every listed pack."""
    return _counted(PackFacet.objects.all())


def _counted(rows: QuerySet[PackFacet]) -> dict[str, list[FacetValue]]:
    values: dict[str, list[FacetValue]] = {facet: [] for facet in FACETS}
    counted = rows.filter(facet__in=FACETS).values("facet", "value").annotate(packs=Count("id"))
    for facet, value, packs in counted.values_list("facet", "value", "packs"):
        values[facet].append(FacetValue(value, packs))
    for found in values.values():
        found.sort(key=lambda item: (-item.packs, item.value))
    return {facet: found for facet, found in values.items() if found}
