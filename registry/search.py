"""Finding packs in the catalogue."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from registry.models import Pack

MOST_WORDS = 8
"""Words of a query that are looked for; more would only cost."""


def search_packs(query: str) -> QuerySet[Pack]:
    """Return the listed packs that hold every word of `query`: exact name first, then by name, then newest.

    An empty query lists everything. Publishers come with the packs, without queries of their own.
    """
    packs = Pack.objects.filter(latest__isnull=False).select_related("publisher")
    words = query.casefold().split()[:MOST_WORDS]
    for word in words:
        packs = packs.filter(search_text__contains=word)
    if not words:
        return packs.order_by("-updated_at", "name")
    name = "-".join(words)
    rank = Case(
        When(name=name, then=Value(0)),
        When(name__startswith=name, then=Value(1)),
        When(name__contains=words[0], then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return packs.order_by(rank, "-updated_at", "name")
