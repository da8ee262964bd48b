"""Addresses of the catalogue."""

from django.urls import path

from marketplace.catalogue.listing import catalogue
from marketplace.catalogue.pack import pack_page
from marketplace.catalogue.versions import versions_page

urlpatterns = [
    path("", catalogue, name="catalogue"),
    path("packs/<slug:name>", pack_page, name="pack-page"),
    path("packs/<slug:name>/versions", versions_page, name="pack-versions"),
    path("packs/<slug:name>/versions/<str:version>", pack_page, name="pack-version"),
]
