"""Addresses of advisories."""

from django.urls import path
from django.views.decorators.http import require_safe

from marketplace.advisories.feed import Advisories, PackAdvisories
from marketplace.advisories.pages import (
    advisories_page,
    advisory_page,
    advisory_withdraw,
    pack_advisories_page,
)

urlpatterns = [
    path("advisories", advisories_page, name="advisories"),
    path("advisories.atom", require_safe(Advisories()), name="advisories-feed"),
    path("advisories/CTXA-<int:advisory_id>", advisory_page, name="advisory-page"),
    path("advisories/CTXA-<int:advisory_id>/withdraw", advisory_withdraw, name="advisory-withdraw"),
    path("packs/<slug:name>/advisories", pack_advisories_page, name="pack-advisories"),
    path("packs/<slug:name>/advisories.atom", require_safe(PackAdvisories()), name="pack-advisories-feed"),
]
