"""Every address of the site that Django answers; the public index and the archives are answered before it."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
