"""The API under its prefix, as a URL configuration of its own."""

from django.urls import include, path

from registry.api.addresses import PREFIX

urlpatterns = [path(PREFIX.removeprefix("/"), include("registry.api.urls"))]
