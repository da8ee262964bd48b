"""Addresses that programs read."""

from collections.abc import Callable

from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from marketplace.feeds.atom import PackReleases, ProfessionReleases, PublisherReleases, Releases
from marketplace.feeds.badges import pack_badge
from marketplace.feeds.cards import pack_card
from marketplace.feeds.maps import SITEMAPS, llms


def _feed(releases: Releases) -> Callable[..., HttpResponse]:
    """Return the view of a feed, which tells whoever has it already that nothing is new."""
    return require_safe(conditional_page(releases))


_MAPS = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-part"}

urlpatterns = [
    path("feed.atom", _feed(Releases()), name="feed"),
    path("packs/<slug:name>/feed.atom", _feed(PackReleases()), name="pack-feed"),
    path("publishers/<slug:handle>/feed.atom", _feed(PublisherReleases()), name="publisher-feed"),
    path("professions/<slug:word>/feed.atom", _feed(ProfessionReleases()), name="profession-feed"),
    path("packs/<slug:name>/badge.svg", pack_badge, name="pack-badge"),
    path("packs/<slug:name>/card.png", pack_card, name="pack-card"),
    path("sitemap.xml", require_safe(index), _MAPS, name="sitemap"),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap-part"),
    path("llms.txt", llms, name="llms"),
]
