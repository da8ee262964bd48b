"""Addresses of contributing."""

from django.urls import path

from marketplace.contribute.submission import submission_page
from marketplace.contribute.upload import publish

urlpatterns = [
    path("publish", publish, name="publish"),
    path("submissions/<uuid:submission_id>", submission_page, name="submission-page"),
]
