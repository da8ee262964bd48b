"""Addresses that belong to the site as a whole."""

from django.urls import path

from marketplace.site.health import healthz
from marketplace.site.robots import favicon, robots

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
]
