"""Cards: what the catalogue says of a pack in one glance."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count

from marketplace.wording.kinds import KindCount, count_kinds
from registry.models import Component, Pack


class Card(NamedTuple):
    """A listed pack and the kinds of its latest release's components."""

    pack: Pack
    kinds: list[KindCount]


def cards_of(packs: Sequence[Pack]) -> list[Card]:
    """Return a card for each of `packs`, in their order, with one query for all of them."""
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        Component.objects.filter(release__in=[pack.latest_id for pack in packs])
        .values_list("release", "kind")
        .annotate(number=Count("id"))
        .order_by()
    )
    for release, kind, number in rows:
        counts[release][kind] = number
    return [Card(pack, count_kinds(counts[pack.latest_id])) for pack in packs]
