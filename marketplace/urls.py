"""Every address that Django answers; the public index and the archives are answered before it."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("api/", include("registry.api.urls")),
    path("", include("registry.exports.urls")),
    path("admin/", admin.site.urls),
]
