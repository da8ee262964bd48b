"""Addresses of the catalogue."""

from django.urls import path

from marketplace.catalogue.checks import checks_page
from marketplace.catalogue.collections import collection_page
from marketplace.catalogue.compare import compare_page
from marketplace.catalogue.dependents import dependents_page
from marketplace.catalogue.facet import facet_page
from marketplace.catalogue.files import file_page, files_page
from marketplace.catalogue.guests import guest_end, guests_page
from marketplace.catalogue.listing import catalogue
from marketplace.catalogue.pack import pack_page
from marketplace.catalogue.passages import passages_page
from marketplace.catalogue.publisher import publisher_page
from marketplace.catalogue.statistics import statistics_page
from marketplace.catalogue.variants import original_page
from marketplace.catalogue.versions import versions_page
from marketplace.catalogue.visibility import visibility_page
from marketplace.catalogue.withdraw import withdraw_page
from marketplace.text.page import as_markdown

urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("index.md", as_markdown(catalogue), name="catalogue-markdown"),
    path("by/<slug:facet>", facet_page, name="facet-page"),
    path("collections/<slug:slug>", collection_page, name="collection-page"),
    path("packs/<slug:name>", pack_page, name="pack-page"),
    path("packs/<slug:name>.md", as_markdown(pack_page), name="pack-markdown"),
    path("packs/<slug:name>/files", files_page, name="pack-files"),
    path("packs/<slug:name>/search", passages_page, name="pack-search"),
    path("packs/<slug:name>/checks", checks_page, name="pack-checks"),
    path("packs/<slug:name>/dependents", dependents_page, name="pack-dependents"),
    path("packs/<slug:name>/statistics", statistics_page, name="pack-statistics"),
    path("packs/<slug:name>/compare", compare_page, name="pack-compare"),
    path("packs/<slug:name>/original", original_page, name="pack-original"),
    path("packs/<slug:name>/visibility", visibility_page, name="pack-visibility"),
    path("packs/<slug:name>/guests", guests_page, name="pack-guests"),
    path("packs/<slug:name>/guests/<str:reference>/end", guest_end, name="guest-end"),
    path("publishers/<slug:handle>", publisher_page, name="publisher-page"),
    path("packs/<slug:name>/versions", versions_page, name="pack-versions"),
    path("packs/<slug:name>/versions/<str:version>", pack_page, name="version-page"),
    path("packs/<slug:name>/versions/<str:version>/withdraw", withdraw_page, name="version-withdraw"),
    path("packs/<slug:name>/versions/<str:version>/files", files_page, name="version-files"),
    path("packs/<slug:name>/versions/<str:version>/files/<path:path>", file_page, name="version-file"),
    path("packs/<slug:name>/versions/<str:version>/search", passages_page, name="version-search"),
    path("packs/<slug:name>/versions/<str:version>/checks", checks_page, name="version-checks"),
]
