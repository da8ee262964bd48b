"""Every address of the site; the API has its own, and index and archives are answered before Django."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("marketplace.catalogue.urls")),
    path("", include("marketplace.appeals.urls")),
    path("", include("marketplace.community.urls")),
    path("", include("marketplace.advisories.urls")),
    path("", include("marketplace.moderation.urls")),
    path("", include("marketplace.feeds.urls")),
    path("", include("marketplace.contribute.urls")),
    path("", include("marketplace.lesson.urls")),
    path("", include("marketplace.site.urls")),
    path("accounts/", include("marketplace.account.urls")),
    path("", include("registry.exports.urls")),
    path("admin/", admin.site.urls),
]
