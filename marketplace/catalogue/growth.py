"""Growth: what a version takes more than the one before it, where no result shows that it is worth it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lead

from packformat.evals.result import WITH
from registry.models import Attestation, Release

MOST = 20
"""Per cent that a version may take more without a word."""


def with_the_one_before(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Add the key and the token costs of the version below each: `before` and `tokens_before`."""
    newest_first = F("sort_key").desc()
    return releases.annotate(
        before=Window(Lead("pk"), order_by=newest_first),
        tokens_before=Window(Lead("tokens"), order_by=newest_first),
    )


def mark_growth(releases: Iterable[Any]) -> None:
    """Set `growth` on what `with_the_one_before` found: the per cent that are too much, or 0."""
    found = list(releases)
    for one in found:
        one.growth = _percent_more(_total(one.tokens_before or {}), _total(one.tokens))
    grown = [one for one in found if one.growth]
    shares = _best_shares({key for one in grown for key in (one.pk, one.before)}) if grown else {}
    for one in grown:
        if one.before in shares and shares.get(one.pk, 0) > shares[one.before]:
            one.growth = 0


def _percent_more(before: int, after: int) -> int:
    percent = round(100 * (after - before) / before) if before else 0
    return percent if percent > MOST else 0


def _total(tokens: Mapping[str, int]) -> int:
    """What every part costs together, when each is used once."""
    return tokens.get("always", 0) + tokens.get("on_use", 0)


def _best_shares(releases: set[int]) -> dict[int, float]:
    """The greatest share of cases that an agent met every time, of each release that has a result."""
    results = Attestation.objects.shown().filter(release__in=releases, replayed=False)
    shares: dict[int, float] = {}
    for release, arms in results.values_list("release", "arms"):
        if WITH in arms:
            share = arms[WITH]["met_always"] / arms[WITH]["cases"]
            shares[release] = max(share, shares.get(release, 0.0))
    return shares
