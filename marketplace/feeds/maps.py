"""Maps of the site: `sitemap.xml` for search engines, `llms.txt` for agents."""

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from registry.client_wheel import client_wheel
from registry.models import Pack
from registry.search.facets import FACETS
from registry.search.find import listed_packs

PACKS_IN_LLMS = 100
"""Packs that `llms.txt` names: an agent reads the whole of it; the others are found by searching."""


class PackPages(Sitemap):
    """The page of every listed pack."""

    limit = 1_000
    """As many are made within half a second."""

    def items(self) -> QuerySet[Pack]:
        """Return the packs, oldest first, so that a page of the map stays as it is."""
        return Pack.objects.filter(latest__isnull=False).only("name", "updated_at").order_by("pk")

    def get_latest_lastmod(self) -> datetime | None:
        """Return when the newest version of any pack came, without reading them all."""
        latest: datetime | None = self.items().aggregate(at=Max("updated_at"))["at"]
        return latest

    def lastmod(self, pack: Pack) -> object:
        """Return when its newest version came."""
        return pack.updated_at

    def location(self, pack: Pack) -> str:
        """Return the address of its page."""
        return reverse("pack-page", args=[pack.name])


SITEMAPS = {"packs": PackPages}


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """Tell an agent what this site is, how to search it, and what the newest packs are (llmstxt.org)."""
    context = {
        "packs": listed_packs()[:PACKS_IN_LLMS],
        "facets": FACETS[1:],
        "client": client_wheel(),
        "registry_url": settings.CTXPACK_PUBLIC_URL,
    }
    text = render_to_string("feeds/llms.txt", context, request)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")
