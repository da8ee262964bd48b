"""The address of appeals."""

from django.urls import path

from marketplace.appeals.page import appeal_page

urlpatterns = [path("appeals/<slug:kind>/<str:about>", appeal_page, name="appeal-page")]
